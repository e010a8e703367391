//! The lists of known events.

use std::collections::BTreeSet;

use cdevents_generated::vocabulary::{all, find, newest};
use cdevents_generated::{Kind, Release};
use cdevents_tests::{events, schemas};

use super::{documents, parse};

#[test]
fn the_vocabulary_has_every_event_of_every_schema() {
    for release in Release::ALL {
        let schemas = schemas(release.as_str());
        let expected: BTreeSet<_> = events(&schemas)
            .map(|(event_type, schema)| {
                let id = schema["$id"].as_str().unwrap().to_owned();
                (event_type, id)
            })
            .collect();
        let listed: Vec<_> = release.events().collect();
        let found = listed.iter().map(|known| {
            assert_eq!(known.release(), *release);
            (known.event_type().to_string(), known.schema_id().to_owned())
        });
        assert_eq!(found.collect::<BTreeSet<_>>(), expected);
        assert_eq!(listed.len(), expected.len());
    }
}

#[test]
fn lists_by_release_and_by_kind_divide_the_vocabulary() {
    let everything: BTreeSet<_> = all().collect();
    assert_eq!(everything.len(), all().count());
    // Oldest release first, and by event type in each.
    assert!(all().is_sorted(), "{:?}", all().collect::<Vec<_>>());
    assert!(all().rev().eq(everything.iter().rev().copied()));
    let by_kind = Kind::ALL.iter().flat_map(|kind| {
        let events: Vec<_> = kind.events().collect();
        assert!(!events.is_empty(), "{kind}");
        assert!(events.iter().all(|known| known.kind() == *kind));
        assert!(events.is_sorted_by_key(|known| std::cmp::Reverse(*known)));
        events
    });
    assert_eq!(by_kind.collect::<BTreeSet<_>>(), everything);
}

#[test]
fn an_event_is_found_by_its_kind_and_by_its_type() {
    for document in documents() {
        let event = parse(document);
        let (kind, release) = (event.kind().unwrap(), event.release());
        let event_type = event.event_type();
        for name in [kind.name(), event_type.as_str()] {
            let found: Vec<_> = find(name).collect();
            let own: Vec<_> = found
                .iter()
                .filter(|known| Some(known.release()) == release)
                .collect();
            let [own] = own.as_slice() else {
                panic!("{name}: {found:?}");
            };
            assert_eq!(Some(own.schema_id()), event.schema_id());
            assert!(event_type.as_str().starts_with(own.event_type().as_str()));
            assert!(own.is_type_open() || own.event_type() == event_type);
            assert_eq!(newest(name), found.first().copied());
            assert!(found.is_sorted_by_key(|known| std::cmp::Reverse(known.release())));
        }
        assert!(find(kind.name()).eq(kind.events()));
    }
}

#[test]
fn nothing_is_found_by_other_names() {
    for name in [
        "",
        "service",
        "service.",
        ".deployed",
        "deployed",
        "service.deploye",
        "Service.Deployed",
        "dev.cdevents.",
        "dev.cdevents.service.deployedx",
        "dev.cdevents.cake.baked.0.1.0",
        "service.deployed.0.3.0",
    ] {
        assert_eq!(find(name).len(), 0, "{name}");
        assert_eq!(newest(name), None);
    }
}

#[test]
fn the_newest_event_of_a_kind_is_of_the_newest_release_that_has_it() {
    for kind in Kind::ALL {
        let has = |release: &&Release| release.events().any(|known| known.kind() == *kind);
        let release = Release::ALL.iter().rfind(has);
        let newest = newest(kind.name()).unwrap();
        assert_eq!(Some(&newest.release()), release);
        assert_eq!(newest.event_type().kind(), Some(*kind));
        let debug = format!("{newest:?}");
        assert!(debug.contains(newest.event_type().as_str()), "{debug}");
    }
}
