//! Writes the generated files, or checks that they are up to date.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cdevents_codegen::{EXAMPLES_FOLDER, Error, GENERATED_FOLDERS, Output};

use crate::exchange::Exchange;
use crate::files::{entries, failed};
use crate::hold::hold;

/// The start of a temporary folder's name. The rest is the number of the process.
const ASIDE: &str = ".generated-";

/// How a file differs from the generated one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FileState {
    /// Its text differs.
    Stale,
    /// It doesn't exist.
    Missing,
    /// It isn't generated any more.
    Orphaned,
}

/// The state of the generated files.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Status {
    /// The files that differ, or differed before [`write()`]; sorted by path.
    pub differences: Vec<(PathBuf, FileState)>,
    /// How many files are up to date.
    pub unchanged: usize,
    /// Whether [`write()`] has updated the files that differed.
    pub written: bool,
}

impl Status {
    /// Returns whether no file differs.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

/// A line for each file: what [`write()`] did or [`check`] found.
impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, state) in &self.differences {
            let path = path.display();
            match (self.written, state) {
                (false, state) => writeln!(formatter, "{state} {path}")?,
                (true, FileState::Stale) => writeln!(formatter, "updated {path}")?,
                (true, FileState::Missing) => writeln!(formatter, "created {path}")?,
                (true, FileState::Orphaned) => writeln!(formatter, "deleted {path}")?,
            }
        }
        let differing = files(self.differences.len());
        let (changed, unchanged) = if self.written {
            ("changed", "unchanged")
        } else {
            ("to change", "up to date")
        };
        let same = files(self.unchanged);
        write!(formatter, "{changed}: {differing}, {unchanged}: {same}")
    }
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        _ => format!("{count} files"),
    }
}

impl fmt::Display for FileState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned",
        })
    }
}

/// Compares a crate's folder with the generated files, and changes nothing. Symbolic links count as
/// differing files.
///
/// # Errors
/// Fails if a file or a folder cannot be read or has a name that isn't UTF-8.
pub fn check(output: &Output, root: &Path) -> Result<Status, Error> {
    let mut status = Status::default();
    let mut present = BTreeMap::new();
    for folder in GENERATED_FOLDERS {
        match file_type(&root.join(folder))? {
            None => {}
            Some(found) if found.is_dir() => list(&root.join(folder), folder, &mut present)?,
            Some(other) => drop(present.insert(folder.to_owned(), other)),
        }
    }
    present.retain(|path, _| !is_handwritten(path));
    for (path, text) in output {
        let target = root.join(path);
        let state = match present.remove(path) {
            None => FileState::Missing,
            Some(found) if found.is_file() && read(&target)? == text.as_bytes() => {
                status.unchanged += 1;
                continue;
            }
            Some(_) => FileState::Stale,
        };
        status.differences.push((target, state));
    }
    let orphans = present
        .into_keys()
        .map(|path| (root.join(path), FileState::Orphaned));
    status.differences.extend(orphans);
    status
        .differences
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(status)
}

/// Writes the generated files into a crate's folder, and deletes orphaned files and empty folders. All
/// files are written to a temporary folder before any is moved into place, so that a full disk changes
/// nothing; if a file cannot be moved, the others are moved back. Signals take effect afterwards.
///
/// # Errors
/// Fails if a file cannot be read, written, moved or deleted, or has a name that isn't UTF-8.
pub fn write(output: &Output, root: &Path) -> Result<Status, Error> {
    let _hold = hold(root);
    remove_leftovers(root)?;
    let mut status = check(output, root)?;
    status.written = true;
    if status.is_clean() {
        return Ok(status);
    }
    let differing: BTreeMap<_, _> = status
        .differences
        .iter()
        .map(|(path, state)| (path.as_path(), *state))
        .collect();
    let written: Vec<_> = output
        .iter()
        .map(|(path, text)| (root.join(path), text))
        .filter(|(target, _)| differing.contains_key(target.as_path()))
        .collect();
    let orphans = differing.into_iter();
    let orphans: Vec<_> = orphans
        .filter(|(_, state)| *state == FileState::Orphaned)
        .map(|(path, _)| path)
        .collect();
    let aside = root.join(format!("{ASIDE}{}", std::process::id()));
    let rename = |from: &Path, to: &Path| fs::rename(from, to);
    let moved = write_aside(&aside, &written)
        .and_then(|()| Exchange::new(&aside, &rename).run(root, &written, &orphans));
    // The replaced files are in this folder, too.
    let removed = fs::remove_dir_all(&aside);
    moved?;
    removed.map_err(|error| failed(&aside, "deleted", &error))?;
    Ok(status)
}

/// Deletes the temporary folders of processes that were killed. The files that they moved are
/// generated again.
fn remove_leftovers(root: &Path) -> Result<(), Error> {
    if !root.is_dir() {
        return Ok(());
    }
    for (name, path) in entries(root)? {
        if name.starts_with(ASIDE) {
            fs::remove_dir_all(&path).map_err(|error| failed(&path, "deleted", &error))?;
        }
    }
    Ok(())
}

/// Writes each text into a folder, under its index.
fn write_aside(aside: &Path, written: &[(PathBuf, &String)]) -> Result<(), Error> {
    fs::create_dir_all(aside).map_err(|error| failed(aside, "created", &error))?;
    for (index, (target, text)) in written.iter().enumerate() {
        let file = aside.join(index.to_string());
        fs::write(file, text).map_err(|error| failed(target, "written", &error))?;
    }
    Ok(())
}

/// Returns the type of an entry, if it exists. Symbolic links aren't followed.
fn file_type(path: &Path) -> Result<Option<FileType>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(failed(path, "read", &error)),
    }
}

/// Collects the types of the entries below a folder, except folders, by their path in the crate.
fn list(
    folder: &Path,
    prefix: &str,
    present: &mut BTreeMap<String, FileType>,
) -> Result<(), Error> {
    for (name, entry) in entries(folder)? {
        let path = format!("{prefix}/{name}");
        match file_type(&entry)? {
            Some(found) if found.is_dir() => list(&entry, &path, present)?,
            other => present.extend(other.map(|other| (path, other))),
        }
    }
    Ok(())
}

/// Returns whether a file is one of the hand-written ones among the examples: a program such as
/// `examples/receive_http.rs`, what programs share, or a pipeline.
fn is_handwritten(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next() == Some(EXAMPLES_FOLDER)
        && match (parts.next(), parts.next()) {
            (Some("pipelines" | "shared"), Some(_)) => true,
            (Some(file), None) => Path::new(file).extension().is_some_and(|name| name == "rs"),
            _ => false,
        }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| failed(path, "read", &error))
}
