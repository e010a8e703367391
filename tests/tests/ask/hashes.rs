//! What is equal has the same hash.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use cdevents_generated::shapes::ContextReferenceV0_4_1;
use cdevents_generated::{AdditionalProperties, CdEvent, Json, UnknownEvent, latest, v0_5_1};
use cdevents_tests::instances::spell;
use fastrand::Rng;
use serde_json::json;

use super::{documents, parse, unknown};

fn hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::new().hash_one(value)
}

/// Everything that can be compared can be hashed.
#[test]
fn every_part_of_an_event_has_a_hash() {
    fn has_hash<T: Eq + Hash>() {}
    has_hash::<CdEvent>();
    has_hash::<UnknownEvent>();
    has_hash::<latest::AnyEvent>();
    has_hash::<latest::ServiceDeployed>();
    has_hash::<latest::CustomEvent>();
    has_hash::<latest::CustomEvent<BTreeMap<String, Json>>>();
    has_hash::<latest::service_deployed::Context>();
    has_hash::<latest::service_deployed::Subject>();
    has_hash::<latest::service_deployed::Content>();
    has_hash::<latest::service_deployed::Definition>();
    has_hash::<latest::EmbeddedLink>();
    has_hash::<latest::Link>();
    has_hash::<AdditionalProperties<ContextReferenceV0_4_1>>();
    has_hash::<cdevents_generated::Environment<'_>>();
    has_hash::<cdevents_generated::InvalidValue>();
    has_hash::<cdevents_generated::UnexpectedEvent<CdEvent>>();
    has_hash::<cdevents_generated::vocabulary::KnownEvent>();
}

#[test]
fn events_that_are_equal_have_the_same_hash_whatever_their_spelling() {
    let mut rng = Rng::with_seed(0x4a5);
    let mut distinct = HashSet::new();
    let all = documents();
    for document in all {
        let event = parse(document);
        for known in [event.clone(), unknown(document).unwrap()] {
            // Another order of keys, other escapes, and white space.
            let written = known.to_value().unwrap();
            let spelled: CdEvent = spell(&written, &mut rng).parse().unwrap();
            assert_eq!(spelled, known);
            assert_eq!(hash(&spelled), hash(&known), "{spelled}");
        }
        distinct.insert(event);
    }
    let mut compared: Vec<CdEvent> = Vec::new();
    for document in all {
        let event = parse(document);
        if !compared.contains(&event) {
            compared.push(event);
        }
    }
    assert_eq!(distinct.len(), compared.len());
}

#[test]
fn free_json_timestamps_and_order_of_keys_are_hashed_by_value() {
    let of = |data: &str, timestamp: &str, link: &str| -> CdEvent {
        let text = format!(
            r#"{{
                "context": {{
                    "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "{timestamp}",
                    "type": "dev.cdevents.build.queued.0.3.0",
                    "links": [{{ "linkType": "PATH", "from": {{ "contextId": "1" {link} }} }}]
                }},
                "subject": {{ "id": "s", "content": {{}} }},
                "customData": {data}
            }}"#
        );
        text.parse()
            .unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    let one = of(
        r#"{"a": 1.50, "b": ["caf\u00e9", 100], "c": {"x": 0, "y": -0.0}}"#,
        "2026-03-20T15:00:00+01:00",
        r#", "team": 1, "place": {"a": 1, "b": 2}"#,
    );
    let other = of(
        r#"{"c": {"y": 0, "x": 0.0}, "b": ["café", 1e2], "a": 1.5}"#,
        "2026-03-20T14:00:00.000Z",
        r#", "place": {"b": 2.0, "a": 1}, "team": 1e0"#,
    );
    assert_eq!(one, other);
    assert_eq!(hash(&one), hash(&other));
    assert_ne!(one.to_json(), other.to_json());
    let typed = |event: &CdEvent| v0_5_1::BuildQueued::try_from(event.clone()).unwrap();
    assert_eq!(hash(&typed(&one)), hash(&typed(&other)));
    let (one, other) = (typed(&one), typed(&other));
    assert_eq!(hash(&one.context), hash(&other.context));
    assert_eq!(hash(&one.context.links), hash(&other.context.links));
    assert_eq!(hash(&one.custom_data), hash(&other.custom_data));
    let third = of(r#"{"a": 1.51}"#, "2026-03-20T14:00:00Z", "");
    assert_ne!(hash(&typed(&third)), hash(&one));
}

#[test]
fn additional_properties_are_hashed_by_value() {
    let of = |json: &str| {
        let additional = [("a", json.parse::<Json>().unwrap())];
        AdditionalProperties::<ContextReferenceV0_4_1>::try_from(additional).unwrap()
    };
    assert_eq!(of("[1.0, {\"x\":1,\"y\":2}]"), of("[1,{\"y\":2,\"x\":1}]"));
    assert_eq!(
        hash(&of("[1.0, {\"x\":1,\"y\":2}]")),
        hash(&of("[1,{\"y\":2,\"x\":1}]"))
    );
    let value = Json::try_from(json!({"x": 1})).unwrap();
    assert_ne!(hash(&of(value.as_str())), hash(&of("{}")));
}
