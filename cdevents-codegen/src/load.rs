//! Reads a folder of schemas: the only step that reads the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Error;
use crate::model::ReleaseName;

/// The dialect that every schema must be written in.
pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The file with the words and names, beside the releases' folders.
pub const NAMES_FILE: &str = "names.toml";

/// The text of every file that matters, by its path below the folder.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The folder, for messages.
    pub folder: PathBuf,
    /// The texts, sorted by path; a path's parts are separated by `/`.
    pub texts: BTreeMap<String, String>,
}

/// What a document is. It is told by what it holds, not by its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// An event of the vocabulary.
    Event,
    /// The event of those who have events of their own.
    CustomEvent,
    /// A link that travels by itself.
    Link,
    /// What others refer to.
    Definition,
}

/// A schema.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) file: PathBuf,
    /// Its `$id`; empty where it has none.
    pub(crate) id: String,
    pub(crate) release: ReleaseName,
    pub(crate) kind: Kind,
    pub(crate) value: Value,
}

/// Reads every `.json` and the names below a folder.
///
/// # Errors
/// Where a folder or a file can't be read.
pub fn read_folder(folder: &Path) -> Result<Files, Error> {
    let mut files = Files {
        folder: folder.to_owned(),
        texts: BTreeMap::new(),
    };
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = pending.pop() {
        let unreadable = |error| Error::new(&path, "", format!("can't be read: {error}"));
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let Ok(name) = entry.file_name().into_string() else {
                return Err(Error::new(entry.path(), "", "its name isn't UTF-8"));
            };
            let key = format!("{prefix}{name}");
            if entry.path().is_dir() {
                pending.push((entry.path(), format!("{key}/")));
            } else if key == NAMES_FILE || has_extension(&name, "json") {
                let text = fs::read_to_string(entry.path());
                let text = text.map_err(|error| {
                    Error::new(entry.path(), "", format!("can't be read: {error}"))
                })?;
                files.texts.insert(key, text);
            }
        }
    }
    Ok(files)
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(extension))
}

/// Parses every schema, sorted by path. JSON that is no schema is left out.
pub(crate) fn documents(files: &Files) -> Result<Vec<Document>, Error> {
    let schemas = files.texts.iter().filter(|(key, _)| *key != NAMES_FILE);
    let documents: Result<Vec<_>, _> = schemas
        .filter_map(|(key, text)| document(&files.folder, key, text).transpose())
        .collect();
    let documents = documents?;
    let is_event = |document: &Document| document.kind == Kind::Event;
    if !documents.iter().any(is_event) {
        let reason = "no event's schema is below this folder";
        return Err(Error::new(&files.folder, "", reason));
    }
    Ok(documents)
}

fn document(folder: &Path, key: &str, text: &str) -> Result<Option<Document>, Error> {
    let file = folder.join(key);
    let value: Value = serde_json::from_str(text)
        .map_err(|error| Error::new(&file, "", format!("is not JSON: {error}")))?;
    match value.get("$schema").map(Value::as_str) {
        Some(Some(DIALECT)) => {}
        Some(_) => {
            let reason = format!("only the dialect {DIALECT} is supported");
            return Err(Error::new(file, "/$schema", reason));
        }
        None if looks_like_a_schema(&value) => {
            let reason =
                format!("looks like a schema, but says no dialect; add `$schema`: {DIALECT}");
            return Err(Error::new(file, "", reason));
        }
        None => return Ok(None),
    }
    let (release, _) = key.split_once('/').unwrap_or_default();
    let release = release.parse().map_err(|reason: String| {
        Error::new(&file, "", format!("lies in no release's folder: {reason}"))
    })?;
    let kind = kind(&value);
    let id = value.get("$id").and_then(Value::as_str);
    Ok(Some(Document {
        file,
        id: id.unwrap_or_default().to_owned(),
        release,
        kind,
        value,
    }))
}

fn looks_like_a_schema(value: &Value) -> bool {
    ["$id", "$ref", "$defs", "properties"]
        .iter()
        .any(|keyword| value.get(keyword).is_some())
}

fn kind(value: &Value) -> Kind {
    let has = |pointer: &str| value.pointer(pointer).is_some();
    if has("/properties/context") && has("/properties/subject") {
        if has("/properties/context/properties/type/pattern") {
            Kind::CustomEvent
        } else {
            Kind::Event
        }
    } else if has("/properties/linkType") && has("/properties/chainId") {
        Kind::Link
    } else {
        Kind::Definition
    }
}

/// A document that is in no file: its `$id` may be another than the URI that it is found by.
pub(crate) fn loose(uri: &str, value: &Value) -> Result<Document, Error> {
    match value.get("$schema").map(Value::as_str) {
        None | Some(Some(DIALECT)) => {}
        Some(_) => {
            let reason = format!("only the dialect {DIALECT} is supported");
            return Err(Error::new(uri, "/$schema", reason));
        }
    }
    let id = value.get("$id").and_then(Value::as_str).unwrap_or(uri);
    Ok(Document {
        file: uri.into(),
        id: id.to_owned(),
        release: ReleaseName::default(),
        kind: Kind::Definition,
        value: value.clone(),
    })
}
