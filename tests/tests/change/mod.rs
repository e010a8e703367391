//! Events can be changed without knowing their type or release: every setter changes only its property
//! and keeps the event valid, and what a release has no place for is an error.

mod chains;
mod custom_data;
mod links;
mod partial;
mod setters;
mod unknown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use cdevents_generated::validate::is_valid_slice;
use cdevents_generated::{CdEvent, Release};
use cdevents_tests::instances::{Schemas, follow};
use cdevents_tests::{json_files, schemas, workspace};
use serde_json::Value;

/// An example of an event.
struct Example {
    /// The name of the file, without what follows the event's name.
    name: String,
    event: CdEvent,
    json: Value,
    release: Release,
}

/// The schemas of every release.
static SCHEMAS: LazyLock<BTreeMap<Release, Schemas>> = LazyLock::new(|| {
    let releases = Release::ALL.iter();
    releases
        .map(|release| (*release, schemas(release.as_str())))
        .collect()
});

/// The examples of every release.
static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let folder = workspace().join("cdevents-generated/examples");
    let mut examples = Vec::new();
    for (path, json) in json_files(&folder) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let folder = path.parent().unwrap().file_name().unwrap();
        examples.push(Example {
            name: name.split('.').next().unwrap().to_owned(),
            event: CdEvent::from_value(&json).unwrap(),
            json,
            release: folder.to_str().unwrap().parse().unwrap(),
        });
    }
    let releases: BTreeSet<_> = examples.iter().map(|example| example.release).collect();
    assert_eq!(releases.len(), Release::ALL.len());
    examples
});

impl Example {
    /// Returns the schemas of the example's release.
    fn schemas(&self) -> &'static Schemas {
        &SCHEMAS[&self.release]
    }

    /// Returns the key of a property in the schema of the context or the subject, given the key in
    /// lower case and without underscores.
    fn key(&self, object: &str, folded: &str) -> Option<&'static str> {
        let id = self.event.schema_id().unwrap();
        let mut schema = &self.schemas()[id]["properties"][object];
        let mut document = id.to_owned();
        while let Some(reference) = schema["$ref"].as_str() {
            (document, schema) = follow(self.schemas(), &document, reference);
        }
        let properties = schema["properties"].as_object().unwrap();
        let mut keys = properties.keys().map(String::as_str);
        keys.find(|key| fold(key) == folded)
    }
}

/// Returns a key in lower case and without underscores.
fn fold(key: &str) -> String {
    key.replace('_', "").to_lowercase()
}

/// Asserts that an event is valid, parses to itself, and is this JSON.
fn assert_is(event: &CdEvent, expected: &Value) {
    assert_eq!(event.to_value().unwrap(), *expected);
    let json = event.to_vec();
    assert_eq!(CdEvent::from_slice(&json).unwrap(), *event, "{expected}");
    if event.release().is_some() {
        assert!(is_valid_slice(&json), "{expected}");
    }
}
