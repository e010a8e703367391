//! Our schemas and upstream's mean the same: both are resolved, annotations are left out, and the
//! rest is compared document by document.

use std::collections::BTreeMap;

use cdevents_tests::instances::follow;
use cdevents_tests::{by_id, schemas, upstream};
use serde_json::{Map, Value, json};

const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "title",
    "description",
    "default",
    "example",
    "examples",
];

/// A schema without references and annotations, in one of its many spellings.
fn meaning(schemas: &BTreeMap<String, Value>, id: &str, schema: &Value) -> Value {
    let Some(members) = schema.as_object() else {
        return schema.clone();
    };
    let mut result = Map::new();
    for (keyword, value) in members {
        let value = match keyword.as_str() {
            annotation if ANNOTATIONS.contains(&annotation) => continue,
            "$ref" => {
                let (target_id, target) = follow(schemas, id, value.as_str().unwrap());
                let target = meaning(schemas, &target_id, target);
                result.extend(target.as_object().unwrap().clone());
                continue;
            }
            "properties" => {
                let properties = value.as_object().unwrap().iter();
                properties
                    .map(|(key, value)| (key.clone(), meaning(schemas, id, value)))
                    .collect()
            }
            "const" => {
                result.insert("enum".to_owned(), json!([value]));
                continue;
            }
            "additionalProperties" if *value == json!(true) => continue,
            "required" if *value == json!([]) => continue,
            "required" | "enum" => sorted(value.as_array().unwrap().clone()),
            "anyOf" | "oneOf" => {
                let schemas = value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|it| meaning(schemas, id, it));
                sorted(schemas.collect())
            }
            _ => meaning(schemas, id, value),
        };
        result.insert(keyword.clone(), value);
    }
    let texts = result.get("enum").and_then(Value::as_array).cloned();
    let lengths = texts.and_then(|texts| {
        let length = |text: &Value| Some(text.as_str()?.chars().count());
        texts.iter().map(length).collect::<Option<Vec<_>>>()
    });
    if let Some(shortest) = lengths.and_then(|lengths| lengths.into_iter().min()) {
        // The values say already that they are strings, and how long.
        result.remove("type");
        let min_length = result.get("minLength").and_then(Value::as_u64);
        if min_length.is_some_and(|it| it <= shortest as u64) {
            result.remove("minLength");
        }
    }
    result.into()
}

fn sorted(mut items: Vec<Value>) -> Value {
    items.sort_by_key(Value::to_string);
    items.into()
}

fn meanings(schemas: &BTreeMap<String, Value>) -> BTreeMap<&String, Value> {
    let is_definitions = |id: &&String| id.ends_with("/definitions");
    let ids = schemas.keys().filter(|id| !is_definitions(id));
    ids.map(|id| (id, meaning(schemas, id, &schemas[id])))
        .collect()
}

/// Where two schemas differ first, and how.
fn difference(ours: &Value, theirs: &Value) -> Option<String> {
    if let (Some(one), Some(other)) = (ours.as_object(), theirs.as_object()) {
        let mut keys: Vec<_> = one.keys().chain(other.keys()).collect();
        keys.sort();
        return keys.into_iter().find_map(|key| {
            let absent = json!("(absent)");
            let (one, other) = (one.get(key), other.get(key));
            let found = difference(one.unwrap_or(&absent), other.unwrap_or(&absent))?;
            Some(format!("/{key}{found}"))
        });
    }
    (ours != theirs).then(|| format!(": {ours} here, {theirs} upstream"))
}

#[test]
fn release_0_5_1_means_what_upstream_means() {
    let Some(folder) = upstream("0.5.1", "release_0_5_1_means_what_upstream_means") else {
        return;
    };
    let (ours, theirs) = (schemas("0.5.1"), by_id(&folder));
    let (ours, theirs) = (meanings(&ours), meanings(&theirs));
    let ids: Vec<_> = theirs.keys().collect();
    assert_eq!(ids.len(), 45 + 8 + 1, "events, links and the custom event");
    assert_eq!(ours.keys().collect::<Vec<_>>(), ids);
    for (id, theirs) in &theirs {
        assert_eq!(difference(&ours[id], theirs), None, "{id}");
    }
}

/// A difference in meaning must not be lost on the way.
#[test]
fn meaning_tells_what_differs() {
    let of = |schema: Value| {
        let schemas = BTreeMap::from([
            ("https://a/b".to_owned(), schema.clone()),
            (
                "https://a/c".to_owned(),
                json!({"$defs": {"d": {"type": "string", "minLength": 1}}}),
            ),
        ]);
        meaning(&schemas, "https://a/b", &schema)
    };
    let same = [
        (
            json!({"const": "x"}),
            json!({"type": "string", "enum": ["x"]}),
        ),
        (
            json!({"type": "object", "required": []}),
            json!({"type": "object", "additionalProperties": true}),
        ),
        (
            json!({"$ref": "c#/$defs/d", "description": "D"}),
            json!({"minLength": 1, "type": "string"}),
        ),
        (
            json!({"required": ["a", "b"]}),
            json!({"required": ["b", "a"]}),
        ),
        (
            json!({"enum": ["x"], "minLength": 1}),
            json!({"const": "x"}),
        ),
    ];
    for (one, other) in same {
        assert_eq!(difference(&of(one), &of(other)), None);
    }
    let different = [
        (
            json!({"type": "string"}),
            json!({"type": "string", "minLength": 1}),
        ),
        (
            json!({"type": "object"}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        (
            json!({"properties": {"description": {"type": "string"}}}),
            json!({"properties": {}}),
        ),
        (json!({"enum": ["x"]}), json!({"enum": ["x", "y"]})),
        (
            json!({"enum": ["x"], "minLength": 2}),
            json!({"enum": ["x"]}),
        ),
        (
            json!({"type": "string", "format": "uri"}),
            json!({"type": "string"}),
        ),
    ];
    for (one, other) in different {
        assert_ne!(difference(&of(one), &of(other)), None);
    }
}
