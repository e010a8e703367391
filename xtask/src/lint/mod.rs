//! Finds the specification's own faults in its schemas, as they were released.
//!
//! It works where nothing could be generated: on schemas that allow nothing, or whose `$ref`s lead
//! nowhere. [`Code`] has the rules. What is known stands in `schemas/lint.toml`, with a reason, or is
//! a fault that `schemas/corrections.toml` corrects; all else is new.
//!
//! ```no_run
//! let files = cdevents_codegen::read_folder("schemas".as_ref())?;
//! let report = cdevents_codegen::lint::lint(&files)?;
//! print!("{}", report.to_text(false));
//! assert_eq!(report.new_findings().count(), 0);
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod acknowledge;
mod code;
mod documents;
mod keywords;
mod meaning;
mod page;
mod patterns;
mod releases;
mod report;
mod schema;
mod siblings;
mod value;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use code::Code;
pub use page::page;
pub use report::Report;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{Document, Files, load};
use cdevents_codegen::model::ReleaseName;
use schema::{Registry, Root};

/// Where the docs have the rules, each under its code: what a finding refers to.
pub const PAGE: &str = "cdevents-generated/docs/lint.md";

/// A fault, wherever in a release it is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it.
    pub code: Code,
    /// The release. What changed between two is a fault of the later one.
    pub release: ReleaseName,
    /// What is wrong.
    pub message: String,
    /// Where: one or more places, sorted.
    pub places: Vec<Place>,
    /// Why it is no news, if it isn't.
    pub acknowledgement: Option<Acknowledgement>,
    /// If it is news: the acknowledgement of the same fault of the same documents in the release
    /// before, where there is one. The new release most often has it still.
    pub before: Option<AcknowledgedBefore>,
}

/// One place of a fault.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub struct Place {
    /// The file of the event's schema, or of another document.
    pub file: PathBuf,
    /// The place in that file: a JSON Pointer. What stands in a definition has the place of the
    /// `$ref` that leads there. Of a missing keyword, where it belongs.
    pub pointer: String,
    /// The event's type, where the schema demands one.
    pub event_type: Option<String>,
    /// What is only so in this place.
    pub detail: Option<String>,
}

/// Why a fault is no news.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Acknowledgement {
    /// `lint.toml` says why it is left as it is.
    Accepted {
        /// The reason given there.
        reason: String,
    },
    /// The corrections of `corrections.toml` mend it.
    Corrected {
        /// The problem given there.
        problem: String,
    },
}

/// That a fault is acknowledged in the release before the one that has it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub struct AcknowledgedBefore {
    /// The release before.
    pub release: ReleaseName,
    /// The reason that `lint.toml` gives for that one.
    pub reason: String,
}

/// Finds the faults in the schemas, uncorrected.
///
/// # Errors
/// Where a file isn't JSON, or is of no release; where a correction, or an acknowledgement, isn't one,
/// or finds nothing to correct or acknowledge.
pub fn lint(files: &Files) -> Result<Report, Error> {
    let documents = load(files)?;
    let releases = releases(&documents);
    let known = acknowledge::Known::new(files, &documents)?;
    let places = known.acknowledge(files, &documents, found(&documents))?;
    let mut groups: BTreeMap<_, Vec<Place>> = BTreeMap::new();
    for (find, acknowledgement) in places {
        let before = match acknowledgement {
            Some(_) => None,
            None => known.before(&find, &documents, &releases),
        };
        let key = (
            find.code,
            find.release,
            find.message,
            acknowledgement,
            before,
        );
        groups.entry(key).or_default().push(find.place);
    }
    let mut findings: Vec<_> = groups
        .into_iter()
        .map(
            |((code, release, message, acknowledgement, before), mut places)| {
                places.sort();
                places.dedup();
                Finding {
                    code,
                    release,
                    message,
                    places,
                    acknowledgement,
                    before,
                }
            },
        )
        .collect();
    findings.sort_by(|one, other| {
        let key = |it: &Finding| (it.release.clone(), it.code, it.places[0].clone());
        key(one).cmp(&key(other))
    });
    Ok(Report { findings, releases })
}

fn releases(documents: &[Document]) -> Vec<ReleaseName> {
    let mut releases: Vec<_> = documents.iter().map(|it| it.release.clone()).collect();
    releases.sort();
    releases.dedup();
    releases
}

/// What the rules find in documents.
fn found(documents: &[Document]) -> Vec<Find> {
    let registry = Registry::new(documents);
    let roots = schema::roots(documents, &registry);
    let mut finds = Finds::default();
    for root in &roots {
        keywords::check(root, &registry, &mut finds);
    }
    for release in releases(documents) {
        let of_release: Vec<_> = roots.iter().filter(|it| *it.release() == release).collect();
        documents::check(&release, &of_release, &mut finds);
        siblings::check(&of_release, &registry, &mut finds);
        patterns::check(&of_release, &mut finds);
    }
    releases::check(&roots, &registry, &mut finds);
    finds.0
}

/// What a rule found in one place.
#[derive(Clone, Debug)]
struct Find {
    code: Code,
    release: ReleaseName,
    message: String,
    place: Place,
}

/// What rules add to.
#[derive(Debug, Default)]
struct Finds(Vec<Find>);

impl Finds {
    fn add(
        &mut self,
        code: Code,
        root: &Root<'_>,
        message: &str,
        pointer: &str,
        detail: Option<String>,
    ) {
        self.0.push(Find {
            code,
            release: root.release().clone(),
            message: message.to_owned(),
            place: Place {
                file: root.document.file.clone(),
                pointer: pointer.to_owned(),
                event_type: root.event_type.clone(),
                detail,
            },
        });
    }
}
