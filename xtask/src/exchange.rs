//! Moves files into place and orphans out: all of them, or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cdevents_codegen::{Error, GENERATED_FOLDERS};

use crate::files::{entries, failed};

/// Moves files and folders, and remembers how to undo it.
pub(crate) struct Exchange<'a> {
    /// The temporary folder, which has the new files by number.
    aside: &'a Path,
    /// How a file is moved. Tests replace it.
    rename: &'a dyn Fn(&Path, &Path) -> io::Result<()>,
    /// The moves, from and to where.
    moved: Vec<(PathBuf, PathBuf)>,
    /// The new folders.
    created: Vec<PathBuf>,
}

impl<'a> Exchange<'a> {
    /// Creates an exchange that has moved nothing yet.
    pub(crate) fn new(aside: &'a Path, rename: &'a dyn Fn(&Path, &Path) -> io::Result<()>) -> Self {
        Self {
            aside,
            rename,
            moved: Vec::new(),
            created: Vec::new(),
        }
    }

    /// Moves the orphans out, since a folder may be needed in their place, and then the new files in.
    /// If anything fails, moves everything back.
    pub(crate) fn run(
        mut self,
        root: &Path,
        written: &[(PathBuf, &String)],
        orphans: &[&Path],
    ) -> Result<(), Error> {
        let result = self.try_run(root, written, orphans);
        if result.is_err() {
            self.undo();
        }
        result
    }

    fn try_run(
        &mut self,
        root: &Path,
        written: &[(PathBuf, &String)],
        orphans: &[&Path],
    ) -> Result<(), Error> {
        for path in orphans {
            self.take_out(path, "deleted")?;
        }
        if !orphans.is_empty() {
            for folder in GENERATED_FOLDERS {
                remove_empty(&root.join(folder))?;
            }
        }
        for (index, (target, _)) in written.iter().enumerate() {
            self.make_folder_of(target)?;
            if fs::symlink_metadata(target).is_ok() {
                self.take_out(target, "replaced")?;
            }
            let file = self.aside.join(index.to_string());
            self.rename(&file, target)
                .map_err(|error| failed(target, "written", &error))?;
        }
        Ok(())
    }

    /// Moves a file into the temporary folder.
    fn take_out(&mut self, path: &Path, action: &str) -> Result<(), Error> {
        let to = self.aside.join(format!("old-{}", self.moved.len()));
        self.rename(path, &to)
            .map_err(|error| failed(path, action, &error))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        (self.rename)(from, to)?;
        self.moved.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    /// Creates the missing folders above a file.
    fn make_folder_of(&mut self, target: &Path) -> Result<(), Error> {
        let folders = target.ancestors().skip(1);
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.is_dir();
        let missing: Vec<_> = folders.take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| failed(folder, "created", &error))?;
            self.created.push(folder.to_owned());
        }
        Ok(())
    }

    /// Moves everything back, the last first. The first error is the one that is reported.
    fn undo(&mut self) {
        for (from, to) in self.moved.drain(..).rev() {
            if let Some(folder) = from.parent() {
                let _ = fs::create_dir_all(folder);
            }
            let _ = (self.rename)(&to, &from);
        }
        for folder in self.created.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Deletes empty folders in a folder, and then the folder itself if it is empty. Returns whether it is
/// deleted.
fn remove_empty(folder: &Path) -> Result<bool, Error> {
    if !fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
        return Ok(false);
    }
    let mut is_empty = true;
    for (_, entry) in entries(folder)? {
        is_empty &= remove_empty(&entry)?;
    }
    if is_empty {
        fs::remove_dir(folder).map_err(|error| failed(folder, "deleted", &error))?;
    }
    Ok(is_empty)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Returns the files below a folder, with their texts.
    fn files(folder: &Path) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        for (_, path) in entries(folder).unwrap() {
            if path.is_dir() {
                files.extend(self::files(&path));
            } else {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
        files
    }

    #[test]
    fn a_move_that_fails_undoes_all_moves_before_it() {
        // Two orphans are taken out, and two of three files replace others: seven moves.
        for failing in 0..=7 {
            let root = tempfile::tempdir().unwrap();
            let aside = tempfile::tempdir().unwrap();
            let path = |name: &str| root.path().join("docs").join(name);
            let [first, second, new] = ["a.md", "b.md", "new/c.md"].map(path);
            let [orphan, other] = ["d.md", "old/e.md"].map(path);
            for file in [&first, &second, &orphan, &other] {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, file.display().to_string()).unwrap();
            }
            let before = files(root.path());
            let text = "new".to_owned();
            let written = [first, second, new].map(|file| (file, &text));
            for index in 0..written.len() {
                fs::write(aside.path().join(index.to_string()), &text).unwrap();
            }
            let count = Cell::new(0);
            let rename = |from: &Path, to: &Path| {
                count.set(count.get() + 1);
                if count.get() == failing + 1 {
                    return Err(io::Error::other("read-only"));
                }
                fs::rename(from, to)
            };
            let exchange = Exchange::new(aside.path(), &rename);
            let result = exchange.run(root.path(), &written, &[&orphan, &other]);
            if failing == 7 {
                result.unwrap();
                assert_ne!(files(root.path()), before);
                continue;
            }
            let error = result.unwrap_err();
            assert!(error.reason().ends_with("read-only"), "{error}");
            assert_eq!(files(root.path()), before, "{failing}: {error}");
            assert!(!path("new").exists(), "{failing}");
        }
    }
}
