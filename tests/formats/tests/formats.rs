//! Events round trip through every serde format, alone and inside other types. Every format accepts
//! what is valid as JSON text.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use cdevents_generated::{CdEvent, CustomData, EventType, Json, JsonObject, v0_5_1};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Writes a value in a format and parses it again.
type Format<T> = fn(&T) -> Result<T, String>;

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn text<E: ToString>(error: E) -> String {
    error.to_string()
}

fn json_text<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    serde_json::from_str(&serde_json::to_string(value).map_err(text)?).map_err(text)
}

fn pretty_json_reader<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let pretty = serde_json::to_vec_pretty(value).map_err(text)?;
    serde_json::from_reader(pretty.as_slice()).map_err(text)
}

fn json_value<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    serde_json::from_value(serde_json::to_value(value).map_err(text)?).map_err(text)
}

fn borrowed_json_value<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let value = serde_json::to_value(value).map_err(text)?;
    T::deserialize(&value).map_err(text)
}

fn yaml<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let yaml = serde_yaml_ng::to_string(value).map_err(text)?;
    serde_yaml_ng::from_str(&yaml).map_err(|error| format!("{error}: {yaml}"))
}

fn yaml_value<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    serde_yaml_ng::from_value(serde_yaml_ng::to_value(value).map_err(text)?).map_err(text)
}

fn saphyr<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let yaml = serde_saphyr::to_string(value).map_err(text)?;
    serde_saphyr::from_str(&yaml).map_err(|error| format!("{error}: {yaml}"))
}

fn cbor<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).map_err(text)?;
    ciborium::from_reader(cbor.as_slice()).map_err(text)
}

fn message_pack<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    rmp_serde::from_slice(&rmp_serde::to_vec_named(value).map_err(text)?).map_err(text)
}

fn simd<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let mut json = simd_json::to_vec(value).map_err(text)?;
    simd_json::from_slice(&mut json).map_err(text)
}

fn with_path<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
    let json = serde_json::to_string(value).map_err(text)?;
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(&json)).map_err(text)
}

fn formats<T: Serialize + DeserializeOwned>() -> [(&'static str, Format<T>); 11] {
    [
        ("JSON text", json_text),
        ("JSON reader", pretty_json_reader),
        ("serde_json::Value", json_value),
        ("&serde_json::Value", borrowed_json_value),
        ("YAML", yaml),
        ("YAML value", yaml_value),
        ("YAML (saphyr)", saphyr),
        ("CBOR", cbor),
        ("MessagePack", message_pack),
        ("simd-json", simd),
        ("serde_path_to_error", with_path),
    ]
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Flat<T> {
    delivery: u32,
    #[serde(flatten)]
    event: T,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
enum External<T> {
    Event(T),
    Other(u32),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "shape")]
enum Internal<T> {
    Event(T),
    Other { delivery: u32 },
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "shape", content = "value")]
enum Adjacent<T> {
    Event(T),
    Other(u32),
}

/// The second variant accepts any map, so serde selects it whenever the first one fails.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
enum Untagged<T> {
    Event(T),
    Other(BTreeMap<String, Value>),
}

/// Checks that a value round trips in every format, alone and inside other types.
fn check<T>(name: &str, value: &T)
where
    T: Clone + Debug + DeserializeOwned + PartialEq + Serialize,
{
    check_position(name, "alone", value);
    let event = value.clone();
    check_position(name, "in a list", &vec![value.clone(), value.clone()]);
    check_position(name, "optional", &Some(value.clone()));
    check_position(name, "externally tagged", &External::Event(event.clone()));
    check_position(name, "adjacently tagged", &Adjacent::Event(event.clone()));
    check_position(name, "untagged", &Untagged::Event(event));
}

/// Checks the same as [`check`], and the positions that only an object can have.
fn check_object<T>(name: &str, value: &T)
where
    T: Clone + Debug + DeserializeOwned + PartialEq + Serialize,
{
    check(name, value);
    let event = value.clone();
    check_position(name, "internally tagged", &Internal::Event(event.clone()));
    check_position(name, "flattened", &Flat { delivery: 7, event });
}

/// Checks that a value in one position round trips in every format.
fn check_position<T>(name: &str, position: &str, value: &T)
where
    T: Debug + DeserializeOwned + PartialEq + Serialize,
{
    for (format, round_trip) in formats::<T>() {
        match round_trip(value) {
            Ok(read) => assert_eq!(read, *value, "{name}, {position}, {format}"),
            Err(error) => panic!("{name}, {position}, {format}: {error}"),
        }
    }
}

/// Returns every example of every release, by path.
fn examples() -> BTreeMap<PathBuf, Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cdevents-generated/examples");
    let releases = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let releases = releases.filter(|path| path.is_dir());
    let files = releases.flat_map(|release| fs::read_dir(release).unwrap());
    files
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            let value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            (path, value)
        })
        .collect()
}

#[test]
fn every_example_round_trips_in_every_format_and_position() {
    let examples = examples();
    assert!(examples.len() > 700, "{}", examples.len());
    for (path, document) in examples {
        let name = path.display().to_string();
        let event = CdEvent::from_value(&document).unwrap();
        check_object(&name, &event);
        // A format other than JSON describes the same value.
        let yaml = serde_yaml_ng::to_string(&event).unwrap();
        let value: Value = serde_yaml_ng::from_str(&yaml).unwrap();
        assert_eq!(value, document, "{name}");
    }
}

/// Checks that an example round trips as the `AnyEvent` of its release.
macro_rules! check_release {
    ($($module:ident $variant:ident,)*) => {
        fn check_release(name: &str, document: &Value) {
            match CdEvent::from_value(document).unwrap() {
                $(CdEvent::$variant(event) => {
                    let alone: cdevents_generated::$module::AnyEvent = serde_json::from_value(document.clone()).unwrap();
                    assert_eq!(alone, event, "{name}");
                    check_position(name, "alone", &event);
                    check_position(name, "flattened", &Flat { delivery: 7, event });
                })*
                other => panic!("{other:?}"),
            }
        }
    };
}

cdevents_generated::__releases!(check_release);

#[test]
fn every_example_round_trips_as_an_event_of_its_release() {
    for (path, document) in &examples() {
        check_release(&path.display().to_string(), document);
    }
}

/// Returns an event with arbitrary JSON wherever its schema allows it: in custom data, tags and
/// additional properties.
fn free_json() -> Value {
    json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "chainId": "chain",
            "timestamp": "2026-03-20T14:27:05.100+01:00",
            "type": "dev.cdevents.taskrun.started.0.3.0",
            "links": [
                {
                    "linkType": "RELATION", "linkKind": "TRIGGER",
                    "target": { "contextId": "a", "more": [null, { "b": [] }] },
                    "tags": { "t": { "u": [1, -2, 2.5, true, "\u{e9}\n"] } },
                },
                { "linkType": "END", "from": { "contextId": "b", "x": {} } },
            ],
        },
        "subject": { "id": "task/7", "content": { "taskName": "t", "uri": "https://a.example" } },
        "customData": { "$serde_json::private::RawValue": "1", "": [[]], "n": 18_446_744_073_709_551_615_u64 },
        "customDataContentType": "application/json",
    })
}

#[test]
fn an_event_and_its_parts_round_trip_in_their_own_types() {
    let event = v0_5_1::TaskRunStarted::from_value(free_json()).unwrap();
    check_object("event", &event);
    check_object("context", &event.context);
    check_object("subject", &event.subject);
    check_object("content", &event.subject.content);
    check_object("custom data", event.custom_data.as_ref().unwrap());
    for link in event.context.links.iter().flatten() {
        check_object("link", link);
    }
    check("timestamp", &event.context.timestamp);
    check("source", &event.context.source);
    check("uri", &event.subject.content.uri);
    check("id", &event.context.id);
    check("type", &EventType::from(event.event_type()));
    check("custom data as text", &CustomData::from_bytes(b"\0\x01"));

    for json in [
        json!({ "linkType": "START", "chainId": "c", "timestamp": "2026-03-20T14:27:05Z", "start": { "contextId": "a" } }),
        json!({
            "linkType": "RELATION", "chainId": "c", "timestamp": "2026-03-20T14:27:05Z", "linkKind": "TRIGGER",
            "source": { "contextId": "a", "n": [1.5] }, "target": { "contextId": "b" }, "tags": { "a": {} },
        }),
    ] {
        let link: v0_5_1::Link = serde_json::from_value(json).unwrap();
        check_object("link", &link);
    }

    // A context outside of an event has no event type that it must match.
    let context = serde_json::to_value(&event.context).unwrap();
    assert_eq!(context.get("type"), None);
    let of_event: v0_5_1::task_run_started::Context =
        serde_json::from_value(free_json()["context"].clone()).unwrap();
    assert_eq!(of_event, event.context);
}

#[test]
fn a_custom_event_with_typed_content_round_trips() {
    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    struct Reservation {
        seats: u32,
        #[serde(flatten)]
        more: BTreeMap<String, Value>,
    }
    let json = json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdeventsx.mytool-table.reserved.0.1.0",
        },
        "subject": { "id": "table/7", "content": { "seats": 4, "price": 2.5, "notes": ["a", {}] } },
    });
    let event = v0_5_1::CustomEvent::from_value(&json).unwrap();
    let event = event.with_content::<Reservation>().unwrap();
    assert_eq!(event.subject.content.seats, 4);
    check_object("custom event", &event);
    check_object(
        "custom event with untyped content",
        &v0_5_1::CustomEvent::from_value(&json).unwrap(),
    );
    check_object(
        "custom event as a `CdEvent`",
        &CdEvent::from_value(&json).unwrap(),
    );
}

#[test]
fn an_event_of_a_newer_release_round_trips() {
    let mut json = free_json();
    json["context"]["specversion"] = json!("99.0.0");
    json["context"]["type"] = json!("dev.cdevents.cake.baked.1.0.0");
    let event = CdEvent::from_value(&json).unwrap();
    assert!(matches!(event, CdEvent::Unknown(_)));
    check_object("newer event", &event);
}

#[test]
fn free_json_round_trips() {
    for json in [
        json!({}),
        json!({ "a": { "b": [1, { "c": null }] } }),
        json!({ "a": 1, "$serde_json::private::Number": "1" }),
        free_json(),
    ] {
        check("JSON", &Json::try_from(&json).unwrap());
        check_object("object", &JsonObject::try_from(&json).unwrap());
    }
    for json in [
        json!(null),
        json!(true),
        json!(-7),
        json!(0.1),
        json!("\u{1f600}"),
        json!([]),
    ] {
        let json = Json::try_from(json).unwrap();
        check_position("JSON", "in a list", &vec![json]);
    }
}

/// Serde selects the first variant of an untagged enum that deserializes.
#[test]
fn an_untagged_enum_selects_the_event_variant() {
    let text = free_json().to_string();
    let read: Untagged<CdEvent> = serde_json::from_str(&text).unwrap();
    assert!(matches!(read, Untagged::Event(_)), "{read:?}");
    let mut json = free_json();
    json["subject"]["id"] = json!("");
    // A `Value` cannot hold an object with a key that `serde_json` reserves.
    json["customData"] = json!({});
    let read: Untagged<CdEvent> = serde_json::from_value(json).unwrap();
    assert!(matches!(read, Untagged::Other(_)), "{read:?}");
}

#[test]
fn digits_are_preserved_in_json_text() {
    let text = free_json()
        .to_string()
        .replace("2.5", "2.5000000000000000000001e-7");
    let event: CdEvent = serde_json::from_str(&text).unwrap();
    assert!(event.to_json().contains("2.5000000000000000000001e-7"));
    let typed: v0_5_1::TaskRunStarted = serde_json::from_slice(text.as_bytes()).unwrap();
    assert!(typed.to_json().contains("2.5000000000000000000001e-7"));
    let pretty = serde_json::to_string_pretty(&event).unwrap();
    assert!(pretty.contains("2.5000000000000000000001e-7"));
}

#[test]
fn values_that_a_format_cannot_express_are_errors() {
    let huge: Json = "[1e400]".parse().unwrap();
    let error = serde_yaml_ng::to_string(&huge).unwrap_err().to_string();
    assert!(error.contains("the number `1e400` is too large"), "{error}");
    let error = serde_yaml_ng::from_str::<Json>("[.nan]")
        .unwrap_err()
        .to_string();
    assert!(error.contains("a value that JSON can express"), "{error}");
    let mut deep = "0".to_owned();
    for _ in 0..200 {
        deep = format!("[{deep}]");
    }
    assert!(serde_yaml_ng::from_str::<Json>(&deep).is_err());
    let error = serde_yaml_ng::from_str::<Json>("{a: 1, \"a\": 2}")
        .unwrap_err()
        .to_string();
    assert!(error.contains("duplicate"), "{error}");
    let mut cbor = Vec::new();
    ciborium::into_writer(&BTreeMap::from([(1, 2)]), &mut cbor).unwrap();
    let error = ciborium::from_reader::<Json, _>(cbor.as_slice()).unwrap_err();
    assert!(error.to_string().contains("expected str"), "{error}");
}
