//! Events that are newer than the crate, custom events with typed content, and standalone links.

use cdevents_generated::validate::resolve;
use cdevents_generated::{CdEvent, ErrorKind, JsonObject, Release, v0_4_0, v0_5_1};
use cdevents_tests::{event, newest_release_with};
use serde_json::{Value, json};

fn read(event: &Value) -> Result<CdEvent, cdevents_generated::Error> {
    CdEvent::from_slice(event.to_string().as_bytes())
}

fn newer() -> Value {
    let mut event = event("0.5.1", "cake.baked.1.2.3", &json!({ "layers": 3.10 }));
    event["context"]["specversion"] = json!("99.0.0");
    event["context"]["neverHeardOf"] = json!([1, { "a": null }]);
    event["customData"] = json!({ "a": 1e3 });
    event["more"] = json!(true);
    event["subject"]["source"] = json!("/bakery");
    event
}

#[test]
fn an_unknown_type_of_a_newer_release_is_preserved() {
    let event = newer();
    let known = read(&event).unwrap();
    assert!(matches!(known, CdEvent::Unknown(_)), "{known:?}");
    assert_eq!(known.release_name(), Some("99.0.0"));
    assert_eq!(serde_json::to_value(&known).unwrap(), event);
    assert_eq!(
        serde_json::from_value::<CdEvent>(event.clone()).unwrap(),
        known
    );
    assert_eq!((known.release(), known.environment()), (None, None));
    assert_eq!(known.event_type().version(), Some("1.2.3"));
    assert_eq!(
        (known.source(), known.subject_id()),
        ("/ci/main", "subject-1")
    );
    assert!(known.custom_data().is_some());
    assert_eq!(known.subject_source(), Some("/bakery"));
    let error = known.into_known().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownEventType);
    assert_eq!(error.report().unwrap().kind(), ErrorKind::UnknownEventType);
}

#[test]
fn an_unknown_event_needs_a_readable_envelope() {
    let edits: [fn(&mut Value); 7] = [
        |event| event["context"]["id"] = json!(""),
        |event| event["context"]["timestamp"] = json!("soon"),
        |event| drop(event["context"].as_object_mut().unwrap().remove("source")),
        |event| event["subject"]["id"] = json!(7),
        |event| event["subject"] = json!([]),
        |event| event["context"]["type"] = json!("cake.baked"),
        |event| event["context"]["type"] = json!("dev.cdevents.cake"),
    ];
    for edit in edits {
        let mut event = newer();
        edit(&mut event);
        let error = read(&event).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownEventType, "{event}");
    }
}

/// A known release has no unknown events, so the event must be invalid.
#[test]
fn an_unknown_type_of_a_known_release_is_an_error() {
    let mut event = newer();
    for release in ["0.5.1", "draft", "0.0.1", "anything"] {
        event["context"]["specversion"] = json!(release);
        let error = read(&event).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownEventType, "{release}");
        assert!(serde_json::from_value::<CdEvent>(event.clone()).is_err());

        let text = event.to_string();
        let (kept, tolerated) = CdEvent::from_slice_tolerant(text.as_bytes()).unwrap();
        assert!(matches!(kept, CdEvent::Unknown(_)));
        assert_eq!(kept.release_name(), Some(release));
        assert_eq!(serde_json::to_value(&kept).unwrap(), event);
        assert_eq!(tolerated.unwrap().to_string(), error.to_string());
    }
}

#[test]
fn tolerant_parsing_preserves_invalid_events_and_returns_the_error() {
    let valid = event("0.5.1", "build.started.0.3.0", &json!({}));
    let read = |event: &Value| CdEvent::from_slice_tolerant(event.to_string().as_bytes());
    let (event, tolerated) = read(&valid).unwrap();
    assert!(tolerated.is_none());
    assert_eq!(event.release(), Some(Release::V0_5_1));

    let mut invalid = valid.clone();
    invalid["subject"]["content"]["more"] = json!({ "a": 1 });
    let (event, tolerated) = read(&invalid).unwrap();
    assert_eq!(event.to_value().unwrap(), invalid);
    assert_eq!(tolerated.unwrap().instance_path(), "/subject/content");

    // Without an ID, or if the text isn't JSON, parsing still fails.
    invalid["context"]["id"] = json!("");
    assert_eq!(read(&invalid).unwrap_err().kind(), ErrorKind::Invalid);
    let error = CdEvent::from_slice_tolerant(b"{").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
}

/// The schemas of 0.1.0 and 0.1.1 do not pin the event type, but each Rust type has only one.
#[test]
fn rust_types_of_releases_with_open_event_types_accept_their_own_only() {
    use cdevents_generated::{v0_1_0, v0_1_1};
    for (event_type, accepted) in [
        ("build.started", true),
        ("build.started.0.1.0", true),
        ("build.startedd", false),
        ("build.finished", false),
        ("service.deployed", false),
    ] {
        let mut event = event("0.1.0", event_type, &json!({}));
        event["subject"]["type"] = json!("build");
        let read = v0_1_0::BuildStarted::from_value(&event);
        assert_eq!(read.is_ok(), accepted, "{event_type}: {read:?}");
        if let Err(error) = read {
            assert_eq!(error.instance_path(), "/context/type", "{error}");
        }
        event["context"]["version"] = json!("0.1.1");
        let read = v0_1_1::BuildStarted::from_value(&event);
        assert_eq!(read.is_ok(), accepted, "{event_type}: {read:?}");
    }
}

#[test]
fn an_event_knows_the_named_release_and_the_release_that_validated_it() {
    let mut event = event("0.5.1", "build.started.0.3.0", &json!({}));
    let newest = newest_release_with("dev.cdevents.build.started.0.3.0");
    for (named, judge) in [
        ("0.5.1", "0.5.1"),
        ("0.5.0", "0.5.0"),
        ("0.3.0", newest.as_str()),
        ("99.0.0", newest.as_str()),
    ] {
        event["context"]["specversion"] = json!(named);
        let read = read(&event).unwrap();
        assert_eq!(read.release_name(), Some(named));
        assert_eq!(read.release().unwrap().as_str(), judge);
    }
    let built = v0_5_1::BuildStarted::new(
        "/ci".parse().unwrap(),
        "build/7".parse().unwrap(),
        v0_5_1::build_started::Content::default(),
    );
    assert_eq!(CdEvent::from(built).release_name(), Some("0.5.1"));
}

/// A newer release may have added properties to a known event type.
#[test]
fn an_event_of_a_newer_release_is_validated_by_the_newest_known_one_or_preserved() {
    let mut event = event("0.5.1", "build.started.0.3.0", &json!({}));
    event["context"]["specversion"] = json!("99.0.0");
    let known = read(&event).unwrap();
    let newest = newest_release_with("dev.cdevents.build.started.0.3.0");
    assert_eq!(known.release(), Some(newest));
    assert!(!resolve(&event).unwrap().is_exact);

    event["context"]["neverHeardOf"] = json!(1);
    let kept = read(&event).unwrap();
    assert!(matches!(kept, CdEvent::Unknown(_)));
    assert_eq!(serde_json::to_value(&kept).unwrap(), event);
    let error = kept.into_known().unwrap_err();
    assert_eq!(
        (error.kind(), error.instance_path()),
        (ErrorKind::Invalid, "/context")
    );
    for release in ["0.5.1", "0.1.0", "anything"] {
        event["context"]["specversion"] = json!(release);
        assert_eq!(
            read(&event).unwrap_err().kind(),
            ErrorKind::Invalid,
            "{release}"
        );
    }
}

/// In 0.1.0 and 0.1.1, the type may have any text after subject and predicate.
#[test]
fn event_types_of_releases_with_open_types_may_have_any_suffix() {
    for release in ["0.1.0", "0.1.1"] {
        for suffix in ["", ".v1", ".0.1.0", ".9.9.9-draft"] {
            let mut event = event(release, &format!("build.started{suffix}"), &json!({}));
            event["subject"]["type"] = json!("build");
            let known = read(&event).unwrap();
            assert_eq!(known.release().unwrap().as_str(), release);
            assert_eq!(serde_json::to_value(&known).unwrap(), event);
        }
        let event = event(release, "build.eaten", &json!({}));
        let error = read(&event).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownEventType);
    }
    let built = cdevents_generated::v0_1_0::BuildStarted::new(
        "/ci".parse().unwrap(),
        "build/7".parse().unwrap(),
        cdevents_generated::v0_1_0::build_started::Content::default(),
    );
    let any = CdEvent::from(built);
    let json = serde_json::to_value(&any).unwrap();
    assert_eq!(json["context"]["type"], "dev.cdevents.build.started");
    assert_eq!(json["subject"]["type"], "build");
    assert_eq!(read(&json).unwrap(), any);
}

#[test]
fn a_custom_event_is_built_and_parsed_with_typed_content() {
    use v0_5_1::{CustomEvent, custom_event::Subject};
    type Seats = std::collections::BTreeMap<String, u32>;
    let seats = Seats::from([("seats".to_owned(), 4)]);
    let event: CustomEvent<Seats> = CustomEvent::of_type(
        "dev.cdeventsx.mytool-table.reserved.0.1.0".parse().unwrap(),
        "/my/tool".parse().unwrap(),
        Subject::new("table/7".parse().unwrap(), seats.clone().into()),
    );
    let any = CdEvent::from(event.with_content::<JsonObject>().unwrap());
    let json = any.to_vec();
    assert_eq!(
        CdEvent::from_slice(&json).unwrap().into_known().unwrap(),
        any
    );
    let again: CustomEvent<Seats> = CustomEvent::from_slice_with(&json).unwrap();
    assert_eq!(*again.subject.content, seats);
    assert_eq!(again, event);
    // Content that isn't an object cannot be written, and no content converts to it.
    let list = Subject::new("table/7".parse().unwrap(), vec![1].into());
    let list: CustomEvent<Vec<u32>> = CustomEvent::of_type(
        "dev.cdeventsx.mytool-table.reserved.0.1.0".parse().unwrap(),
        "/my/tool".parse().unwrap(),
        list,
    );
    assert!(serde_json::to_string(&list).is_err());
    assert!(event.with_content::<Vec<u32>>().is_err());
}

#[test]
fn a_custom_event_of_0_4_0_has_its_own_types() {
    use v0_4_0::{CustomEvent, custom_event::Subject};
    let event: CustomEvent = CustomEvent::of_type(
        "dev.cdeventsx.mytool-table.reserved".parse().unwrap(),
        "/my/tool".parse().unwrap(),
        Subject::new(
            "table/7".parse().unwrap(),
            "mytool-table".parse().unwrap(),
            JsonObject::try_from(&json!({})).unwrap().into(),
        ),
    );
    let json = CdEvent::from(event).to_vec();
    let read = CdEvent::from_slice(&json).unwrap();
    assert_eq!(read.release(), Some(Release::V0_4_0));
    let wrong =
        "dev.cdeventsx.mytool.reserved".parse::<cdevents_generated::shapes::CustomContextType>();
    assert!(
        wrong
            .unwrap_err()
            .to_string()
            .contains("that matches `^dev.cdeventsx.")
    );
}

#[test]
fn standalone_links_are_validated() {
    let link = json!({
        "linkType": "PATH", "chainId": "c", "timestamp": "2026-03-20T14:27:05Z",
        "from": { "contextId": "a" }, "to": { "contextId": "b" }, "tags": { "x": 1 },
    });
    let slice = |link: &Value| v0_5_1::Link::from_slice(link.to_string().as_bytes());
    let read = slice(&link).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), link);
    assert_eq!(v0_5_1::Link::validate(&link), Ok(()));
    let edits: [(&str, Value, &str); 4] = [
        ("to", json!(null), "/to"),
        ("linkType", json!("PATHS"), "/linkType"),
        ("timestamp", json!("soon"), "/timestamp"),
        ("target", json!({}), ""),
    ];
    for (key, value, path) in edits {
        let mut link = link.clone();
        link[key] = value;
        let error = slice(&link).unwrap_err();
        let report = v0_5_1::Link::validate(&link).unwrap_err();
        assert_eq!(error.report(), Some(&report));
        assert_eq!(report.violations()[0].instance_path(), path, "{report}");
    }
    let old = json!({
        "link_type": "START", "chain_id": "c", "timestamp": "2026-03-20T14:27:05Z",
        "start": { "context_id": "a" },
    });
    let read = v0_4_0::Link::from_slice(old.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), old);
    assert_eq!(v0_4_0::Link::validate(&old), Ok(()));
    assert!(v0_5_1::Link::from_slice(old.to_string().as_bytes()).is_err());
}
