//! Upstream's conformance events parse as the event types that they name, and round trip.

use std::path::Path;

use cdevents_generated::{CdEvent, EventType, Release};
use cdevents_tests::{json_files, upstream};
use serde_json::Value;

fn round_trip(release: Release, path: &Path, value: &Value) -> CdEvent {
    let name = path.display();
    let text = std::fs::read(path).unwrap();
    let event = CdEvent::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let expected = |pointer: &str| value.pointer(pointer).and_then(Value::as_str);
    assert_eq!(
        Some(event.event_type().as_str()),
        expected("/context/type"),
        "{name}"
    );
    assert_eq!(Some(event.id()), expected("/context/id"), "{name}");
    assert_eq!(Some(event.source()), expected("/context/source"), "{name}");
    assert_eq!(
        Some(event.timestamp().as_str()),
        expected("/context/timestamp"),
        "{name}"
    );
    assert_eq!(Some(event.subject_id()), expected("/subject/id"), "{name}");
    assert_eq!(
        event.subject_source(),
        expected("/subject/source"),
        "{name}"
    );
    assert_eq!(
        event.custom_data().is_some(),
        value.get("customData").is_some(),
        "{name}"
    );
    assert_eq!(event.release(), Some(release), "{name}");

    let written: Value = serde_json::from_slice(&event.to_vec()).unwrap();
    assert_eq!(written, *value, "{name}");
    let from_value: CdEvent = serde_json::from_value(value.clone()).unwrap();
    let again: Value = serde_json::from_str(&from_value.to_json()).unwrap();
    assert_eq!(again, *value, "{name}");
    event
}

/// The releases with conformance events, the number of events, and whether there is a custom event.
const RELEASES: [(Release, usize, bool); 6] = [
    (Release::V0_2_0, 36, false),
    (Release::V0_3_0, 39, false),
    (Release::V0_4_0, 45, false),
    (Release::V0_4_1, 45, true),
    (Release::V0_5_0, 45, true),
    (Release::V0_5_1, 45, true),
];

#[test]
fn every_event_of_upstream_round_trips() {
    for (release, count, _) in RELEASES {
        let name = "every_event_of_upstream_round_trips";
        let Some(folder) = upstream(release.as_str(), name) else {
            continue;
        };
        let events = json_files(&folder.join("conformance"));
        assert_eq!(events.len(), count, "{release}");
        let mut types: Vec<EventType> = events
            .iter()
            .map(|(path, value)| round_trip(release, path, value).event_type().into())
            .collect();
        types.sort();
        types.dedup();
        assert_eq!(types.len(), count, "{release}");
    }
}

#[test]
fn every_custom_event_of_upstream_round_trips() {
    for (release, _, has_custom) in RELEASES {
        let name = "every_custom_event_of_upstream_round_trips";
        let Some(folder) = upstream(release.as_str(), name).filter(|_| has_custom) else {
            continue;
        };
        let path = folder.join("custom/conformance.json");
        let value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let event = round_trip(release, &path, &value);
        let event_type = event.event_type();
        assert_eq!(
            (event_type.tool(), event_type.subject()),
            (Some("mytool"), "resource")
        );
    }
}
