//! Events inside a larger document: errors have that document's position and path.

use cdevents_generated::{CdEvent, v0_5_1};
use cdevents_tests::event;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
struct Delivery<T> {
    #[expect(dead_code, reason = "only errors are looked at")]
    events: Vec<T>,
}

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

/// A document with a valid event and a damaged one, and the error that reading it gives.
fn error_of<T: DeserializeOwned + std::fmt::Debug>(
    damaged: &Value,
) -> (String, serde_path_to_error::Error<serde_json::Error>) {
    let document = json!({ "delivery": 7, "events": [deployed(), damaged] });
    let text = serde_json::to_string_pretty(&document).unwrap();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let error = serde_path_to_error::deserialize::<_, Delivery<T>>(&mut deserializer).unwrap_err();
    (text, error)
}

/// The line, from 1, of the last place that has a text.
fn line_of(document: &str, part: &str) -> usize {
    let (before, _) = document.rsplit_once(part).unwrap();
    1 + before.matches('\n').count()
}

#[test]
fn an_error_has_the_path_and_the_line_of_the_document_around() {
    type Case = (&'static str, fn(&mut Value), &'static str, &'static str);
    let cases: [Case; 6] = [
        (
            "events[1].subject.content.environment.id",
            |it| it["subject"]["content"]["environment"]["id"] = json!(""),
            "\"id\": \"\"",
            "/subject/content/environment/id: expected a string that is not empty",
        ),
        (
            "events[1].subject.content",
            |it| it["subject"]["content"]["artefactId"] = json!("a"),
            "artefactId",
            "unknown property `artefactId`; did you mean `artifactId`?",
        ),
        (
            "events[1].subject.id",
            |it| it["subject"]["id"] = json!(null),
            "\"id\": null",
            "/subject/id: expected a string, found null",
        ),
        (
            "events[1].customData",
            |it| it["customData"] = json!([1]),
            "\"customData\"",
            "/customData: ",
        ),
        (
            "events[1].context",
            |it| it["context"]["id"] = json!(""),
            "\"timestamp\"",
            "/context/id: expected a string that is not empty",
        ),
        (
            "events[1].context",
            |it| it["context"]["type"] = json!("dev.cdevents.service.deploied.0.3.0"),
            "\"timestamp\"",
            "/context/type: ",
        ),
    ];
    for (path, damage, part, message) in cases {
        let mut damaged = deployed();
        damage(&mut damaged);
        let (text, error) = error_of::<CdEvent>(&damaged);
        assert_eq!(error.path().to_string(), path, "{error}");
        assert!(error.to_string().contains(message), "{error}");
        let line = line_of(&text, part);
        assert!(
            (line..line + 4).contains(&error.inner().line()),
            "{} in {text}: {error}",
            error.inner().line()
        );
        // Whoever knows the release, or the type, gets the same place.
        let (_, of_release) = error_of::<v0_5_1::AnyEvent>(&damaged);
        assert_eq!(of_release.path().to_string(), path, "{of_release}");
        assert_eq!(of_release.inner().line(), error.inner().line());
        let (_, of_type) = error_of::<v0_5_1::ServiceDeployed>(&damaged);
        assert!(of_type.path().to_string().starts_with(path), "{of_type}");
    }
}

#[test]
fn an_error_at_the_top_level_has_the_line_of_its_own_document() {
    let mut damaged = deployed();
    damaged["subject"]["content"]["environment"]["id"] = json!("");
    let text = serde_json::to_string_pretty(&damaged).unwrap();
    let error = serde_json::from_str::<CdEvent>(&text).unwrap_err();
    let line = line_of(&text, "\"id\": \"\"");
    // serde_json stops behind the value, which may be on the next line.
    assert!((line..=line + 1).contains(&error.line()), "{error}");
    let ours = text.parse::<CdEvent>().unwrap_err();
    assert_eq!(ours.position().map(|it| it.0), Some(line), "{ours}");
}

#[test]
fn an_error_from_a_value_has_a_path_and_no_line() {
    let mut damaged = deployed();
    damaged["subject"]["id"] = json!("");
    let error = CdEvent::from_value(&damaged).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.position()),
        ("/subject/id", None)
    );
    assert!(!error.to_string().contains(" line "), "{error}");
    let error = serde_json::from_value::<CdEvent>(damaged.clone()).unwrap_err();
    assert!(error.to_string().starts_with("/subject/id: "), "{error}");
    assert!(!error.to_string().contains(" line "), "{error}");
    let error = v0_5_1::ServiceDeployed::from_value(damaged).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.position()),
        ("/subject/id", None)
    );
}

/// A content of the user's own type knows nothing of paths.
#[test]
fn an_error_in_a_custom_content_has_the_path_within_it() {
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
