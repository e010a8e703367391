//! Validates mutated events of each release against the schemas of the next release, and the other
//! way round: an event becomes invalid only if the diff reports a breaking change.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::diff::{Change, ChangeKind, Effect};
use cdevents_tests::instances::{Extent, instance, mutate};
use cdevents_tests::{events, model, peers, schemas};
use fastrand::Rng;
use serde_json::{Value, json};

use super::between;

/// The number of mutated events for each event schema of each release.
const CASES: usize = 150;

/// Returns the subject and predicate of an event type.
fn name(event_type: &str) -> String {
    let parts: Vec<_> = event_type.split('.').skip(2).take(2).collect();
    parts.join(".")
}

/// Adds copies of a document in which one object has one of some keys with a value that is rarely allowed.
fn insert(document: &Value, keys: &BTreeSet<&str>, into: &mut Vec<Value>) {
    for pointer in objects(document, "") {
        for key in keys {
            let mut copy = document.clone();
            let object = copy.pointer_mut(&pointer).and_then(Value::as_object_mut);
            object.unwrap().insert((*key).to_owned(), json!(7));
            into.push(copy);
        }
    }
}

/// Returns the JSON Pointers to the objects in a value.
fn objects(value: &Value, pointer: &str) -> Vec<String> {
    let items: Vec<_> = match value {
        Value::Object(properties) => properties
            .iter()
            .map(|(key, item)| (key.clone(), item))
            .collect(),
        Value::Array(items) => (0..)
            .map(|index: usize| index.to_string())
            .zip(items)
            .collect(),
        _ => Vec::new(),
    };
    let inner = items
        .into_iter()
        .flat_map(|(key, item)| objects(item, &format!("{pointer}/{key}")));
    let own = value.is_object().then(|| pointer.to_owned());
    own.into_iter().chain(inner).collect()
}

/// Returns valid events of a release and mutations of them, by the event's name. Some have one of the keys.
fn documents(release: &str, keys: &BTreeSet<&str>, rng: &mut Rng) -> BTreeMap<String, Vec<Value>> {
    let schemas = schemas(release);
    let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (event_type, schema) in events(&schemas) {
        let id = schema["$id"].as_str().unwrap();
        let of_event = documents.entry(name(&event_type)).or_default();
        for extent in [Extent::Minimal, Extent::Complete] {
            let valid = instance(&schemas, id, extent);
            for _ in 0..CASES / 2 {
                let mut mutated = valid.clone();
                mutate(&mut mutated, rng);
                of_event.push(mutated);
            }
            insert(&valid, keys, of_event);
            of_event.push(valid);
        }
    }
    documents
}

/// Returns, by event name, a document that is valid in one release and invalid in the other.
fn newly_invalid(
    from: &str,
    to: &str,
    keys: &BTreeSet<&str>,
    rng: &mut Rng,
) -> BTreeMap<String, Value> {
    let schemas = [from, to].map(schemas);
    let [olds, news] = schemas.each_ref().map(|schemas| {
        let by_name = peers(schemas).into_iter();
        let by_name = by_name.map(|(event_type, peer)| (name(&event_type), (event_type, peer)));
        by_name.collect::<BTreeMap<_, _>>()
    });
    let mut lost = BTreeMap::new();
    for (name, documents) in documents(from, keys, rng) {
        let (Some((_, old)), Some((event_type, new))) = (olds.get(&name), news.get(&name)) else {
            continue;
        };
        for mut document in documents.into_iter().filter(|event| old.is_valid(event)) {
            // The new version in the type must not be the reason why the event is invalid.
            if !name.is_empty() {
                document["context"]["type"] = json!(event_type);
            }
            if !new.is_valid(&document) {
                let name = if name.is_empty() { "custom" } else { &name };
                lost.insert(name.to_owned(), document);
            }
        }
    }
    lost
}

#[test]
fn compatible_changes_keep_mutated_events_valid() {
    let model = model();
    let mut rng = Rng::with_seed(11);
    let mut confirmed = 0;
    for pair in model.releases.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|release| release.name.to_string());
        let diff = between(model, &old, &new);
        let breaks = |effect: fn(&Change) -> Effect| -> BTreeSet<&str> {
            let breaking = diff
                .changes
                .iter()
                .filter(|change| effect(change) == Effect::Breaking);
            let events = breaking.flat_map(|change| change.events.iter());
            events.map(String::as_str).collect()
        };
        let (producers, consumers) = (
            breaks(|change| change.producers),
            breaks(|change| change.consumers),
        );
        // In an object that is open, a new property narrows what was allowed.
        let is_added = |change: &&Change| matches!(change.kind, ChangeKind::PropertyAdded { .. });
        let breaking = diff
            .changes
            .iter()
            .filter(|change| change.producers == Effect::Breaking);
        let added = breaking.filter(is_added).map(|change| change.path.as_str());
        let keys = added.filter_map(|path| path.rsplit('/').next()).collect();
        for (from, to, reported) in [(&old, &new, producers), (&new, &old, consumers)] {
            let invalid = newly_invalid(from, to, &keys, &mut rng);
            for (event, document) in &invalid {
                assert!(
                    reported.contains(event.as_str()),
                    "{event} is valid in {from} but not in {to}: {document}\n{}",
                    diff.text()
                );
            }
            // A change that is reported as breaking makes one of the documents invalid. Links are
            // not tested, and no document has the values that 0.1.1 adds to 0.1.0.
            let both: BTreeSet<_> = diff.common.iter().map(String::as_str).collect();
            let is_tried = |event: &&&str| !event.starts_with("link ") && from != "0.1.1";
            for event in reported.intersection(&both).filter(is_tried) {
                assert!(
                    invalid.contains_key(*event),
                    "{from} {to} {event}\n{}",
                    diff.text()
                );
                confirmed += 1;
            }
        }
    }
    assert!(
        confirmed > 300,
        "only {confirmed} breaking changes are confirmed"
    );
}
