//! Setters of known events.

use cdevents_generated::traits::Envelope;
use cdevents_generated::{CdEvent, CustomData, Release, UnsupportedProperty, v0_5_1};
use serde_json::{Value, json};

use super::{EXAMPLES, Example, assert_is, fold};

/// Returns the object that has a property, by the path of the property.
fn object<'a>(json: &'a mut Value, path: &str) -> &'a mut serde_json::Map<String, Value> {
    json.pointer_mut(path).unwrap().as_object_mut().unwrap()
}

type Set = fn(&mut dyn Envelope);

/// The setters that never fail, with the property that each sets, and its value.
const ALWAYS: &[(&str, &str, &str, Set)] = &[
    ("/context", "id", r#""a \"new\" ID""#, |event| {
        event.set_id("a \"new\" ID".parse().unwrap());
    }),
    (
        "/context",
        "source",
        r#""https://example.com/new""#,
        |event| {
            event.set_source("https://example.com/new".parse().unwrap());
        },
    ),
    (
        "/context",
        "timestamp",
        r#""2001-02-03T04:05:06.700+01:00""#,
        |event| {
            event.set_timestamp("2001-02-03T04:05:06.700+01:00".parse().unwrap());
        },
    ),
    ("/subject", "id", r#""new/subject""#, |event| {
        event.set_subject_id("new/subject".parse().unwrap());
    }),
    ("", "customData", r#"{"new":1.5}"#, |event| {
        event.set_custom_data(Some(
            CustomData::from_serialize(&json!({ "new": 1.5 })).unwrap(),
        ));
    }),
    ("", "customData", r#""AAE=""#, |event| {
        event.set_custom_data(Some(CustomData::from_bytes([0, 1])));
    }),
    ("", "customDataContentType", r#""text/new""#, |event| {
        event.set_custom_data_content_type(Some("text/new".to_owned()));
    }),
];

#[test]
fn a_setter_that_every_event_has_changes_only_its_property() {
    for example in &*EXAMPLES {
        for (path, key, value, set) in ALWAYS {
            let mut event = example.event.clone();
            set(&mut event);
            let mut expected = example.json.clone();
            object(&mut expected, path).insert((*key).to_owned(), value.parse().unwrap());
            assert_ne!(expected, example.json, "the setter sets something new");
            assert_is(&event, &expected);
        }
        let mut event = example.event.clone();
        event.set_custom_data(None);
        event.set_custom_data_content_type(None);
        let mut expected = example.json.clone();
        object(&mut expected, "").retain(|key, _| !key.starts_with("customData"));
        assert_is(&event, &expected);
    }
}

type TrySet = fn(&mut dyn Envelope, bool) -> Result<(), UnsupportedProperty>;

/// The setters of properties that only some releases have.
const SOMETIMES: &[(&str, &str, &str, TrySet)] = &[
    ("context", "chainid", "chain/7", |event, set| {
        event.set_chain_id(set.then(|| "chain/7".parse().unwrap()))
    }),
    (
        "context",
        "schemauri",
        "https://example.com/new",
        |event, set| event.set_schema_uri(set.then(|| "https://example.com/new".parse().unwrap())),
    ),
    ("subject", "source", "/new/source", |event, set| {
        event.set_subject_source(set.then(|| "/new/source".parse().unwrap()))
    }),
];

#[test]
fn a_setter_fails_exactly_if_the_schema_lacks_its_property() {
    let mut failures = 0;
    for example in &*EXAMPLES {
        for (path, folded, value, set) in SOMETIMES {
            let mut event = example.event.clone();
            let result = set(&mut event, true);
            let Some(key) = example.key(path, folded) else {
                failures += 1;
                let error = result.unwrap_err();
                assert_eq!(event, example.event, "a failed setter changes nothing");
                assert_error(&error, example, path, folded);
                set(&mut event, false).unwrap();
                assert_is(&event, &example.json);
                continue;
            };
            result.unwrap();
            let mut expected = example.json.clone();
            expected[*path][key] = json!(value);
            assert_is(&event, &expected);
            set(&mut event, false).unwrap();
            object(&mut expected, &format!("/{path}")).remove(key);
            assert_is(&event, &expected);
        }
    }
    assert!(failures > 0, "some release lacks some property");
}

/// Asserts that an error says what is missing, and which newer release has it.
fn assert_error(error: &UnsupportedProperty, example: &Example, path: &str, folded: &str) {
    assert_eq!(error.release(), Some(example.release));
    assert_eq!(fold(error.property()), folded);
    assert_eq!(error.reason(), None);
    let newer = || {
        let newer = EXAMPLES
            .iter()
            .filter(|other| other.release > example.release);
        newer.filter(|other| other.key(path, folded).is_some())
    };
    let same = newer().filter(|other| other.name == example.name);
    let first = same.map(|other| other.release).min();
    let expected = first.or_else(|| newer().map(|other| other.release).min());
    assert_eq!(error.since(), expected, "{}", example.name);
    let message = error.to_string();
    let event_type = example.event.event_type().to_string();
    for part in [
        event_type.as_str(),
        example.release.as_str(),
        error.property(),
    ] {
        assert!(message.contains(part), "{message}");
    }
    let since = expected.map_or("", Release::as_str);
    assert!(message.contains(since), "{message}");
}

#[test]
fn typed_events_and_those_of_one_release_have_the_same_setters() {
    let json = include_bytes!("../../../cdevents-generated/examples/0.5.1/build-started.json");
    let mut typed = v0_5_1::BuildStarted::from_slice(json).unwrap();
    let mut any = v0_5_1::AnyEvent::from_slice(json).unwrap();
    typed.set_id("7".parse().unwrap());
    any.set_id("7".parse().unwrap());
    typed.set_chain_id(None).unwrap();
    any.set_chain_id(None).unwrap();
    typed.set_custom_data(CustomData::from_text("a"));
    any.set_custom_data(CustomData::from_text("a"));
    assert_eq!((typed.id(), typed.context.chain_id.as_ref()), ("7", None));
    assert_eq!(typed.context.id, "7");
    assert_eq!(CdEvent::from(typed), CdEvent::from(any));
}
