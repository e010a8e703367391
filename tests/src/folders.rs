//! Copies folders, and compares them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Copies all that is below a folder.
///
/// # Panics
/// Where something can't be read or written.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

/// All that is below a folder: files and what they hold, and folders, by path.
///
/// # Panics
/// Where something can't be read.
#[must_use]
pub fn contents(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let key = format!("{prefix}{name}");
            if path.is_dir() {
                pending.push((path, format!("{key}/")));
                all.insert(key + "/", None);
            } else {
                all.insert(key, Some(fs::read(path).expect("a file")));
            }
        }
    }
    all
}
