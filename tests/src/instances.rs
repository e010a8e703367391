//! Builds valid documents from schemas, mutates them, and writes them in various ways.

use cdevents_codegen::documents::pointer::step;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::{Value, json};

/// Schemas by `$id`.
pub type Schemas = BTreeMap<String, Value>;

/// Which optional properties a document has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Extent {
    /// None.
    Minimal,
    /// All.
    Complete,
}

/// Builds a document that is valid against a schema.
///
/// # Panics
/// Panics if the schema has a keyword, type or format that none of our schemas has.
#[must_use]
pub fn instance(schemas: &Schemas, id: &str, extent: Extent) -> Value {
    of_schema(schemas, id, &schemas[id], extent)
}

fn of_schema(schemas: &Schemas, id: &str, schema: &Value, extent: Extent) -> Value {
    let recurse = |schema: &Value| of_schema(schemas, id, schema, extent);
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let (id, schema) = follow(schemas, id, reference);
        return of_schema(schemas, &id, schema, extent);
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    let has_properties = schema.get("properties").is_some();
    for keyword in ["enum", "anyOf", "oneOf"] {
        // An object's `anyOf` only says which of its properties are required.
        if has_properties {
            break;
        }
        if let Some(Value::Array(alternatives)) = schema.get(keyword) {
            let first = alternatives.first().expect("an alternative");
            return if keyword == "enum" {
                first.clone()
            } else {
                recurse(first)
            };
        }
    }
    match schema["type"].as_str().expect("a type") {
        "object" => {
            let required = |schema: &Value, key: &str| {
                let keys = schema.get("required").and_then(Value::as_array);
                keys.is_some_and(|keys| keys.contains(&json!(key)))
            };
            let first = schema.pointer("/anyOf/0").unwrap_or(&Value::Null);
            let is_wanted = |key: &str| {
                extent == Extent::Complete || required(schema, key) || required(first, key)
            };
            let properties = schema.get("properties").and_then(Value::as_object);
            let wanted = properties.into_iter().flatten();
            let wanted = wanted.filter(|(key, _)| is_wanted(key));
            wanted
                .map(|(key, schema)| (key.clone(), recurse(schema)))
                .collect()
        }
        "array" => match schema["items"].get("anyOf").and_then(Value::as_array) {
            Some(alternatives) => alternatives.iter().map(recurse).collect(),
            None => json!([recurse(&schema["items"])]),
        },
        "string" => text(schema),
        "boolean" => json!(true),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        other => panic!("the type {other} is not supported"),
    }
}

fn text(schema: &Value) -> Value {
    match schema.get("pattern").and_then(Value::as_str) {
        None => {}
        Some("^[a-zA-Z0-9]+-[a-zA-Z]+$") => return json!("tool-thing"),
        Some(pattern) if pattern.ends_with("[0-9]$") => {
            return json!("dev.cdeventsx.tool-thing.created.0.1.0");
        }
        Some(_) => return json!("dev.cdeventsx.tool-thing.created"),
    }
    json!(match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => "2026-03-20T14:27:05.100+01:00",
        Some("uri") => "https://example.com/a?b=c#d",
        Some("uri-reference") => "/ci/main",
        Some(other) => panic!("the format {other} is not supported"),
        None => "text",
    })
}

/// Returns the schema that a `$ref` refers to, and the `$id` of that schema's document.
///
/// # Panics
/// Panics if the reference dangles.
#[must_use]
pub fn follow<'a>(schemas: &'a Schemas, id: &str, reference: &str) -> (String, &'a Value) {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let (folder, _) = id.rsplit_once('/').expect("a URI");
    let target = if address.is_empty() {
        id.to_owned()
    } else if address.starts_with('/') {
        let (host, _) = id.split_once("/0.").expect("a URI of a release");
        format!("{host}{address}")
    } else {
        format!("{folder}/{address}")
    };
    let schema = schemas
        .get(&target)
        .and_then(|schema| schema.pointer(fragment));
    let schema = schema.unwrap_or_else(|| panic!("{id}: {reference} dangles"));
    (target, schema)
}

/// Values that are invalid in many places and valid in some.
const STRAYS: &[&str] = &[
    "null",
    "true",
    "7",
    "1.5",
    "[]",
    "{}",
    "[{}]",
    "[\"a\", 1]",
    "\"\"",
    "\" \"",
    "\"a\"",
    "\"a b\"",
    "\"urn:a\"",
    "\"//a\"",
    "\"http://[::1\"",
    "\"%zz\"",
    "\"é\"",
    "\"SUCCESS\"",
    "\"END\"",
    "\"PATH\"",
    "\"RELATION\"",
    "\"success\"",
    "\"bug\"",
    "\"2026-02-29T00:00:00Z\"",
    "\"2024-02-29t23:59:60z\"",
    "\"2026-01-01T00:00:00\"",
    "\"2026-01-01 00:00:00Z\"",
    "\"2026-01-01T24:00:00Z\"",
    "\"2026-01-01T00:00:00.Z\"",
    "\"2026-01-01T00:00:00+24:00\"",
    "{\"a\": {\"b\": [1, null]}}",
    "{\"contextId\": \"\"}",
    "{\"contextId\": \"a\", \"b\": 1}",
    "{\"id\": \"a\"}",
    "{\"linkType\": \"END\", \"target\": {}}",
];

/// Keys that mutations add: known in some objects, unknown or misspelled in others.
const KEYS: &[&str] = &[
    "id",
    "source",
    "type",
    "content",
    "links",
    "chainId",
    "from",
    "target",
    "tags",
    "linkType",
    "linkKind",
    "uri",
    "url",
    "name",
    "environment",
    "customData",
    "contextId",
    "neverHeardOf",
    "",
    "Id",
    "version",
    "specversion",
    "chain_id",
    "link_type",
    "context_id",
];

/// Makes a random change to a document, which may or may not make it invalid.
///
/// # Panics
/// Never panics, because every stray value is JSON.
pub fn mutate(document: &mut Value, rng: &mut Rng) {
    let mut pointers = Vec::new();
    collect(document, String::new(), &mut pointers);
    let pointer = &pointers[rng.usize(..pointers.len())];
    let other = document
        .pointer(&pointers[rng.usize(..pointers.len())])
        .cloned();
    let stray = STRAYS[rng.usize(..STRAYS.len())];
    let stray: Value = serde_json::from_str(stray).expect("JSON");
    let Some(place) = document.pointer_mut(pointer) else {
        return;
    };
    match (rng.u8(..8), place) {
        (0..3, Value::Object(properties)) if !properties.is_empty() => {
            let keys: Vec<_> = properties.keys().cloned().collect();
            properties.remove(&keys[rng.usize(..keys.len())]);
        }
        (3..5, Value::Object(properties)) => {
            let key = KEYS[rng.usize(..KEYS.len())];
            properties.insert(key.to_owned(), if rng.bool() { json!("a") } else { stray });
        }
        (0..5, Value::Array(items)) => match items.len() {
            0 => items.push(stray),
            length if rng.bool() => drop(items.remove(rng.usize(..length))),
            length => items.push(items[rng.usize(..length)].clone()),
        },
        (5, place) => *place = other.unwrap_or_default(),
        (_, place) => *place = stray,
    }
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(properties) => {
            for (key, value) in properties {
                collect(value, step(&pointer, key), pointers);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}

/// Writes a document as JSON in a random way: keys in any order, with or without escapes and white
/// space.
#[must_use]
pub fn spell(value: &Value, rng: &mut Rng) -> String {
    let mut text = String::new();
    spell_into(value, rng, &mut text);
    text
}

fn spell_into(value: &Value, rng: &mut Rng, text: &mut String) {
    let space = ["", "", " ", "\n", "\t\r\n"][rng.usize(..5)];
    text.push_str(space);
    match value {
        Value::Object(properties) => {
            let mut properties: Vec<_> = properties.iter().collect();
            if rng.bool() {
                rng.shuffle(&mut properties);
            }
            text.push('{');
            for (index, (key, value)) in properties.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                spell_text(key, rng, text);
                text.push(':');
                spell_into(value, rng, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, value) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                spell_into(value, rng, text);
            }
            text.push(']');
        }
        Value::String(string) => spell_text(string, rng, text),
        other => text.push_str(&other.to_string()),
    }
    text.push_str(space);
}

fn spell_text(string: &str, rng: &mut Rng, text: &mut String) {
    if rng.u8(..8) > 0 {
        text.push_str(&json!(string).to_string());
        return;
    }
    text.push('"');
    for unit in string.encode_utf16() {
        write!(text, "\\u{unit:04x}").expect("writing to a string succeeds");
    }
    text.push('"');
}
