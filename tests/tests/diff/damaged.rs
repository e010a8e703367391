//! Damaged events of each release, by the next one's schema.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::diff::{Change, Effect};
use cdevents_tests::instances::{Extent, instance, mutate};
use cdevents_tests::{events, peers, schemas};
use fastrand::Rng;
use serde_json::{Value, json};

use super::{between, model};

/// How many damaged events a pair of schemas is asked about, each way.
const CASES: usize = 150;

/// The event of a type, without the version.
fn name(event_type: &str) -> String {
    let parts: Vec<_> = event_type.split('.').skip(2).take(2).collect();
    parts.join(".")
}

/// Valid events of a release, some of them damaged, by the event's name.
fn documents(release: &str, rng: &mut Rng) -> BTreeMap<String, Vec<Value>> {
    let schemas = schemas(release);
    let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (event_type, schema) in events(&schemas) {
        let id = schema["$id"].as_str().unwrap();
        let of_event = documents.entry(name(&event_type)).or_default();
        for extent in [Extent::Minimal, Extent::Complete] {
            let valid = instance(&schemas, id, extent);
            for _ in 0..CASES / 2 {
                let mut damaged = valid.clone();
                mutate(&mut damaged, rng);
                of_event.push(damaged);
            }
            of_event.push(valid);
        }
    }
    documents
}

/// The events of which a document is valid by one release, and not by the other.
fn lost(from: &str, to: &str, rng: &mut Rng) -> BTreeMap<String, Value> {
    let schemas = [from, to].map(schemas);
    let [olds, news] = schemas.each_ref().map(|schemas| {
        let by_name = peers(schemas).into_iter();
        let by_name = by_name.map(|(event_type, peer)| (name(&event_type), (event_type, peer)));
        by_name.collect::<BTreeMap<_, _>>()
    });
    let mut lost = BTreeMap::new();
    for (name, documents) in documents(from, rng) {
        let (Some((_, old)), Some((event_type, new))) = (olds.get(&name), news.get(&name)) else {
            continue;
        };
        for mut document in documents.into_iter().filter(|it| old.is_valid(it)) {
            // Another version of the type is no change of the event.
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
    let mut witnessed = 0;
    for pair in model.releases.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|it| it.name.to_string());
        let diff = between(&model, &old, &new);
        let breaks = |effect: fn(&Change) -> Effect| -> BTreeSet<&str> {
            let breaking = diff
                .changes
                .iter()
                .filter(|it| effect(it) == Effect::Breaking);
            let events = breaking.flat_map(|it| it.events.iter());
            events.map(String::as_str).collect()
        };
        let (producers, consumers) = (breaks(|it| it.producers), breaks(|it| it.consumers));
        for (from, to, called) in [(&old, &new, producers), (&new, &old, consumers)] {
            let lost = lost(from, to, &mut rng);
            for (event, document) in &lost {
                assert!(
                    called.contains(event.as_str()),
                    "{event}, valid by {from} and not by {to}: {document}\n{}",
                    diff.text()
                );
            }
            // Of what is called breaking, there is an event that shows it. Of links there is no
            // test, and the values that 0.1.1 has more than 0.1.0 are none of the examples'.
            let both: BTreeSet<_> = diff.common.iter().map(String::as_str).collect();
            let is_tried = |event: &&&str| !event.starts_with("link ") && from != "0.1.1";
            for event in called.intersection(&both).filter(is_tried) {
                assert!(
                    lost.contains_key(*event),
                    "{from} {to} {event}\n{}",
                    diff.text()
                );
                witnessed += 1;
            }
        }
    }
    assert!(witnessed > 300, "{witnessed} of them were seen");
}
