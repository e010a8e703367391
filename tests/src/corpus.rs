//! Public JSON Schemas, as their authors publish them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{json_files, skipped, workspace};

/// Reads the schemas, by path: from the folder that `CDEVENTS_SCHEMA_CORPUS` names, or else from
/// `../shared/schema-corpus`. If there is none, prints that the test is skipped.
///
/// # Panics
/// Panics if `CDEVENTS_SCHEMA_CORPUS` names no folder, or if a file is not JSON.
#[must_use]
pub fn corpus(test: &str) -> Option<BTreeMap<PathBuf, Value>> {
    let named = std::env::var_os("CDEVENTS_SCHEMA_CORPUS").map(PathBuf::from);
    if let Some(folder) = &named {
        assert!(folder.is_dir(), "{} is missing", folder.display());
    }
    let folder = named.unwrap_or_else(|| workspace().join("../shared/schema-corpus"));
    if folder.is_dir() {
        return Some(json_files(&folder));
    }
    skipped(&format!(
        "{test}: no public schemas; set CDEVENTS_SCHEMA_CORPUS"
    ));
    None
}

/// Returns the schemas that a schema may refer to: those in its folder, if it refers to any file.
#[must_use]
pub fn beside<'a>(
    files: &'a BTreeMap<PathBuf, Value>,
    file: &Path,
) -> Vec<(&'a PathBuf, &'a Value)> {
    if !files.get(file).is_some_and(refers_elsewhere) {
        return Vec::new();
    }
    let beside = files
        .iter()
        .filter(|(other, _)| *other != file && other.parent() == file.parent());
    beside.collect()
}

/// Returns whether a schema has a `$ref` to another file.
fn refers_elsewhere(value: &Value) -> bool {
    match value {
        Value::Object(properties) => properties.iter().any(|(key, value)| match value {
            Value::String(reference) if key == "$ref" => reference.contains(".json"),
            value => refers_elsewhere(value),
        }),
        Value::Array(items) => items.iter().any(refers_elsewhere),
        _ => false,
    }
}
