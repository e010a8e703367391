//! Compares the diff of two schemas with the `jsonschema` crate's verdicts on many values. If a
//! value becomes valid or invalid, the diff must report a breaking change. For simple edits, it
//! must report no others.

use cdevents_codegen::diff::{Change, Effect, schemas};
use cdevents_codegen::lower_schema;
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The number of random pairs of schemas.
const PAIRS: usize = 10_000;

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let lowered = |schema| lower_schema("https://example.com/schema", schema, &[], true).unwrap();
    let ((old_rules, old), (new_rules, new)) = (lowered(old), lowered(new));
    schemas((&old_rules, old), (&new_rules, new))
}

/// Returns whether changes break producers, and whether they break consumers.
fn breaks(changes: &[Change]) -> (bool, bool) {
    let any = |effect: fn(&Change) -> Effect| {
        changes
            .iter()
            .any(|change| effect(change) == Effect::Breaking)
    };
    (
        any(|change| change.producers),
        any(|change| change.consumers),
    )
}

fn peer(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}

/// Returns values of all kinds, to find one that only one of two schemas accepts.
fn values() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(9_007_199_254_740_992_u64),
        json!(9_007_199_254_740_993_u64),
    ];
    values.extend([-1, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10].map(|value| json!(value)));
    values.extend([0.5, 1.0, 1.5, 2.5, 3.0].map(|value| json!(value)));
    values.extend(
        [
            "",
            "a",
            "b",
            "ab",
            "abc",
            "abcd",
            "/a",
            "urn:a",
            "https://a.b",
            "2026-03-20T14:27:05Z",
        ]
        .map(|value| json!(value)),
    );
    let items = [
        json!([]),
        json!(["a"]),
        json!(["a", "a"]),
        json!([1]),
        json!([1, "a"]),
        json!(["a", 1]),
        json!([1, 2, 3]),
    ];
    values.extend(items);
    for key in ["a", "b", "x-a"] {
        for value in [json!("a"), json!("abc"), json!(1), json!(null)] {
            values.push(json!({ key: value }));
        }
    }
    values.extend([
        json!({}),
        json!({ "a": "a", "b": "b" }),
        json!({ "a": 1, "b": "abc" }),
        json!({ "a": {} }),
    ]);
    values
}

/// Returns a random schema, nested to a maximum depth.
fn schema(rng: &mut Rng, depth: usize) -> Value {
    let kinds = if depth == 0 { 6 } else { 13 };
    let texts = ["a", "b", "abc", "urn:a"];
    match rng.usize(..kinds) {
        0 => rng.choice([json!(true), json!({}), json!(false)]).unwrap(),
        1 => {
            let types = [
                "string", "integer", "number", "null", "object", "array", "boolean",
            ];
            let mut chosen: Vec<_> = (0..=rng.usize(..2))
                .map(|_| types[rng.usize(..7)])
                .collect();
            chosen.sort_unstable();
            chosen.dedup();
            json!({ "type": chosen })
        }
        2 => text(rng),
        3 => number(rng),
        4 => {
            let mut schema = if rng.bool() { text(rng) } else { json!({}) };
            let count = rng.usize(1..3);
            let all = [
                json!("a"),
                json!("b"),
                json!("abc"),
                json!(1),
                json!(1.0),
                json!(null),
            ];
            let values: Vec<_> = (0..count)
                .map(|_| all[rng.usize(..all.len())].clone())
                .collect();
            schema["enum"] = values.into();
            schema
        }
        5 => json!({ "const": texts[rng.usize(..texts.len())] }),
        6 => array(rng, depth - 1),
        7..=9 => object(rng, depth - 1),
        10 => {
            let keyword = ["anyOf", "oneOf", "allOf"][rng.usize(..3)];
            let schemas: Vec<_> = (0..rng.usize(1..3))
                .map(|_| schema(rng, depth - 1))
                .collect();
            json!({ keyword: schemas })
        }
        11 => {
            let count = rng.usize(1..3);
            let known: Vec<_> = (0..count)
                .map(|_| texts[rng.usize(..texts.len())])
                .collect();
            json!({ "anyOf": [{ "enum": known }, text(rng)] })
        }
        _ => json!({ "not": schema(rng, depth - 1) }),
    }
}

fn text(rng: &mut Rng) -> Value {
    let mut schema = json!({ "type": "string" });
    for _ in 0..rng.usize(..3) {
        match rng.usize(..4) {
            0 => schema["minLength"] = json!(rng.u8(..4)),
            1 => schema["maxLength"] = json!(rng.u8(1..4)),
            2 => schema["pattern"] = json!(["^a", "b", "^[a-z]+$"][rng.usize(..3)]),
            _ => schema["format"] = json!(["uri", "uri-reference", "date-time"][rng.usize(..3)]),
        }
    }
    schema
}

fn number(rng: &mut Rng) -> Value {
    let r#type = ["integer", "number"][rng.usize(..2)];
    let mut schema = json!({ "type": r#type });
    for _ in 0..rng.usize(..3) {
        let keyword = [
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
        ][rng.usize(..5)];
        let values = [
            json!(1),
            json!(2),
            json!(4),
            json!(1.0),
            json!(0.5),
            json!(9_007_199_254_740_993_u64),
        ];
        schema[keyword] = values[rng.usize(..values.len())].clone();
    }
    schema
}

fn array(rng: &mut Rng, depth: usize) -> Value {
    let mut array = json!({ "type": "array" });
    for _ in 0..rng.usize(1..3) {
        match rng.usize(..6) {
            0 => array["items"] = schema(rng, depth),
            1 => array["minItems"] = json!(rng.u8(..3)),
            2 => array["maxItems"] = json!(rng.u8(..3)),
            3 => array["uniqueItems"] = json!(rng.bool()),
            4 => array["prefixItems"] = json!([schema(rng, depth)]),
            _ => {
                array["contains"] = schema(rng, depth);
                array["minContains"] = json!(rng.u8(..2));
            }
        }
    }
    array
}

fn object(rng: &mut Rng, depth: usize) -> Value {
    let mut object = json!({ "type": "object" });
    for _ in 0..rng.usize(1..4) {
        match rng.usize(..8) {
            0..=2 => {
                let mut properties = Map::new();
                for key in ["a", "b"]
                    .into_iter()
                    .filter(|_| rng.bool())
                    .collect::<Vec<_>>()
                {
                    properties.insert(key.to_owned(), schema(rng, depth));
                }
                object["properties"] = properties.into();
            }
            3 => {
                let key = ["a", "b", "c"][rng.usize(..3)];
                object["required"] = json!([key]);
            }
            4 => object["additionalProperties"] = json!(false),
            5 => object["additionalProperties"] = schema(rng, depth),
            6 => object["patternProperties"] = json!({ "^x-": schema(rng, depth) }),
            _ => object[["minProperties", "maxProperties"][rng.usize(..2)]] = json!(rng.u8(..3)),
        }
    }
    object
}

/// Returns the schema with a random change.
fn edited(schema: &Value, rng: &mut Rng) -> Value {
    let mut edited = schema.clone();
    let keywords = edited.as_object_mut().filter(|all| !all.is_empty());
    let Some(keywords) = keywords else {
        return self::schema(rng, 1);
    };
    let keys: Vec<_> = keywords.keys().cloned().collect();
    let key = &keys[rng.usize(..keys.len())];
    let is_schema = ["not", "items", "additionalProperties", "contains"].contains(&key.as_str());
    match (rng.usize(..3), keywords.get_mut(key)) {
        (0, _) => drop(keywords.remove(key)),
        (_, Some(value)) if is_schema => *value = self::edited(&value.clone(), rng),
        (_, Some(Value::Array(items)))
            if items.iter().all(Value::is_object) && !items.is_empty() =>
        {
            let index = rng.usize(..items.len());
            items[index] = self::edited(&items[index].clone(), rng);
        }
        (_, Some(Value::Object(keyed))) if !keyed.is_empty() => {
            let keys: Vec<_> = keyed.keys().cloned().collect();
            let key = &keys[rng.usize(..keys.len())];
            keyed[key] = self::edited(&keyed[key].clone(), rng);
        }
        _ => {
            let other = self::schema(rng, 1);
            if let Some(other) = other.as_object() {
                keywords.extend(other.clone());
            }
        }
    }
    // `const` beside `enum` isn't supported.
    if edited.get("const").is_some() && edited.get("enum").is_some() {
        edited.as_object_mut().unwrap().remove("const");
    }
    edited
}

#[test]
fn every_change_of_validity_is_reported_as_breaking() {
    let mut rng = Rng::with_seed(5);
    let values = values();
    let (mut lost, mut alarms) = (0, 0);
    for _ in 0..PAIRS {
        let old = schema(&mut rng, 3);
        let new = edited(&old, &mut rng);
        for (old, new) in [(&old, &new), (&new, &old)] {
            let changes = changes(old, new);
            let (producers, consumers) = breaks(&changes);
            let (was, is) = (peer(old), peer(new));
            let gone = values
                .iter()
                .find(|value| was.is_valid(value) && !is.is_valid(value));
            let come = values
                .iter()
                .find(|value| !was.is_valid(value) && is.is_valid(value));
            for (reported, witness) in [(producers, gone), (consumers, come)] {
                lost += usize::from(witness.is_some());
                alarms += usize::from(reported && witness.is_none());
                assert!(
                    reported || witness.is_none(),
                    "{old}\n{new}\n{}\n{changes:#?}",
                    witness.unwrap()
                );
            }
        }
    }
    println!(
        "{lost} changes of validity, {alarms} breaking changes without a value that shows them"
    );
    assert!(lost > PAIRS / 2, "{lost}");
    assert!(alarms < lost, "{alarms} of {lost}");
}

#[test]
fn schemas_with_the_same_meaning_have_no_changes() {
    let reference = json!({ "$defs": { "a": { "type": "string" } }, "$ref": "#/$defs/a" });
    for (one, other) in [
        (json!({ "const": "a" }), json!({ "enum": ["a"] })),
        (
            json!({ "const": "a" }),
            json!({ "type": "string", "enum": ["a"], "minLength": 1 }),
        ),
        (json!({ "enum": ["a", "b"] }), json!({ "enum": ["b", "a"] })),
        (
            json!({ "const": 1 }),
            json!({ "type": "integer", "const": 1.0 }),
        ),
        (json!({ "multipleOf": 1 }), json!({ "multipleOf": 1.0 })),
        (
            json!({ "type": ["string", "null"] }),
            json!({ "type": ["null", "string"] }),
        ),
        (
            json!({ "type": ["string", "null"] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
        ),
        (json!({ "type": "string" }), reference),
        (
            json!({ "type": "string" }),
            json!({ "oneOf": [{ "type": "string" }] }),
        ),
        (
            json!({ "not": { "const": "a" } }),
            json!({ "not": { "enum": ["a"] } }),
        ),
        (
            json!({ "not": { "enum": ["a", 1] } }),
            json!({ "not": { "enum": [1.0, "a"] } }),
        ),
        (
            json!({ "anyOf": [{ "minLength": 2 }, { "const": 1 }] }),
            json!({ "anyOf": [{ "const": 1 }, { "minLength": 2 }] }),
        ),
        (json!({ "items": true }), json!({})),
        (json!({ "additionalProperties": {} }), json!({})),
        (
            json!({ "contains": { "const": 1 }, "minContains": 0 }),
            json!({}),
        ),
        (
            json!({ "type": "integer", "exclusiveMinimum": 0 }),
            json!({ "type": "integer", "minimum": 1 }),
        ),
        (
            json!({ "dependentRequired": { "a": ["b", "c"] } }),
            json!({ "dependentRequired": { "a": ["c", "b"] } }),
        ),
        (
            json!({ "required": ["a", "b"] }),
            json!({ "required": ["b", "a", "a"] }),
        ),
    ] {
        let changes = changes(&one, &other);
        assert!(changes.is_empty(), "{one}\n{other}\n{changes:#?}");
    }
}

#[test]
fn simple_edits_break_one_side_only() {
    let string = json!({ "type": "string" });
    for (wide, narrow) in [
        (string.clone(), json!({ "type": "string", "enum": ["a"] })),
        (string.clone(), json!({ "type": "string", "minLength": 2 })),
        (
            json!({ "type": "number", "minimum": 0 }),
            json!({ "type": "number", "exclusiveMinimum": 0 }),
        ),
        (
            json!({ "minimum": 9_007_199_254_740_992_u64 }),
            json!({ "minimum": 9_007_199_254_740_993_u64 }),
        ),
        (json!({ "multipleOf": 2 }), json!({ "multipleOf": 4 })),
        (
            json!({ "enum": ["a", "b"] }),
            json!({ "enum": ["a", "b"], "pattern": "^b" }),
        ),
        (
            json!({ "enum": [1, 5] }),
            json!({ "enum": [1, 5], "minimum": 2 }),
        ),
        (
            json!({ "type": "object" }),
            json!({ "type": "object", "required": ["x"] }),
        ),
        (json!({}), json!({ "properties": { "a": false } })),
        (
            json!({ "properties": { "a": { "type": "string" } } }),
            json!({ "properties": { "a": false } }),
        ),
        (
            json!({}),
            json!({ "properties": { "a": { "type": "string" } } }),
        ),
        (
            json!({}),
            json!({ "additionalProperties": { "type": "string" } }),
        ),
        (
            json!({ "additionalProperties": { "type": "string" } }),
            json!({ "additionalProperties": false }),
        ),
        (json!({}), json!({ "items": { "type": "string" } })),
        (json!({}), json!({ "prefixItems": [{ "type": "string" }] })),
        (
            json!({}),
            json!({ "patternProperties": { "^x": { "type": "string" } } }),
        ),
        (json!({}), json!({ "propertyNames": { "maxLength": 3 } })),
        (json!({}), json!({ "dependentRequired": { "a": ["b"] } })),
        (json!({}), json!({ "not": { "const": 1 } })),
        (json!({}), json!({ "contains": { "const": 1 } })),
    ] {
        let narrowed = changes(&wide, &narrow);
        assert_eq!(
            breaks(&narrowed),
            (true, false),
            "{wide}\n{narrow}\n{narrowed:#?}"
        );
        let widened = changes(&narrow, &wide);
        assert_eq!(
            breaks(&widened),
            (false, true),
            "{narrow}\n{wide}\n{widened:#?}"
        );
    }
    // A property that may have any value is no restriction.
    let named = json!({ "properties": { "a": true } });
    assert_eq!(breaks(&changes(&json!({}), &named)), (false, false));
}
