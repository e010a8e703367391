//! There and back again, with what has no place kept.

use cdevents_generated::upgrade::{ErrorKind, Loss, Note, NoteKind, Upgrade};
use cdevents_generated::{CdEvent, Release};
use cdevents_tests::cases::cases;

use super::events::{PEERS, Random, all, answer};

/// Converts an event to a release and keeps what has no place there. Returns `None` if the release
/// lacks the event, or if the event's custom data has something else in the record's place.
fn there(event: &CdEvent, release: Release) -> Option<CdEvent> {
    let upgrade = Upgrade::new(release).loss(Loss::Keep).answers(answer);
    match upgrade.convert(event.clone()) {
        Ok(upgraded) => {
            assert!(!upgraded.notes.iter().any(Note::is_loss), "{event}");
            Some(upgraded.event)
        }
        Err(error) => {
            let kind = error.kind();
            let is_taken = event.to_json().contains("cdeventsUpgrade");
            let is_expected =
                kind == ErrorKind::MissingEvent || (kind == ErrorKind::KeyTaken && is_taken);
            assert!(is_expected, "{error}\n{event}");
            None
        }
    }
}

/// Converts an event to a release, whatever is lost.
fn back(event: CdEvent, release: Release, loss: Loss) -> CdEvent {
    let upgrade = Upgrade::new(release).loss(loss).answers(answer);
    let upgraded = upgrade.convert(event);
    upgraded
        .unwrap_or_else(|error| panic!("{error}\n{}", error.clone().into_event()))
        .event
}

#[test]
fn there_and_back_is_equal_for_every_pair_of_releases() {
    for event in all("there_and_back_is_equal_for_every_pair_of_releases") {
        let source = event.release().expect("a known event");
        for release in Release::ALL {
            let Some(converted) = there(&event, *release) else {
                continue;
            };
            PEERS.check(&converted);
            let returned = back(converted.clone(), source, Loss::Report);
            assert_eq!(returned, event, "{release}: {converted}");
        }
    }
}

#[test]
fn there_and_back_is_equal_for_random_events_and_by_way_of_a_third_release() {
    let mut random = Random::new(13);
    let mut returned = 0;
    for case in 0..cases(800) {
        let is_changed = case % 2 == 0;
        let event = if is_changed {
            random.event()
        } else {
            random.generated()
        };
        let source = event.release().expect("a known event");
        let [release, third] = [random.release(), random.release()];
        let Some(converted) = there(&event, release) else {
            continue;
        };
        assert_eq!(
            back(converted.clone(), source, Loss::Refuse),
            event,
            "{converted}"
        );
        returned += 1;
        if let Some(further) = there(&converted, third) {
            let again = back(further.clone(), source, Loss::Report);
            assert_eq!(again, event, "{release}: {converted}\n{third}: {further}");
        }
    }
    println!("{returned} events came back");
    assert!(returned > 0);
}

#[test]
fn nothing_is_kept_where_nothing_would_be_lost() {
    let mut same = 0;
    for event in all("nothing_is_kept_where_nothing_would_be_lost") {
        let source = event.release().expect("a known event");
        for release in Release::ALL {
            let Ok(reported) = Upgrade::new(*release).convert(event.clone()) else {
                continue;
            };
            let upgrade = Upgrade::new(source);
            let Ok(returned) = upgrade.convert(reported.event.clone()) else {
                continue;
            };
            let loses = returned.notes.iter().any(Note::is_loss);
            if returned.event == event && !loses {
                let kept = Upgrade::new(*release)
                    .loss(Loss::Keep)
                    .convert(event.clone());
                assert_eq!(kept.unwrap().event, reported.event);
                same += 1;
            }
        }
    }
    assert!(same > 0);
}

#[test]
fn what_was_filled_in_is_removed_on_the_way_back() {
    let event: CdEvent = r#"{
        "context": {
            "version": "0.2.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.testcase.started.0.1.1"
        },
        "subject": { "id": "test/7", "type": "testCase", "content": {} }
    }"#
    .parse()
    .unwrap();
    let there = there(&event, Release::V0_4_1).unwrap();
    assert!(
        there
            .to_json()
            .contains("\"environment\":{\"id\":\"filled\"}"),
        "{there}"
    );
    let back = Upgrade::new(Release::V0_2_0)
        .loss(Loss::Refuse)
        .convert(there)
        .unwrap();
    assert_eq!(back.event, event);
    let removed = back
        .notes
        .iter()
        .find(|note| note.kind() == NoteKind::Removed);
    assert_eq!(
        removed.unwrap().from_pointer(),
        Some("/subject/content/environment")
    );
}

#[test]
fn a_value_that_was_edited_in_between_stays_as_edited() {
    let event: CdEvent = r#"{
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.build.started.0.3.0", "chainId": "a"
        },
        "subject": { "id": "build/7", "content": {} },
        "customData": "dGV4dA==",
        "customDataContentType": "text/plain"
    }"#
    .parse()
    .unwrap();
    let there = there(&event, Release::V0_3_0).unwrap();
    let mut value = there.to_value().unwrap();
    value["customData"]["team"] = "checkout".into();
    value["subject"]["id"] = "build/8".into();
    let edited = CdEvent::from_value(&value).unwrap();
    let back = Upgrade::new(Release::V0_5_1).convert(edited).unwrap();
    let value = back.event.to_value().unwrap();
    assert_eq!(value["context"]["chainId"], "a");
    assert_eq!(value["subject"]["id"], "build/8");
    assert_eq!(value["customData"], serde_json::json!({"team": "checkout"}));
    let dropped = back.notes.iter().find(|note| note.is_loss()).unwrap();
    assert_eq!(
        dropped.to_string(),
        "dropped `/customData`, which was `\"dGV4dA==\"`"
    );
}

#[test]
fn a_subject_type_comes_back_by_way_of_releases_without_one() {
    for has_type in [true, false] {
        let mut value = serde_json::json!({
            "context": {
                "version": "draft", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
                "type": "dev.cdevents.service.removed"
            },
            "subject": { "id": "a", "content": { "environment": { "id": "e" } } },
        });
        if has_type {
            value["subject"]["type"] = "service".into();
        }
        let event = CdEvent::from_value(&value).unwrap();
        let further = there(&there(&event, Release::V0_4_0).unwrap(), Release::V0_5_1).unwrap();
        assert_eq!(back(further, Release::Draft, Loss::Refuse), event);
    }
}
