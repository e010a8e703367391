//! Parses the texts of schemas.

use std::path::PathBuf;

use serde_json::Value;

use crate::Error;
use crate::model::ReleaseName;

use super::document::{Document, DocumentKind};
use super::files::{Files, is_configuration};
use super::json;

/// Parses every schema, sorted by path. Skips JSON that is not a schema.
///
/// # Errors
/// Fails if a text is not JSON, if a schema's release is unclear, or if no schema describes an event.
pub fn load(files: &Files) -> Result<Vec<Document>, Error> {
    let mut parsed = Vec::new();
    for (key, text) in files.texts.iter().filter(|(key, _)| !is_configuration(key)) {
        let file = files.folder.join(key);
        let value = json::parse(&file, text)?;
        if not_schema(&value).is_none() {
            parsed.push((key.as_str(), file, value));
        }
    }
    let mut named: Option<(ReleaseName, PathBuf)> = None;
    for (key, file, value) in &parsed {
        if release_of_folder(key).is_none()
            && let Some(release) = release_of_id(value)
        {
            match &named {
                Some((other, elsewhere)) if *other != release => {
                    let reason = format!(
                        "belongs to release {release}, but {} to {other}; put each in a folder named \
                         after its release",
                        elsewhere.display()
                    );
                    return Err(Error::new(file, "/$id", reason));
                }
                _ => named = Some((release, file.clone())),
            }
        }
    }
    let named = named.map(|(release, _)| release);
    let mut documents = Vec::new();
    for (key, file, value) in parsed {
        let Some(release) = release_of_folder(key).or_else(|| named.clone()) else {
            let reason = "is not in the folder of a release (`draft`, or a version such as \
                          `0.5.1`), and no `$id` names a release";
            return Err(Error::new(file, "", reason));
        };
        documents.push(Document {
            file,
            release,
            value,
        });
    }
    if !documents
        .iter()
        .any(|document| document.kind() == DocumentKind::Event)
    {
        let reason = "this folder contains no schema of an event";
        return Err(Error::new(&files.folder, "", reason));
    }
    Ok(documents)
}

/// Returns the release of the folder that a file is in.
fn release_of_folder(key: &str) -> Option<ReleaseName> {
    key.split_once('/')?.0.parse().ok()
}

/// Returns the release in a schema's `$id`: `https://cdevents.dev/0.5.1/schema/…`. This allows
/// reading a checkout of the specification, which is one release.
fn release_of_id(value: &Value) -> Option<ReleaseName> {
    let (before, _) = value.get("$id")?.as_str()?.split_once("/schema/")?;
    before.rsplit('/').next()?.parse().ok()
}

/// Why JSON is not a schema.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NotSchema {
    /// It is an event.
    Event,
    /// It has an `$id`, and no keyword that describes values: the entry of a glossary, for example.
    Document(String),
    /// It has no keyword of a schema.
    Other,
    /// Its `$schema` names a schema that describes it, and not a dialect.
    Described(String),
}

/// Returns why JSON is not a schema, if it is not.
#[must_use]
pub fn not_schema(value: &Value) -> Option<NotSchema> {
    let has = |key: &str| value.get(key).is_some();
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    if has("$schema") {
        // In a configuration file, `$schema` names the schema of the file; in a schema, its dialect.
        let described_by = text("$schema")?;
        let is_schema = described_by.contains("://json-schema.org/")
            || has("$id")
            || value.pointer("/properties/context").is_some();
        return (!is_schema).then_some(NotSchema::Described(described_by));
    }
    if describes_values(value) {
        None
    } else if has("context") && has("subject") {
        Some(NotSchema::Event)
    } else {
        Some(text("$id").map_or(NotSchema::Other, NotSchema::Document))
    }
}

/// Returns whether JSON has a keyword that describes values. Data may have a key of that name, with a
/// value that no schema has there.
fn describes_values(value: &Value) -> bool {
    let is_schema = |value: &Value| value.is_object() || value.is_boolean();
    let are_schemas = |value: &Value| {
        let named = value.as_object();
        named.is_some_and(|named| named.values().all(is_schema))
    };
    let are_keys = |value: &Value| {
        let keys = value.as_array();
        keys.is_some_and(|keys| keys.iter().all(Value::is_string))
    };
    let has = |key: &str, fits: &dyn Fn(&Value) -> bool| value.get(key).is_some_and(fits);
    has("$ref", &Value::is_string)
        || has("$defs", &are_schemas)
        || has("properties", &are_schemas)
        || has("required", &are_keys)
        || has("additionalProperties", &is_schema)
        || has("items", &is_schema)
}
