//! Event types compare by name and version number, and equal only themselves.

use cdevents_generated::{CdEvent, CustomEventType, EventType};
use proptest::prelude::*;
use serde_json::json;

use super::assert_total_order;

fn event_type(text: &str) -> EventType {
    text.parse().unwrap()
}

#[test]
fn version_0_10_0_comes_after_0_3_0() {
    let old = event_type("dev.cdevents.service.deployed.0.3.0");
    assert!(old < event_type("dev.cdevents.service.deployed.0.10.0"));
    assert!(event_type("dev.cdevents.service.deployed") < old);
}

#[test]
fn an_event_type_has_no_spaces_and_no_empty_version_parts() {
    for wrong in [
        "dev.cdevents. x.y",
        "dev.cdevents.x .y.0.1.0",
        "dev.cdevents.x.\ty.0.1.0",
        "dev.cdevents.x.y\n",
        "dev.cdevents.x.y.0.1.0\n",
        "dev.cdevents.x.y.0.1.0 ",
        "dev.cdevents.x\u{a0}.y.0.1.0",
        "dev.cdevents.x\u{0}.y.0.1.0",
        "dev.cdevents.x.y.0..1",
        "dev.cdevents.x.y.0.1.",
        "dev.cdevents.x.y..1",
        "dev.cdeventsx.my tool-x.y.0.1.0",
        "dev.cdeventsx.tool-x\u{3000}.y.0.1.0",
    ] {
        assert!(wrong.parse::<EventType>().is_err(), "{wrong:?}");
    }
}

#[test]
fn event_types_order_by_name_then_version_with_custom_ones_last() {
    let in_order = [
        "dev.cdevents.artifact.published.0.3.0",
        "dev.cdevents.service.deployed",
        "dev.cdevents.service.deployed.0",
        "dev.cdevents.service.deployed.0.03",
        "dev.cdevents.service.deployed.0.3",
        "dev.cdevents.service.deployed.0.3.0-draft",
        "dev.cdevents.service.deployed.0.3.0-rc.2",
        "dev.cdevents.service.deployed.0.3.0-rc.10",
        "dev.cdevents.service.deployed.0.3.0",
        "dev.cdevents.service.deployed.0.10.0",
        "dev.cdevents.service.deployed.0.18446744073709551616.0",
        "dev.cdevents.service.deployed.next",
        "dev.cdevents.service.removed.0.1.0",
        "dev.cdevents.services.deployed.0.1.0",
        "dev.cdeventsx.a-service.deployed.0.1.0",
        "dev.cdeventsx.ab-service.deployed.0.0.1",
        "dev.cdeventsx.b-a.deployed.0.1.0",
    ];
    assert!(in_order.map(event_type).is_sorted_by(|a, b| a < b));
}

#[test]
fn an_event_type_matches_its_subject_and_predicate_in_any_version() {
    for text in [
        "dev.cdevents.service.deployed",
        "dev.cdevents.service.deployed.0.3.0",
    ] {
        let event_type = event_type(text);
        assert!(event_type.is("service", "deployed"));
        assert!(!event_type.is("service", "removed"));
        assert!(!event_type.is("artifact", "deployed"));
        assert_eq!(event_type, *text);
        assert_eq!(event_type, text);
    }
    assert!(!event_type("dev.cdeventsx.tool-service.deployed.0.1.0").is("service", "deployed"));
}

/// The schemas of 0.1.0 and 0.1.1 allow any string as `type`, so parsing must allow it, too.
#[test]
fn an_open_event_type_may_contain_spaces() {
    for (suffix, version) in [
        (". 1", Some(" 1")),
        (".0..1\n", Some("0..1\n")),
        (".", None),
        ("", None),
    ] {
        let text = format!("dev.cdevents.build.started{suffix}");
        let event = json!({
            "context": {
                "version": "0.1.0",
                "id": "1",
                "source": "/ci",
                "type": text,
                "timestamp": "2026-03-20T14:27:05Z",
            },
            "subject": { "id": "build/1", "type": "build", "content": {} },
        });
        let event = CdEvent::from_slice(event.to_string().as_bytes()).unwrap();
        assert!(event.release().is_some(), "{text:?}");
        let event_type = event.event_type();
        assert_eq!(event_type, *text);
        assert!(event_type.is("build", "started"));
        assert_eq!(event_type.version(), version);
        let json = serde_json::from_slice::<serde_json::Value>(&event.to_vec()).unwrap();
        assert_eq!(json["context"]["type"], text);
    }
}

#[test]
fn an_unknown_event_type_with_a_space_is_an_error() {
    for (text, is_kept) in [
        ("dev.cdevents.cake.baked.0.1.0", true),
        ("dev.cdevents.cake. baked.0.1.0", false),
        ("dev.cdevents.cake.baked.0.1.0\n", false),
    ] {
        let event = json!({
            "context": {
                "specversion": "9.9.9",
                "id": "1",
                "source": "/ci",
                "type": text,
                "timestamp": "2026-03-20T14:27:05Z",
            },
            "subject": { "id": "cake/1", "content": {} },
        });
        let event = CdEvent::from_slice(event.to_string().as_bytes());
        assert_eq!(event.is_ok(), is_kept, "{text:?}");
    }
}

/// The parts of an event type.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Parts {
    tool: Option<String>,
    subject: String,
    predicate: String,
    version: Option<[u16; 3]>,
}

impl Parts {
    fn event_type(&self) -> EventType {
        let (x, tool) = match &self.tool {
            Some(tool) => ("x", format!("{tool}-")),
            None => ("", String::new()),
        };
        let Self {
            subject, predicate, ..
        } = self;
        let version = self
            .version
            .map_or_else(String::new, |[major, minor, patch]| {
                format!(".{major}.{minor}.{patch}")
            });
        event_type(&format!(
            "dev.cdevents{x}.{tool}{subject}.{predicate}{version}"
        ))
    }
}

prop_compose! {
    /// Random parts of an event type, which are often equal.
    fn parts()(
        tool in proptest::option::of("[ab]{1,2}"),
        subject in "[ab]{1,2}",
        predicate in "[ab]{1,2}",
        version in proptest::option::of([0_u16..2, 0_u16..200, 0_u16..20]),
    ) -> Parts {
        Parts { tool, subject, predicate, version }
    }
}

/// Texts that are event types, or nearly so, with versions written in many ways.
fn texts() -> impl Strategy<Value = String> {
    "dev\\.cdevents(\\.|x\\.a-)[ab](\\.[ab])?(\\.(0|1|03|10|a|-|0-rc|0-|\u{a0}| |\t)?){0,4}"
}

proptest! {
    #[test]
    fn event_types_are_totally_ordered(one in texts(), other in texts(), third in texts()) {
        let parsed = |text: &String| text.parse::<EventType>();
        if let (Ok(one), Ok(other), Ok(third)) = (parsed(&one), parsed(&other), parsed(&third)) {
            prop_assert_eq!(one == other, one.as_str() == other.as_str());
            assert_total_order(&mut [one, other, third]);
        }
    }

    #[test]
    fn event_types_are_ordered_by_their_parts(one in parts(), other in parts()) {
        let order = one.event_type().cmp(&other.event_type());
        prop_assert_eq!(order, one.cmp(&other));
    }

    #[test]
    fn parts_of_an_event_type_have_no_spaces(text in texts()) {
        let parts = text.split('.').skip(2);
        let is_whole = parts.clone().count() >= 2;
        let has_empty = parts.clone().any(str::is_empty);
        let has_blank = text.contains(char::is_whitespace);
        let parsed = text.parse::<EventType>();
        prop_assert_eq!(parsed.is_ok(), is_whole && !has_empty && !has_blank, "{:?}", text);
    }

    #[test]
    fn custom_event_types_are_ordered_as_event_types(
        one in "dev\\.cdeventsx\\.[ab]-[ab]\\.[ab]\\.[0-2]\\.[0-2]\\.[0-2]",
        other in "dev\\.cdeventsx\\.[ab]-[ab]\\.[ab]\\.[0-2]\\.[0-2]\\.[0-2]",
    ) {
        let custom = |text: &str| text.parse::<CustomEventType>().unwrap();
        let order = custom(&one).cmp(&custom(&other));
        prop_assert_eq!(order, event_type(&one).cmp(&event_type(&other)));
        prop_assert_eq!(order.is_eq(), custom(&one) == custom(&other));
    }
}
