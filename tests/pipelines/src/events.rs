//! Events to send: the examples of every release.

use cdevents_tests::{json_files, workspace};
use serde_json::Value;

/// Returns every example of every release, minimal and complete, with its path below `examples`.
///
/// # Panics
/// Panics if the examples can't be read.
#[must_use]
pub fn all() -> Vec<(String, Value)> {
    let folder = workspace().join("cdevents-generated/examples");
    let files = json_files(&folder).into_iter();
    files
        .map(|(path, event)| {
            let name = path.strip_prefix(&folder).expect("a path in the folder");
            (name.to_string_lossy().into_owned(), event)
        })
        .collect()
}

/// Returns any number of events with the IDs that a function gives them: the examples in turn.
pub fn numbered(count: usize, id: impl Fn(usize) -> String) -> impl Iterator<Item = Value> {
    let examples = all().into_iter().map(|(_, event)| event);
    let examples: Vec<_> = examples.collect();
    (0..count).map(move |index| {
        let mut event = examples[index % examples.len()].clone();
        event["context"]["id"] = id(index).into();
        event
    })
}

/// Returns the event's ID.
///
/// # Panics
/// Panics if it has none.
#[must_use]
pub fn id(event: &Value) -> &str {
    event["context"]["id"].as_str().expect("an ID")
}
