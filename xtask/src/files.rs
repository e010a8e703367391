//! Reads folders, and creates errors about files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cdevents_codegen::Error;

/// Returns the names and the paths of a folder's entries, sorted by name so that errors are stable.
pub(crate) fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let unreadable = |error: io::Error| failed(folder, "read", &error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(Error::new(entry.path(), "", "the file name is not UTF-8"));
        };
        entries.push((name, entry.path()));
    }
    entries.sort();
    Ok(entries)
}

/// Returns the error of a file or a folder that cannot be read, written, moved or deleted.
pub(crate) fn failed(path: &Path, action: &str, error: &io::Error) -> Error {
    Error::new(path, "", format!("cannot be {action}: {error}"))
}
