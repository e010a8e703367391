//! A peek at any body.

use cdevents_generated::{Peek, peek};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::documents;

fn expected(document: &Value) -> Peek {
    let text = |pointer: &str| {
        document
            .pointer(pointer)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let mut peek = Peek::default();
    peek.id = text("/context/id");
    peek.source = text("/context/source");
    peek.event_type = text("/context/type");
    peek.release_name = text("/context/specversion").or_else(|| text("/context/version"));
    peek.subject_id = text("/subject/id");
    peek
}

#[test]
fn every_event_tells_what_identifies_it() {
    for document in documents() {
        let found = peek(document.to_string().as_bytes());
        assert_eq!(found, expected(document), "{document}");
        assert!(found.id.is_some() && found.release_name.is_some() && found.subject_id.is_some());
        let pretty = format!("{document:#}").replace('\n', "\r\n");
        assert_eq!(peek(pretty.as_bytes()), found);
    }
}

#[test]
fn an_event_in_an_envelope_tells_the_same() {
    for document in documents() {
        let found = expected(document);
        let envelope = |key: &str, data: Value| {
            json!({
                "specversion": "1.0", "id": "other", "source": "/other", "type": "other",
                "subject": "other", key: data
            })
        };
        let base64 = base64(&document.to_string());
        for envelope in [
            envelope("data", document.clone()),
            envelope("data", document.to_string().into()),
            envelope("data_base64", base64.into()),
        ] {
            assert_eq!(peek(envelope.to_string().as_bytes()), found, "{envelope}");
        }
    }
    let without_data = json!({"id": "1", "source": "/ci", "type": "t", "subject": "s", "data": 1});
    let found = peek(without_data.to_string().as_bytes());
    assert_eq!(found.id.as_deref(), Some("1"));
    assert_eq!(found.source.as_deref(), Some("/ci"));
    assert_eq!(found.event_type.as_deref(), Some("t"));
    assert_eq!(
        (found.subject_id.as_deref(), found.release_name),
        (Some("s"), None)
    );
}

fn base64(text: &str) -> String {
    let cdevents_generated::CustomData::Text(base64) =
        cdevents_generated::CustomData::from_bytes(text)
    else {
        unreachable!()
    };
    base64
}

/// What is read from the start of a text is what the whole text says, as far as it goes.
#[test]
fn a_text_that_is_cut_off_tells_what_it_has() {
    for document in documents().iter().step_by(25) {
        let text = document.to_string();
        let whole = expected(document);
        let mut before = Peek::default();
        for end in 0..=text.len() {
            let found = peek(&text.as_bytes()[..end]);
            for (found, before, whole) in [
                (&found.id, &before.id, &whole.id),
                (&found.source, &before.source, &whole.source),
                (&found.event_type, &before.event_type, &whole.event_type),
                (
                    &found.release_name,
                    &before.release_name,
                    &whole.release_name,
                ),
                (&found.subject_id, &before.subject_id, &whole.subject_id),
            ] {
                assert!(
                    found.is_none() || found == whole,
                    "{found:?} at {end} of {text}"
                );
                assert!(
                    before.is_none() || found == before,
                    "{found:?} at {end} of {text}"
                );
            }
            before = found;
        }
        assert_eq!(before, whole);
    }
}

#[test]
fn a_broken_text_tells_what_can_be_read() {
    let id = |text: &str| peek(text.as_bytes()).id;
    for (text, expected) in [
        (r#"{"context":{"id":"1"}"#, Some("1")),
        (r#"{"context":{"source":nope,,"id":"1"]]]"#, Some("1")),
        (
            r#"{"subject":{"content":{"a":tru]}},"context":{"id":"1"}}"#,
            Some("1"),
        ),
        ("\u{feff}{\"context\":{\"id\":\"1\"}}", Some("1")),
        (r#"{"context":{"x":"\ud800","id":"1"}}"#, Some("1")),
        ("{\"context\":{\"x\":\"a\nb\",\"id\":\"1\"}}", Some("1")),
        (r#"{"context":{"id":"\u0031"}}"#, Some("1")),
        (r#"{"context":{"\u0069d":"1"}}"#, Some("1")),
        (r#"{"context":{"id":"\ud800"}}"#, Some("\\ud800")),
        (r#"{"context":{"id":"a\"b\\"}}"#, Some("a\"b\\")),
        // A number isn't valid, but tells events apart.
        (r#"{"context":{"id":17}}"#, Some("17")),
        (r#"{"context":{"id":-1.5e3}}"#, Some("-1.5e3")),
        // Of duplicates, the first one counts.
        (r#"{"context":{"id":"1","id":"2"}}"#, Some("1")),
        (r#"{"context":{"id":null,"id":"2"}}"#, Some("2")),
        // Values of other places don't count.
        (r#"{"context":[{"id":"1"}]}"#, None),
        (r#"[{"context":{"id":"1"}}]"#, None),
        (r#"{"a":{"context":{"id":"1"}}}"#, None),
        (r#"{"context":{"id":{"id":"1"}}}"#, None),
        (r#"{"context":{"links":[{"id":"1"}]}}"#, None),
        (r#"{"customData":{"id":"1"}}"#, None),
        (r#"{"context":{"id":true}}"#, None),
        (r#"{"context":{"ids":"1"}}"#, None),
        // What is cut off could be longer.
        (r#"{"context":{"id":"1"#, None),
        (r#"{"context":{"id":"1\"#, None),
        (r#"{"context":{"id":17"#, None),
        ("", None),
        ("hello", None),
        ("}}}}]]]]", None),
        ("id", None),
        ("\"id\"", None),
        ("17", None),
    ] {
        assert_eq!(id(text).as_deref(), expected, "{text}");
    }
    let invalid = b"{\"context\":{\"source\":\"\xff\xfe\",\"id\":\"1\"}}";
    assert_eq!(peek(invalid).id.as_deref(), Some("1"));
    assert_eq!(peek(invalid).source.as_deref(), Some("\u{fffd}\u{fffd}"));
    let version = |text: &str| peek(text.as_bytes()).release_name;
    assert_eq!(
        version(r#"{"context":{"version":"0.4.1","specversion":"0.5.1"}}"#).as_deref(),
        Some("0.5.1")
    );
    assert_eq!(version(r#"{"specversion":"1.0"}"#), None);
}

#[test]
fn a_deep_or_long_text_is_no_problem() {
    let mut text = "[".repeat(1_000_000);
    text.push_str(&"]".repeat(1_000_000));
    let event = format!(r#"{{"subject":{text},"context":{{"id":"1"}}}}"#);
    assert_eq!(peek(event.as_bytes()).id.as_deref(), Some("1"));
    let open = "{\"a\":".repeat(1_000_000);
    assert_eq!(peek(open.as_bytes()), Peek::default());
    let quotes = "\"\\".repeat(1_000_000);
    assert_eq!(peek(quotes.as_bytes()), Peek::default());
}

proptest! {
    #[test]
    fn any_bytes_are_no_problem(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = peek(&bytes);
    }

    #[test]
    fn any_tokens_are_no_problem(
        tokens in proptest::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"context\"", "\"id\"", "\"data\"", "\"data_base64\"",
                "\"e30=\"", "\"{}\"", "\"\\u", "\\", "\"", "1", "-", "null", " ", "\u{e9}", "\0",
            ]),
            0..60,
        )
    ) {
        let _ = peek(tokens.concat().as_bytes());
    }

    /// One changed byte spoils at most what it touches.
    #[test]
    fn a_changed_byte_is_no_problem(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = json!({
            "context": {
                "specversion": "0.5.1", "id": "1", "source": "/ci", "type": "t",
                "timestamp": "2026-03-20T14:27:05Z"
            },
            "subject": { "id": "s", "content": { "a": ["b", { "c": 1.5 }] } }
        });
        let mut bytes = text.to_string().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = peek(&bytes);
    }
}
