//! Tells which faults are no news: those that a correction mends, and those that are acknowledged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{AcknowledgedBefore, Acknowledgement, Code, Find, Place, found};
use cdevents_codegen::Error;
use cdevents_codegen::documents::{self, Document, Files, LINT_FILE};
use cdevents_codegen::model::{Correction, ReleaseName};

/// The file of acknowledgements.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declarations {
    #[serde(default)]
    acknowledged: Vec<Declaration>,
}

/// Faults of one kind that are left as they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    /// The rule.
    code: String,
    /// The releases that have the fault.
    releases: Vec<String>,
    /// How the `$id`s of the documents end, or of those without one the paths; all, where absent.
    documents: Option<Vec<String>>,
    /// Why it is left.
    reason: String,
}

/// One that can be looked up.
struct Accepted {
    code: Code,
    releases: Vec<ReleaseName>,
    declaration: Declaration,
}

/// What is known of the faults of these schemas.
pub(super) struct Known {
    file: PathBuf,
    accepted: Vec<Accepted>,
    mended: Mended,
}

impl Known {
    /// Reads the acknowledgements, and finds out what the corrections mend.
    pub(super) fn new(files: &Files, documents: &[Document]) -> Result<Self, Error> {
        let file = files.folder.join(LINT_FILE);
        let declarations: Declarations = match files.texts.get(LINT_FILE) {
            None => Declarations::default(),
            Some(text) => toml::from_str(text).map_err(|error| {
                let reason = format!("is not a list of acknowledgements: {error}");
                Error::new(&file, "", reason)
            })?,
        };
        let accepted = accepted(declarations, &file)?;
        let mended = Mended::new(files, documents)?;
        Ok(Self {
            file,
            accepted,
            mended,
        })
    }

    /// What was found, and why it is no news, where it isn't.
    pub(super) fn acknowledge(
        &self,
        files: &Files,
        documents: &[Document],
        finds: Vec<Find>,
    ) -> Result<Vec<(Find, Option<Acknowledgement>)>, Error> {
        let mut used = BTreeSet::new();
        let mut result = Vec::new();
        for find in finds {
            let acknowledgement = self
                .mended
                .problem(&find, documents)
                .map(|problem| Acknowledgement::Corrected { problem })
                .or_else(|| accept(&find, &self.accepted, documents, &mut used));
            result.push((find, acknowledgement));
        }
        for (index, accepted) in self.accepted.iter().enumerate() {
            all_are_used(index, accepted, &used, files, documents, &self.file)?;
        }
        Ok(result)
    }
}

impl Known {
    /// The acknowledgement that would do for a fault if it were one of the release before.
    pub(super) fn before(
        &self,
        find: &Find,
        documents: &[Document],
        releases: &[ReleaseName],
    ) -> Option<AcknowledgedBefore> {
        let release = releases.iter().rfind(|it| **it < find.release)?;
        let (index, ..) = fitting(find, release, &self.accepted, documents)?;
        Some(AcknowledgedBefore {
            release: release.clone(),
            reason: self.accepted[index].declaration.reason.clone(),
        })
    }
}

/// The declarations, checked by themselves.
fn accepted(declarations: Declarations, file: &PathBuf) -> Result<Vec<Accepted>, Error> {
    let mut result = Vec::new();
    for (index, declaration) in declarations.acknowledged.into_iter().enumerate() {
        let at = |rest: &str| format!("/acknowledged/{index}{rest}");
        let code = declaration.code.parse();
        let code = code.map_err(|reason: String| Error::new(file, at("/code"), reason))?;
        let releases: Result<Vec<_>, _> =
            declaration.releases.iter().map(|it| it.parse()).collect();
        let releases: Vec<ReleaseName> =
            releases.map_err(|reason: String| Error::new(file, at("/releases"), reason))?;
        if releases.is_empty() {
            return Err(Error::new(file, at("/releases"), "names no release"));
        }
        if declaration.documents.as_ref().is_some_and(Vec::is_empty) {
            return Err(Error::new(file, at("/documents"), "names no document"));
        }
        if declaration.reason.trim().is_empty() {
            return Err(Error::new(file, at("/reason"), "must say something"));
        }
        result.push(Accepted {
            code,
            releases,
            declaration,
        });
    }
    Ok(result)
}

/// A declaration's number, and the numbers of a release and of a document in it.
type Named = (usize, usize, Option<usize>);

/// The first declaration that has a fault. What it names, and so is of use, is noted.
fn accept(
    find: &Find,
    accepted: &[Accepted],
    documents: &[Document],
    used: &mut BTreeSet<Named>,
) -> Option<Acknowledgement> {
    let named = fitting(find, &find.release, accepted, documents)?;
    used.insert(named);
    let reason = accepted[named.0].declaration.reason.clone();
    Some(Acknowledgement::Accepted { reason })
}

/// The first declaration that has a fault, if that were one of a release.
fn fitting(
    find: &Find,
    of: &ReleaseName,
    accepted: &[Accepted],
    documents: &[Document],
) -> Option<Named> {
    for (index, one) in accepted.iter().enumerate() {
        let release = one.releases.iter().position(|it| it == of);
        let Some(release) = release.filter(|_| one.code == find.code) else {
            continue;
        };
        let document = match &one.declaration.documents {
            None => None,
            Some(names) => {
                let is_it = |name: &String| has_name(find, name, documents);
                match names.iter().position(is_it) {
                    Some(number) => Some(number),
                    None => continue,
                }
            }
        };
        return Some((index, release, document));
    }
    None
}

/// Does a document's `$id`, or where it has none its path, end so?
fn has_name(find: &Find, name: &str, documents: &[Document]) -> bool {
    let document = documents.iter().find(|it| it.file == find.place.file);
    match document.and_then(Document::id) {
        Some(id) => {
            let before = id.strip_suffix(name);
            before.is_some_and(|it| it.is_empty() || it.ends_with('/'))
        }
        None => find.place.file.ends_with(Path::new(name)),
    }
}

/// Every release and every document that a declaration names must have the fault.
fn all_are_used(
    index: usize,
    accepted: &Accepted,
    used: &BTreeSet<Named>,
    files: &Files,
    documents: &[Document],
    file: &PathBuf,
) -> Result<(), Error> {
    // What compares two releases finds nothing where one is absent.
    if files.is_part && accepted.code == Code::ChangedUnderSameVersion {
        return Ok(());
    }
    let used: Vec<_> = used.iter().filter(|it| it.0 == index).collect();
    let mut is_complete = true;
    for (number, release) in accepted.releases.iter().enumerate() {
        if files.is_part && !documents.iter().any(|it| it.release == *release) {
            is_complete = false;
        } else if !used.iter().any(|it| it.1 == number) {
            let pointer = format!("/acknowledged/{index}/releases/{number}");
            let reason = format!(
                "release {release} has no `{}` that this acknowledges; remove it",
                accepted.code
            );
            return Err(Error::new(file, pointer, reason));
        }
    }
    let names = accepted.declaration.documents.iter().flatten();
    for (number, name) in names.enumerate().filter(|_| is_complete) {
        if !used.iter().any(|it| it.2 == Some(number)) {
            let pointer = format!("/acknowledged/{index}/documents/{number}");
            let reason = format!(
                "no document `{name}` has a `{}` that this acknowledges; remove it",
                accepted.code
            );
            return Err(Error::new(file, pointer, reason));
        }
    }
    Ok(())
}

/// The faults that are left once the corrections are made. Those that aren't are mended.
struct Mended {
    corrections: Vec<Correction>,
    left: BTreeSet<(Code, Place)>,
}

impl Mended {
    fn new(files: &Files, documents: &[Document]) -> Result<Self, Error> {
        let (corrected, corrections) = documents::load_corrected(files)?;
        let mut left = BTreeSet::new();
        if !corrections.is_empty() && corrected != documents {
            left.extend(
                found(&corrected)
                    .into_iter()
                    .map(|it| (it.code, plain(it.place))),
            );
        }
        Ok(Self { corrections, left })
    }

    /// What the correction that mends a fault says was wrong.
    fn problem(&self, find: &Find, documents: &[Document]) -> Option<String> {
        if self.corrections.is_empty()
            || self.left.contains(&(find.code, plain(find.place.clone())))
        {
            return None;
        }
        let names = |correction: &Correction, is_it: &dyn Fn(&Document) -> bool| {
            let mut of_release = documents
                .iter()
                .filter(|it| it.release == correction.release);
            of_release.any(|document| {
                let is_named = |name: &String| documents::is_named(document, name);
                is_it(document) && correction.documents.iter().any(is_named)
            })
        };
        // Those of the document come first; then those of the same event in another release; then
        // those of the release: what leads nowhere may be mended elsewhere.
        let of_document = |it: &&Correction| names(it, &|one| one.file == find.place.file);
        let of_event = |it: &&Correction| {
            let event_type = find.place.event_type.as_deref();
            event_type.is_some() && names(it, &|one| type_of(one) == event_type)
        };
        let of_release = |it: &&Correction| it.release == find.release;
        let all = || self.corrections.iter();
        let mut candidates: Vec<_> = all().filter(of_document).collect();
        if candidates.is_empty() {
            candidates = all().filter(of_event).collect();
        }
        if candidates.is_empty() {
            candidates = all().filter(of_release).collect();
        }
        // Among them, those of the same place, or around it.
        let pointer = match find.code {
            Code::DanglingReference => "/$id",
            _ => find.place.pointer.as_str(),
        };
        let nearest = candidates
            .iter()
            .filter(|it| pointer.starts_with(&it.pointer));
        let nearest = nearest.map(|it| it.pointer.len()).max();
        let problems: BTreeSet<_> = candidates
            .iter()
            .filter(|it| nearest.is_none_or(|nearest| it.pointer.len() == nearest))
            .map(|it| it.problem.as_str())
            .collect();
        (!problems.is_empty()).then(|| problems.into_iter().collect::<Vec<_>>().join(" "))
    }
}

/// The type that an event's schema demands.
fn type_of(document: &Document) -> Option<&str> {
    let r#type = document
        .value
        .pointer("/properties/context/properties/type")?;
    let only = r#type.get("const").or_else(|| r#type.pointer("/enum/0"));
    only?.as_str()
}

/// A place without what is only said of it.
fn plain(place: Place) -> Place {
    Place {
        detail: None,
        ..place
    }
}
