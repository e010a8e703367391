//! Writes what was generated, or checks that it is there: the only step that writes to disk.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use cdevents_codegen::{Error, GENERATED_FOLDERS, Output};

/// How a file differs from what is generated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Difference {
    /// It is another text.
    Stale,
    /// It isn't there.
    Missing,
    /// Nothing generates it.
    Orphaned,
}

/// What differs, or did.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The files that differ, by their paths, sorted.
    pub differences: Vec<(PathBuf, Difference)>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// Was what differed made as it should be, by [`write()`]? If not, it still differs.
    pub written: bool,
}

impl Report {
    /// Is every file as it should be?
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

/// A line a file: what [`write()`] did, or what [`check`] found.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, difference) in &self.differences {
            let path = path.display();
            match (self.written, difference) {
                (false, found) => writeln!(formatter, "{found} {path}")?,
                (true, Difference::Stale) => writeln!(formatter, "updated {path}")?,
                (true, Difference::Missing) => writeln!(formatter, "created {path}")?,
                (true, Difference::Orphaned) => writeln!(formatter, "deleted {path}")?,
            }
        }
        let differing = files(self.differences.len());
        let (changed, unchanged) = if self.written {
            ("changed", "unchanged")
        } else {
            ("to change", "up to date")
        };
        let as_they_should = files(self.unchanged);
        write!(
            formatter,
            "{changed}: {differing}, {unchanged}: {as_they_should}"
        )
    }
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        _ => format!("{count} files"),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned",
        })
    }
}

/// Compares a crate's folder with what is generated, and changes nothing. Symbolic links aren't
/// followed: one is never what is generated.
///
/// # Errors
/// Where a file or a folder can't be read, or has a name that isn't UTF-8.
pub fn check(output: &Output, root: &Path) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut present = BTreeMap::new();
    for folder in GENERATED_FOLDERS {
        match kind(&root.join(folder))? {
            None => {}
            Some(Kind::Folder) => list(&root.join(folder), folder, &mut present)?,
            Some(kind) => drop(present.insert(folder.to_owned(), kind)),
        }
    }
    for (path, text) in output {
        let place = root.join(path);
        let difference = match present.remove(path) {
            None => Difference::Missing,
            Some(Kind::File) if read(&place)? == text.as_bytes() => {
                report.unchanged += 1;
                continue;
            }
            Some(_) => Difference::Stale,
        };
        report.differences.push((place, difference));
    }
    let orphans = present
        .into_keys()
        .map(|path| (root.join(path), Difference::Orphaned));
    report.differences.extend(orphans);
    report
        .differences
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(report)
}

/// Makes a crate's folder what is generated: writes what differs, deletes what nothing generates,
/// and the folders that are left empty. All is written beside its place before anything is moved
/// there, so that a full disk changes nothing.
///
/// # Errors
/// Where a file can't be read, written, moved or deleted, or has a name that isn't UTF-8.
pub fn write(output: &Output, root: &Path) -> Result<Report, Error> {
    let mut report = check(output, root)?;
    report.written = true;
    if report.is_clean() {
        return Ok(report);
    }
    let differing: BTreeMap<_, _> = report
        .differences
        .iter()
        .map(|(place, difference)| (place.as_path(), *difference))
        .collect();
    let written: Vec<_> = output
        .iter()
        .map(|(path, text)| (root.join(path), text))
        .filter(|(place, _)| differing.contains_key(place.as_path()))
        .collect();
    let orphans = differing.into_iter();
    let orphans: Vec<_> = orphans
        .filter(|(_, difference)| *difference == Difference::Orphaned)
        .map(|(place, _)| place)
        .collect();
    let aside = root.join(format!(".generated-{}", std::process::id()));
    let moved = write_aside(&aside, &written)
        .and_then(|()| exchange(&aside, root, &written, &orphans))
        .inspect_err(|_| put_back(&aside, &orphans));
    // What is left of it is of no use, whether or not all went well; the orphans are in it.
    let removed = fs::remove_dir_all(&aside);
    moved?;
    removed.map_err(|error| failed(&aside, "deleted", &error))?;
    Ok(report)
}

/// Moves the orphans out, since one may stand where a folder is needed, and then what was written in.
fn exchange(
    aside: &Path,
    root: &Path,
    written: &[(PathBuf, &String)],
    orphans: &[&Path],
) -> Result<(), Error> {
    for (index, place) in orphans.iter().enumerate() {
        fs::rename(place, orphan(aside, index))
            .map_err(|error| failed(place, "deleted", &error))?;
    }
    if !orphans.is_empty() {
        for folder in GENERATED_FOLDERS {
            remove_empty(&root.join(folder))?;
        }
    }
    make_folders(written)?;
    move_in(aside, written)
}

/// Where an orphan is until it is deleted.
fn orphan(aside: &Path, index: usize) -> PathBuf {
    aside.join(format!("orphan-{index}"))
}

/// Where all can't be written, what was there before is there again.
fn put_back(aside: &Path, orphans: &[&Path]) {
    for (index, place) in orphans.iter().enumerate() {
        // The first error is the one to tell.
        if let Some(folder) = place.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::rename(orphan(aside, index), place);
    }
}

/// Removes a folder that has no file, and those below it that have none. Is it gone?
fn remove_empty(folder: &Path) -> Result<bool, Error> {
    if kind(folder)? != Some(Kind::Folder) {
        return Ok(false);
    }
    let unreadable = |error: io::Error| failed(folder, "read", &error);
    let mut is_empty = true;
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        is_empty &= remove_empty(&entry.map_err(unreadable)?.path())?;
    }
    if is_empty {
        fs::remove_dir(folder).map_err(|error| failed(folder, "deleted", &error))?;
    }
    Ok(is_empty)
}

/// Writes each text into a folder, under its number.
fn write_aside(aside: &Path, written: &[(PathBuf, &String)]) -> Result<(), Error> {
    fs::create_dir_all(aside).map_err(|error| failed(aside, "created", &error))?;
    for (index, (place, text)) in written.iter().enumerate() {
        let file = aside.join(index.to_string());
        fs::write(file, text).map_err(|error| failed(place, "written", &error))?;
    }
    Ok(())
}

/// Makes the folders that are missing: all of them, or none.
fn make_folders(written: &[(PathBuf, &String)]) -> Result<(), Error> {
    let mut made: Vec<&Path> = Vec::new();
    for (place, _) in written {
        let folders = place.ancestors().skip(1);
        let is_missing = |it: &&Path| !it.as_os_str().is_empty() && !it.is_dir();
        let missing: Vec<_> = folders.take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            if let Err(error) = fs::create_dir(folder) {
                for folder in made.iter().rev() {
                    // The first error is the one to tell.
                    let _ = fs::remove_dir(folder);
                }
                return Err(failed(folder, "created", &error));
            }
            made.push(folder);
        }
    }
    Ok(())
}

fn move_in(aside: &Path, written: &[(PathBuf, &String)]) -> Result<(), Error> {
    for (index, (place, _)) in written.iter().enumerate() {
        let file = aside.join(index.to_string());
        fs::rename(file, place).map_err(|error| failed(place, "written", &error))?;
    }
    Ok(())
}

/// What stands somewhere.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    File,
    Folder,
    /// A symbolic link, or what else a file system may have.
    Other,
}

impl From<fs::FileType> for Kind {
    fn from(file_type: fs::FileType) -> Self {
        if file_type.is_dir() {
            Self::Folder
        } else if file_type.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

/// What stands at a place; a link is itself, and not what it leads to.
fn kind(place: &Path) -> Result<Option<Kind>, Error> {
    match fs::symlink_metadata(place) {
        Ok(metadata) => Ok(Some(metadata.file_type().into())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(failed(place, "read", &error)),
    }
}

/// What is below a folder but folders, by its path from the crate's root.
fn list(folder: &Path, prefix: &str, present: &mut BTreeMap<String, Kind>) -> Result<(), Error> {
    let unreadable = |error: io::Error| failed(folder, "read", &error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let reason = "has a name that isn't UTF-8, as nothing that is generated has; remove it";
            return Err(Error::new(entry.path(), "", reason));
        };
        let path = format!("{prefix}/{name}");
        match entry.file_type().map_err(unreadable)?.into() {
            Kind::Folder => list(&entry.path(), &path, present)?,
            kind => drop(present.insert(path, kind)),
        }
    }
    Ok(())
}

fn read(place: &Path) -> Result<Vec<u8>, Error> {
    fs::read(place).map_err(|error| failed(place, "read", &error))
}

fn failed(place: &Path, action: &str, error: &io::Error) -> Error {
    Error::new(place, "", format!("can't be {action}: {error}"))
}
