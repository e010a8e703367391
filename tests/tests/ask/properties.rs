//! The content of an event, and the properties that events of many types have.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_generated::traits::{Envelope, EnvelopeExt};
use cdevents_generated::{CdEvent, ErrorKind, Json, JsonObject, Kind, v0_5_1};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{documents, parse, unknown};

/// A method that returns a property, the places of the property in the content, and the subject
/// whose ID is the property too.
type Accessor = (
    fn(&dyn Envelope) -> Option<String>,
    &'static [&'static str],
    Option<&'static str>,
);

fn accessors() -> BTreeMap<&'static str, Accessor> {
    macro_rules! accessors {
        ($($method:ident: [$($place:literal),*] $(, subject = $subject:literal)?;)*) => {
            BTreeMap::from([$((stringify!($method), (
                (|event| event.$method()) as fn(&dyn Envelope) -> Option<String>,
                &[$($place),*][..],
                None$(.or(Some($subject)))?,
            ))),*])
        };
    }
    accessors! {
        artifact_id: ["/artifactId"], subject = "artifact";
        change_id: ["/change/id"], subject = "change";
        environment_id: ["/environment/id"], subject = "environment";
        pipeline_run_id: ["/pipelineRun/id"], subject = "pipelinerun";
        repository_id: ["/repository/id"], subject = "repository";
        service_id: ["/service/id"], subject = "service";
        test_case_id: ["/testCase/id"], subject = "testcase";
        test_case_run_id: ["/testCaseRun/id"], subject = "testcaserun";
        test_suite_id: ["/testSuite/id"], subject = "testsuite";
        test_suite_run_id: ["/testSuiteRun/id"], subject = "testsuiterun";
        outcome: ["/outcome"];
        reason: ["/reason"];
        url: ["/uri", "/url"];
        view_url: ["/viewUrl"];
        name: ["/name"];
        pipeline_name: ["/pipelineName"];
        description: ["/description"];
        owner: ["/owner"];
        user: ["/user"];
        trigger_type: ["/trigger/type"];
        summary: ["/summary"];
        ticket_type: ["/ticketType"];
        group: ["/group"];
        creator: ["/creator"];
        priority: ["/priority"];
        milestone: ["/milestone"];
    }
}

/// Returns what a method should return for a document.
fn expected(document: &Value, kind: Kind, (_, places, subject): Accessor) -> Option<String> {
    if subject == Some(kind.subject()) {
        return document["subject"]["id"].as_str().map(str::to_owned);
    }
    let content = &document["subject"]["content"];
    let place = places.iter().find_map(|place| content.pointer(place));
    place.map(|value| value.as_str().unwrap().to_owned())
}

/// The complete documents have every property that their schemas have.
#[test]
fn a_property_is_returned_by_exactly_the_events_whose_schemas_have_it() {
    let accessors = accessors();
    let mut kinds: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for document in documents() {
        let event = parse(document);
        let kind = event.kind().unwrap();
        let unknown = unknown(document).unwrap();
        for (name, accessor) in &accessors {
            let expected = expected(document, kind, *accessor);
            assert_eq!((accessor.0)(&event), expected, "{name} of {document}");
            assert_eq!((accessor.0)(&unknown), expected, "{name} of {unknown}");
            if expected.is_some() {
                kinds.entry(*name).or_default().insert(kind);
            }
        }
    }
    for name in accessors.into_keys() {
        assert!(kinds[name].len() >= 3, "{name}: {:?}", kinds[name]);
    }
}

#[test]
fn a_list_is_returned_by_exactly_the_events_whose_schemas_have_it() {
    let mut kinds = BTreeSet::new();
    for document in documents() {
        let event = parse(document);
        let content = &document["subject"]["content"];
        for (key, found) in [("assignees", event.assignees()), ("labels", event.labels())] {
            let expected: Vec<String> = content.get(key).map_or_else(Vec::new, |list| {
                serde_json::from_value(list.clone()).unwrap()
            });
            assert_eq!(found, expected, "{key} of {document}");
            if !expected.is_empty() {
                kinds.insert(event.kind());
            }
        }
    }
    assert!(kinds.len() >= 3, "{kinds:?}");
}

/// Properties of an unknown event may have any type.
#[test]
fn a_property_of_another_type_is_none() {
    let event = newer(&json!({
        "uri": 7, "outcome": null, "environment": "production", "labels": [1], "name": ["a"]
    }));
    assert_eq!(
        (event.url(), event.outcome(), event.environment_id()),
        (None, None, None)
    );
    assert_eq!((event.labels(), event.name()), (vec![], None));
    let both = newer(&json!({ "uri": 7, "url": "https://example.com" }));
    assert_eq!(both.url().as_deref(), Some("https://example.com"));
    let artifact = event.to_json().replace("cake.baked", "artifact.eaten");
    let artifact = CdEvent::from_slice(artifact.as_bytes()).unwrap();
    assert_eq!(
        (artifact.kind(), artifact.artifact_id().as_deref()),
        (None, Some("cake/7"))
    );
    let custom = artifact.to_json().replace(
        "dev.cdevents.artifact.eaten.0.1.0",
        "dev.cdeventsx.mytool-artifact.eaten.0.1.0",
    );
    let custom = CdEvent::from_slice(custom.as_bytes()).unwrap();
    assert_eq!(
        (custom.kind(), custom.artifact_id()),
        (Some(Kind::Custom), None)
    );
}

fn newer(content: &Value) -> CdEvent {
    parse(&json!({
        "context": {
            "specversion": "99.0.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.cake.baked.0.1.0"
        },
        "subject": { "id": "cake/7", "content": content }
    }))
}

#[test]
fn every_value_of_an_event_is_found_by_its_pointer() {
    for document in documents() {
        let event = parse(document);
        let written = event.to_value().unwrap();
        let mut pending = vec![(String::new(), &written)];
        while let Some((pointer, value)) = pending.pop() {
            let found = event.property(&pointer);
            let found = found.unwrap_or_else(|| panic!("{pointer} of {document}"));
            assert_eq!(
                &found.read::<Value>().unwrap(),
                value,
                "{pointer} of {document}"
            );
            let key =
                |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            assert_eq!(event.property(&key("no such key")), None);
            if let Value::Object(properties) = value {
                pending.extend(properties.iter().map(|(name, value)| (key(name), value)));
            }
            if let Value::Array(items) = value {
                let items = items.iter().enumerate();
                pending.extend(items.map(|(index, item)| (key(&index.to_string()), item)));
            }
        }
        for wrong in [
            "context",
            "x",
            "/subject/contents",
            "/subject/content/",
            "subject/content",
        ] {
            assert_eq!(event.property(wrong), None, "{wrong}");
        }
    }
}

#[test]
fn the_content_is_json() {
    for document in documents() {
        let expected = JsonObject::try_from(&document["subject"]["content"]).unwrap();
        let event = parse(document);
        assert_eq!(event.content_json().as_ref(), Some(&expected));
        assert_eq!(
            event.property("/subject/content"),
            Some(expected.clone().into())
        );
        let value: Value = event.content().unwrap();
        assert_eq!(value, document["subject"]["content"]);
        assert_eq!(unknown(document).unwrap().content_json(), Some(expected));
    }
    // Digits are kept.
    let text = newer(&json!({ "a": 1 }))
        .to_json()
        .replace("\"a\":1", "\"a\":1.500");
    let event = CdEvent::from_slice(text.as_bytes()).unwrap();
    assert_eq!(event.content_json().unwrap().as_str(), r#"{"a":1.500}"#);
}

/// A shape that the contents of several types have in common.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Deployment {
    artifact_id: String,
    environment: Reference,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Reference {
    id: String,
}

#[test]
fn the_contents_of_many_releases_are_read_as_one_type() {
    let mut releases = BTreeSet::new();
    for document in documents() {
        let event = parse(document);
        if event.is("service", "deployed") && event.artifact_id().is_some() {
            let deployment: Deployment = event.content().unwrap();
            assert_eq!(Some(deployment.artifact_id), event.artifact_id());
            assert_eq!(Some(deployment.environment.id), event.environment_id());
            releases.insert(event.release());
        }
    }
    assert!(releases.len() > 1);
}

#[test]
fn a_content_of_another_shape_is_an_error_with_its_place() {
    let event = newer(&json!({ "artifactId": "pkg:oci/a", "environment": { "id": 7 } }));
    let error = event.content::<Deployment>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.instance_path(), "/subject/content/environment/id");
    assert_eq!(
        error.message(),
        "invalid type: integer `7`, expected a string"
    );
    let error = newer(&json!({})).content::<Deployment>().unwrap_err();
    assert_eq!(error.instance_path(), "/subject/content");
    assert_eq!(error.message(), "missing field `artifactId`");
    // A generated type records the path itself.
    let event = newer(&json!({ "environment": { "id": "" }, "artifactId": "pkg:oci/a" }));
    let error = event
        .content::<v0_5_1::service_deployed::Content>()
        .unwrap_err();
    assert_eq!(error.instance_path(), "/subject/content/environment/id");

    let without = r#"{
        "context": {
            "specversion": "99.0.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.cake.baked.0.1.0"
        },
        "subject": { "id": "cake/7" }
    }"#;
    let without: CdEvent = without.parse().unwrap();
    let error = without.content::<Value>().unwrap_err();
    assert_eq!(
        (error.instance_path(), error.message()),
        ("/subject", "missing property `content`")
    );
    assert_eq!(
        (without.content_json(), without.property("/subject/content")),
        (None, None)
    );
    assert_eq!((without.url(), without.labels()), (None, vec![]));
    let list = newer(&json!([1]));
    assert_eq!(
        (list.content_json(), list.content::<[u8; 1]>().unwrap()),
        (None, [1])
    );
}

/// A content of a user's own type that can't be written as an object.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Seats(u32);

#[test]
fn a_custom_event_with_any_content_becomes_an_event_of_any_type() {
    let document = json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdeventsx.mytool-table.reserved.0.1.0"
        },
        "subject": { "id": "table/7", "content": { "seats": 4, "outcome": "success" } },
        "customData": { "a": 1 }
    });
    let text = document.to_string();
    let expected = parse(&document);
    let event = v0_5_1::CustomEvent::from_slice_with::<Value>(text.as_bytes()).unwrap();
    assert_eq!(event.to_cd_event().unwrap(), expected);
    assert_eq!(CdEvent::try_from(&event).unwrap(), expected);
    assert_eq!(CdEvent::try_from(event.clone()).unwrap(), expected);
    assert_eq!(
        CdEvent::from(v0_5_1::AnyEvent::try_from(event.clone()).unwrap()),
        expected
    );
    assert_eq!(
        (event.outcome().as_deref(), event.kind()),
        (Some("success"), Some(Kind::Custom))
    );
    let map = v0_5_1::CustomEvent::from_slice_with::<BTreeMap<String, Json>>(text.as_bytes());
    assert_eq!(CdEvent::try_from(&map.unwrap()).unwrap(), expected);

    let mut list = event;
    list.subject.content = json!([4]).into();
    assert_eq!((list.content_json(), list.outcome()), (None, None));
    for error in [
        list.to_cd_event().unwrap_err(),
        CdEvent::try_from(&list).unwrap_err(),
        v0_5_1::AnyEvent::try_from(list.clone()).unwrap_err(),
        CdEvent::try_from(list).unwrap_err(),
    ] {
        assert_eq!(error.instance_path(), "/subject/content", "{error}");
        assert!(error.message().contains("expected an object"), "{error}");
    }
    let subject = v0_5_1::custom_event::Subject::new("table/7".parse().unwrap(), Seats(4).into());
    let seats = v0_5_1::CustomEvent::<Seats>::of_type(
        "dev.cdeventsx.mytool-table.reserved.0.1.0".parse().unwrap(),
        "/ci".parse().unwrap(),
        subject,
    );
    assert_eq!(
        seats.to_cd_event().unwrap_err().instance_path(),
        "/subject/content"
    );
}
