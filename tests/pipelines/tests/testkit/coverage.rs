//! Every optional property and every value of an enum is reached.

use std::collections::BTreeSet;

use cdevents_generated::testkit::Events;
use cdevents_tests::instances::{Schemas, follow};
use cdevents_tests::{events, schemas};
use serde_json::Value;

use cdevents_tests::cases::series;

/// The most events to make of one type until everything is reached.
const MOST: usize = 4000;

#[test]
fn every_property_and_every_value_of_an_enum_is_reached() {
    let mut loaded = std::collections::BTreeMap::new();
    let mut reached = 0;
    for choice in Events::all().each() {
        let (release, event_type) = choice.types().next().expect("an event");
        let schemas = loaded
            .entry(release)
            .or_insert_with(|| schemas(release.as_str()));
        let (_, schema) = events(schemas)
            .find(|(name, _)| name == event_type)
            .expect("a schema");
        let id = schema["$id"].as_str().expect("an `$id`");
        let mut missing = BTreeSet::new();
        targets(schemas, id, schema, String::new(), &mut missing);
        // An event names its own release.
        missing.retain(|target| !target.starts_with("/context/version="));
        reached += missing.len();
        for json in series(&choice).take(MOST) {
            if missing.is_empty() {
                break;
            }
            let value = serde_json::from_str(&json).expect("JSON");
            seen(&value, "", &mut |target| {
                missing.remove(target);
            });
        }
        assert!(
            missing.is_empty(),
            "{event_type} of release {release}: {missing:?}"
        );
    }
    assert!(reached > 3000, "{reached}");
}

/// Collects what the instances of a schema can have: `path` for a property, and `path="value"` for a
/// value of an enum.
fn targets(
    schemas: &Schemas,
    id: &str,
    schema: &Value,
    path: String,
    found: &mut BTreeSet<String>,
) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let (id, schema) = follow(schemas, id, reference);
        return targets(schemas, &id, schema, path, found);
    }
    for keyword in ["anyOf", "oneOf"] {
        for alternative in schema
            .get(keyword)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            targets(schemas, id, alternative, path.clone(), found);
        }
    }
    for value in schema
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        found.insert(format!("{path}={value}"));
    }
    if let Some(items) = schema.get("items") {
        targets(schemas, id, items, format!("{path}/*"), found);
    }
    for (key, schema) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let path = format!("{path}/{key}");
        if *schema != Value::Bool(false) {
            found.insert(path.clone());
        }
        targets(schemas, id, schema, path, found);
    }
}

/// Calls back with what an instance has, in the same words.
fn seen(value: &Value, path: &str, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(properties) => {
            for (key, value) in properties {
                seen(value, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for item in items {
                seen(item, &format!("{path}/*"), found);
            }
        }
        value => found(&format!("{path}={value}")),
    }
    found(path);
}
