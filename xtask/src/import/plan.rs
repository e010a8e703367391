//! Plans an import: reads and checks everything, and writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cdevents_codegen::Error;
use cdevents_codegen::documents::Documents;
use cdevents_codegen::documents::{
    self, CORRECTIONS_FILE, Document, DocumentKind, Files, read_folder,
};
use cdevents_codegen::model::ReleaseName;

use super::checkout::{self, Checkout, SkipReason};
use super::difference::Difference;
use super::format::format;
use super::{layout, references, release};
use crate::files::{entries, failed};

/// How many of the removed events are listed.
const SHOWN_REMOVED: usize = 10;

/// What is imported, from where, and to where.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// The checkout.
    pub source: PathBuf,
    /// The folder of schemas, with a folder for each release.
    pub schemas: PathBuf,
    /// The release.
    pub release: ReleaseName,
    /// The version in the `$id`s, if the release isn't out yet: `0.6.0-draft`.
    pub prerelease: Option<String>,
    /// The newest earlier release in the folder of schemas.
    pub predecessor: Option<ReleaseName>,
    /// The events of the predecessor that are missing in this release, as sorted paths in its
    /// folder. Either the specification removed them, or the checkout is incomplete.
    pub removed: Vec<String>,
    /// The release's folder.
    pub folder: PathBuf,
    /// The schemas, sorted by their path in the checkout.
    pub files: Vec<PlannedFile>,
    /// The JSON files and the folders that are not imported, by their path in the checkout.
    pub skipped: BTreeMap<String, SkipReason>,
    /// How many files in the checkout don't have the extension `.json`.
    pub other_files: usize,
    /// The state of the release's folder.
    pub state: FolderState,
    /// How the release's folder differs from the plan.
    pub difference: Difference,
}

/// A schema that is imported.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct PlannedFile {
    /// Its path in the checkout, separated by `/`.
    pub from: String,
    /// Its path in the release's folder.
    pub to: String,
    /// Its formatted text: see [`format()`].
    pub text: String,
}

/// The state of a release's folder before the import.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FolderState {
    /// There is no such folder.
    Absent,
    /// The folder has the planned files already.
    Same,
    /// The folder has other files.
    Differs,
}

/// Plans the import of a checkout, or of a part of it that refers to nothing outside, into
/// `schemas`, the folder of all releases.
///
/// The `$id`s name the release, unless `release` does. If both do, they must agree, except that the
/// `$id`s of a release that isn't out yet may have a suffix: `0.6.0-draft`.
///
/// Upstream bugs that keep a schema from being recognized, placed or resolved must be corrected by
/// `corrections.toml` in `schemas`.
///
/// # Errors
/// Fails if a folder or a `.json` file cannot be read; if there is no schema of an event; if the
/// `$id`s disagree about the release; if a schema has another dialect, no `$id`, a dangling `$ref`,
/// a duplicate key, an unknown keyword, or the same destination as another one.
pub fn plan(source: &Path, release: Option<&ReleaseName>, schemas: &Path) -> Result<Plan, Error> {
    for folder in [source, schemas] {
        if !folder.is_dir() {
            let exists = folder.exists();
            let reason = if exists {
                "not a folder"
            } else {
                "no such folder"
            };
            return Err(Error::new(folder, "", reason));
        }
    }
    let Checkout {
        schemas: found,
        skipped,
        other_files,
    } = checkout::read(source)?;
    let document = |(key, (_, value)): (&String, &(String, _))| Document {
        file: source.join(key),
        // Its name is known after all documents are read.
        release: ReleaseName::default(),
        value: serde_json::Value::clone(value),
    };
    let mut documents: Vec<_> = found.iter().map(document).collect();
    check_kinds(&documents, source)?;
    let release = match release {
        Some(release) => release.clone(),
        None => named_by_ids(&documents, source)?,
    };
    for document in &mut documents {
        document.release = release.clone();
    }
    let had_ids: Vec<_> = documents
        .iter()
        .map(|document| document.id().is_some())
        .collect();
    correct(&mut documents, schemas, source)?;
    documents::check_keywords(&documents)?;
    let prerelease = match release::claim(&documents)? {
        Some(claim) => claim.check(&release)?,
        None => None,
    };
    let registry = Documents::new(documents)?;
    references::check(&registry, source)?;
    let keys: Vec<_> = found.keys().map(String::as_str).collect();
    let paths = layout::paths(&registry, &keys, &had_ids)?;
    let mut files = Vec::new();
    for ((from, (text, _)), to) in found.iter().zip(paths) {
        let text = format(&source.join(from), text)?;
        let from = from.clone();
        files.push(PlannedFile { from, to, text });
    }
    let predecessor = predecessor(&release, schemas)?;
    let removed = match &predecessor {
        Some(predecessor) => removed(predecessor, schemas, &files)?,
        None => Vec::new(),
    };
    let mut plan = Plan {
        source: source.to_owned(),
        schemas: schemas.to_owned(),
        predecessor,
        removed,
        folder: schemas.join(release.to_string()),
        release,
        prerelease,
        files,
        skipped,
        other_files,
        state: FolderState::Absent,
        difference: Difference::default(),
    };
    (plan.state, plan.difference) = plan.compare()?;
    Ok(plan)
}

/// Fails unless there are schemas of events.
fn check_kinds(documents: &[Document], source: &Path) -> Result<(), Error> {
    let is_event = |document: &Document| document.kind() == DocumentKind::Event;
    let reason = match documents {
        [] => "there is no schema in this folder",
        _ if documents.iter().any(is_event) => return Ok(()),
        _ => "there is no schema of an event in this folder",
    };
    Err(Error::new(source, "", reason))
}

/// Returns the release that the `$id`s name.
fn named_by_ids(documents: &[Document], source: &Path) -> Result<ReleaseName, Error> {
    let unnamed = || {
        let reason = "no `$id` names the release; name it with `--release`";
        Error::new(source, "", reason)
    };
    release::claim(documents)?.ok_or_else(unnamed)?.release()
}

/// Makes the corrections that are declared for the release.
fn correct(documents: &mut [Document], schemas: &Path, source: &Path) -> Result<(), Error> {
    let mut files = Files {
        folder: schemas.to_owned(),
        is_part: true,
        ..Files::default()
    };
    let file = schemas.join(CORRECTIONS_FILE);
    match fs::read_to_string(&file) {
        Ok(text) => drop(files.texts.insert(CORRECTIONS_FILE.to_owned(), text)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(&file, "read", &error)),
    }
    documents::correct(&files, documents).map_err(|error| {
        let (reason, source) = (error.reason(), source.display());
        let reason = format!("{reason}; or is the checkout in {source} incomplete?");
        Error::new(error.file(), error.pointer(), reason)
    })?;
    Ok(())
}

/// Returns the newest release with a folder that is older than `release`.
fn predecessor(release: &ReleaseName, schemas: &Path) -> Result<Option<ReleaseName>, Error> {
    let entries = entries(schemas)?.into_iter();
    let names = entries.filter_map(|(name, _)| name.parse::<ReleaseName>().ok());
    Ok(names.filter(|name| name < release).max())
}

/// Returns the paths of the predecessor's events that aren't among the planned files.
fn removed(
    predecessor: &ReleaseName,
    schemas: &Path,
    files: &[PlannedFile],
) -> Result<Vec<String>, Error> {
    let planned: BTreeSet<_> = files.iter().map(|file| &file.to).collect();
    let before = read_folder(&schemas.join(predecessor.to_string()))?;
    let mut removed = Vec::new();
    for (path, text) in before.texts {
        let file = before.folder.join(&path);
        let value = serde_json::from_str(&text)
            .map_err(|error| Error::new(&file, "", format!("is not JSON: {error}")))?;
        let document = Document {
            file,
            release: predecessor.clone(),
            value,
        };
        let is_event = matches!(
            document.kind(),
            DocumentKind::Event | DocumentKind::CustomEvent
        );
        if is_event && !planned.contains(&path) {
            removed.push(path);
        }
    }
    Ok(removed)
}

impl Plan {
    /// Compares the release's folder with the planned files.
    pub(super) fn compare(&self) -> Result<(FolderState, Difference), Error> {
        let texts = self.files.iter();
        let texts = texts.map(|file| (file.to.as_str(), file.text.as_str()));
        match fs::symlink_metadata(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let mut added: Vec<_> = texts.map(|(path, _)| path.to_owned()).collect();
                added.sort();
                let difference = Difference {
                    added,
                    ..Difference::default()
                };
                Ok((FolderState::Absent, difference))
            }
            Ok(metadata) if !metadata.is_dir() => {
                Err(Error::new(&self.folder, "", "is in the way: not a folder"))
            }
            Err(error) => Err(failed(&self.folder, "read", &error)),
            Ok(_) => {
                let difference = Difference::between(&self.folder, texts)?;
                let state = if difference.is_empty() {
                    FolderState::Same
                } else {
                    FolderState::Differs
                };
                Ok((state, difference))
            }
        }
    }
}

/// A line for each imported schema, and for each folder and reason, what is skipped.
impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (release, source) = (self.release.title(), self.source.display());
        writeln!(formatter, "{release}, from {source}")?;
        if let Some(prerelease) = &self.prerelease {
            writeln!(
                formatter,
                "note: the `$id`s name {prerelease} and are kept; import the release again once it \
                 is out"
            )?;
        }
        if let (Some(predecessor), false) = (&self.predecessor, self.removed.is_empty()) {
            let shown = self.removed.iter().take(SHOWN_REMOVED).map(String::as_str);
            let shown: Vec<_> = shown.collect();
            let more = match self.removed.len() - shown.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            writeln!(
                formatter,
                "note: removed since {predecessor}: {}{more}; check that the checkout is complete, and \
                 if an event has a new name, declare it with an `[[event]]` in upgrades.toml",
                shown.join(", ")
            )?;
        }
        let width = self.files.iter().map(|file| file.from.len()).max();
        let width = width.unwrap_or_default();
        for PlannedFile { from, to, .. } in &self.files {
            writeln!(formatter, "import {from:width$} as {to}")?;
        }
        let mut groups: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        for (path, reason) in &self.skipped {
            // A file or a folder at the top is named itself.
            let end = path.trim_end_matches('/').rfind('/');
            let folder = end.map_or(path.as_str(), |end| &path[..=end]);
            let group = groups.entry((folder, reason.to_string()));
            group.or_default().push(path);
        }
        for ((folder, reason), paths) in groups {
            match paths.as_slice() {
                [path] => writeln!(formatter, "skip {path}: {reason}")?,
                paths => writeln!(formatter, "skip {folder} ({} files): {reason}", paths.len())?,
            }
        }
        if self.other_files > 0 {
            writeln!(
                formatter,
                "skip {} files that are not .json",
                self.other_files
            )?;
        }
        let (imported, skipped) = (self.files.len(), self.skipped.len() + self.other_files);
        write!(formatter, "{imported} to import, {skipped} skipped")
    }
}
