//! Parsing an event gives types, links, open enums, custom data, and errors with a place.

use std::collections::HashMap;

use cdevents_generated::shapes::EmbeddedLinkV0_4_1 as EmbeddedLink;
use cdevents_generated::{CdEvent, CustomData, ErrorKind, JsonObject, v0_5_1};
use cdevents_tests::{event, newest_release_with};
use serde_json::{Value, json};

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

fn read(event: &Value) -> Result<CdEvent, cdevents_generated::Error> {
    CdEvent::from_slice(event.to_string().as_bytes())?.into_known()
}

#[test]
fn an_event_type_parses_its_own_events_only() {
    let bytes = deployed().to_string().into_bytes();
    let event: v0_5_1::ServiceDeployed = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(event.subject.content.artifact_id, "pkg:oci/checkout");
    assert_eq!(
        v0_5_1::ServiceDeployed::EVENT_TYPE,
        "dev.cdevents.service.deployed.0.3.0"
    );
    let id = "https://cdevents.dev/0.5.1/schema/service-deployed-event";
    assert_eq!(v0_5_1::ServiceDeployed::SCHEMA_ID, id);

    let error = serde_json::from_slice::<v0_5_1::ServiceUpgraded>(&bytes).unwrap_err();
    let expected = "/context/type: invalid value: string \"dev.cdevents.service.deployed.0.3.0\", \
                    expected \"dev.cdevents.service.upgraded.0.3.0\"";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn a_value_a_reader_and_a_text_give_the_same_event() {
    let json = deployed();
    let event = read(&json).unwrap();
    assert_eq!(
        serde_json::from_value::<CdEvent>(json.clone()).unwrap(),
        event
    );
    assert_eq!(json.to_string().parse::<CdEvent>().unwrap(), event);
    assert_eq!(
        serde_json::from_reader::<_, CdEvent>(json.to_string().as_bytes()).unwrap(),
        event
    );
    let reversed = format!(
        "{{\"subject\":{},\"context\":{}}}",
        json["subject"], json["context"]
    );
    assert_eq!(reversed.parse::<CdEvent>().unwrap(), event);
}

#[test]
fn links_are_told_apart_by_their_type() {
    let mut json = deployed();
    json["context"]["links"] = json!([
        { "tags": { "a": 1 }, "from": { "contextId": "a", "more": [null] }, "linkType": "PATH" },
        { "linkType": "RELATION", "linkKind": "TRIGGER", "target": {} },
        { "linkType": "END" },
    ]);
    let event: v0_5_1::ServiceDeployed = serde_json::from_value(json.clone()).unwrap();
    let links = event.context.links.as_deref().unwrap();
    let [
        EmbeddedLink::Path(path),
        EmbeddedLink::Relation(relation),
        EmbeddedLink::End(end),
    ] = links
    else {
        panic!("{links:?}");
    };
    assert_eq!(path.from.context_id, "a");
    assert_eq!(path.from.additional.get("more").unwrap().as_str(), "[null]");
    assert_eq!(path.tags.as_ref().unwrap().to_string(), r#"{"a":1}"#);
    assert_eq!(
        (relation.link_kind.as_str(), &relation.target.context_id),
        ("TRIGGER", &None)
    );
    assert_eq!(end.from, None);
    assert_eq!(serde_json::to_value(&event).unwrap(), json);

    for (link, path, message) in [
        (
            json!({ "linkType": "START" }),
            "/0",
            "expected `linkType` to be `END`, `PATH` or `RELATION`, found the string \"START\"",
        ),
        (
            json!({ "from": { "contextId": "a" } }),
            "/0",
            "missing property `linkType`: one of `END`, `PATH` or `RELATION`",
        ),
        (
            json!({ "linkType": "PATH" }),
            "/0",
            "missing property `from`",
        ),
        (
            json!({ "linkType": "END", "target": {} }),
            "/0",
            "unknown property `target`; known properties: `linkType`, `from`, `tags`",
        ),
        (
            json!({ "linkType": "END", "from": {} }),
            "/0/from",
            "missing property `contextId`",
        ),
        (json!([]), "/0", "expected an object, found an array"),
    ] {
        json["context"]["links"] = json!([link]);
        let error = read(&json).unwrap_err();
        assert_eq!(
            error.instance_path(),
            format!("/context/links{path}"),
            "{error}"
        );
        assert!(error.message().starts_with(message), "{error}");
    }
}

#[test]
fn standalone_links_round_trip() {
    let at = "2026-03-20T14:27:05Z";
    let context = json!({ "contextId": "a" });
    for json in [
        json!({ "linkType": "START", "chainId": "c", "timestamp": at, "start": context }),
        json!({ "linkType": "PATH", "chainId": "c", "timestamp": at, "from": context, "to": context }),
        json!({ "linkType": "END", "chainId": "c", "timestamp": at, "from": context, "end": context }),
        json!({
            "linkType": "RELATION", "chainId": "c", "timestamp": at, "linkKind": "TRIGGER",
            "source": context, "target": context, "tags": {},
        }),
    ] {
        let link: v0_5_1::Link = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&link).unwrap(), json);
    }
}

#[test]
fn open_enums_preserve_unknown_values() {
    use v0_5_1::ticket_created::{Content, Priority, TicketType};
    let read = |ticket_type: &str| {
        let json = json!({
            "summary": "s", "creator": "c", "uri": "/1", "ticketType": ticket_type, "priority": "high",
        });
        let content: Content = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&content).unwrap(), json);
        assert_eq!(content.priority, Some(Priority::High));
        content.ticket_type.unwrap()
    };
    assert_eq!(read("bug"), TicketType::Bug);
    assert_eq!(read("Bug"), TicketType::Other("Bug".to_owned()));
    assert_eq!("bug".parse(), Ok(TicketType::Bug));
    assert_eq!(TicketType::Other("Bug".to_owned()).to_string(), "Bug");
}

#[test]
fn custom_data_is_preserved_and_converts_on_demand() {
    let mut json = deployed();
    json["customData"] = json!({ "a": [1, 2.50] });
    let text = json.to_string();
    let event: CdEvent = text.parse().unwrap();
    let data = event.custom_data().unwrap();
    assert_eq!(data.read::<Value>().unwrap(), json["customData"]);
    let mine: HashMap<String, Vec<f64>> = data.read().unwrap();
    assert_eq!(mine["a"], [1.0, 2.5]);

    json["customData"] = json!("aGVsbG8=");
    json["customDataContentType"] = json!("text/plain");
    let event = read(&json).unwrap();
    assert_eq!(event.custom_data().unwrap().bytes().unwrap(), b"hello");
    assert_eq!(event.custom_data_content_type(), Some("text/plain"));
    // The schema requires a string, but cannot require base64.
    json["customData"] = json!("not base64!");
    assert!(read(&json).unwrap().custom_data().unwrap().bytes().is_err());

    for wrong in [json!(7), json!([]), json!(null), json!(true)] {
        json["customData"] = wrong;
        let error = read(&json).unwrap_err();
        assert_eq!(error.instance_path(), "/customData");
        assert!(
            error
                .message()
                .starts_with("expected an object or a string, found "),
            "{error}"
        );
    }

    let mut event: v0_5_1::ServiceDeployed = serde_json::from_value(deployed()).unwrap();
    let object = JsonObject::from_serialize(&json!({ "b": 1 })).unwrap();
    event.custom_data = Some(CustomData::Object(object));
    assert_eq!(
        serde_json::to_value(&event).unwrap()["customData"],
        json!({ "b": 1 })
    );
}

#[test]
fn errors_have_a_kind_and_a_place() {
    type Case = (fn(&mut Value), ErrorKind, &'static str, &'static str);
    let cases: [Case; 9] = [
        (
            |event| *event = json!([]),
            ErrorKind::NotAnEvent,
            "",
            "expected an event, which is an object",
        ),
        (
            |event| *event = json!({}),
            ErrorKind::NotAnEvent,
            "",
            "missing property `context`",
        ),
        (
            |event| event["context"] = json!([]),
            ErrorKind::NotAnEvent,
            "/context",
            "expected an object, found an array",
        ),
        (
            |event| event["context"] = json!({}),
            ErrorKind::NotAnEvent,
            "/context",
            "missing property `type`",
        ),
        (
            |event| event["context"]["type"] = json!(7),
            ErrorKind::NotAnEvent,
            "/context/type",
            "expected the event type, a string, found the number 7",
        ),
        (
            |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.9.9.9"),
            ErrorKind::UnknownEventType,
            "/context/type",
            "not `9.9.9`: use `dev.cdevents.service.deployed.0.3.0`",
        ),
        (
            |event| event["context"]["timestamp"] = json!("yesterday"),
            ErrorKind::Invalid,
            "/context/timestamp",
            "expected an RFC 3339 date and time",
        ),
        (
            |event| event["subject"]["content"]["environment"] = json!(null),
            ErrorKind::Invalid,
            "/subject/content/environment",
            "expected an object, found null",
        ),
        (
            |event| event["subject"]["contents"] = json!({}),
            ErrorKind::Invalid,
            "/subject",
            "unknown property `contents`; did you mean `content`?",
        ),
    ];
    for (edit, kind, path, message) in cases {
        let mut json = deployed();
        edit(&mut json);
        let error = read(&json).unwrap_err();
        assert_eq!(
            (error.kind(), error.instance_path()),
            (kind, path),
            "{error}"
        );
        assert!(error.message().contains(message), "{error}");
    }
    let error = CdEvent::from_slice(b"{\"context\": ").unwrap_err();
    assert_eq!(
        (error.kind(), error.position()),
        (ErrorKind::Syntax, Some((1, 12))),
        "{error}"
    );
}

/// If the named release is unknown or lacks the event, the newest release that has it applies.
#[test]
fn an_event_of_an_unknown_release_is_validated_by_the_newest_release() {
    let mut json = deployed();
    json["context"]["specversion"] = json!("0.9.0");
    let event = read(&json).unwrap();
    let newest = newest_release_with(event.event_type().as_str());
    assert_eq!(event.release(), Some(newest));
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
}
