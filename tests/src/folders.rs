//! Copies folders and reads their contents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Copies a folder with everything in it.
///
/// # Panics
/// Panics if a file or folder cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a readable file");
        }
    }
}

/// Returns everything below a folder, by path: the bytes of a file, or `None` for a folder.
///
/// # Panics
/// Panics if a file or folder cannot be read.
#[must_use]
pub fn contents(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let key = format!("{prefix}{name}");
            if path.is_dir() {
                pending.push((path, format!("{key}/")));
                all.insert(key + "/", None);
            } else {
                all.insert(key, Some(fs::read(path).expect("a readable file")));
            }
        }
    }
    all
}
