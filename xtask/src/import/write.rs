//! Writes an import: all of it or nothing.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use cdevents_codegen::Error;
use cdevents_codegen::model::ReleaseName;

use super::plan::{FolderState, Plan};
use crate::files::{entries, failed};
use crate::hold::hold;

/// The start of a temporary folder's name, followed by the release, `-` and random letters.
const TEMPORARY: &str = ".import-";

/// The replaced release in a temporary folder.
const OLD: &str = "old";

/// The result of [`write()`].
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Import {
    /// The release.
    pub release: ReleaseName,
    /// The release's folder.
    pub folder: PathBuf,
    /// What happened to the folder.
    pub outcome: Outcome,
    /// How many files are in the folder.
    pub files: usize,
    /// A folder of replaced files that could not be deleted.
    pub leftover: Option<PathBuf>,
}

/// What happened to a release's folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was created.
    Created,
    /// It was replaced.
    Replaced,
    /// It had the same files already.
    Unchanged,
}

impl fmt::Display for Import {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (folder, files) = (self.folder.display(), self.files);
        match self.outcome {
            Outcome::Created => write!(formatter, "created {folder}: {files} files")?,
            Outcome::Replaced => write!(formatter, "replaced {folder}: {files} files")?,
            Outcome::Unchanged => write!(formatter, "{folder} is up to date")?,
        }
        match &self.leftover {
            Some(leftover) => {
                let leftover = leftover.display();
                write!(formatter, "; delete {leftover}, which could not be deleted")
            }
            None => Ok(()),
        }
    }
}

/// Writes what is planned. The files are written next to the release's folder and then moved into
/// place, so the folder is never half old and half new.
///
/// # Errors
/// Fails if the folder exists and differs, unless `force` is set; if it has changed since it was
/// planned; if a file cannot be written. The folder is unchanged then.
pub fn write(plan: &Plan, force: bool) -> Result<Import, Error> {
    let _hold = hold(&plan.schemas);
    let mut import = Import {
        release: plan.release.clone(),
        folder: plan.folder.clone(),
        outcome: Outcome::Unchanged,
        files: plan.files.len(),
        leftover: None,
    };
    let (state, difference) = plan.compare()?;
    if (state, &difference) != (plan.state, &plan.difference) {
        let reason = "has changed since the import was planned; import again";
        return Err(Error::new(&plan.folder, "", reason));
    }
    import.outcome = match state {
        FolderState::Same => return Ok(import),
        FolderState::Absent => Outcome::Created,
        FolderState::Differs if force => Outcome::Replaced,
        FolderState::Differs => {
            let reason = "exists and differs from what is imported; `--force` replaces it";
            return Err(Error::new(&plan.folder, "", reason));
        }
    };
    let temporary = tempfile::Builder::new()
        .prefix(&format!("{TEMPORARY}{}-", plan.release))
        .tempdir_in(&plan.schemas)
        .map_err(|error| failed(&plan.schemas, "written to", &error))?;
    let new = temporary.path().join("new");
    for planned in &plan.files {
        // The error names the destination, since the temporary file is gone by then.
        let failed = |error| failed(&plan.folder.join(&planned.to), "written", &error);
        let file = new.join(&planned.to);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&file, &planned.text).map_err(failed)?;
    }
    let old = (state == FolderState::Differs).then(|| temporary.path().join(OLD));
    let rename = |from: &Path, to: &Path| fs::rename(from, to);
    match swap(&plan.folder, &new, old.as_deref(), rename) {
        Ok(()) => {}
        Err(SwapError::Undone(error)) => return Err(failed(&plan.folder, "replaced", &error)),
        Err(SwapError::Stuck(error)) => {
            let kept = temporary.keep();
            let reason = format!(
                "cannot be restored: {error}; its files are in {}",
                kept.display()
            );
            return Err(Error::new(&plan.folder, "", reason));
        }
    }
    import.leftover = close(temporary);
    Ok(import)
}

/// Cleans up after imports that were killed: deletes their temporary folders, and restores a release
/// whose folder was about to be replaced.
///
/// # Errors
/// Fails if a folder cannot be read, moved or deleted.
pub fn clean_up(schemas: &Path) -> Result<(), Error> {
    let _hold = hold(schemas);
    for (name, temporary) in entries(schemas)? {
        let Some((release, _)) = name
            .strip_prefix(TEMPORARY)
            .and_then(|name| name.rsplit_once('-'))
        else {
            continue;
        };
        let (folder, old) = (schemas.join(release), temporary.join(OLD));
        if old.exists() && !folder.exists() {
            fs::rename(&old, &folder).map_err(|error| failed(&folder, "restored", &error))?;
        }
        fs::remove_dir_all(&temporary).map_err(|error| failed(&temporary, "deleted", &error))?;
    }
    Ok(())
}

/// Deletes a temporary folder. Returns its path if that fails.
fn close(folder: TempDir) -> Option<PathBuf> {
    let path = folder.path().to_owned();
    folder.close().err().map(|_| path)
}

/// Why a folder was not replaced.
#[derive(Debug)]
enum SwapError {
    /// The old folder is in its place.
    Undone(io::Error),
    /// The old folder is still where it was moved to.
    Stuck(io::Error),
}

/// Moves a folder to `old`, if there is one, and `new` into its place; undoes the first if the second
/// fails.
fn swap(
    folder: &Path,
    new: &Path,
    old: Option<&Path>,
    rename: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), SwapError> {
    if let Some(old) = old {
        rename(folder, old).map_err(SwapError::Undone)?;
    }
    rename(new, folder).map_err(|error| match old {
        Some(old) => match rename(old, folder) {
            Ok(()) => SwapError::Undone(error),
            Err(error) => SwapError::Stuck(error),
        },
        None => SwapError::Undone(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates a folder, its replacement, and a path for the old one.
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
    fn the_new_folder_replaces_the_old_one() {
        let (_root, [folder, new, old]) = scene();
        swap(&folder, &new, Some(&old), |from, to| fs::rename(from, to)).unwrap();
        assert_eq!((name(&folder), name(&old)), ("new".into(), "folder".into()));
        assert!(!new.exists());
    }

    #[test]
    fn a_failed_move_restores_the_old_folder() {
        let (_root, [folder, new, old]) = scene();
        let fails = |from: &Path, to: &Path| {
            if from == new {
                return Err(io::Error::other("no"));
            }
            fs::rename(from, to)
        };
        let fault = swap(&folder, &new, Some(&old), fails).unwrap_err();
        assert!(matches!(fault, SwapError::Undone(_)), "{fault:?}");
        assert_eq!((name(&folder), name(&new)), ("folder".into(), "new".into()));
        assert!(!old.exists());
    }

    #[test]
    fn an_old_folder_that_cannot_be_restored_is_kept() {
        let (_root, [folder, new, old]) = scene();
        let fails = |from: &Path, to: &Path| {
            if to == folder {
                return Err(io::Error::other("no"));
            }
            fs::rename(from, to)
        };
        let fault = swap(&folder, &new, Some(&old), fails).unwrap_err();
        assert!(matches!(fault, SwapError::Stuck(_)), "{fault:?}");
        assert_eq!(name(&old), "folder");
    }
}
