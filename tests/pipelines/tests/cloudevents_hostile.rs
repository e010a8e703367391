//! Any text survives in headers, and no bytes make the decoder panic.

use std::fmt::Write as _;

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, Message};
use proptest::collection::vec;
use proptest::prelude::*;

const BINDINGS: [Binding; 3] = [Binding::Http, Binding::Kafka, Binding::Nats];

/// An event whose subject's ID and custom data are a text.
fn event(text: &str) -> CdEvent {
    let mut event = serde_json::json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.build.started.0.3.0"
        },
        "subject": { "id": "b", "content": {} },
        "customData": { "text": text }
    });
    if !text.is_empty() {
        event["subject"]["id"] = text.into();
    }
    CdEvent::from_value(event).unwrap()
}

/// Encodes each character that isn't allowed, by the words of the specification.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for char in text.chars() {
        if matches!(char, '\u{21}'..='\u{7e}') && char != '"' && char != '%' {
            encoded.push(char);
            continue;
        }
        for byte in char.to_string().bytes() {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}

fn assert_same(binding: Binding, message: &Message, sent: &CdEvent, text: &str) {
    let received = Decoder::new(binding).decode(message.headers(), message.body());
    let decoded = received.unwrap().into_single().unwrap();
    assert_eq!(decoded.event.to_json(), sent.to_json());
    assert_eq!(decoded.extensions["text"], text);
}

/// Pieces that headers and envelopes consist of, and such that don't belong there.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "%",
        "%41",
        "%zz",
        "null",
        "true",
        "1e400",
        "\n",
        " ",
        "\"specversion\":\"1.0\"",
        "\"id\":\"1\"",
        "\"data\":",
        "\"data_base64\":",
        "\"e30=\"",
        "\"\\ud800\"",
        "\"type\":\"dev.cdevents.build.started.0.3.0\"",
        "application/cloudevents+json",
    ];
    prop_oneof![
        4 => proptest::sample::select(known.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..4),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

fn header() -> impl Strategy<Value = (String, Vec<u8>)> {
    let names = [
        "content-type",
        "Content-Encoding",
        "ce-specversion",
        "ce-id",
        "ce-subject",
        "ce-time",
        "ce-",
        "ce_id",
        "ce-datacontenttype",
        "ce-dataschema",
        "ce-data",
        "ce-x",
        "x",
        "",
    ];
    let values = prop_oneof![
        bytes(),
        Just(b"application/cloudevents+json".to_vec()),
        Just(b"application/cloudevents-batch+json".to_vec()),
        Just(b"1.0".to_vec()),
    ];
    (
        proptest::sample::select(names.to_vec()).prop_map(str::to_owned),
        values,
    )
}

proptest! {
    // A failure prints its input, which becomes a test of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_in_headers_and_envelopes(text: String) {
        let event = event(&text);
        for binding in BINDINGS {
            let encoder = Encoder::new(binding).extension("text", &text).unwrap();
            let binary = encoder.binary(&event);
            if binding != Binding::Kafka {
                let value = binary.header("ce-text").unwrap();
                prop_assert_eq!(value, encoded(&text));
                prop_assert_eq!(binary.header("ce-subject").unwrap(), encoded(event.subject_id()));
            }
            assert_same(binding, &binary, &event, &text);
            assert_same(binding, &encoder.structured(&event), &event, &text);
            assert_same(binding, &encoder.batch([&event]), &event, &text);
            assert_same(binding, &encoder.base64(true).structured(&event), &event, &text);
        }
    }

    #[test]
    fn a_header_never_has_a_line_break(text in "[\\x00-\\x1f\\x7f-\\u{a0}a%\" ]*") {
        let encoder = Encoder::new(Binding::Http).extension("text", &text).unwrap();
        let request = http::Request::from(encoder.binary(&event(&text)));
        prop_assert_eq!(request.headers().len(), 8);
        for value in request.headers().values() {
            prop_assert!(value.as_bytes().iter().all(|byte| (0x21..=0x7e).contains(byte)));
        }
    }

    #[test]
    fn no_message_makes_the_decoder_panic(headers in vec(header(), 0..6), body in bytes()) {
        for binding in BINDINGS {
            for decoder in [Decoder::new(binding), Decoder::new(binding).tolerant()] {
                let headers = headers.iter().map(|(name, value)| (name, value));
                if let Err(error) = decoder.decode(headers, &body) {
                    let message = error.to_string();
                    prop_assert!(!message.is_empty() && !message.contains('\n'));
                }
            }
        }
    }

    #[test]
    fn no_changed_byte_makes_the_decoder_panic(position: prop::sample::Index, byte: u8, base64: bool) {
        let event = event("é");
        let encoder = Encoder::new(Binding::Http).base64(base64);
        for message in [encoder.binary(&event), encoder.structured(&event), encoder.batch([&event, &event])] {
            let (headers, mut body) = message.into_parts();
            let position = position.index(body.len());
            body[position] = byte;
            let decoder = Decoder::new(Binding::Http);
            let before = decoder.decode(headers, &body).map(|received| received.events.len());
            // Whatever is accepted is the event of a well-formed text.
            if before.is_ok_and(|count| count == 1) {
                prop_assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok());
            }
        }
    }
}

#[test]
fn deep_nesting_is_an_error() {
    for depth in [100, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"data\":", "}")] {
            let deep = open.repeat(depth) + "1" + &close.repeat(depth);
            for content_type in [
                "application/cloudevents+json",
                "application/cloudevents-batch+json",
            ] {
                for body in [
                    deep.clone(),
                    format!("[{deep}]"),
                    format!("{{\"x\":{deep}}}"),
                ] {
                    let decoded = Decoder::new(Binding::Http)
                        .decode([("content-type", content_type)], body.as_bytes());
                    let all_fail = decoded.is_err()
                        || decoded.is_ok_and(|received| received.events.iter().all(Result::is_err));
                    assert!(all_fail, "{depth} of {open}");
                }
            }
        }
    }
}
