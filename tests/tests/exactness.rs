//! Reading accepts what the schema accepts, and nothing else: our answer is compared with the
//! `jsonschema` crate's on documents of every kind.

use std::collections::BTreeMap;

use cdevents_generated::{CdEvent, ErrorKind};
use cdevents_tests::instances::{Extent, Schemas, instance, mutate, spell};
use cdevents_tests::{events, peers, schemas};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::Value;

const RELEASES: &[&str] = &["draft", "0.5.1"];
const CASES: usize = 20_000;

/// Every schema of every release.
fn all() -> Schemas {
    RELEASES
        .iter()
        .flat_map(|release| schemas(release))
        .collect()
}

fn valid_events(schemas: &Schemas) -> Vec<Value> {
    let ids = events(schemas).map(|(_, schema)| schema["$id"].as_str().unwrap());
    ids.flat_map(|id| [Extent::Minimal, Extent::Complete].map(|it| instance(schemas, id, it)))
        .collect()
}

/// The peer's verdict, or none where no schema applies.
fn peer_verdict(peers: &BTreeMap<String, Validator>, document: &Value) -> Option<bool> {
    let event_type = document.pointer("/context/type")?.as_str()?;
    let custom = "dev.cdeventsx.";
    let key = if event_type.starts_with(custom) {
        custom
    } else {
        event_type
    };
    Some(peers.get(key)?.is_valid(document))
}

#[track_caller]
fn assert_same_verdict(peers: &BTreeMap<String, Validator>, document: &Value, text: &str) -> bool {
    let from_text = CdEvent::from_slice(text.as_bytes());
    let from_value = serde_json::from_value::<CdEvent>(document.clone());
    let from_reader = serde_json::from_reader::<_, CdEvent>(text.as_bytes());
    let expected = peer_verdict(peers, document);
    assert_eq!(
        from_text.is_ok(),
        expected == Some(true),
        "{from_text:?} for {document}"
    );
    assert_eq!(
        from_value.is_ok(),
        from_text.is_ok(),
        "{from_value:?} for {document}"
    );
    assert_eq!(
        from_reader.is_ok(),
        from_text.is_ok(),
        "{from_reader:?} for {document}"
    );
    match from_text {
        Ok(event) => assert_eq!(serde_json::to_value(&event).unwrap(), *document),
        Err(error) => {
            let kind = error.kind();
            assert_eq!(
                kind == ErrorKind::Invalid,
                expected.is_some(),
                "{kind:?} for {document}"
            );
            let path = error.instance_path();
            assert!(
                document.pointer(path).is_some(),
                "{path} isn't in {document}"
            );
        }
    }
    expected == Some(true)
}

#[test]
fn events_made_from_the_schemas_are_accepted() {
    let schemas = all();
    let peers = peers(&schemas);
    let documents = valid_events(&schemas);
    assert_eq!(documents.len(), 2 * (8 + 45 + 1));
    for document in documents {
        assert!(assert_same_verdict(
            &peers,
            &document,
            &document.to_string()
        ));
    }
}

#[test]
fn damaged_events_get_the_schemas_verdict() {
    let schemas = all();
    let peers = peers(&schemas);
    let documents = valid_events(&schemas);
    let mut rng = Rng::with_seed(0x0051);
    let mut accepted = 0;
    for _ in 0..CASES {
        let mut document = documents[rng.usize(..documents.len())].clone();
        for _ in 0..rng.usize(1..4) {
            mutate(&mut document, &mut rng);
        }
        let text = spell(&document, &mut rng);
        accepted += usize::from(assert_same_verdict(&peers, &document, &text));
    }
    // If nearly all were one or the other, the comparison would say little.
    assert!(
        (CASES / 10..CASES * 9 / 10).contains(&accepted),
        "{accepted} accepted"
    );
}

/// The same for a value in each place where a string with a rule may stand.
#[test]
fn strings_near_the_edge_of_their_format_get_the_schemas_verdict() {
    let schemas = all();
    let peers = peers(&schemas);
    let id = "https://cdevents.dev/0.5.1/schema/incident-reported-event";
    let mut document = instance(&schemas, id, Extent::Minimal);
    let uri = [
        "a://u@[::1]:80/b%2f?c#d",
        "mailto:a@b.c",
        "pkg:oci/a@sha256%3A0",
    ];
    let reference = ["//a:1/b;c=%20?d/?#e", "../a:b", "?#", "/ci/main"];
    let timestamp = [
        "2026-03-20T14:27:05.5+01:00",
        "2024-02-29T23:59:60Z",
        "1998-12-31t18:59:60-05:00",
    ];
    let places = [
        (
            "/context",
            "timestamp",
            "0123456789-:.TtZz+ ",
            timestamp.as_slice(),
        ),
        (
            "/subject/content",
            "ticketURI",
            "a:/?#[]@!%2g.~é \\1",
            uri.as_slice(),
        ),
        (
            "/subject",
            "source",
            "a:/?#[]@!%2g.~é \\1",
            reference.as_slice(),
        ),
    ];
    let mut rng = Rng::with_seed(0x0052);
    for (pointer, key, alphabet, seeds) in places {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let mut accepted = 0;
        for _ in 0..CASES / 2 {
            let mut text: Vec<char> = seeds[rng.usize(..seeds.len())].chars().collect();
            for _ in 0..rng.usize(..4) {
                let letter = alphabet[rng.usize(..alphabet.len())];
                let position = rng.usize(..text.len());
                match rng.u8(..3) {
                    0 => text[position] = letter,
                    1 => text.insert(position, letter),
                    _ if text.len() > 1 => drop(text.remove(position)),
                    _ => {}
                }
            }
            let text: String = text.into_iter().collect();
            document.pointer_mut(pointer).unwrap()[key] = text.into();
            let spelling = document.to_string();
            accepted += usize::from(assert_same_verdict(&peers, &document, &spelling));
        }
        assert!(
            (CASES / 10..CASES / 2).contains(&accepted),
            "{key}: {accepted} accepted"
        );
        document.pointer_mut(pointer).unwrap()[key] = seeds[0].into();
    }
}
