//! The examples of every event and of every link are valid. The minimal ones have required
//! properties only, the complete ones have all, and `examples.toml` or the schema gives the values.

use std::collections::BTreeSet;

use cdevents_codegen::documents::DocumentKind;
use cdevents_codegen::examples::{self, Json};
use cdevents_codegen::model::{Event, Model, Release};
use cdevents_codegen::{
    Document, EXAMPLES_FILE, Error, Files, corrected, generate_from, lower, read_folder,
};
use cdevents_generated::CdEvent;
use cdevents_generated::advise::advise;
use cdevents_generated::validate::validate_slice;
use cdevents_tests::instances::{Schemas, follow};
use cdevents_tests::{json_files, model, schemas, upstream, validators, workspace};
use serde_json::{Value, json};

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// The minimal and the complete example of a schema.
struct Pair {
    /// The schema's `$id`.
    id: String,
    /// The event type, or its start if the schema does not pin it; `None` for a link.
    event_type: Option<String>,
    minimal: Json,
    complete: Json,
}

fn pairs(model: &Model, release: &Release) -> Vec<Pair> {
    let of_event = |event: &Event| Pair {
        id: event.schema_id.clone(),
        event_type: Some(event.event_type.clone()),
        minimal: examples::minimal(model, release, event).unwrap(),
        complete: examples::complete(model, release, event).unwrap(),
    };
    let kinds = release.link.iter().flat_map(|link| link.kinds(model));
    let of_link = |(kind, id, _): (_, &str, _)| Pair {
        id: id.to_owned(),
        event_type: None,
        minimal: examples::minimal_link(model, release, kind).unwrap(),
        complete: examples::complete_link(model, release, kind).unwrap(),
    };
    let events = release.all_events().map(of_event);
    events.chain(kinds.map(of_link)).collect()
}

/// Checks every release, given its name, its schemas and its examples.
fn for_each_release(check: impl Fn(&str, &Schemas, &[Pair])) {
    let model = model();
    let mut count = 0;
    for release in &model.releases {
        let name = release.name.to_string();
        let pairs = pairs(model, release);
        check(&name, &schemas(&name), &pairs);
        count += pairs.len();
    }
    let documents = corrected(&files()).unwrap().into_iter();
    let is_event_or_link = |document: &Document| document.kind() != DocumentKind::Definition;
    let expected = documents.filter(is_event_or_link).count();
    assert_eq!(
        count, expected,
        "the number of events and of standalone links"
    );
    assert!(count >= 382, "{count}");
}

#[test]
fn every_example_is_valid_and_round_trips() {
    for_each_release(|release, schemas, pairs| {
        let peers = validators(schemas);
        for pair in pairs {
            for example in [&pair.minimal, &pair.complete] {
                let (id, value) = (&pair.id, example.to_value());
                assert!(peers[id].is_valid(&value), "{id}: {example}");
                let Some(event_type) = &pair.event_type else {
                    continue;
                };
                let text = example.to_string();
                validate_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{id}: {error}"));
                let event = CdEvent::from_slice(text.as_bytes()).unwrap();
                let read = event.release().map(|release| release.to_string());
                assert_eq!(read.as_deref(), Some(release), "{id}");
                assert!(event.event_type().as_str().starts_with(event_type), "{id}");
                assert_eq!(serde_json::to_value(&event).unwrap(), value, "{id}");
            }
        }
    });
}

/// Returns every property in a value: the JSON Pointer of its object, and its key.
fn properties(value: &Value) -> Vec<(String, String)> {
    let mut properties = Vec::new();
    let mut pending = vec![(String::new(), value)];
    while let Some((path, value)) = pending.pop() {
        for (key, value) in value.as_object().into_iter().flatten() {
            properties.push((path.clone(), key.clone()));
            pending.push((format!("{path}/{key}"), value));
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            pending.push((format!("{path}/{index}"), value));
        }
    }
    properties
}

#[test]
fn minimal_examples_have_required_properties_only() {
    for_each_release(|_, schemas, pairs| {
        let peers = validators(schemas);
        for pair in pairs {
            let minimal = pair.minimal.to_value();
            for (path, key) in properties(&minimal) {
                let mut without = minimal.clone();
                let object = without.pointer_mut(&path).unwrap();
                object.as_object_mut().unwrap().remove(&key);
                let is_valid = peers[&pair.id].is_valid(&without);
                assert!(!is_valid, "{} is valid without {path}/{key}", pair.id);
            }
        }
    });
}

/// Returns the properties that a schema defines and an example lacks.
fn missing_properties(schemas: &Schemas, id: &str, schema: &Value, value: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    if let Some(reference) = schema["$ref"].as_str() {
        let (id, target) = follow(schemas, id, reference);
        missing.extend(missing_properties(schemas, &id, target, value));
    }
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        match value.get(key) {
            Some(value) => missing.extend(
                missing_properties(schemas, id, schema, value)
                    .into_iter()
                    .map(|path| format!("/{key}{path}")),
            ),
            None => missing.push(format!("/{key}")),
        }
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        let alternatives = follow_all(schemas, id, items);
        if values.is_empty() {
            missing.push("/0".to_owned());
        }
        for value in values {
            missing.extend(missing_properties(schemas, id, items, value));
        }
        // A complete array has an item for each alternative.
        if !alternatives.is_empty() && alternatives.len() != values.len() {
            missing.push(format!("/{}", values.len()));
        }
    }
    for (id, alternative) in follow_all(schemas, id, schema) {
        let properties = alternative["properties"].as_object();
        let is_match = |(key, schema): (&String, &Value)| {
            schema
                .get("const")
                .is_some_and(|tag| value.get(key) == Some(tag))
        };
        if properties.is_some_and(|properties| properties.iter().any(is_match)) {
            missing.extend(missing_properties(schemas, &id, alternative, value));
        }
    }
    missing
}

/// Returns the schemas of an `anyOf`, each with the `$id` of its document.
fn follow_all<'a>(schemas: &'a Schemas, id: &str, schema: &'a Value) -> Vec<(String, &'a Value)> {
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    let alternatives = alternatives.map(|schema| match schema["$ref"].as_str() {
        Some(reference) => follow(schemas, id, reference),
        None => (id.to_owned(), schema),
    });
    alternatives.collect()
}

#[test]
fn complete_examples_have_every_property() {
    for_each_release(|_, schemas, pairs| {
        for Pair { id, complete, .. } in pairs {
            let missing = missing_properties(schemas, id, &schemas[id], &complete.to_value());
            assert_eq!(missing, Vec::<String>::new(), "{id}");
        }
    });
}

#[test]
fn examples_of_the_newest_release_get_no_advice() {
    let model = model();
    let release = model.releases.last().unwrap();
    for event in release.all_events() {
        for make in [examples::minimal, examples::complete] {
            let text = make(model, release, event).unwrap().to_string();
            let event: CdEvent = text.parse().unwrap();
            assert_eq!(advise(&event), [], "{text}");
        }
    }
}

#[test]
fn examples_are_reproducible_and_no_two_event_types_share_an_id() {
    let (one, other) = (lower(&files()).unwrap(), lower(&files()).unwrap());
    let mut ids = std::collections::BTreeMap::new();
    for (release, same) in one.releases.iter().zip(&other.releases) {
        for (pair, same) in pairs(&one, release).iter().zip(pairs(&other, same)) {
            for (example, same) in [
                (&pair.minimal, &same.minimal),
                (&pair.complete, &same.complete),
            ] {
                assert_eq!(example.to_string(), same.to_string());
            }
            if let Some(event_type) = &pair.event_type {
                let id = pair.minimal.to_value()["context"]["id"].to_string();
                let known = ids.entry(id).or_insert_with(|| event_type.clone());
                assert_eq!(known, event_type);
            }
        }
    }
}

#[test]
fn examples_are_indented_json() {
    let model = model();
    let release = model.releases.last().unwrap();
    let mut events = release.events.iter();
    let event = events.find(|event| event.type_name == "ServiceDeployed");
    let example = examples::minimal(model, release, event.unwrap()).unwrap();
    let lines = example.to_string();
    let parts: Vec<_> = lines.split('"').collect();
    let keys = parts.windows(2).filter(|pair| pair[1].starts_with(':'));
    let keys = keys.map(|pair| pair[0]);
    assert_eq!(
        keys.collect::<Vec<_>>(),
        [
            "context",
            "specversion",
            "id",
            "source",
            "type",
            "timestamp",
            "subject",
            "id",
            "content",
            "environment",
            "id",
            "artifactId"
        ]
    );
}

/// Returns the error after a replacement in `examples.toml`.
fn error(from: &str, to: &str) -> Error {
    let mut files = files();
    let table = files.texts.get_mut(EXAMPLES_FILE).unwrap();
    assert_eq!(table.matches(from).count(), 1, "{from}");
    *table = table.replace(from, to);
    generate_from(&files).expect_err("this table is wrong")
}

#[track_caller]
fn assert_error(error: &Error, pointer: &str, reason: &str) {
    assert!(error.file().ends_with(EXAMPLES_FILE), "{error}");
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn a_missing_value_is_an_error_that_suggests_a_line() {
    let line = "\"custom/subject/type\" = \"shop-discount\"\n";
    let reason = "no value for 0.4.0/custom/subject/type, and none can be derived from the schema (a \
                  string that matches `^[a-zA-Z0-9]+-[a-zA-Z]+$`); add a line `\"type\" = …`";
    let error = error(line, "");
    assert_error(&error, "/values", reason);
    // One run asks for all of them.
    let other = "\nno value for 0.4.1/custom/subject/type, ";
    assert!(error.reason().contains(other), "{error}");
}

#[test]
fn an_unused_value_is_an_error() {
    let more = "user = \"alex\"\n\"nowhere/user\" = \"kim\"\n";
    let error = error("user = \"alex\"\n", more);
    let reason = "no example uses this value";
    assert_error(&error, "/values/nowhere~1user", reason);
}

#[test]
fn an_invalid_value_for_a_place_is_an_error() {
    let wrong = [
        (
            "outcome = \"failure\"",
            "outcome = \"lost\"",
            "/values/outcome",
            "one of `success`",
        ),
        (
            "customData = {",
            "customData = 7 #",
            "/values/customData",
            "an object",
        ),
        (
            "user = \"alex\"",
            "user = \"\"",
            "/values/user",
            "at least 1 characters",
        ),
        (
            "user = \"alex\"",
            "user = 7",
            "/values/user",
            "expected a string of at least 1 characters for 0.4.0/artifact.deleted/",
        ),
        (
            "labels = [\"prices\"]",
            "labels = \"prices\"",
            "/values/labels",
            "an array",
        ),
        (
            "ticketURI = \"https:",
            "ticketURI = \"",
            "/values/ticketURI",
            "expected a URI for",
        ),
    ];
    for (from, to, pointer, reason) in wrong {
        assert_error(&error(from, to), pointer, reason);
    }
}

#[test]
fn an_invalid_table_of_values_is_an_error() {
    let reason = "is not a table of values";
    assert_error(&error("[values]", "[value]"), "", reason);
    let reason = "put `2026-03-20T14:27:05Z` into quotation marks";
    let error = error(
        "timestamp = \"2026-03-20T14:27:05Z\"",
        "timestamp = 2026-03-20T14:27:05Z",
    );
    assert_error(&error, "/values/timestamp", reason);
}

/// Returns the example of a property with this schema, for which `examples.toml` has no line.
fn example_of_property(schema: &Value) -> Result<Value, Error> {
    let mut files = files();
    let is_in = |path: &str| path.starts_with("0.5.1/") || !path.contains('/');
    files.texts.retain(|path, _| is_in(path));
    files.is_part = true;
    let text = files.texts.get_mut("0.5.1/service/removed.json").unwrap();
    let mut document: Value = serde_json::from_str(text).unwrap();
    let content = &mut document["properties"]["subject"]["properties"]["content"];
    content["properties"]["kind"] = schema.clone();
    *text = document.to_string();
    let model = lower(&files)?;
    let release = model.releases.last().unwrap();
    let mut events = release.events.iter();
    let event = events.find(|event| event.type_name == "ServiceRemoved");
    let example = examples::complete(&model, release, event.unwrap())?.to_value();
    Ok(example["subject"]["content"]["kind"].clone())
}

#[test]
fn simple_values_follow_from_their_schema() {
    for schema in [
        json!({ "type": "string", "minLength": 9 }),
        json!({ "type": "string", "maxLength": 2 }),
        json!({ "type": "string", "format": "uri" }),
        json!({ "type": "string", "format": "uri-reference" }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "boolean" }),
        json!({ "type": "object" }),
        json!({ "type": ["null", "integer"] }),
        json!({ "type": "null" }),
        json!({ "type": "integer", "exclusiveMinimum": 3, "maximum": 7 }),
        json!({ "type": "integer", "minimum": 7, "multipleOf": 4 }),
        json!({ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5 }),
        json!({ "type": "number", "maximum": -2.5 }),
        json!({ "const": { "a": [null] } }),
        json!({ "type": "integer", "enum": ["a", 1] }),
        json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true }),
        json!({ "prefixItems": [{ "type": "integer" }, true], "items": false, "minItems": 2 }),
        json!({ "type": "array", "contains": { "const": 7 } }),
        json!({ "type": "array", "minItems": 1 }),
        json!({ "properties": { "a": { "minimum": 4 }, "b": false }, "required": ["a"] }),
        json!({ "properties": { "a": {}, "b": {} }, "dependentRequired": { "a": ["b"] } }),
        json!({ "properties": { "user": { "type": "string" } }, "minProperties": 1 }),
        json!({ "maxProperties": 2 }),
        json!({}),
    ] {
        let value = example_of_property(&schema).unwrap();
        let peer = jsonschema::options().should_validate_formats(true);
        let peer = peer.build(&schema).unwrap();
        assert!(
            peer.is_valid(&value) && !value.is_null() || schema["type"] == "null",
            "{schema}: {value}"
        );
    }
    // A property that allows no value is left out.
    for schema in [json!(false), json!({ "not": {} })] {
        assert_eq!(example_of_property(&schema).unwrap(), Value::Null);
    }
}

#[test]
fn values_that_do_not_follow_from_the_schema_are_errors() {
    for schema in [
        json!({ "type": "string", "pattern": "^[0-9]$" }),
        json!({ "type": "integer", "minimum": 2, "maximum": 1 }),
        json!({ "type": "string", "enum": ["abc"], "minLength": 3 , "not": { "const": 7 } }),
        json!({ "allOf": [{ "type": "string" }] }),
        json!({ "oneOf": [{ "type": "string" }, { "type": "null" }] }),
        json!({ "if": { "type": "string" }, "then": false }),
        json!({ "not": { "type": "string" } }),
        json!({ "type": "array", "minItems": 2, "uniqueItems": true, "items": { "type": "string" } }),
        json!({ "type": "array", "contains": { "const": 7 }, "minContains": 2 }),
        json!({ "type": "object", "minProperties": 1 }),
        json!({ "properties": { "a": {} }, "required": ["b"] }),
        json!({ "properties": { "a": {} }, "dependentRequired": { "a": ["b"] } }),
        json!({ "properties": { "a": {} }, "dependentSchemas": { "a": { "minProperties": 2 } } }),
        json!({ "properties": { "a": {} }, "patternProperties": { "a": false } }),
        json!({ "properties": { "abc": {} }, "propertyNames": { "maxLength": 2 } }),
    ] {
        let error = example_of_property(&schema).unwrap_err();
        assert_error(
            &error,
            "/values",
            "0.5.1/service.removed/service/content/kind",
        );
    }
}

#[test]
fn no_example_value_is_copied_from_upstream() {
    let mut ours = BTreeSet::new();
    let table: toml::Table = files().texts[EXAMPLES_FILE].parse().unwrap();
    let mut pending: Vec<Value> = vec![serde_json::to_value(table).unwrap()];
    while let Some(value) = pending.pop() {
        match value {
            Value::String(text) => drop(ours.insert(text)),
            Value::Array(items) => pending.extend(items),
            Value::Object(properties) => pending.extend(properties.into_values()),
            _ => {}
        }
    }
    assert!(ours.len() > 50);
    let Some(folder) = upstream("0.5.1", "no_example_value_is_copied_from_upstream") else {
        return;
    };
    let mut pending: Vec<Value> = json_files(folder.parent().unwrap()).into_values().collect();
    while let Some(value) = pending.pop() {
        match value {
            // Single words and media types may be the same.
            Value::String(text)
                if text.contains(|letter: char| !letter.is_alphanumeric())
                    && text != "application/json" =>
            {
                assert!(!ours.contains(&text), "{text}");
            }
            Value::Array(items) => pending.extend(items),
            Value::Object(properties) => pending.extend(properties.into_values()),
            _ => {}
        }
    }
}
