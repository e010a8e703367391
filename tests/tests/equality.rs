//! Equality of events and JSON, and writing them as compact JSON with every digit.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use cdevents_generated::{CdEvent, CustomData, Json, JsonObject};
use cdevents_tests::{event, json_files, workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

fn hash(json: &Json) -> u64 {
    let mut hasher = DefaultHasher::new();
    json.hash(&mut hasher);
    hasher.finish()
}

#[track_caller]
fn assert_equal(one: &str, other: &str) {
    let [one, other]: [Json; 2] = [one, other].map(|text| text.parse().unwrap());
    assert_eq!(one, other);
    assert_eq!(hash(&one), hash(&other), "{one} {other}");
}

#[track_caller]
fn assert_different(one: &str, other: &str) {
    let [one, other]: [Json; 2] = [one, other].map(|text| text.parse().unwrap());
    assert_ne!(one, other);
}

#[test]
fn equal_json_may_be_written_differently() {
    assert_equal("1.50", "1.5");
    assert_equal("1e2", "100");
    assert_equal("100.0", "1E+2");
    assert_equal("0", "-0.0e7");
    assert_equal("1e400", "10e399");
    assert_equal(r#"{"a":1,"b":[2]}"#, "{ \"b\" : [ 2.0 ],\r\n\"a\":1}");
    assert_equal(r#""caf\u00e9\/""#, "\"café/\"");
    assert_equal(r#"{"\u0061":{}}"#, r#"{"a":{}}"#);
}

#[test]
fn different_json_is_not_equal() {
    assert_different("1", "1.0000000000000000000001");
    assert_different("9007199254740993", "9007199254740992");
    assert_different("1", "\"1\"");
    assert_different("[1,2]", "[2,1]");
    assert_different("{}", "[]");
    assert_different("null", "false");
    assert_different(r#"{"a":1}"#, r#"{"a":1,"b":1}"#);
    assert_different(r#"{"a":{"b":1}}"#, r#"{"a":{"c":1}}"#);
}

/// Random JSON values, which often have equal parts.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3_i64..3).prop_map(Value::from),
        (-3_i32..3).prop_map(|number| json!(f64::from(number) / 2.0)),
        "[a-c/\"é]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c]", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Returns whether two values are equal as JSON. Implemented independently of the crate.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| equal(one, other)))
        }
        _ => one == other,
    }
}

/// Writes a value with other white space, key order, escapes and digits.
fn rewritten(value: &Value) -> String {
    match value {
        Value::Object(properties) => {
            let properties = properties.iter().rev().map(|(key, value)| {
                let key = key.chars().fold(String::new(), |key, letter| {
                    format!("{key}\\u{:04x}", u32::from(letter))
                });
                format!("\n\t\"{key}\" : {}", rewritten(value))
            });
            format!("{{{}\r\n}}", properties.collect::<Vec<_>>().join(" ,"))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(rewritten).collect();
            format!("[ {} ]", items.join(" , "))
        }
        Value::Number(number) if number.is_i64() => format!("{number}.00e0"),
        Value::Number(number) => format!("{number}00"),
        other => other.to_string(),
    }
}

proptest! {
    #[test]
    fn equality_follows_json_and_hash_agrees(one in json_value(), other in json_value()) {
        let [a, b] = [&one, &other].map(|value| Json::try_from(value).unwrap());
        prop_assert_eq!(a == b, equal(&one, &other));
        prop_assert!(a != b || hash(&a) == hash(&b));
        let again: Json = rewritten(&one).parse().unwrap();
        prop_assert_eq!(&again, &a);
        prop_assert_eq!(hash(&again), hash(&a));
        prop_assert!(!again.as_str().contains(['\n', '\t', ' ']));
    }
}

fn with_free_json() -> Value {
    let mut event = event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    );
    event["context"]["links"] = json!([
        { "linkType": "END", "from": { "contextId": "a", "more": [1, {}] }, "tags": { "a": [1, 2] } },
    ]);
    event["customData"] = json!({ "a": [1, { "b": "c d" }], "n": 1.5 });
    event
}

#[test]
fn events_with_different_spelling_are_equal() {
    let value = with_free_json();
    let event = CdEvent::from_value(&value).unwrap();
    for text in [
        serde_json::to_string(&value).unwrap(),
        serde_json::to_string_pretty(&value).unwrap(),
        serde_json::to_string_pretty(&value)
            .unwrap()
            .replace('\n', "\r\n"),
        value.to_string().replace("1.5", "15e-1"),
        value.to_string().replace("c d", "c\\u0020d"),
    ] {
        assert_eq!(text.parse::<CdEvent>().unwrap(), event, "{text}");
    }
    assert_eq!(
        CdEvent::from_reader(value.to_string().as_bytes()).unwrap(),
        event
    );
    let other = value.to_string().replace("1.5", "1.51");
    assert_ne!(other.parse::<CdEvent>().unwrap(), event);
}

/// Events can be written one per line, even if their input was indented.
#[test]
fn written_json_is_one_line() {
    let mut events = vec![with_free_json()];
    let mut custom = event("0.5.1", "", &json!({ "seats": [1, { "a": 2 }] }));
    custom["context"]["type"] = json!("dev.cdeventsx.mytool-table.reserved.0.1.0");
    events.push(custom);
    let mut newer = with_free_json();
    newer["context"]["specversion"] = json!("99.0.0");
    newer["context"]["more"] = json!({ "a": [1] });
    events.push(newer);
    let examples = workspace().join("cdevents-generated/examples");
    events.extend(json_files(&examples).into_values());
    let mut lines = Vec::new();
    for event in &events {
        let pretty = serde_json::to_string_pretty(event)
            .unwrap()
            .replace('\n', "\r\n");
        let event: CdEvent = pretty.parse().unwrap();
        event.to_writer(&mut lines).unwrap();
        lines.push(b'\n');
        assert_eq!(event.to_string(), event.to_json());
        assert_eq!(event.to_vec(), event.to_json().into_bytes());
        assert_eq!(serde_json::to_string(&event).unwrap(), event.to_json());
    }
    let lines = String::from_utf8(lines).unwrap();
    assert_eq!(lines.lines().count(), events.len());
    for (line, event) in lines.lines().zip(&events) {
        assert_eq!(serde_json::from_str::<Value>(line).unwrap(), *event);
    }
}

#[test]
fn writing_keeps_digits_and_escapes() {
    let text = with_free_json()
        .to_string()
        .replace("1.5", "1.50000000000000000000001e-7");
    let text = text.replace("c d", "\\u0063\\/d");
    let written = text.parse::<CdEvent>().unwrap().to_json();
    assert!(
        written.contains("1.50000000000000000000001e-7"),
        "{written}"
    );
    assert!(written.contains("\\u0063\\/d"), "{written}");
}

#[test]
fn custom_data_can_be_in_a_set() {
    let data = |text: &str| CustomData::from(text.parse::<JsonObject>().unwrap());
    let set = HashSet::from([data(r#"{"a":1}"#), data("{ \"a\": 1.0 }"), data("{}")]);
    assert_eq!(set.len(), 2);
}

/// Parsing limits nesting, so every other way to create JSON must limit it, too.
#[test]
fn json_that_nests_too_deep_is_an_error_from_every_source() {
    let nested = |depth: usize| (1..depth).fold(json!({}), |inner, _| json!({ "a": inner }));
    assert!(JsonObject::try_from(&nested(120)).is_ok());
    assert!(JsonObject::try_from(nested(121)).is_err());
    assert!(Json::try_from(&nested(121)).is_err());
    assert!(JsonObject::from_serialize(&nested(121)).is_err());
    assert!(nested(121).to_string().parse::<Json>().is_err());
    let mut event = with_free_json();
    event["customData"] = nested(121);
    assert!(CdEvent::from_value(&event).is_err());
    event["customData"] = nested(120);
    let event = CdEvent::from_value(event).unwrap();
    assert_eq!(CdEvent::from_slice(&event.to_vec()).unwrap(), event);
}
