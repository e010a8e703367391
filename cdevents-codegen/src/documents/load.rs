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
        if looks_like_schema(&value) {
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

/// Returns whether JSON has keywords of a schema, which events and other data do not have.
#[must_use]
pub fn looks_like_schema(value: &Value) -> bool {
    const KEYWORDS: &[&str] = &[
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "properties",
        "required",
        "additionalProperties",
        "items",
    ];
    KEYWORDS.iter().any(|keyword| value.get(keyword).is_some())
}
