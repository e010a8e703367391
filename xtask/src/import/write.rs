//! Puts an imported release into its place, wholly or not at all.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Plan, State};
use cdevents_codegen::Error;
use cdevents_codegen::model::ReleaseName;

/// What [`write()`] did.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The release.
    pub release: ReleaseName,
    /// Its folder.
    pub folder: PathBuf,
    /// What became of the folder.
    pub outcome: Outcome,
    /// How many files are in it.
    pub files: usize,
    /// What is in the way no longer, but couldn't be deleted.
    pub leftover: Option<PathBuf>,
}

/// What became of a release's folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// It wasn't there before.
    Created,
    /// Another was there before.
    Replaced,
    /// It was the same before.
    Unchanged,
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        match self.outcome {
            Outcome::Created => write!(formatter, "{folder} is new: {} files", self.files)?,
            Outcome::Replaced => write!(formatter, "{folder} is replaced: {} files", self.files)?,
            Outcome::Unchanged => write!(formatter, "{folder} is as it was")?,
        }
        match &self.leftover {
            Some(leftover) => write!(formatter, "; delete {}", leftover.display()),
            None => Ok(()),
        }
    }
}

/// Writes what is planned. The files are written beside the release's folder, and then moved into
/// place, so that the folder is wholly the old one or wholly the new one.
///
/// # Errors
/// Where the folder is there and differs, unless it is to be replaced by `force`; where it has
/// changed since the plan was made; where something can't be written. Nothing has changed then.
pub fn write(plan: &Plan, force: bool) -> Result<Report, Error> {
    let mut report = Report {
        release: plan.release.clone(),
        folder: plan.folder.clone(),
        outcome: Outcome::Unchanged,
        files: plan.taken.len(),
        leftover: None,
    };
    let (state, difference) = plan.compare()?;
    if (state, &difference) != (plan.state, &plan.difference) {
        let reason = "has changed meanwhile; import once more";
        return Err(Error::new(&plan.folder, "", reason));
    }
    report.outcome = match state {
        State::Same => return Ok(report),
        State::Absent => Outcome::Created,
        State::Differs if force => Outcome::Replaced,
        State::Differs => {
            let reason = "is there, and differs from what is imported; `--force` replaces it";
            return Err(Error::new(&plan.folder, "", reason));
        }
    };
    let beside = tempfile::Builder::new()
        .prefix(&format!(".import-{}-", plan.release))
        .tempdir_in(&plan.schemas)
        .map_err(|error| failed(&plan.schemas, "written to", &error))?;
    let new = beside.path().join("new");
    for taken in &plan.taken {
        // The message names the place that the file is for: the one where it is written vanishes.
        let failed = |error| failed(&plan.folder.join(&taken.to), "written", &error);
        let file = new.join(&taken.to);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&file, &taken.text).map_err(failed)?;
    }
    let old = (state == State::Differs).then(|| beside.path().join("old"));
    match swap(&plan.folder, &new, old.as_deref(), |from, to| {
        fs::rename(from, to)
    }) {
        Ok(()) => {}
        Err(Fault::Undone(error)) => return Err(failed(&plan.folder, "replaced", &error)),
        Err(Fault::Torn(error)) => {
            let kept = beside.keep();
            let reason = format!("can't be put back: {error}; it is in {}", kept.display());
            return Err(Error::new(&plan.folder, "", reason));
        }
    }
    report.leftover = close(beside);
    Ok(report)
}

/// Deletes what is left; says where it is, if it can't be.
fn close(beside: TempDir) -> Option<PathBuf> {
    let path = beside.path().to_owned();
    beside.close().err().map(|_| path)
}

/// Why a folder wasn't replaced.
#[derive(Debug)]
enum Fault {
    /// The old one is in its place.
    Undone(io::Error),
    /// The old one is where it was moved to.
    Torn(io::Error),
}

/// Moves a folder aside, if there is one, and a new one into its place; or else leaves all as it was.
fn swap(
    folder: &Path,
    new: &Path,
    old: Option<&Path>,
    rename: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), Fault> {
    if let Some(old) = old {
        rename(folder, old).map_err(Fault::Undone)?;
    }
    rename(new, folder).map_err(|error| match old {
        Some(old) => match rename(old, folder) {
            Ok(()) => Fault::Undone(error),
            Err(error) => Fault::Torn(error),
        },
        None => Fault::Undone(error),
    })
}

fn failed(place: &Path, action: &str, error: &io::Error) -> Error {
    Error::new(place, "", format!("can't be {action}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with an old one in its place, and the new one beside it.
    fn scene() -> (TempDir, [PathBuf; 3]) {
        let root = tempfile::tempdir().unwrap();
        let paths = ["folder", "new", "old"].map(|name| root.path().join(name));
        for path in &paths[..2] {
            fs::create_dir(path).unwrap();
            fs::write(
                path.join("name"),
                path.file_name().unwrap().as_encoded_bytes(),
            )
            .unwrap();
        }
        (root, paths)
    }

    fn name(folder: &Path) -> String {
        fs::read_to_string(folder.join("name")).unwrap()
    }

    #[test]
    fn the_old_folder_makes_place_for_the_new_one() {
        let (_root, [folder, new, old]) = scene();
        swap(&folder, &new, Some(&old), |from, to| fs::rename(from, to)).unwrap();
        assert_eq!((name(&folder), name(&old)), ("new".into(), "folder".into()));
        assert!(!new.exists());
    }

    #[test]
    fn a_failure_in_between_puts_the_old_folder_back() {
        let (_root, [folder, new, old]) = scene();
        let fails = |from: &Path, to: &Path| {
            if from == new {
                return Err(io::Error::other("no"));
            }
            fs::rename(from, to)
        };
        let fault = swap(&folder, &new, Some(&old), fails).unwrap_err();
        assert!(matches!(fault, Fault::Undone(_)), "{fault:?}");
        assert_eq!((name(&folder), name(&new)), ("folder".into(), "new".into()));
        assert!(!old.exists());
    }

    #[test]
    fn an_old_folder_that_can_not_be_put_back_is_not_lost() {
        let (_root, [folder, new, old]) = scene();
        let fails = |from: &Path, to: &Path| {
            if to == folder {
                return Err(io::Error::other("no"));
            }
            fs::rename(from, to)
        };
        let fault = swap(&folder, &new, Some(&old), fails).unwrap_err();
        assert!(matches!(fault, Fault::Torn(_)), "{fault:?}");
        assert_eq!(name(&old), "folder");
    }
}
