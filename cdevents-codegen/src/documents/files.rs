//! Reads a folder of schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// The file of words and type names, next to the folders of the releases.
pub const NAMES_FILE: &str = "names.toml";

/// The file of corrections, next to the folders of the releases.
pub const CORRECTIONS_FILE: &str = "corrections.toml";

/// The file of values for examples, next to the folders of the releases.
pub const EXAMPLES_FILE: &str = "examples.toml";

/// The file of acknowledged faults, next to the folders of the releases.
pub const LINT_FILE: &str = "lint.toml";

/// The file of what is declared about upgrades, next to the folders of the releases.
pub const UPGRADES_FILE: &str = "upgrades.toml";

const CONFIGURATION: [&str; 5] = [
    NAMES_FILE,
    CORRECTIONS_FILE,
    EXAMPLES_FILE,
    LINT_FILE,
    UPGRADES_FILE,
];

/// The texts of a folder's schemas and configuration files.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The folder, for error messages.
    pub folder: PathBuf,
    /// The texts by path below the folder, with `/` between a path's parts.
    pub texts: BTreeMap<String, String>,
    /// Whether the configuration covers more releases than the folder has. Entries for other releases
    /// may then be unused.
    pub is_part: bool,
}

impl Files {
    /// Returns whether the folder has its own names.
    #[must_use]
    pub fn has_names(&self) -> bool {
        self.texts.contains_key(NAMES_FILE)
    }

    /// Takes the configuration from another folder that has more releases: a checkout of the
    /// specification has none.
    #[must_use]
    pub fn with_names_of(mut self, other: &Self) -> Self {
        for file in CONFIGURATION {
            if let Some(text) = other.texts.get(file) {
                self.texts.insert(file.to_owned(), text.clone());
            }
        }
        self.is_part = true;
        self
    }

    /// Takes the configuration [from another folder](Self::with_names_of), unless this one has its own
    /// names.
    #[must_use]
    pub fn or_with_names_of(self, other: &Self) -> Self {
        if self.has_names() {
            self
        } else {
            self.with_names_of(other)
        }
    }
}

/// Reads every `.json` file below a folder, and the configuration files in it. Hidden files and folders
/// are skipped: editors and stopped commands leave them.
///
/// # Errors
/// Fails if a folder or a file cannot be read, or if a folder is a symbolic link, which may lead back to
/// where it is.
pub fn read_folder(folder: &Path) -> Result<Files, Error> {
    let mut files = Files {
        folder: folder.to_owned(),
        ..Files::default()
    };
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = pending.pop() {
        let unreadable = |error| Error::new(&path, "", format!("cannot be read: {error}"));
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(Error::new(entry.path(), "", "the file name is not UTF-8"));
            };
            if name.starts_with('.') {
                continue;
            }
            let key = format!("{prefix}{name}");
            if entry.path().is_dir() {
                if entry.file_type().map_err(unreadable)?.is_symlink() {
                    let reason = "is a symbolic link to a folder, which is not followed; move the \
                                  folder here";
                    return Err(Error::new(entry.path(), "", reason));
                }
                pending.push((entry.path(), format!("{key}/")));
            } else if is_configuration(&key) || has_extension(&name, "json") {
                files.texts.insert(key, read_text(&entry.path())?);
            }
        }
    }
    Ok(files)
}

/// Reads a text file in UTF-8, without its byte order mark.
///
/// # Errors
/// Fails if the file cannot be read or is not UTF-8.
pub fn read_text(file: &Path) -> Result<String, Error> {
    let bytes =
        fs::read(file).map_err(|error| Error::new(file, "", format!("cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::new(
            file,
            "",
            format!("is not UTF-8 from byte {at} on; save it as UTF-8"),
        )
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(text) => Ok(text.to_owned()),
        None => Ok(text),
    }
}

pub(super) fn is_configuration(key: &str) -> bool {
    CONFIGURATION.contains(&key)
}

/// Returns whether a file name has an extension, ignoring case.
#[must_use]
pub fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
