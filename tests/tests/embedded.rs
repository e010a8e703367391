//! Errors in an event inside a larger document have the position and the path in that document.

use cdevents_generated::{CdEvent, v0_5_1};
use cdevents_tests::event;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
struct Delivery<T> {
    #[expect(dead_code, reason = "only errors are checked")]
    events: Vec<T>,
}

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

/// Returns a document with a valid and an invalid event, and the error of parsing the document.
fn error_of<T: DeserializeOwned + std::fmt::Debug>(
    invalid: &Value,
) -> (String, serde_path_to_error::Error<serde_json::Error>) {
    let document = json!({ "delivery": 7, "events": [deployed(), invalid] });
    let text = serde_json::to_string_pretty(&document).unwrap();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let error = serde_path_to_error::deserialize::<_, Delivery<T>>(&mut deserializer).unwrap_err();
    (text, error)
}

/// Returns the line, counted from 1, of the last occurrence of a text.
fn line_of(document: &str, part: &str) -> usize {
    let (before, _) = document.rsplit_once(part).unwrap();
    1 + before.matches('\n').count()
}

#[test]
fn an_error_has_the_path_and_the_line_of_the_surrounding_document() {
    type Case = (&'static str, fn(&mut Value), &'static str, &'static str);
    let cases: [Case; 6] = [
        (
            "events[1].subject.content.environment.id",
            |event| event["subject"]["content"]["environment"]["id"] = json!(""),
            "\"id\": \"\"",
            "/subject/content/environment/id: expected a string that is not empty",
        ),
        (
            "events[1].subject.content",
            |event| event["subject"]["content"]["artefactId"] = json!("a"),
            "artefactId",
            "unknown property `artefactId`; did you mean `artifactId`?",
        ),
        (
            "events[1].subject.id",
            |event| event["subject"]["id"] = json!(null),
            "\"id\": null",
            "/subject/id: expected a string, found null",
        ),
        (
            "events[1].customData",
            |event| event["customData"] = json!([1]),
            "\"customData\"",
            "/customData: ",
        ),
        (
            "events[1].context",
            |event| event["context"]["id"] = json!(""),
            "\"timestamp\"",
            "/context/id: expected a string that is not empty",
        ),
        (
            "events[1].context",
            |event| event["context"]["type"] = json!("dev.cdevents.service.deploied.0.3.0"),
            "\"timestamp\"",
            "/context/type: ",
        ),
    ];
    for (path, edit, part, message) in cases {
        let mut invalid = deployed();
        edit(&mut invalid);
        let (text, error) = error_of::<CdEvent>(&invalid);
        assert_eq!(error.path().to_string(), path, "{error}");
        assert!(error.to_string().contains(message), "{error}");
        let line = line_of(&text, part);
        assert!(
            (line..line + 4).contains(&error.inner().line()),
            "{} in {text}: {error}",
            error.inner().line()
        );
        // Parsing an event of the release or of the type gives the same place.
        let (_, of_release) = error_of::<v0_5_1::AnyEvent>(&invalid);
        assert_eq!(of_release.path().to_string(), path, "{of_release}");
        assert_eq!(of_release.inner().line(), error.inner().line());
        let (_, of_type) = error_of::<v0_5_1::ServiceDeployed>(&invalid);
        assert!(of_type.path().to_string().starts_with(path), "{of_type}");
    }
}

#[test]
fn an_error_at_the_top_level_has_the_line_of_its_own_document() {
    let mut invalid = deployed();
    invalid["subject"]["content"]["environment"]["id"] = json!("");
    let text = serde_json::to_string_pretty(&invalid).unwrap();
    let error = serde_json::from_str::<CdEvent>(&text).unwrap_err();
    let line = line_of(&text, "\"id\": \"\"");
    // serde_json stops after the value, which may be on the next line.
    assert!((line..=line + 1).contains(&error.line()), "{error}");
    let ours = text.parse::<CdEvent>().unwrap_err();
    assert_eq!(ours.position().map(|(line, _)| line), Some(line), "{ours}");
}

#[test]
fn an_error_from_a_value_has_a_path_and_no_line() {
    let mut invalid = deployed();
    invalid["subject"]["id"] = json!("");
    let error = CdEvent::from_value(&invalid).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.position()),
        ("/subject/id", None)
    );
    assert!(!error.to_string().contains(" line "), "{error}");
    let error = serde_json::from_value::<CdEvent>(invalid.clone()).unwrap_err();
    assert!(error.to_string().starts_with("/subject/id: "), "{error}");
    assert!(!error.to_string().contains(" line "), "{error}");
    let error = v0_5_1::ServiceDeployed::from_value(invalid).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.position()),
        ("/subject/id", None)
    );
}

/// The user's own content type does not keep track of paths.
#[test]
fn an_error_in_custom_content_has_the_path_within_it() {
    #[derive(Debug, Deserialize, serde::Serialize)]
    struct Seat {
        row: u32,
    }
    #[derive(Debug, Deserialize, serde::Serialize)]
    struct Reservation {
        seats: Vec<Seat>,
    }
    let event = |seats: Value| {
        json!({
            "context": {
                "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
                "type": "dev.cdeventsx.mytool-table.reserved.0.1.0",
            },
            "subject": { "id": "table/7", "content": { "seats": seats } },
        })
    };
    for (seats, path) in [
        (
            json!([{ "row": 1 }, { "row": "x" }]),
            "/subject/content/seats/1/row",
        ),
        (json!([{ "row": 1 }, {}]), "/subject/content/seats/1"),
        (json!(7), "/subject/content/seats"),
    ] {
        let error = v0_5_1::CustomEvent::from_slice_with::<Reservation>(
            event(seats.clone()).to_string().as_bytes(),
        )
        .unwrap_err();
        assert_eq!(error.instance_path(), path, "{error}");
        let embedded = json!([event(seats)]).to_string();
        let error = serde_json::from_str::<Vec<v0_5_1::CustomEvent<Reservation>>>(&embedded);
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with(&format!("{path}: ")), "{error}");
    }
}
