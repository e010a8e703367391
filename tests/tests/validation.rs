//! Validation: which schema applies, where the violations are, and what their messages say.

use cdevents_generated::validate::{
    Keyword, Report, is_valid, is_valid_slice, resolve, validate, validate_slice,
};
use cdevents_generated::{CdEvent, ErrorKind, Release, draft, v0_5_1};
use cdevents_tests::{event, newest_release_with};
use serde_json::{Value, json};

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

fn report(edit: impl FnOnce(&mut Value)) -> Report {
    let mut event = deployed();
    edit(&mut event);
    validate(&event).unwrap_err()
}

#[track_caller]
fn assert_one(report: &Report, path: &str, keyword: Keyword, message: &str) {
    let [violation] = report.violations() else {
        panic!("{report}");
    };
    assert_eq!(
        (violation.instance_path(), violation.keyword()),
        (path, keyword),
        "{report}"
    );
    assert_eq!(violation.message(), message);
}

#[test]
fn a_violation_has_its_place_in_the_document_and_in_the_schema() {
    let report = report(|event| event["subject"]["content"]["environment"]["id"] = json!(""));
    let [violation] = report.violations() else {
        panic!("{report}");
    };
    assert_eq!(report.kind(), ErrorKind::Invalid);
    assert_eq!(violation.instance_path(), "/subject/content/environment/id");
    assert_eq!(
        violation.schema_id(),
        "https://cdevents.dev/0.5.1/schema/definitions"
    );
    assert_eq!(
        violation.schema_path(),
        "/$defs/reference/properties/id/minLength"
    );
    let way = "/properties/subject/properties/content/properties/environment/$ref/properties/id/minLength";
    assert_eq!(violation.evaluation_path(), way);
    let output = serde_json::to_value(&report).unwrap();
    let expected = json!({ "valid": false, "errors": [{
        "keywordLocation": way,
        "absoluteKeywordLocation":
            "https://cdevents.dev/0.5.1/schema/definitions#/$defs/reference/properties/id/minLength",
        "instanceLocation": "/subject/content/environment/id",
        "error": "expected a string that is not empty, found an empty string",
    }]});
    assert_eq!(output, expected);
}

#[test]
fn messages_say_what_is_expected_and_what_is_found() {
    let content = "/subject/content";
    assert_one(
        &report(|event| {
            let content = event["subject"]["content"].as_object_mut();
            content.unwrap().remove("artifactId");
        }),
        content,
        Keyword::Required,
        "missing property `artifactId`",
    );
    assert_one(
        &report(|event| event["subject"]["content"]["uri"] = json!("/a")),
        content,
        Keyword::AdditionalProperties,
        "unknown property `uri`; known properties: `environment`, `artifactId`",
    );
    assert_one(
        &report(|event| event["subject"]["content"] = json!(null)),
        content,
        Keyword::Type,
        "expected an object, found null",
    );
    assert_one(
        &report(|event| event["context"]["schemaUri"] = json!("a b")),
        "/context/schemaUri",
        Keyword::Format,
        "expected a URI (such as `https://example.com/a`), found the string \"a b\"",
    );
    assert_one(
        &report(|event| {
            event["context"]["links"] = json!([{ "linkType": "END" }, { "linkType": "end" }]);
        }),
        "/context/links/1",
        Keyword::AnyOf,
        "expected `linkType` to be `END`, `PATH` or `RELATION`, found the string \"end\"; did you \
         mean `END`?",
    );
}

#[test]
fn violations_are_complete_and_in_document_order() {
    let report = report(|event| {
        event["context"]["id"] = json!("");
        event["context"]["timestamp"] = json!(7);
        event["subject"]["content"] = json!({ "enviroment": {} });
        event["customData"] = json!(1);
    });
    let found: Vec<_> = report
        .iter()
        .map(|violation| (violation.instance_path(), violation.keyword()))
        .collect();
    let expected = [
        ("/context/id", Keyword::MinLength),
        ("/context/timestamp", Keyword::Type),
        ("/customData", Keyword::OneOf),
        ("/subject/content", Keyword::Required),
        ("/subject/content", Keyword::Required),
        ("/subject/content", Keyword::AdditionalProperties),
    ];
    assert_eq!(found, expected);
    assert_eq!(report.to_string().lines().count(), 2 * expected.len());
}

#[test]
fn a_document_without_a_schema_has_its_own_error_kind() {
    for (document, kind, path) in [
        (json!([]), ErrorKind::NotAnEvent, ""),
        (json!({}), ErrorKind::NotAnEvent, ""),
        (json!({ "context": 1 }), ErrorKind::NotAnEvent, "/context"),
        (json!({ "context": {} }), ErrorKind::NotAnEvent, "/context"),
        (
            json!({ "context": { "type": 1 } }),
            ErrorKind::NotAnEvent,
            "/context/type",
        ),
        (
            json!({ "context": { "type": "a" } }),
            ErrorKind::UnknownEventType,
            "/context/type",
        ),
    ] {
        let report = validate(&document).unwrap_err();
        assert_eq!(
            (report.kind(), report.violations()[0].instance_path()),
            (kind, path),
            "{report}"
        );
        assert!(!is_valid(&document));
        let bytes = document.to_string().into_bytes();
        assert!(!is_valid_slice(&bytes));
        assert_eq!(validate_slice(&bytes).unwrap_err().report(), Some(&report));
        assert_eq!(
            CdEvent::from_slice(&bytes).unwrap_err().report(),
            Some(&report)
        );
    }
}

#[test]
fn an_event_is_validated_by_its_named_release_or_the_newest() {
    let resolution = resolve(&deployed()).unwrap();
    assert!(resolution.is_exact);
    assert_eq!(resolution.release, Release::V0_5_1);
    assert_eq!(resolution.schema_id, v0_5_1::ServiceDeployed::SCHEMA_ID);
    let mut other = deployed();
    other["context"]["specversion"] = json!("9.9.9");
    let resolution = resolve(&other).unwrap();
    let newest = newest_release_with("dev.cdevents.service.deployed.0.3.0");
    assert_eq!((resolution.release, resolution.is_exact), (newest, false));
    assert!(is_valid(&other));
}

#[test]
fn events_can_be_validated_against_one_release() {
    let bytes = deployed().to_string().into_bytes();
    assert!(v0_5_1::is_valid(&deployed()) && v0_5_1::is_valid_slice(&bytes));
    assert!(v0_5_1::validate(&deployed()).is_ok() && v0_5_1::validate_slice(&bytes).is_ok());
    assert!(!draft::is_valid(&deployed()) && !draft::is_valid_slice(&bytes));
    let report = draft::validate(&deployed()).unwrap_err();
    assert_eq!(report.kind(), ErrorKind::UnknownEventType);
    let error = draft::validate_slice(&bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownEventType);
    assert!(
        error
            .message()
            .ends_with("without a version: use `dev.cdevents.service.deployed`"),
        "{error}"
    );
}

#[test]
fn errors_about_rules_beyond_the_schema_have_no_report() {
    let twice = "\"artifactId\":\"a\",\"environment\":";
    let text = deployed().to_string().replace("\"environment\":", twice);
    let error = validate_slice(text.as_bytes()).unwrap_err();
    assert_eq!((error.kind(), error.report()), (ErrorKind::Invalid, None));
    assert_eq!(
        error.to_string().split(" (").next(),
        Some("/subject/content: duplicate property `artifactId`")
    );
}
