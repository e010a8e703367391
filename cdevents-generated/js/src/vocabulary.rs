//! The releases, and the events of each.

use cdevents_generated::{Release, vocabulary};
use serde_json::{Value, json};

/// Returns the releases, oldest first, and each event of each release.
#[must_use]
pub fn vocabulary_json() -> Value {
    let releases: Vec<_> = Release::ALL
        .iter()
        .map(|release| release.as_str())
        .collect();
    let events: Vec<_> = vocabulary::all()
        .map(|known| {
            json!({
                "release": known.release().as_str(),
                "name": known.kind().to_string(),
                "type": known.event_type().as_str(),
                "schema": known.schema_id(),
            })
        })
        .collect();
    json!({ "releases": releases, "events": events })
}
