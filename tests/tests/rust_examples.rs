//! The examples in Rust compile and run, and make the events that the examples in JSON are.

/// The examples, as functions.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/rust_examples.rs"));
}

use std::collections::BTreeSet;

use cdevents_codegen::{examples, lower, read_folder};
use cdevents_generated::CdEvent;
use cdevents_generated::validate::is_valid_slice;
use cdevents_tests::workspace;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;
type Example = fn() -> Result<Vec<u8>, Failure>;

/// Does a value say all that another says?
fn says(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Object(members), Value::Object(others)) => others
            .iter()
            .all(|(key, other)| members.get(key).is_some_and(|value| says(value, other))),
        (Value::Array(items), Value::Array(others)) => {
            let mut pairs = items.iter().zip(others);
            items.len() == others.len() && pairs.all(|(item, other)| says(item, other))
        }
        _ => value == other,
    }
}

#[test]
fn every_rust_example_builds_the_event_of_the_json_example() {
    let files = read_folder(&workspace().join("schemas")).unwrap();
    let model = lower(&files).unwrap();
    let mut missing: BTreeSet<_> = generated::ALL.iter().map(|(id, _)| *id).collect();
    for release in &model.releases {
        for event in release.all_events() {
            let id = format!("{}/{}", release.name, event.name.replace('.', "-"));
            let id = id.as_str();
            assert!(missing.remove(id), "{id}");
            let (_, make) = generated::ALL.iter().find(|(it, _)| *it == id).unwrap();
            let json = make().unwrap_or_else(|error| panic!("{id}: {error}"));
            assert!(is_valid_slice(&json), "{id}");
            let made: Value = serde_json::from_slice(&json).unwrap();
            let minimal = examples::minimal(&model, release, event)
                .unwrap()
                .to_value();
            let complete = examples::complete(&model, release, event)
                .unwrap()
                .to_value();
            let (subject, least) = (&made["subject"], &minimal["subject"]);
            assert!(says(subject, least), "{id}: {made}");
            assert!(says(&complete["subject"], subject), "{id}: {made}");
            let has_more = complete["subject"] != *least;
            assert_eq!(subject != least, has_more, "{id}: {made}");
            for key in ["type", "source", "version", "specversion"] {
                assert_eq!(
                    made["context"].get(key),
                    minimal["context"].get(key),
                    "{id}"
                );
            }
            let read = CdEvent::from_slice(&json).unwrap();
            let version = read.release().map(|it| it.to_string());
            assert_eq!(version, Some(release.name.to_string()), "{id}");
        }
    }
    assert_eq!(missing, BTreeSet::new());
}
