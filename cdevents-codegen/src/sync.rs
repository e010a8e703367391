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
///
/// # Errors
/// Where a file can't be read, written or deleted.
pub fn write(output: &Output, root: &Path) -> Result<Report, Error> {
    let report = check(output, root)?;
    for (path, text) in output {
        let place = root.join(path);
        if !report
            .differences
            .iter()
            .any(|(differs, _)| *differs == place)
        {
            continue;
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, "created", &error))?;
        }
        fs::write(&place, text).map_err(|error| failed(&place, "written", &error))?;
    }
    for (place, difference) in &report.differences {
        if *difference == Difference::Orphaned {
            fs::remove_file(place).map_err(|error| failed(place, "deleted", &error))?;
        }
    }
    Ok(report)
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
