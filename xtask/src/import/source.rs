//! Reads what is imported: the `.json` files of a checkout, or of an unpacked archive.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use cdevents_codegen::Error;
use cdevents_codegen::documents;

/// Where a program keeps what isn't the specification's.
const FOREIGN_FOLDER: &str = "node_modules";

/// Why something was left where it is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The JSON is an event.
    Event,
    /// The JSON has none of the keywords that make a schema.
    NoSchema,
    /// The JSON says by its `$schema` that it isn't a schema, but something that one describes.
    Described(String),
    /// A folder that isn't looked into: it is hidden, or holds other people's packages.
    PassedOver,
    /// A symbolic link to a folder.
    LinkedFolder,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event => formatter.write_str("an event, no schema"),
            Self::NoSchema => formatter.write_str("no schema"),
            Self::Described(by) => write!(formatter, "no schema, but data, described by {by}"),
            Self::PassedOver => formatter.write_str("a folder that is not looked into"),
            Self::LinkedFolder => formatter.write_str("a link to a folder"),
        }
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The texts of the schemas, and what they say, by their paths below the folder.
    pub(super) schemas: BTreeMap<String, (String, Value)>,
    /// What is left, and why, by path.
    pub(super) left: BTreeMap<String, Reason>,
    /// How many files have another extension.
    pub(super) other_files: usize,
}

/// Reads a folder, and tells schemas from other JSON.
pub(super) fn read(folder: &Path) -> Result<Source, Error> {
    let mut source = Source::default();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = pending.pop() {
        for (name, entry) in entries(&path)? {
            let key = format!("{prefix}{name}");
            let file_type =
                fs::symlink_metadata(&entry).map_err(|error| unreadable(&entry, &error));
            let file_type = file_type?.file_type();
            if file_type.is_dir() {
                if name.starts_with('.') || name == FOREIGN_FOLDER {
                    source.left.insert(key + "/", Reason::PassedOver);
                } else {
                    pending.push((entry, key + "/"));
                }
            } else if file_type.is_symlink() && entry.is_dir() {
                source.left.insert(key, Reason::LinkedFolder);
            } else if documents::has_extension(&name, "json")
                && (file_type.is_file() || file_type.is_symlink())
            {
                source.add(key, &entry)?;
            } else {
                source.other_files += 1;
            }
        }
    }
    Ok(source)
}

impl Source {
    fn add(&mut self, key: String, file: &Path) -> Result<(), Error> {
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| Error::new(file, "", format!("is not JSON: {error}")))?;
        match why_left(&value) {
            Some(reason) => drop(self.left.insert(key, reason)),
            None => drop(self.schemas.insert(key, (text, value))),
        }
        Ok(())
    }
}

/// Why it is no schema, if it is none.
fn why_left(value: &Value) -> Option<Reason> {
    let has = |key: &str| value.get(key).is_some();
    if !documents::looks_like_schema(value) {
        let is_event = has("context") && has("subject");
        return Some(if is_event {
            Reason::Event
        } else {
            Reason::NoSchema
        });
    }
    // Configurations name the schema that they follow by the same key. A schema names a dialect.
    let described_by = value.get("$schema").and_then(Value::as_str)?;
    let is_schema = described_by.contains("://json-schema.org/")
        || has("$id")
        || value.pointer("/properties/context").is_some();
    (!is_schema).then(|| Reason::Described(described_by.to_owned()))
}

/// The entries of a folder, sorted, so that errors come in one order.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(Error::new(entry.path(), "", "its name isn't UTF-8"));
        };
        entries.push((name, entry.path()));
    }
    entries.sort();
    Ok(entries)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(path, "", format!("can't be read: {error}"))
}
