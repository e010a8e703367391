//! Reads the `.json` files of a checkout or an unpacked archive.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{self, NotSchema};

use crate::files::{entries, failed};

/// A folder with other people's packages.
const FOREIGN_FOLDER: &str = "node_modules";

/// Why a file or a folder is not imported.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SkipReason {
    /// The file is not a schema.
    NotSchema(NotSchema),
    /// The folder is hidden, or has other people's packages.
    ForeignFolder,
    /// A symbolic link to a folder.
    LinkedFolder,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSchema(NotSchema::Event) => formatter.write_str("an event, not a schema"),
            Self::NotSchema(NotSchema::Document(_)) => {
                formatter.write_str("a document with an `$id`, not a schema")
            }
            Self::NotSchema(NotSchema::Described(by)) => {
                write!(formatter, "data described by {by}, not a schema")
            }
            Self::NotSchema(_) => formatter.write_str("not a schema"),
            Self::ForeignFolder => formatter.write_str("a hidden or foreign folder"),
            Self::LinkedFolder => formatter.write_str("a symbolic link to a folder"),
        }
    }
}

/// The contents of a checkout.
#[derive(Debug, Default)]
pub(super) struct Checkout {
    /// The texts and the values of the schemas, by path.
    pub(super) schemas: BTreeMap<String, (String, Value)>,
    /// The files and the folders that are not imported, by path.
    pub(super) skipped: BTreeMap<String, SkipReason>,
    /// How many files have another extension.
    pub(super) other_files: usize,
}

/// Reads a checkout, and tells schemas from other JSON.
pub(super) fn read(folder: &Path) -> Result<Checkout, Error> {
    let mut checkout = Checkout::default();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = pending.pop() {
        for (name, entry) in entries(&path)? {
            let key = format!("{prefix}{name}");
            let metadata = fs::symlink_metadata(&entry);
            let metadata = metadata.map_err(|error| failed(&entry, "read", &error))?;
            if metadata.is_dir() {
                if name.starts_with('.') || name == FOREIGN_FOLDER {
                    checkout
                        .skipped
                        .insert(key + "/", SkipReason::ForeignFolder);
                } else {
                    pending.push((entry, key + "/"));
                }
            } else if metadata.is_symlink() && entry.is_dir() {
                checkout.skipped.insert(key, SkipReason::LinkedFolder);
            } else if documents::has_extension(&name, "json")
                && (metadata.is_file() || metadata.is_symlink())
            {
                checkout.add(key, &entry)?;
            } else {
                checkout.other_files += 1;
            }
        }
    }
    Ok(checkout)
}

impl Checkout {
    fn add(&mut self, key: String, file: &Path) -> Result<(), Error> {
        let text = documents::read_text(file)?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| Error::new(file, "", format!("is not JSON: {error}")))?;
        match documents::not_schema(&value) {
            Some(reason) => drop(self.skipped.insert(key, SkipReason::NotSchema(reason))),
            None => drop(self.schemas.insert(key, (text, value))),
        }
        Ok(())
    }
}
