//! Takes a release of the specification into the folder of schemas: from a checkout, or an unpacked
//! archive of one.
//!
//! [`plan`] reads and checks everything, and [`write()`] writes what is planned, wholly or not at
//! all. What isn't known by name is no error here, but one of generation: `names.toml` needs the
//! new words then, and `corrections.toml` the faults that only show there.
//!
//! ```no_run
//! use cdevents_codegen::import;
//!
//! let plan = import::plan("../spec".as_ref(), None, "schemas".as_ref())?;
//! println!("{plan}\n{}", plan.difference);
//! let report = import::write(&plan, false)?;
//! println!("{report}");
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod difference;
mod format;
mod gone;
mod layout;
mod references;
mod release;
mod source;
mod write;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

pub use difference::{Change, Difference};
pub use format::format;
pub use source::Reason;
pub use write::{Outcome, Report, write};

use cdevents_codegen::Error;
use cdevents_codegen::documents::{
    self, CORRECTIONS_FILE, Document, DocumentKind, Documents, Files,
};
use cdevents_codegen::model::ReleaseName;
use source::Source;

/// How many of the events that are gone are named.
const SHOWN_GONE: usize = 10;

/// What is imported from where to where.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// Where it is imported from.
    pub source: PathBuf,
    /// The folder of schemas, of all releases.
    pub schemas: PathBuf,
    /// The release.
    pub release: ReleaseName,
    /// What the `$id`s say instead, where the release isn't out yet: `0.6.0-draft`.
    pub not_yet: Option<String>,
    /// The newest release before it in the folder of schemas.
    pub predecessor: Option<ReleaseName>,
    /// The events that it has and this one hasn't, by their paths in its folder, sorted. They may
    /// have gone, or the checkout isn't whole.
    pub gone: Vec<String>,
    /// The release's folder.
    pub folder: PathBuf,
    /// The schemas, sorted by where they come from.
    pub taken: Vec<Taken>,
    /// What stays where it is, by its path in the source, and why.
    pub left: BTreeMap<String, Reason>,
    /// How many files of the source aren't even JSON by their extension.
    pub other_files: usize,
    /// Is the release's folder there?
    pub state: State,
    /// How it differs.
    pub difference: Difference,
}

/// A schema that is imported.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Taken {
    /// Its path in the source, with `/` between the parts.
    pub from: String,
    /// Its path in the release's folder.
    pub to: String,
    /// What is written there: see [`format()`].
    pub text: String,
}

/// What a release's folder is, before the import.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum State {
    /// It isn't there.
    Absent,
    /// It is what is imported.
    Same,
    /// It is there, and differs.
    Differs,
}

/// Reads a checkout of the specification, or a part of it that is whole in itself, and plans where
/// its schemas belong in `schemas`, the folder of all releases. Writes nothing.
///
/// The `$id`s name the release, unless `release` does. Where both do, they must agree; but `$id`s
/// may say of a release that isn't out yet `0.6.0-draft`.
///
/// Of the faults of the specification, those must be corrected by `corrections.toml` in `schemas`
/// for which a schema can't be told, placed, or resolved.
///
/// # Errors
/// Where a folder or a `.json` file can't be read; where no schema of an event is found; where the
/// `$id`s don't agree on the release; where a schema is of another dialect, has no `$id`, a `$ref`
/// that leads nowhere, a key twice, or the place of another.
pub fn plan(source: &Path, release: Option<&ReleaseName>, schemas: &Path) -> Result<Plan, Error> {
    for folder in [source, schemas] {
        if !folder.is_dir() {
            let is_there = folder.exists();
            let reason = if is_there {
                "is no folder"
            } else {
                "no such folder"
            };
            return Err(Error::new(folder, "", reason));
        }
    }
    let Source {
        schemas: found,
        left,
        other_files,
    } = source::read(source)?;
    let mut documents: Vec<_> = found
        .iter()
        .map(|(key, (_, value))| Document {
            file: source.join(key),
            // Its name comes next.
            release: ReleaseName::default(),
            value: value.clone(),
        })
        .collect();
    check_kinds(&documents, source)?;
    let release = match release {
        Some(release) => release.clone(),
        None => named_by_ids(&documents, source)?,
    };
    for document in &mut documents {
        document.release = release.clone();
    }
    let were_named: Vec<_> = documents.iter().map(|it| it.id().is_some()).collect();
    correct(&mut documents, schemas, source)?;
    let not_yet = match release::claim(&documents)? {
        Some(claim) => claim.check(&release)?,
        None => None,
    };
    let registry = Documents::new(documents)?;
    references::check(&registry, source)?;
    let keys: Vec<_> = found.keys().map(String::as_str).collect();
    let paths = layout::paths(&registry, &keys, &were_named)?;
    let mut taken = Vec::new();
    for ((from, (text, _)), to) in found.iter().zip(paths) {
        let text = format(&source.join(from), text)?;
        let from = from.clone();
        taken.push(Taken { from, to, text });
    }
    let predecessor = predecessor(&release, schemas)?;
    let gone = gone::gone(predecessor.as_ref(), schemas, &taken)?;
    let mut plan = Plan {
        source: source.to_owned(),
        schemas: schemas.to_owned(),
        predecessor,
        gone,
        folder: schemas.join(release.to_string()),
        release,
        not_yet,
        taken,
        left,
        other_files,
        state: State::Absent,
        difference: Difference::default(),
    };
    (plan.state, plan.difference) = plan.compare()?;
    Ok(plan)
}

/// There must be schemas, and among them some of events.
fn check_kinds(documents: &[Document], source: &Path) -> Result<(), Error> {
    let is_event = |it: &Document| it.kind() == DocumentKind::Event;
    match documents {
        [] => Err(Error::new(source, "", "no schema is below this folder")),
        _ if documents.iter().any(is_event) => Ok(()),
        _ => {
            let reason = "no event's schema is below this folder";
            Err(Error::new(source, "", reason))
        }
    }
}

/// The release that the `$id`s name.
fn named_by_ids(documents: &[Document], source: &Path) -> Result<ReleaseName, Error> {
    let unnamed = || {
        let reason = "no `$id` names the release; say its name: `--release`";
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
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::new(file, "", format!("can't be read: {error}"))),
    }
    documents::correct(&files, documents).map_err(|error| {
        let reason = error.reason();
        let reason = format!(
            "{reason}; or is the checkout in {} not whole?",
            source.display()
        );
        Error::new(error.file(), error.pointer(), reason)
    })?;
    Ok(())
}

/// The newest release before one that has a folder.
fn predecessor(release: &ReleaseName, schemas: &Path) -> Result<Option<ReleaseName>, Error> {
    let unreadable = |error| Error::new(schemas, "", format!("can't be read: {error}"));
    let mut newest = None;
    for entry in fs::read_dir(schemas).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        let other = name.to_str().and_then(|it| it.parse::<ReleaseName>().ok());
        newest = newest.max(other.filter(|it| it < release));
    }
    Ok(newest)
}

impl Plan {
    /// What the release's folder is now, and how it differs.
    fn compare(&self) -> Result<(State, Difference), Error> {
        let texts = self.taken.iter();
        let texts = texts.map(|it| (it.to.as_str(), it.text.as_str()));
        match fs::symlink_metadata(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut added: Vec<_> = texts.map(|(path, _)| path.to_owned()).collect();
                added.sort();
                let difference = Difference {
                    added,
                    ..Difference::default()
                };
                Ok((State::Absent, difference))
            }
            Ok(metadata) if !metadata.is_dir() => Err(Error::new(
                &self.folder,
                "",
                "is in the way: it is no folder",
            )),
            Err(error) => {
                let reason = format!("can't be read: {error}");
                Err(Error::new(&self.folder, "", reason))
            }
            Ok(_) => {
                let difference = Difference::between(&self.folder, texts)?;
                let is_same = difference.is_empty();
                let state = if is_same { State::Same } else { State::Differs };
                Ok((state, difference))
            }
        }
    }
}

/// What is taken, a line a schema, and what is left: a line a folder and reason.
impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (release, source) = (self.release.title(), self.source.display());
        writeln!(formatter, "{release}, from {source}")?;
        if let Some(not_yet) = &self.not_yet {
            writeln!(
                formatter,
                "note: the `$id`s say {not_yet}, and stay so; import it again when it is out"
            )?;
        }
        if let (Some(predecessor), false) = (&self.predecessor, self.gone.is_empty()) {
            let shown: Vec<_> = self
                .gone
                .iter()
                .take(SHOWN_GONE)
                .map(String::as_str)
                .collect();
            let more = match self.gone.len() - shown.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            writeln!(
                formatter,
                "note: gone since {predecessor}: {}{more}: is the checkout whole?",
                shown.join(", ")
            )?;
        }
        let width = self.taken.iter().map(|it| it.from.len()).max();
        let width = width.unwrap_or_default();
        for Taken { from, to, .. } in &self.taken {
            writeln!(formatter, "took {from:width$} as {to}")?;
        }
        let mut groups: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        for (path, reason) in &self.left {
            // What lies in no folder is named by itself.
            let folder = path
                .trim_end_matches('/')
                .rfind('/')
                .map(|end| &path[..=end]);
            let group = groups.entry((folder.unwrap_or(path), reason.to_string()));
            group.or_default().push(path);
        }
        for ((folder, reason), paths) in groups {
            match paths.as_slice() {
                [path] => writeln!(formatter, "left {path}: {reason}")?,
                paths => writeln!(formatter, "left {folder} ({} files): {reason}", paths.len())?,
            }
        }
        if self.other_files > 0 {
            let count = self.other_files;
            writeln!(formatter, "left {count} that are not named .json")?;
        }
        let (taken, left) = (self.taken.len(), self.left.len() + self.other_files);
        write!(formatter, "took {taken}, left {left}")
    }
}
