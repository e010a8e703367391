//! The examples of every event and of every link: that they are valid, that the minimal ones have
//! nothing to spare and the complete ones leave nothing out, and where their values come from.

use std::collections::BTreeSet;

use cdevents_codegen::examples::{self, Json};
use cdevents_codegen::model::{Event, Model, Release};
use cdevents_codegen::{EXAMPLES_FILE, Error, Files, generate_from, lower, read_folder};
use cdevents_generated::CdEvent;
use cdevents_generated::advise::advise;
use cdevents_generated::validate::validate_slice;
use cdevents_tests::instances::{Schemas, follow};
use cdevents_tests::{json_files, schemas, upstream, validators, workspace};
use serde_json::{Value, json};

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// The examples of a schema: what it is of, its `$id`, and the two.
struct Pair {
    id: String,
    /// The event's type, or what that begins with; of a link there is none.
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

/// Asks something of every release, with its schemas and its examples.
fn for_each_release(ask: impl Fn(&str, &Schemas, &[Pair])) {
    let model = lower(&files()).unwrap();
    let mut count = 0;
    for release in &model.releases {
        let name = release.name.to_string();
        let pairs = pairs(&model, release);
        ask(&name, &schemas(&name), &pairs);
        count += pairs.len();
    }
    assert_eq!(count, 382, "every event, and every link by itself");
}

#[test]
fn every_example_is_valid_and_is_read_and_written_back() {
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
                validate_slice(text.as_bytes()).unwrap_or_else(|it| panic!("{id}: {it}"));
                let event = CdEvent::from_slice(text.as_bytes()).unwrap();
                let read = event.release().map(|it| it.to_string());
                assert_eq!(read.as_deref(), Some(release), "{id}");
                assert!(event.event_type().as_str().starts_with(event_type), "{id}");
                assert_eq!(serde_json::to_value(&event).unwrap(), value, "{id}");
            }
        }
    });
}

/// The places of all members of all objects: the object's, and the key.
fn members(value: &Value) -> Vec<(String, String)> {
    let mut members = Vec::new();
    let mut pending = vec![(String::new(), value)];
    while let Some((path, value)) = pending.pop() {
        for (key, value) in value.as_object().into_iter().flatten() {
            members.push((path.clone(), key.clone()));
            pending.push((format!("{path}/{key}"), value));
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            pending.push((format!("{path}/{index}"), value));
        }
    }
    members
}

#[test]
fn a_minimal_example_has_nothing_to_spare() {
    for_each_release(|_, schemas, pairs| {
        let peers = validators(schemas);
        for pair in pairs {
            let minimal = pair.minimal.to_value();
            for (path, key) in members(&minimal) {
                let mut without = minimal.clone();
                let object = without.pointer_mut(&path).unwrap();
                object.as_object_mut().unwrap().remove(&key);
                let is_valid = peers[&pair.id].is_valid(&without);
                assert!(!is_valid, "{} does without {path}/{key}", pair.id);
            }
        }
    });
}

/// The members that a schema names and an example of it lacks.
fn forgotten(schemas: &Schemas, id: &str, schema: &Value, value: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    if let Some(reference) = schema["$ref"].as_str() {
        let (id, target) = follow(schemas, id, reference);
        missing.extend(forgotten(schemas, &id, target, value));
    }
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        match value.get(key) {
            Some(value) => missing.extend(
                forgotten(schemas, id, schema, value)
                    .into_iter()
                    .map(|it| format!("/{key}{it}")),
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
            missing.extend(forgotten(schemas, id, items, value));
        }
        // One of each.
        if !alternatives.is_empty() && alternatives.len() != values.len() {
            missing.push(format!("/{}", values.len()));
        }
    }
    for (id, alternative) in follow_all(schemas, id, schema) {
        let properties = alternative["properties"].as_object();
        let is_it = |(key, schema): (&String, &Value)| {
            schema
                .get("const")
                .is_some_and(|it| value.get(key) == Some(it))
        };
        if properties.is_some_and(|properties| properties.iter().any(is_it)) {
            missing.extend(forgotten(schemas, &id, alternative, value));
        }
    }
    missing
}

/// The schemas of an `anyOf`, with the `$id`s of their documents.
fn follow_all<'a>(schemas: &'a Schemas, id: &str, schema: &'a Value) -> Vec<(String, &'a Value)> {
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    let alternatives = alternatives.map(|it| match it["$ref"].as_str() {
        Some(reference) => follow(schemas, id, reference),
        None => (id.to_owned(), it),
    });
    alternatives.collect()
}

#[test]
fn a_complete_example_leaves_out_no_member_that_its_schema_names() {
    for_each_release(|_, schemas, pairs| {
        for Pair { id, complete, .. } in pairs {
            let missing = forgotten(schemas, id, &schemas[id], &complete.to_value());
            assert_eq!(missing, Vec::<String>::new(), "{id}");
        }
    });
}

#[test]
fn nothing_is_to_advise_on_an_example_of_the_newest_release() {
    let model = lower(&files()).unwrap();
    let release = model.releases.last().unwrap();
    for event in release.all_events() {
        for make in [examples::minimal, examples::complete] {
            let text = make(&model, release, event).unwrap().to_string();
            let event: CdEvent = text.parse().unwrap();
            assert_eq!(advise(&event), [], "{text}");
        }
    }
}

#[test]
fn the_same_schemas_make_the_same_examples_and_no_two_types_share_an_id() {
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
fn an_example_is_written_as_people_read_it() {
    let model = lower(&files()).unwrap();
    let release = model.releases.last().unwrap();
    let mut events = release.events.iter();
    let event = events.find(|it| it.type_name == "ServiceDeployed");
    let example = examples::minimal(&model, release, event.unwrap()).unwrap();
    let lines = example.to_string();
    let keys = lines.lines().filter_map(|it| it.trim().split('"').nth(1));
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

/// The error that follows from an edit of the table.
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
fn a_value_that_is_needed_and_missing_is_asked_for() {
    let line = "\"custom/subject/type\" = \"shop-discount\"\n";
    let reason = "no value for 0.4.0/custom/subject/type, and none can be derived from the schema (a \
                  string that matches `^[a-zA-Z0-9]+-[a-zA-Z]+$`); add a line `\"type\" = …`";
    assert_error(&error(line, ""), "/values", reason);
}

#[test]
fn a_value_that_no_example_has_is_an_error() {
    let more = "user = \"alex\"\n\"nowhere/user\" = \"kim\"\n";
    let error = error("user = \"alex\"\n", more);
    let reason = "no example uses this value";
    assert_error(&error, "/values/nowhere~1user", reason);
}

#[test]
fn a_value_that_its_place_does_not_allow_is_an_error() {
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
fn what_is_no_table_of_values_is_an_error() {
    let reason = "is not a table of values";
    assert_error(&error("[values]", "[value]"), "", reason);
    let reason = "put `2026-03-20T14:27:05Z` into quotation marks";
    let error = error(
        "timestamp = \"2026-03-20T14:27:05Z\"",
        "timestamp = 2026-03-20T14:27:05Z",
    );
    assert_error(&error, "/values/timestamp", reason);
}

/// The complete example of an event with a member of that schema, for which the table has no line.
fn with_member(schema: &Value) -> Result<Value, Error> {
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
    let event = events.find(|it| it.type_name == "ServiceRemoved");
    let example = examples::complete(&model, release, event.unwrap())?.to_value();
    Ok(example["subject"]["content"]["kind"].clone())
}

#[test]
fn what_is_simple_follows_from_its_schema() {
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
        let value = with_member(&schema).unwrap();
        let peer = jsonschema::options().should_validate_formats(true);
        let peer = peer.build(&schema).unwrap();
        assert!(
            peer.is_valid(&value) && !value.is_null() || schema["type"] == "null",
            "{schema}: {value}"
        );
    }
    // What allows nothing is left out.
    for schema in [json!(false), json!({ "not": {} })] {
        assert_eq!(with_member(&schema).unwrap(), Value::Null);
    }
}

#[test]
fn what_is_not_simple_is_asked_for() {
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
        let error = with_member(&schema).unwrap_err();
        assert_error(
            &error,
            "/values",
            "0.5.1/service.removed/service/content/kind",
        );
    }
}

#[test]
fn no_value_is_upstreams() {
    let mut ours = BTreeSet::new();
    let table: toml::Table = files().texts[EXAMPLES_FILE].parse().unwrap();
    let mut pending: Vec<Value> = vec![serde_json::to_value(table).unwrap()];
    while let Some(value) = pending.pop() {
        match value {
            Value::String(text) => drop(ours.insert(text)),
            Value::Array(items) => pending.extend(items),
            Value::Object(members) => pending.extend(members.into_iter().map(|(_, it)| it)),
            _ => {}
        }
    }
    assert!(ours.len() > 50);
    let Some(folder) = upstream("0.5.1", "no_value_is_upstreams") else {
        return;
    };
    let mut pending: Vec<Value> = json_files(folder.parent().unwrap()).into_values().collect();
    while let Some(value) = pending.pop() {
        match value {
            // A word is nobody's, and neither is a media type.
            Value::String(text)
                if text.contains(|it: char| !it.is_alphanumeric())
                    && text != "application/json" =>
            {
                assert!(!ours.contains(&text), "{text}");
            }
            Value::Array(items) => pending.extend(items),
            Value::Object(members) => pending.extend(members.into_iter().map(|(_, it)| it)),
            _ => {}
        }
    }
}
