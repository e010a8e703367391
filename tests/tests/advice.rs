//! Each rule of the advice reports the events that break it, and no others.

use std::collections::BTreeMap;

use cdevents_generated::CdEvent;
use cdevents_generated::advise::{Advice, AdviceCode, Severity, advise};
use cdevents_generated::validate::is_valid;
use cdevents_tests::{event, json_files, newest_release_with, upstream};
use serde_json::{Value, json};

/// Returns an event that gets no advice.
fn good_event(name: &str, content: &Value) -> Value {
    let mut event = event("0.5.1", name, content);
    event["context"]["source"] = json!("https://ci.example.com/main");
    event
}

fn deployed() -> Value {
    good_event(
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

#[track_caller]
fn advice_on(json: &Value) -> Vec<Advice> {
    // Advice does not affect validity.
    assert!(is_valid(json), "{json}");
    let event: CdEvent = serde_json::from_value(json.clone()).unwrap();
    advise(&event)
}

/// Asserts the codes and places of all advice on an event, and returns the messages.
#[track_caller]
fn assert_advice(json: &Value, expected: &[(&str, &str)]) -> Vec<String> {
    let advice = advice_on(json);
    let places = advice
        .iter()
        .map(|advice| (advice.code().as_str(), advice.instance_path()));
    let found: Vec<_> = places.collect();
    assert_eq!(found, expected);
    advice.iter().map(|one| one.message().to_owned()).collect()
}

/// Asserts that an event gets a single piece of advice, and returns its message.
#[track_caller]
fn assert_one(json: &Value, code: &str, path: &str) -> String {
    assert_advice(json, &[(code, path)]).remove(0)
}

#[track_caller]
fn assert_none(json: &Value) {
    assert_advice(json, &[]);
}

#[test]
fn an_event_that_follows_every_recommendation_gets_no_advice() {
    assert_none(&deployed());
}

#[test]
fn advice_has_a_code_a_place_and_a_reason() {
    let mut json = deployed();
    json["context"]["chainId"] = json!("release 7");
    let advice = advice_on(&json).remove(0);
    assert_eq!(advice.code(), AdviceCode::ChainIdNotUuid);
    assert_eq!(advice.severity(), Severity::Warning);
    assert_eq!(advice.section(), "Context: chainId");
    assert_eq!(
        advice.to_string(),
        "/context/chainId: the chain ID \"release 7\" is not a UUID; generate one for the chain's first \
         event and pass it on (chain-id-not-a-uuid)"
    );
    let expected = json!({
        "code": "chain-id-not-a-uuid",
        "severity": "warning",
        "section": "Context: chainId",
        "url": "https://github.com/cdevents/spec/blob/v0.5.1/spec.md#chainid",
        "instanceLocation": "/context/chainId",
        "message": advice.message(),
    });
    assert_eq!(serde_json::to_value(&advice).unwrap(), expected);
}

#[test]
fn warnings_come_before_recommendations() {
    assert!(Severity::Recommendation < Severity::Warning);
    assert_eq!(
        AdviceCode::SourceNotAbsolute.severity(),
        Severity::Recommendation
    );
}

#[test]
fn advice_on_chain_ids() {
    let mut json = deployed();
    for right in [
        "4c8cb7dd-3448-41de-8768-eec704e2829b",
        "00000000-0000-0000-0000-000000000001",
    ] {
        json["context"]["chainId"] = json!(right);
        assert_none(&json);
    }
    json["context"]["chainId"] = json!("4c8cb7dd344841de8768eec704e2829b");
    assert_one(&json, "chain-id-not-a-uuid", "/context/chainId");
}

/// Every schema rejects a relative `schemaUri`, so there is advice only on fragments.
#[test]
fn advice_on_schema_uris_with_a_fragment() {
    let mut json = deployed();
    for right in ["https://example.com/schema", "urn:example:schema"] {
        json["context"]["schemaUri"] = json!(right);
        assert_none(&json);
    }
    for wrong in ["https://example.com/schema#/$defs/a", "urn:example:schema#"] {
        json["context"]["schemaUri"] = json!(wrong);
        assert_one(&json, "schema-uri-not-absolute", "/context/schemaUri");
    }
    for invalid in ["/schema", "schema.json", "#schema", "//example.com/schema"] {
        json["context"]["schemaUri"] = json!(invalid);
        assert!(!is_valid(&json), "{invalid}");
    }
}

#[test]
fn advice_on_relative_sources() {
    let mut json = deployed();
    for right in ["https://ci.example.com/main#7", "urn:example:ci", "ci:main"] {
        json["context"]["source"] = json!(right);
        assert_none(&json);
    }
    for wrong in ["/ci/main", "ci", "//ci.example.com"] {
        json["context"]["source"] = json!(wrong);
        assert_one(&json, "source-not-absolute", "/context/source");
    }
}

#[test]
fn advice_on_sources_that_are_not_a_uri_reference() {
    let content = json!({ "environment": { "id": "production" } });
    let mut json = good_event("testcaserun.queued.0.3.0", &content);
    assert_none(&json);
    json["context"]["source"] = json!("the test runner");
    assert_one(&json, "source-not-a-uri-reference", "/context/source");
}

#[test]
fn advice_on_custom_data_content_types() {
    let mut json = deployed();
    for right in [
        "application/json",
        "text/plain; charset=utf-8",
        "image/svg+xml",
    ] {
        json["customDataContentType"] = json!(right);
        assert_none(&json);
    }
    for wrong in ["json", "", "text/plain; charset"] {
        json["customDataContentType"] = json!(wrong);
        assert_one(
            &json,
            "content-type-not-a-media-type",
            "/customDataContentType",
        );
    }
    // Without a valid content type, no rule applies to the data.
    json["customData"] = json!("not base64!");
    assert_one(
        &json,
        "content-type-not-a-media-type",
        "/customDataContentType",
    );
}

#[test]
fn advice_on_custom_data_of_other_types_that_is_not_base64() {
    let mut json = deployed();
    json["customDataContentType"] = json!("application/xml");
    json["customData"] = json!("PGEvPg==");
    assert_none(&json);
    for (wrong, found) in [
        (json!("<a/>"), "a string that is not base64"),
        (json!("PGEvPg"), "a string that is not base64"),
        (json!({}), "an object"),
    ] {
        json["customData"] = wrong;
        let message = assert_one(&json, "custom-data-not-base64", "/customData");
        assert!(message.contains(&format!("found {found}")), "{message}");
    }
}

#[test]
fn advice_on_json_custom_data_that_is_not_an_object() {
    let mut json = deployed();
    for content_type in [
        None,
        Some("application/json"),
        Some("application/a+json; b=c"),
    ] {
        if let Some(content_type) = content_type {
            json["customDataContentType"] = json!(content_type);
        }
        json["customData"] = json!({});
        assert_none(&json);
        json["customData"] = json!("e30=");
        let message = assert_one(&json, "custom-data-not-an-object", "/customData");
        let reason = content_type.unwrap_or("no content type means");
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn advice_on_artifact_ids() {
    let mut json = deployed();
    for right in [
        "pkg:oci/checkout@sha256%3A0b31",
        "pkg:golang/example.com/a@1?b=c#d",
    ] {
        json["subject"]["content"]["artifactId"] = json!(right);
        assert_none(&json);
    }
    for wrong in [
        "checkout:1.2",
        "pkg:checkout",
        "pkg:swift/checkout",
        "https://example.com/",
    ] {
        json["subject"]["content"]["artifactId"] = json!(wrong);
        assert_one(
            &json,
            "artifact-id-not-a-purl",
            "/subject/content/artifactId",
        );
    }

    let mut json = good_event("artifact.deleted.0.2.0", &json!({}));
    json["subject"]["id"] = json!("pkg:oci/checkout");
    assert_none(&json);
    json["subject"]["id"] = json!("checkout.tar");
    assert_one(&json, "artifact-id-not-a-purl", "/subject/id");
    // Only the subject's ID in an artifact event names an artifact.
    let mut json = good_event("build.started.0.3.0", &json!({}));
    json["subject"]["id"] = json!("checkout.tar");
    assert_none(&json);
}

#[test]
fn advice_on_links() {
    let mut json = deployed();
    let id = json["context"]["id"].clone();
    json["context"]["links"] = json!([
        { "linkType": "PATH", "from": { "contextId": "a" }, "tags": { "a": "b" } },
        { "linkType": "RELATION", "linkKind": "TRIGGER", "target": { "contextId": "b" } },
        { "linkType": "RELATION", "linkKind": "TRIGGER", "target": {} },
        { "linkType": "END", "from": { "contextId": "c" }, "tags": {} },
        { "linkType": "END" },
    ]);
    assert_none(&json);
    json["context"]["links"] = json!([
        { "linkType": "PATH", "from": { "contextId": id }, "tags": { "a": "b", "c/d~e": 7 } },
        { "linkType": "RELATION", "linkKind": "TRIGGER", "target": { "contextId": id } },
        { "linkType": "END", "from": { "contextId": id }, "tags": { "a": {}, "b": [], "c": null } },
    ]);
    let messages = assert_advice(
        &json,
        &[
            ("link-to-itself", "/context/links/0/from/contextId"),
            ("link-to-itself", "/context/links/1/target/contextId"),
            ("link-to-itself", "/context/links/2/from/contextId"),
            ("link-tag-not-a-string", "/context/links/0/tags/c~1d~0e"),
            ("link-tag-not-a-string", "/context/links/2/tags/a"),
            ("link-tag-not-a-string", "/context/links/2/tags/b"),
            ("link-tag-not-a-string", "/context/links/2/tags/c"),
        ],
    );
    for (message, found) in
        messages
            .iter()
            .skip(3)
            .zip(["a number", "an object", "an array", "null"])
    {
        assert!(
            message.starts_with(&format!("the tag is {found}, ")),
            "{message}"
        );
    }
}

#[test]
fn advice_on_event_types_that_the_named_release_lacks() {
    let newest = newest_release_with("dev.cdevents.service.deployed.0.3.0");
    let mut json = deployed();
    for (named, words) in [
        ("0.9.0", "\"0.9.0\" is not a known release"),
        (
            "draft",
            "release `draft` has no type `dev.cdevents.service.deployed.0.3.0`",
        ),
    ] {
        json["context"]["specversion"] = json!(named);
        let message = assert_one(&json, "type-not-of-release", "/context/specversion");
        assert!(message.starts_with(words), "{message}");
        assert!(
            message.contains(&format!("the schema of release `{newest}` applied")),
            "{message}"
        );
    }
    let mut json = event(
        "draft",
        "environment.created",
        &json!({ "name": "Production" }),
    );
    json["context"]["source"] = json!("https://ci.example.com/main");
    assert_none(&json);
    json["context"]["version"] = json!("7");
    assert!(!is_valid(&json), "the draft allows its own name only");
}

#[test]
fn advice_on_failure_details_of_a_successful_run() {
    let environment = json!({ "id": "production" });
    for (name, key, code) in [
        ("pipelinerun.finished.0.3.0", "errors", "errors-on-success"),
        ("taskrun.finished.0.3.0", "errors", "errors-on-success"),
        ("testcaserun.finished.0.3.0", "reason", "reason-on-success"),
        ("testsuiterun.finished.0.3.0", "reason", "reason-on-success"),
        (
            "testcaserun.finished.0.3.0",
            "severity",
            "severity-on-success",
        ),
    ] {
        let mut json = good_event(name, &json!({ "outcome": "failure" }));
        if name.starts_with("test") {
            json["subject"]["content"]["environment"] = environment.clone();
        }
        json["subject"]["content"][key] = json!("high");
        assert_none(&json);
        json["subject"]["content"]["outcome"] = json!("success");
        assert_one(&json, code, &format!("/subject/content/{key}"));
        if key != "severity" {
            json["subject"]["content"][key] = json!("");
            assert_none(&json);
        }
    }
}

/// The specification has no rules for the content of custom events.
#[test]
fn custom_event_content_gets_no_advice() {
    let content = json!({ "artifactId": "checkout", "outcome": "success", "errors": "none" });
    let mut json = good_event("build.started.0.3.0", &content);
    json["context"]["type"] = json!("dev.cdeventsx.mytool-artifact.created.0.1.0");
    assert_none(&json);
    json["context"]["chainId"] = json!("7");
    assert_one(&json, "chain-id-not-a-uuid", "/context/chainId");
}

#[test]
fn upstreams_events_get_advice_on_their_source_only() {
    let Some(folder) = upstream("0.5.1", "upstreams_events_get_advice_on_their_source_only") else {
        return;
    };
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for folder in [folder.join("conformance"), folder.join("custom")] {
        for json in json_files(&folder).into_values() {
            if json.get("context").is_none() {
                continue;
            }
            for advice in advice_on(&json) {
                let place = (advice.code().to_string(), advice.instance_path().to_owned());
                *counts.entry(place).or_default() += 1;
            }
        }
    }
    let found: Vec<_> = counts
        .iter()
        .map(|((code, path), count)| (code.as_str(), path.as_str(), *count))
        .collect();
    // The source of every event is a path.
    assert_eq!(found, [("source-not-absolute", "/context/source", 46)]);
}
