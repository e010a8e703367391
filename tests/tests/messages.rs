//! Errors say where the problem is, what was expected, what was found, and what to do.

use cdevents_generated::validate::{is_valid_slice, validate_slice};
use cdevents_generated::{CdEvent, Error, ErrorKind};
use cdevents_tests::{event, newest_release_with};
use serde_json::{Value, json};

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

/// An edit that makes an event invalid, and the expected message.
type Case = (fn(&mut Value), &'static str);

const CASES: &[Case] = &[
    // document is an array
    (
        |event| *event = json!([]),
        "expected an event, which is an object, found an array",
    ),
    // document is an empty object
    (
        |event| *event = json!({}),
        "missing property `context`, which says what kind of event it is",
    ),
    // context is an array
    (
        |event| event["context"] = json!([]),
        "/context: expected an object, found an array",
    ),
    // no type
    (
        |event| {
            event["context"].as_object_mut().unwrap().remove("type");
        },
        "/context: missing property `type`, the event type",
    ),
    // type is a number
    (
        |event| event["context"]["type"] = json!(7),
        "/context/type: expected the event type, a string, found the number 7",
    ),
    // CloudEvents envelope
    (
        |event| *event = json!({"specversion":"1.0","id":"1","source":"/","type":"dev.cdevents.service.deployed.0.3.0","data": deployed()}),
        "expected a CDEvent, found a CloudEvents envelope; read it with `cloudevents::Decoder`, or with `CdEvent::from_http` if it came over HTTP",
    ),
    // batch of CloudEvents envelopes
    (
        |event| {
            *event =
                json!([{"specversion":"1.0","id":"1","source":"/","type":"x","data_base64": ""}]);
        },
        "expected a CDEvent, found a batch of CloudEvents envelopes; read it with `cloudevents::Decoder`",
    ),
    // misspelled type
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deploied.0.3.0"),
        "/context/type: release 0.5.1 has no event type `dev.cdevents.service.deploied.0.3.0`; did you mean `dev.cdevents.service.deployed.0.3.0`?",
    ),
    // type without version
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed"),
        "/context/type: `dev.cdevents.service.deployed` lacks its version, `0.3.0`: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // type with a shortened version
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.0.3"),
        "/context/type: release 0.5.1 has version `0.3.0` of `service.deployed`, not `0.3`: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // type with an unknown version
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.9.0.0"),
        "/context/type: release 0.5.1 has version `0.3.0` of `service.deployed`, not `9.0.0`: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // type with the version `v1`
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.v1"),
        "/context/type: release 0.5.1 has version `0.3.0` of `service.deployed`, not `v1`: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // type that resembles no event
    (
        |event| event["context"]["type"] = json!("dev.cdevents.model.trained.0.1.0"),
        "/context/type: release 0.5.1 has no event `model.trained`",
    ),
    // predicate that no event of the subject has
    (
        |event| event["context"]["type"] = json!("dev.cdevents.taskrun.queued.0.1.0"),
        "/context/type: release 0.5.1 has no event `taskrun.queued`",
    ),
    // event that only older releases have
    (
        |event| event["context"]["type"] = json!("dev.cdevents.testcase.started.0.9.0"),
        "/context/type: release 0.5.1 has no event `testcase.started`; releases 0.1.0 to 0.2.0 do",
    ),
    // type without prefix
    (
        |event| event["context"]["type"] = json!("service.deployed.0.3.0"),
        "/context/type: release 0.5.1 has no event type `service.deployed.0.3.0`; did you mean `dev.cdevents.service.deployed.0.3.0`?",
    ),
    // type with a misspelled prefix
    (
        |event| event["context"]["type"] = json!("dev.cdevent.service.deployed.0.3.0"),
        "/context/type: release 0.5.1 has no event type `dev.cdevent.service.deployed.0.3.0`; did you mean `dev.cdevents.service.deployed.0.3.0`?",
    ),
    // type with a space at the end
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.0.3.0 "),
        "/context/type: `dev.cdevents.service.deployed.0.3.0 ` has white space around it: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // type of an older release
    (
        |event| event["context"]["type"] = json!("dev.cdevents.service.deployed.0.1.1"),
        "/context/type: release 0.5.1 has version `0.3.0` of `service.deployed`, not `0.1.1`: use `dev.cdevents.service.deployed.0.3.0`",
    ),
    // invalid event of a newer release
    (
        |event| {
            event["context"]["specversion"] = json!("9.9.9");
            event["subject"]["id"] = json!("");
        },
        "judged by release NEWEST; the event names release 9.9.9, which is newer than this crate: /subject/id: expected a string that is not empty, found an empty string",
    ),
    // invalid event without a meaningful release
    (
        |event| {
            event["context"]["specversion"] = json!("main");
            event["subject"]["id"] = json!("");
        },
        "judged by release NEWEST; the event names `main`, which is no release: /subject/id: expected a string that is not empty, found an empty string",
    ),
    // `version` instead of `specversion`
    (
        |event| {
            let c = event["context"].as_object_mut().unwrap();
            c.remove("specversion");
            c.insert("version".into(), json!("0.5.1"));
        },
        "/context: missing property `specversion`; other releases call it `version` (1 more violation)",
    ),
    // `url` instead of `uri`
    (
        |event| {
            event["context"]["type"] = json!("dev.cdevents.taskrun.started.0.3.0");
            event["subject"]["content"] = json!({"taskName":"t","url":"https://a.example"});
        },
        "/subject/content: unknown property `url`; this release calls it `uri`",
    ),
    // `chain_id` instead of `chainId`
    (
        |event| event["context"]["chain_id"] = json!("c"),
        "/context: unknown property `chain_id`; this release calls it `chainId`",
    ),
    // missing environment
    (
        |event| {
            event["subject"]["content"]
                .as_object_mut()
                .unwrap()
                .remove("environment");
        },
        "/subject/content: missing property `environment`",
    ),
    // misspelled environment
    (
        |event| {
            let c = event["subject"]["content"].as_object_mut().unwrap();
            let e = c.remove("environment").unwrap();
            c.insert("enviroment".into(), e);
        },
        "/subject/content: missing property `environment`; is `enviroment` a misspelling of it? (1 more violation)",
    ),
    // unknown property
    (
        |event| event["subject"]["content"]["color"] = json!("red"),
        "/subject/content: unknown property `color`; known properties: `environment`, `artifactId`",
    ),
    // null for an optional property
    (
        |event| event["subject"]["source"] = json!(null),
        "/subject/source: expected a string, found null; leave the property out instead",
    ),
    // null for a required property
    (
        |event| event["subject"]["id"] = json!(null),
        "/subject/id: expected a string, found null",
    ),
    // empty id
    (
        |event| event["context"]["id"] = json!(""),
        "/context/id: expected a string that is not empty, found an empty string",
    ),
    // invalid timestamp
    (
        |event| event["context"]["timestamp"] = json!("yesterday"),
        "/context/timestamp: expected an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`), found the string \"yesterday\"",
    ),
    // source with spaces
    (
        |event| event["context"]["source"] = json!("not a reference"),
        "/context/source: expected a URI reference (such as `/ci/main` or `https://example.com/a`), found the string \"not a reference\"",
    ),
    // misspelled link type
    (
        |event| event["context"]["links"] = json!([{"linkType":"EDN","from":{"contextId":"a"}}]),
        "/context/links/0: expected `linkType` to be `END`, `PATH` or `RELATION`, found the string \"EDN\"",
    ),
    // missing link type
    (
        |event| event["context"]["links"] = json!([{"from":{"contextId":"a"}}]),
        "/context/links/0: missing property `linkType`: one of `END`, `PATH` or `RELATION`",
    ),
    // link with the property names of older releases
    (
        |event| event["context"]["links"] = json!([{"link_type":"END","from":{"context_id":"a"}}]),
        "/context/links/0: missing property `linkType`; other releases call it `link_type`",
    ),
    // `PATH` link without `from`
    (
        |event| event["context"]["links"] = json!([{"linkType":"PATH"}]),
        "/context/links/0: missing property `from`",
    ),
    // link that is not an object
    (
        |event| event["context"]["links"] = json!(["a"]),
        "/context/links/0: expected an object, found the string \"a\"",
    ),
    // custom data is a number
    (
        |event| event["customData"] = json!(7),
        "/customData: expected an object or a string, found the number 7",
    ),
    // misspelled outcome
    (
        |event| {
            event["context"]["type"] = json!("dev.cdevents.pipelinerun.finished.0.3.0");
            event["subject"]["content"] = json!({"outcome":"sucess"});
        },
        "/subject/content/outcome: expected `success`, `failure`, `cancel` or `error`, found the string \"sucess\"; did you mean `success`?",
    ),
    // custom event type without a tool
    (
        |event| {
            event["context"]["type"] = json!("dev.cdeventsx.table.reserved.0.1.0");
        },
        "/context/type: expected a custom event type, `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>`, found `dev.cdeventsx.table.reserved.0.1.0`: the tool's name, followed by a hyphen, is missing",
    ),
    // custom event type without a version
    (
        |event| {
            event["context"]["type"] = json!("dev.cdeventsx.tool-table.reserved");
        },
        "/context/type: expected a custom event type, `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>`, found `dev.cdeventsx.tool-table.reserved`: the version is missing",
    ),
    // many violations
    (
        |event| {
            event["context"]["id"] = json!("");
            event["subject"]["id"] = json!("");
            event["subject"]["content"] = json!({});
        },
        "/context/id: expected a string that is not empty, found an empty string (3 more violations)",
    ),
];

#[test]
fn messages_suggest_valid_corrections() {
    let newest = newest_release_with("dev.cdevents.service.deployed.0.3.0").as_str();
    for (edit, message) in CASES {
        let mut event = deployed();
        edit(&mut event);
        let message = message.replace("NEWEST", newest);
        let error = CdEvent::from_value(&event).unwrap_err();
        assert_eq!(error.to_string(), message, "{event}");
        let text = event.to_string();
        assert!(!is_valid_slice(text.as_bytes()), "{event}");
        let validated = validate_slice(text.as_bytes()).unwrap_err();
        let read = text.parse::<CdEvent>().unwrap_err();
        assert_eq!(validated.to_string(), read.to_string());
        assert!(
            read.to_string()
                .starts_with(message.split(" (").next().unwrap())
        );
    }
}

#[test]
fn errors_name_the_format_of_input_that_is_not_json() {
    let text = deployed().to_string();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [&[0xff, 0xfe], utf16.as_slice()].concat();
    for (bytes, message) in [
        (&b""[..], "expected JSON, found nothing"),
        (b"\n ", "expected JSON, found nothing"),
        (
            format!("\u{feff}{text}").as_bytes(),
            "expected JSON, found a byte order mark (BOM); remove it",
        ),
        (
            &utf16,
            "expected JSON, found UTF-16; convert it to UTF-8 first",
        ),
        (&with_mark, "expected UTF-8, found UTF-16; convert it first"),
        (
            &[0x1f, 0x8b, 8, 0],
            "expected JSON, found gzip; decompress it first",
        ),
        (
            b"context:\n  id: 1\n",
            "expected JSON, found YAML; deserialize it with a YAML crate",
        ),
        (b"<html>", "expected JSON, found XML or HTML"),
        (b"\"\xff\"", "expected UTF-8, found byte 0xff at offset 1"),
        (
            format!("{text}\n{text}").as_bytes(),
            "expected the end of the input after the event; parse NDJSON line by line (line 2, column 1)",
        ),
        (
            &text.as_bytes()[..100],
            "EOF while parsing a value (line 1, column 100)",
        ),
    ] {
        for error in [
            CdEvent::from_slice(bytes).unwrap_err(),
            validate_slice(bytes).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Syntax, "{error}");
            assert!(error.report().is_none());
            let expected = message.split(" while").next().unwrap();
            assert!(error.to_string().starts_with(expected), "{error}");
        }
    }
}

#[test]
fn messages_are_one_short_line() {
    let long = "x\n".repeat(100_000);
    let edits: [fn(&mut Value, &str); 9] = [
        |event, long| event["context"]["timestamp"] = json!(long),
        |event, long| event["context"]["type"] = json!(long),
        |event, long| event["context"]["type"] = json!(format!("dev.cdevents.{long}.a.0.1.0")),
        |event, long| event["context"]["type"] = json!(format!("dev.cdeventsx.{long}")),
        |event, long| event["subject"]["content"][long] = json!(1),
        |event, long| event["subject"] = json!(long),
        |event, long| event[long] = json!(long),
        |event, long| event["context"]["specversion"] = json!(long),
        |event, long| event["context"]["links"] = json!([{ "linkType": long }]),
    ];
    for edit in edits {
        let mut event = deployed();
        edit(&mut event, &long);
        if let Some(subject) = event["subject"].as_object_mut() {
            subject.insert("more".to_owned(), json!(1));
        }
        let text = event.to_string();
        let errors: [Error; 2] = [
            CdEvent::from_slice(text.as_bytes()).unwrap_err(),
            validate_slice(text.as_bytes()).unwrap_err(),
        ];
        let embedded = serde_json::from_value::<CdEvent>(event)
            .unwrap_err()
            .to_string();
        for message in errors.iter().map(ToString::to_string).chain([embedded]) {
            assert!(!message.contains('\n'), "{message}");
            assert!(
                message.len() < 1000,
                "{} bytes: {message:.200}",
                message.len()
            );
        }
    }
}

/// The limit on nesting and the ban on duplicate keys are rules of this crate, not of a schema.
#[test]
fn errors_about_rules_beyond_the_schema_have_a_place() {
    let text = deployed().to_string();
    let deep = format!("{}{}", "[".repeat(130), "]".repeat(130));
    let with = |property: &str| format!("{},{property}}}", &text[..text.len() - 1]);
    let error = with(&format!("\"customData\":{{\"a\":{deep}}}"))
        .parse::<CdEvent>()
        .unwrap_err();
    assert_eq!(
        (error.instance_path(), error.report()),
        ("/customData", None)
    );
    assert!(
        error.message().starts_with("nested more than 120 deep"),
        "{error}"
    );
    let error = with("\"customData\":{\"a\":1,\"a\":2}")
        .parse::<CdEvent>()
        .unwrap_err();
    assert_eq!(error.instance_path(), "/customData");
    assert_eq!(error.message(), "duplicate property `a`");
    let error = text
        .replacen("\"id\":", "\"id\":\"0\",\"id\":", 1)
        .parse::<CdEvent>()
        .unwrap_err();
    assert_eq!(
        (error.instance_path(), error.message()),
        ("/context", "duplicate property `id`")
    );
}

/// A number that a `serde_json::Value` cannot hold must not hide other violations.
#[test]
fn an_invalid_event_with_a_huge_number_has_a_report() {
    let mut event = deployed();
    event["subject"]["id"] = json!("");
    event["customData"] = json!({ "a": "HUGE" });
    let text = event.to_string().replace("\"HUGE\"", "1e400");
    let error = text.parse::<CdEvent>().unwrap_err();
    assert_eq!(error.report().unwrap().violations().len(), 1);
    assert_eq!(error.instance_path(), "/subject/id");
}
