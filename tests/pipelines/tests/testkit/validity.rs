//! Generated events are valid by our validators and by the `jsonschema` crate, and survive a round
//! trip.

use std::collections::BTreeMap;

use cdevents_generated::testkit::{self, Events, Knobs};
use cdevents_generated::validate::{is_valid, validate, validate_slice};
use cdevents_generated::{CdEvent, Release, v0_5_1};
use cdevents_tests::{peers, schemas};
use proptest::arbitrary::any;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;

use cdevents_tests::cases::{cases, series};

#[test]
fn every_event_is_valid_and_survives_a_round_trip() {
    let cases = cases(20);
    let mut by_release = BTreeMap::new();
    let mut covered = BTreeMap::new();
    for events in Events::all().each() {
        let (release, event_type) = events.types().next().expect("an event");
        let peers = by_release
            .entry(release)
            .or_insert_with(|| peers(&schemas(release.as_str())));
        let peer = &peers[event_type];
        for json in series(&events).take(cases) {
            let value: Value = serde_json::from_str(&json).expect("JSON");
            let first = peer.iter_errors(&value).next();
            assert!(first.is_none(), "release {release}: {first:?}: {json}");
            assert_eq!(validate(&value), Ok(()), "{json}");
            assert!(is_valid(&value), "{json}");
            assert!(validate_slice(json.as_bytes()).is_ok(), "{json}");
            let event = CdEvent::from_slice(json.as_bytes()).expect("a valid event");
            assert_eq!(event.release(), Some(release), "{json}");
            assert!(
                event.event_type().as_str().starts_with(event_type),
                "{json}"
            );
            let again = CdEvent::from_slice(&event.to_vec());
            assert_eq!(again.expect("a valid event"), event, "{json}");
        }
        *covered.entry(release).or_insert(0) += 1;
    }
    for release in Release::ALL {
        assert_eq!(covered[release], by_release[release].len(), "{release}");
    }
}

/// The parser reads each property into its place, and writing loses no digit and no character.
#[test]
fn events_in_the_order_of_their_schema_are_written_as_they_were() {
    let knobs = Knobs::default().with_shuffled_keys(false);
    for events in Events::all().with_knobs(knobs).each() {
        for json in series(&events).take(cases(5)) {
            let event = CdEvent::from_slice(json.as_bytes()).expect("a valid event");
            assert_eq!(event.to_json(), json);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typed_events_have_strategies(
        deployed in testkit::event::<v0_5_1::ServiceDeployed>(),
        of_release in any::<v0_5_1::AnyEvent>(),
        custom in any::<v0_5_1::CustomEvent>(),
        of_type in testkit::event_of_type("service.deployed"),
        of_full_type in testkit::event_of_type("dev.cdevents.service.deployed.0.3.0"),
        of_old_release in testkit::event_of(Release::Draft),
        any_event in testkit::any_event(),
    ) {
        prop_assert!(CdEvent::from(deployed).is("service", "deployed"));
        prop_assert_eq!(CdEvent::from(of_release).release(), Some(Release::V0_5_1));
        prop_assert!(custom.event_type().is_custom());
        prop_assert!(of_type.is("service", "deployed"));
        prop_assert_eq!(of_full_type.event_type().version(), Some("0.3.0"));
        prop_assert_eq!(of_old_release.release(), Some(Release::Draft));
        prop_assert!(any_event.into_known().is_ok());
    }
}

#[test]
fn events_can_be_chosen_by_release_and_type() {
    let all = Events::all();
    assert!(all.clone().of_type("service.deploied").is_empty());
    assert!(all.clone().of_type("service").is_empty());
    assert!(all.clone().of_type("service.deployed.0.3").is_empty());
    let deployed = all.clone().of_type("service.deployed");
    let releases: Vec<_> = deployed.types().map(|(release, _)| release).collect();
    let newest_first: Vec<_> = Release::ALL.iter().rev().copied().collect();
    assert_eq!(releases, newest_first);
    let custom = all.of_type("custom").of_release(Release::V0_5_1);
    let types: Vec<_> = custom.types().collect();
    assert_eq!(types, [(Release::V0_5_1, "dev.cdeventsx.")]);
}
