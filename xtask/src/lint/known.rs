//! Decides which faults are known: those that a correction fixes, and those that `lint.toml` accepts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::fault::Fault;
use super::finding::{AcknowledgedBefore, Acknowledgement, Location};
use super::rule::Rule;
use super::rules;
use cdevents_codegen::Error;
use cdevents_codegen::documents::{self, Document, Files, LINT_FILE};
use cdevents_codegen::model::{Correction, ReleaseName};

/// The contents of `lint.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LintFile {
    #[serde(default)]
    acknowledged: Vec<Declaration>,
}

/// An entry of `lint.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    /// The code of the rule.
    code: String,
    /// The releases with the fault.
    releases: Vec<String>,
    /// The last segments of the documents' `$id`s, or of their paths if they have none. Without this
    /// list, all documents.
    documents: Option<Vec<String>>,
    /// Why the fault is accepted.
    reason: String,
}

/// A parsed entry of `lint.toml`.
struct Accepted {
    rule: Rule,
    releases: Vec<ReleaseName>,
    declaration: Declaration,
}

/// The known faults of schemas.
pub(super) struct Known {
    /// The path of `lint.toml`.
    file: PathBuf,
    accepted: Vec<Accepted>,
    corrected: Corrected,
}

impl Known {
    /// Reads `lint.toml`, and finds out what the corrections fix.
    pub(super) fn new(files: &Files, documents: &[Document]) -> Result<Self, Error> {
        let file = files.folder.join(LINT_FILE);
        let lint_file: LintFile = match files.texts.get(LINT_FILE) {
            None => LintFile::default(),
            Some(text) => toml::from_str(text).map_err(|error| {
                let reason = format!("is not a list of acknowledgements: {error}");
                Error::new(&file, "", reason)
            })?,
        };
        Ok(Self {
            accepted: accepted(lint_file, &file)?,
            corrected: Corrected::new(files, documents)?,
            file,
        })
    }

    /// Returns the faults, each with its acknowledgement if it is known. Fails if an entry of
    /// `lint.toml` matches nothing.
    pub(super) fn acknowledge(
        &self,
        files: &Files,
        documents: &[Document],
        faults: Vec<Fault>,
    ) -> Result<Vec<(Fault, Option<Acknowledgement>)>, Error> {
        let mut used = BTreeSet::new();
        let mut result = Vec::new();
        for fault in faults {
            let acknowledgement = match self.corrected.problem(&fault, documents) {
                Some(problem) => Some(Acknowledgement::Corrected { problem }),
                None => self.entry(&fault, &fault.release, documents).map(|entry| {
                    used.insert(entry);
                    let reason = self.reason(entry);
                    Acknowledgement::Accepted { reason }
                }),
            };
            result.push((fault, acknowledgement));
        }
        for (index, accepted) in self.accepted.iter().enumerate() {
            let used: Vec<_> = used.iter().filter(|entry| entry.index == index).collect();
            self.check_use(index, accepted, &used, files, documents)?;
        }
        Ok(result)
    }

    /// Returns the acknowledgement of the same fault in the release before.
    pub(super) fn before(
        &self,
        fault: &Fault,
        documents: &[Document],
        releases: &[ReleaseName],
    ) -> Option<AcknowledgedBefore> {
        let mut releases = releases.iter();
        let release = releases.rfind(|release| **release < fault.release)?;
        let entry = self.entry(fault, release, documents)?;
        Some(AcknowledgedBefore {
            release: release.clone(),
            reason: self.reason(entry),
            entry: entry.index,
        })
    }

    /// Returns the first entry that matches a fault as if it were one of `release`.
    fn entry(&self, fault: &Fault, release: &ReleaseName, documents: &[Document]) -> Option<Entry> {
        let of_rule = self.accepted.iter().enumerate();
        let mut of_rule = of_rule.filter(|(_, accepted)| accepted.rule == fault.rule);
        of_rule.find_map(|(index, accepted)| {
            let release = accepted
                .releases
                .iter()
                .position(|other| other == release)?;
            let document = match &accepted.declaration.documents {
                None => None,
                Some(names) => {
                    let mut names = names.iter();
                    Some(names.position(|name| has_name(fault, name, documents))?)
                }
            };
            Some(Entry {
                index,
                release,
                document,
            })
        })
    }

    fn reason(&self, entry: Entry) -> String {
        self.accepted[entry.index].declaration.reason.clone()
    }

    /// Checks that every release and every document of an entry has the fault.
    fn check_use(
        &self,
        index: usize,
        accepted: &Accepted,
        used: &[&Entry],
        files: &Files,
        documents: &[Document],
    ) -> Result<(), Error> {
        let rule = accepted.rule;
        // The release to compare with may be missing.
        if files.is_part && rule == Rule::ChangedUnderSameVersion {
            return Ok(());
        }
        let unused = |list: &str, number: usize, subject: String| {
            let pointer = format!("/acknowledged/{index}/{list}/{number}");
            let reason =
                format!("{subject} has no unacknowledged `{rule}`; remove it from this entry");
            Err(Error::new(&self.file, pointer, reason))
        };
        let mut is_complete = true;
        for (number, release) in accepted.releases.iter().enumerate() {
            let mut releases = documents.iter().map(|document| &document.release);
            if files.is_part && !releases.any(|other| other == release) {
                is_complete = false;
            } else if !used.iter().any(|entry| entry.release == number) {
                return unused("releases", number, format!("release {release}"));
            }
        }
        let names = accepted.declaration.documents.iter().flatten();
        for (number, name) in names.enumerate().filter(|_| is_complete) {
            if !used.iter().any(|entry| entry.document == Some(number)) {
                return unused("documents", number, format!("document `{name}`"));
            }
        }
        Ok(())
    }
}

/// Parses the entries of `lint.toml`.
fn accepted(lint_file: LintFile, file: &Path) -> Result<Vec<Accepted>, Error> {
    let mut result = Vec::new();
    for (index, declaration) in lint_file.acknowledged.into_iter().enumerate() {
        let error = |property: &str, reason: String| {
            Error::new(file, format!("/acknowledged/{index}/{property}"), reason)
        };
        let rule = declaration.code.parse();
        let rule = rule.map_err(|reason| error("code", reason))?;
        let releases = declaration.releases.iter().map(|release| release.parse());
        let releases: Result<Vec<ReleaseName>, _> = releases.collect();
        let releases = releases.map_err(|reason| error("releases", reason))?;
        if releases.is_empty() {
            return Err(error("releases", "must not be empty".to_owned()));
        }
        if declaration.documents.as_ref().is_some_and(Vec::is_empty) {
            return Err(error("documents", "must not be empty".to_owned()));
        }
        if declaration.reason.trim().is_empty() {
            return Err(error("reason", "must not be empty".to_owned()));
        }
        result.push(Accepted {
            rule,
            releases,
            declaration,
        });
    }
    Ok(result)
}

/// A matching entry of `lint.toml`: its index, and the indexes of the release and the document in it.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct Entry {
    index: usize,
    release: usize,
    document: Option<usize>,
}

/// Returns whether the `$id` of a fault's document, or its path if it has none, ends with a name.
fn has_name(fault: &Fault, name: &str, documents: &[Document]) -> bool {
    let file = &fault.location.file;
    let document = documents.iter().find(|document| document.file == *file);
    match document.and_then(Document::id) {
        Some(id) => {
            let before = id.strip_suffix(name);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        }
        None => file.ends_with(Path::new(name)),
    }
}

/// The faults that the corrections fix: all but those that are left once they are made.
struct Corrected {
    corrections: Vec<Correction>,
    left: BTreeSet<(Rule, Location)>,
}

impl Corrected {
    fn new(files: &Files, documents: &[Document]) -> Result<Self, Error> {
        let (corrected, corrections) = documents::load_corrected(files)?;
        let mut left = BTreeSet::new();
        if !corrections.is_empty() && corrected != documents {
            let faults = rules::check(&corrected).into_iter();
            left.extend(faults.map(|fault| (fault.rule, without_detail(fault.location))));
        }
        Ok(Self { corrections, left })
    }

    /// Returns the problem that the correction of a fault describes.
    fn problem(&self, fault: &Fault, documents: &[Document]) -> Option<String> {
        let location = without_detail(fault.location.clone());
        if self.corrections.is_empty() || self.left.contains(&(fault.rule, location)) {
            return None;
        }
        let corrects = |correction: &Correction, is_wanted: &dyn Fn(&Document) -> bool| {
            let mut of_release = documents
                .iter()
                .filter(|document| document.release == correction.release);
            of_release.any(|document| {
                let is_named = |name: &String| documents::is_named(document, name);
                is_wanted(document) && correction.documents.iter().any(is_named)
            })
        };
        // Corrections of the document come first, then those of the same event in another release,
        // then those of the release: a dangling `$ref` may be fixed in another document.
        let of_document = |correction: &&Correction| {
            corrects(correction, &|document| document.file == fault.location.file)
        };
        let of_event = |correction: &&Correction| {
            let event_type = fault.location.event_type.as_deref();
            let has_type = |document: &Document| type_of(document) == event_type;
            event_type.is_some() && corrects(correction, &has_type)
        };
        let of_release = |correction: &&Correction| correction.release == fault.release;
        let all = || self.corrections.iter();
        let mut candidates: Vec<_> = all().filter(of_document).collect();
        if candidates.is_empty() {
            candidates = all().filter(of_event).collect();
        }
        if candidates.is_empty() {
            candidates = all().filter(of_release).collect();
        }
        // Among these, the nearest ones around the location.
        let pointer = match fault.rule {
            Rule::DanglingReference => "/$id",
            _ => fault.location.pointer.as_str(),
        };
        let depth = |correction: &&Correction| correction.pointer.len();
        let around = candidates
            .iter()
            .filter(|correction| pointer.starts_with(&correction.pointer));
        let nearest = around.map(depth).max();
        let problems: BTreeSet<_> = candidates
            .iter()
            .filter(|correction| nearest.is_none_or(|nearest| depth(correction) == nearest))
            .map(|correction| correction.problem.as_str())
            .collect();
        (!problems.is_empty()).then(|| problems.into_iter().collect::<Vec<_>>().join(" "))
    }
}

/// Returns the type that an event's schema demands.
fn type_of(document: &Document) -> Option<&str> {
    let r#type = document
        .value
        .pointer("/properties/context/properties/type")?;
    let only = r#type.get("const").or_else(|| r#type.pointer("/enum/0"));
    only?.as_str()
}

fn without_detail(location: Location) -> Location {
    Location {
        detail: None,
        ..location
    }
}
