//! Writes what was generated, or checks that it is there: the only step that writes to disk.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, GENERATED_FOLDERS, Output};

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
pub struct Report {
    /// The files that differ, by their paths, sorted.
    pub differences: Vec<(PathBuf, Difference)>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

impl Report {
    /// Is every file as it should be?
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

/// A line a file: what [`write()`] did.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, difference) in &self.differences {
            let done = match difference {
                Difference::Stale => "updated",
                Difference::Missing => "created",
                Difference::Orphaned => "deleted",
            };
            writeln!(formatter, "{done} {}", path.display())?;
        }
        let changed = files(self.differences.len());
        write!(
            formatter,
            "changed: {changed}, unchanged: {}",
            files(self.unchanged)
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

/// Compares a crate's folder with what is generated, and changes nothing.
///
/// # Errors
/// Where a file or a folder can't be read.
pub fn check(output: &Output, root: &Path) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut present = BTreeSet::new();
    for folder in GENERATED_FOLDERS {
        list(&root.join(folder), folder, &mut present)?;
    }
    for (path, text) in output {
        let place = root.join(path);
        if !present.remove(path) {
            report.differences.push((place, Difference::Missing));
        } else if fs::read(&place).map_err(|error| failed(&place, "read", &error))?
            == text.as_bytes()
        {
            report.unchanged += 1;
        } else {
            report.differences.push((place, Difference::Stale));
        }
    }
    let orphans = present
        .into_iter()
        .map(|path| (root.join(path), Difference::Orphaned));
    report.differences.extend(orphans);
    report
        .differences
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(report)
}

/// Makes a crate's folder what is generated: writes what differs, deletes what nothing generates.
/// All is written beside its place before anything is moved there, so that a full disk changes
/// nothing.
///
/// # Errors
/// Where a file can't be read, written, moved or deleted.
pub fn write(output: &Output, root: &Path) -> Result<Report, Error> {
    let report = check(output, root)?;
    let (mut written, mut orphans) = (Vec::new(), Vec::new());
    for (path, text) in output {
        let place = root.join(path);
        let mut differences = report.differences.iter();
        if differences.any(|(differs, _)| *differs == place) {
            written.push((place, text));
        }
    }
    for (place, difference) in &report.differences {
        if *difference == Difference::Orphaned {
            orphans.push(place);
        }
    }
    if written.is_empty() && orphans.is_empty() {
        return Ok(report);
    }
    let aside = root.join(format!(".generated-{}", std::process::id()));
    let moved = write_aside(&aside, &written)
        .and_then(|()| make_folders(&written))
        .and_then(|()| move_in(&aside, &written));
    // What is left of it is of no use, whether or not all went well.
    let removed = fs::remove_dir_all(&aside);
    moved?;
    removed.map_err(|error| failed(&aside, "deleted", &error))?;
    for place in orphans {
        fs::remove_file(place).map_err(|error| failed(place, "deleted", &error))?;
    }
    Ok(report)
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

/// The files below a folder, by their paths from the crate's root.
fn list(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) -> Result<(), Error> {
    let unreadable = |error: std::io::Error| failed(folder, "read", &error);
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}

fn failed(place: &Path, action: &str, error: &std::io::Error) -> Error {
    Error::new(place, "", format!("can't be {action}: {error}"))
}
