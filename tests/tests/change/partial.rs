//! Partial events, completed by the receiver.

use cdevents_generated::partial::{Completed, Defaults, Error, Origin, Property};
use cdevents_generated::{CdEvent, ErrorKind, JsonObject, v0_5_1};
use cdevents_tests::instances::{mutate, spell};
use fastrand::Rng;
use serde_json::{Value, json};

use super::{EXAMPLES, assert_is};

const PROPERTIES: [(Property, &str, &str); 3] = [
    (Property::Id, "id", "the \"default\" ID"),
    (Property::Source, "source", "/the/default"),
    (Property::Timestamp, "timestamp", "2001-02-03T04:05:06.70Z"),
];

/// Returns defaults for some of the properties, by the bits of a number.
fn defaults(given: usize) -> Defaults {
    let mut defaults = Defaults::new();
    let has = |index: usize| given & (1 << index) != 0;
    if has(0) {
        defaults = defaults.with_id(PROPERTIES[0].2.parse().unwrap());
    }
    if has(1) {
        defaults = defaults.with_source(PROPERTIES[1].2.parse().unwrap());
    }
    if has(2) {
        defaults = defaults.with_timestamp(PROPERTIES[2].2.parse().unwrap());
    }
    defaults
}

fn complete(defaults: &Defaults, json: &Value) -> Result<Completed<CdEvent>, Error> {
    defaults.complete(json.to_string().as_bytes())
}

/// Asserts that an event that lacks some properties is completed, exactly if there are defaults.
fn assert_completes(complete: &Value, rng: &mut Rng) {
    for lacks in 0..8 {
        let mut partial = complete.clone();
        let context = partial["context"].as_object_mut().unwrap();
        let mut expected = complete.clone();
        let mut missing = Vec::new();
        for (index, (property, key, value)) in PROPERTIES.into_iter().enumerate() {
            if lacks & (1 << index) != 0 {
                context.remove(key);
                expected["context"][key] = json!(value);
                missing.push((property, value));
            }
        }
        let text = spell(&partial, rng);
        let completed = defaults(7).complete(text.as_bytes()).unwrap();
        let filled = completed.filled.iter();
        let filled: Vec<_> = filled
            .map(|filled| (filled.property, filled.value.as_str()))
            .collect();
        assert_eq!(filled, missing);
        assert!(
            completed
                .filled
                .iter()
                .all(|filled| filled.from == Origin::Given)
        );
        assert_is(&completed.event, &expected);

        // Without one of the defaults, that property is named.
        let given = rng.usize(..8);
        let unknown: Vec<_> = (0..3)
            .filter(|index| lacks & !given & (1 << index) != 0)
            .collect();
        let unknown: Vec<_> = unknown
            .into_iter()
            .map(|index| PROPERTIES[index].0)
            .collect();
        match defaults(given).complete(text.as_bytes()) {
            Err(Error::Missing(missing)) => assert_eq!(missing, unknown),
            Ok(completed) => assert!(unknown.is_empty(), "{completed:?}"),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn an_event_of_any_release_is_completed() {
    let mut rng = Rng::with_seed(15);
    for example in &*EXAMPLES {
        assert_completes(&example.json, &mut rng);
    }
}

#[test]
fn an_event_of_a_newer_release_is_completed() {
    let mut json = cdevents_tests::event("0.5.1", "cake.baked.1.2.3", &json!({ "layers": 3 }));
    json["context"]["specversion"] = json!("99.0.0");
    assert_completes(&json, &mut Rng::with_seed(16));
}

fn started() -> Value {
    let mut json = cdevents_tests::event("0.5.1", "build.started.0.3.0", &json!({}));
    for (_, key, _) in PROPERTIES {
        json["context"].as_object_mut().unwrap().remove(key);
    }
    json
}

#[test]
fn a_value_that_is_there_is_never_replaced() {
    for (property, key, _) in PROPERTIES {
        let mut json = started();
        let present = match property {
            Property::Timestamp => "1999-12-31T23:59:59.5Z",
            _ => "/present",
        };
        json["context"][key] = json!(present);
        let completed = complete(&defaults(7), &json).unwrap();
        assert!(
            completed
                .filled
                .iter()
                .all(|filled| filled.property != property)
        );
        let written: Value = serde_json::from_str(&completed.event.to_json()).unwrap();
        assert_eq!(written["context"][key], present);
    }
    for (_, key, _) in PROPERTIES {
        for invalid in [json!(""), json!(null), json!(7), json!({}), json!("\u{0}:")] {
            let mut json = started();
            json["context"][key] = invalid.clone();
            if key == "id" && invalid == "\u{0}:" {
                continue;
            }
            let error = complete(&defaults(7), &json).unwrap_err();
            for (_, key, value) in PROPERTIES {
                let context = json["context"].as_object_mut().unwrap();
                context.entry(key).or_insert(json!(value));
            }
            let expected = CdEvent::from_value(&json).unwrap_err();
            let Error::Event(error) = error else {
                panic!("{error}");
            };
            assert_eq!(error.message(), expected.message(), "{json}");
            assert_eq!(error.instance_path(), format!("/context/{key}"), "{json}");
            assert_eq!(error.kind(), ErrorKind::Invalid);
        }
    }
}

/// Completing has the same result as parsing if there is nothing to complete, or no way to.
#[test]
fn what_cannot_be_completed_is_the_error_of_parsing() {
    let without_type = |value: Value| {
        let mut json = started();
        json["context"] = value;
        json.to_string()
    };
    let mut cases = [
        "",
        "{",
        "[]",
        "7",
        "null",
        "{}",
        r#"{"context":7}"#,
        r#"{"context":[]}"#,
        r#"{"context":{}}"#,
        r#"{"context":{"type":"dev.cdevents.build.started.0.3.0""#,
        r#"{"context":{"type":"a",}}"#,
        r#"{"subject":{},"context"}"#,
        r#"{"Context":{"type":"dev.cdevents.build.started.0.3.0"}}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    cases.push(without_type(json!({ "specversion": "0.5.1" })));
    for json in cases {
        for defaults in [defaults(7), Defaults::new()] {
            let Err(Error::Event(error)) = defaults.complete(json.as_bytes()) else {
                panic!("{json}");
            };
            let expected = CdEvent::from_slice(json.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), expected.to_string(), "{json}");
        }
    }
    let Err(Error::Event(error)) = defaults(7).complete(b"\xff") else {
        panic!("bytes that are no text are an error");
    };
    assert_eq!(error.kind(), ErrorKind::Syntax);
}

/// A text that isn't JSON has no digest, wherever it breaks.
#[test]
fn a_digest_of_no_json_is_the_error_of_parsing() {
    let defaults = Defaults::new()
        .with_content_ids()
        .with_source("/ci".parse().unwrap())
        .with_timestamp("2026-03-20T14:27:05Z".parse().unwrap());
    let text = started().to_string();
    assert!(defaults.complete(text.as_bytes()).is_ok());
    for broken in [
        format!("{text}}}"),
        text.replacen(r#""content":{}"#, r#""content":{,}"#, 1),
        text.replacen(r#""content":{}"#, r#""content":{"a":"\ud800"}"#, 1),
        text.replacen(r#""content":{}"#, r#""content":{"a":01}"#, 1),
    ] {
        assert_ne!(broken, text);
        let Err(Error::Event(error)) = defaults.complete(broken.as_bytes()) else {
            panic!("{broken}");
        };
        let expected = CdEvent::from_slice(broken.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), expected.to_string(), "{broken}");
        assert_eq!(error.kind(), expected.kind(), "{broken}");
    }
}

#[test]
fn an_event_of_another_type_is_an_error_after_completing_it() {
    let mut json = started();
    json["context"]["type"] = json!("dev.cdevents.cake.baked.0.1.0");
    let Err(Error::Event(error)) = complete(&defaults(7), &json) else {
        panic!("no release has cakes");
    };
    assert_eq!(error.kind(), ErrorKind::UnknownEventType);
    let text = started().to_string();
    let completed = defaults(7)
        .complete_as::<v0_5_1::BuildStarted>(text.as_bytes())
        .unwrap();
    assert_eq!(completed.event.id(), PROPERTIES[0].2);
    assert!(
        defaults(7)
            .complete_as::<v0_5_1::BuildFinished>(text.as_bytes())
            .is_err()
    );
    assert!(
        defaults(7)
            .complete_as::<v0_5_1::AnyEvent>(text.as_bytes())
            .is_ok()
    );
}

#[test]
fn a_repeated_property_is_an_error() {
    let text = started().to_string();
    for (from, to) in [
        (r#""specversion":"#, r#""id":"1","id":"2","specversion":"#),
        (
            r#""specversion":"#,
            r#""id":"1","\u0069d":"2","specversion":"#,
        ),
        (r#"{"context":"#, r#"{"context":{},"context":"#),
    ] {
        assert!(text.contains(from));
        let text = text.replacen(from, to, 1);
        assert!(defaults(7).complete(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn numbers_keep_their_digits() {
    let text = r#"{
        "context": {"specversion":"0.5.1","type":"dev.cdevents.build.started.0.3.0"},
        "customData": {"price": 1.50, "many": 12345678901234567890123, "far": 1e400},
        "subject": {"id":"build/7","content":{}}
    }"#;
    let completed = defaults(7).complete(text.as_bytes()).unwrap();
    let expected: JsonObject = r#"{"price":1.50,"many":12345678901234567890123,"far":1e400}"#
        .parse()
        .unwrap();
    let json = completed.event.to_json();
    assert!(json.contains(expected.as_str()), "{json}");
}

#[test]
fn positions_of_errors_are_those_in_the_text_that_was_given() {
    let wrong = r#""wrong":"é""#;
    for (before, after) in [
        (
            r#"{"context":{"specversion":"0.5.1","type":"dev.cdevents.build.started.0.3.0"},"#,
            "",
        ),
        (
            "{\n\"context\" : {\n\"specversion\":\"0.5.1\",\n\"type\":\"dev.cdevents.build.started.0.3.0\"},",
            "\n",
        ),
        (
            "{\"context\":{\n\"specversion\":\"0.5.1\",\"type\":\"dev.cdevents.build.started.0.3.0\"}, ",
            "",
        ),
        (
            "{",
            ",\"context\":{\"specversion\":\"0.5.1\",\"type\":\"dev.cdevents.build.started.0.3.0\"}",
        ),
    ] {
        let text =
            format!(r#"{before}"subject":{{"id":"build/7","content":{{}},{wrong}}}{after}}}"#);
        let offset = text.find(wrong).unwrap();
        let line = 1 + text[..offset].matches('\n').count();
        let column = 1 + text[..offset].rsplit('\n').next().unwrap().len();
        let Err(Error::Event(error)) = defaults(7).complete(text.as_bytes()) else {
            panic!("{text}");
        };
        assert_eq!(error.position(), Some((line, column)), "{text}");
        assert_eq!(error.instance_path(), "/subject");
    }
    // A value within the context, and a syntax error after it.
    let text = r#"{"context":{"specversion":"0.5.1","chainId":7,"type":"dev.cdevents.build.started.0.3.0"},"subject":{"id":"1","content":{}}}"#;
    let Err(Error::Event(error)) = defaults(7).complete(text.as_bytes()) else {
        panic!("the chain ID is a number");
    };
    assert_eq!(error.position(), Some((1, 1 + text.find('7').unwrap())));
    let text = text.replace("7,", "\"7\",").replace("{}}}", "{}}}}");
    let Err(Error::Event(error)) = defaults(7).complete(text.as_bytes()) else {
        panic!("there is a bracket too many");
    };
    assert_eq!(error.position(), Some((1, text.len())));
}

#[test]
fn an_empty_context_with_space_is_no_event() {
    let text = "{ \"context\" : {  } , \"subject\": {} }";
    let Err(Error::Event(error)) = defaults(7).complete(text.as_bytes()) else {
        panic!("the event has no type");
    };
    assert_eq!(error.kind(), ErrorKind::NotAnEvent);
}

#[test]
fn random_ids_and_the_clock_are_reported_as_such() {
    let defaults = defaults(2).with_random_ids().with_timestamp_now();
    let json = started();
    let [one, other] = [0, 1].map(|_| complete(&defaults, &json).unwrap());
    assert_ne!(one.event.id(), other.event.id());
    let origins: Vec<_> = one
        .filled
        .iter()
        .map(|filled| (filled.path(), filled.from))
        .collect();
    let expected = [
        ("/context/id", Origin::Random),
        ("/context/source", Origin::Given),
        ("/context/timestamp", Origin::Clock),
    ];
    assert_eq!(origins, expected);
    assert_eq!(one.filled[0].value, one.event.id());
    assert_eq!(one.filled[2].value, one.event.timestamp().to_string());
    assert!(other.event.timestamp() >= one.event.timestamp());
}

fn content_id(json: &str, timestamp: &str) -> String {
    let defaults = defaults(2)
        .with_content_ids()
        .with_timestamp(timestamp.parse().unwrap());
    let completed = defaults.complete(json.as_bytes()).unwrap();
    let id = completed.event.id().to_owned();
    let filled = completed
        .filled
        .iter()
        .find(|filled| filled.property == Property::Id);
    let filled = filled.unwrap();
    assert_eq!(
        (filled.value.as_str(), filled.from),
        (id.as_str(), Origin::Content)
    );
    id
}

#[test]
fn the_same_event_has_the_same_id_each_time_it_is_sent() {
    let mut rng = Rng::with_seed(17);
    for example in &*EXAMPLES {
        for lacks_timestamp in [false, true] {
            let mut json = example.json.clone();
            let context = json["context"].as_object_mut().unwrap();
            context.remove("id");
            if lacks_timestamp {
                context.remove("timestamp");
            }
            let id = content_id(&json.to_string(), "2026-03-20T14:27:05Z");
            let is_name = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            assert!(id.len() == 64 && id.bytes().all(is_name), "{id}");
            let again = content_id(&spell(&json, &mut rng), "2026-03-20T14:27:06Z");
            assert_eq!(again, id, "{json}");
            // Every other event has another ID.
            let mut other = json.clone();
            mutate(&mut other["subject"], &mut rng);
            let other_text = other.to_string();
            if other != json && defaults(7).complete(other_text.as_bytes()).is_ok() {
                assert_ne!(
                    content_id(&other_text, "2026-03-20T14:27:05Z"),
                    id,
                    "{other}"
                );
            }
        }
    }
}

#[test]
fn what_counts_for_an_id_is_the_content() {
    let id = |edit: fn(&mut Value)| {
        let mut json = started();
        json["customData"] = json!({ "a": 1 });
        edit(&mut json);
        content_id(&json.to_string(), "2026-03-20T14:27:05Z")
    };
    let own = id(|_| {});
    assert_eq!(
        own,
        id(|json| json["context"]["source"] = json!("/the/default"))
    );
    assert_eq!(own, id(|json| json["customData"]["a"] = json!(1.0)));
    assert_ne!(own, id(|json| json["context"]["source"] = json!("/other")));
    assert_ne!(
        own,
        id(|json| json["context"]["timestamp"] = json!("2026-03-20T14:27:05Z"))
    );
    assert_ne!(own, id(|json| json["customData"]["a"] = json!(2)));
    // The digits that a float can't hold count as well.
    let large = id(|json| json["customData"]["a"] = json!(9_007_199_254_740_993_u64));
    assert_ne!(
        large,
        id(|json| json["customData"]["a"] = json!(9_007_199_254_740_992_u64))
    );
}

#[test]
fn hostile_text_is_an_error() {
    let mut rng = Rng::with_seed(18);
    let text = started().to_string();
    let defaults = defaults(2).with_content_ids().with_timestamp_now();
    for _ in 0..20_000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..rng.usize(1..4) {
            let index = rng.usize(..bytes.len().max(1));
            match rng.u8(..3) {
                0 if index < bytes.len() => drop(bytes.remove(index)),
                0 => {}
                1 => bytes.insert(index, b"{}[]\",:\\\0\xff"[rng.usize(..10)]),
                _ => bytes.truncate(index.max(1)),
            }
        }
        if let Ok(completed) = defaults.complete(&bytes) {
            assert_is(&completed.event, &completed.event.to_value().unwrap());
        }
    }
    let deep = format!(
        r#"{{"context":{{"type":"a","x":{}{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(defaults.complete(deep.as_bytes()).is_err());
}
