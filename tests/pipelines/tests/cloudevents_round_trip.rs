//! Every event goes out through every binding and mode, and comes in again unchanged.

use std::collections::BTreeMap;

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, Error, Message, Mode, Received};
use cdevents_generated::traits::Envelope;
use cdevents_pipeline_tests::examples;
use serde_json::Value;

const BINDINGS: [Binding; 3] = [Binding::Http, Binding::Kafka, Binding::Nats];

/// Returns encoders without options, with each of them, and with all.
fn encoders(binding: Binding) -> [Encoder; 4] {
    let encoder = Encoder::new(binding);
    let extended = encoder.clone().extension("sequence", 7).unwrap();
    let extended = extended.extension("traceparent", "00-é \"%\n").unwrap();
    [
        encoder.clone(),
        encoder.clone().data_schema(true),
        encoder.base64(true),
        extended.data_schema(true).base64(true),
    ]
}

/// Returns the attributes that an event must have, derived from its JSON.
fn attributes(event: &CdEvent) -> BTreeMap<&'static str, String> {
    let json: Value = serde_json::from_str(&event.to_json()).unwrap();
    let text = |pointer: &str| json.pointer(pointer).unwrap().as_str().unwrap().to_owned();
    BTreeMap::from([
        ("specversion", "1.0".to_owned()),
        ("id", text("/context/id")),
        ("source", text("/context/source")),
        ("type", text("/context/type")),
        ("subject", text("/subject/id")),
        ("time", text("/context/timestamp")),
    ])
}

fn received(binding: Binding, mode: Mode, message: &Message) -> Vec<CdEvent> {
    let received = Decoder::new(binding).decode(message.headers(), message.body());
    let received = received.unwrap_or_else(|error| panic!("{error}: {message:?}"));
    assert_eq!(received.mode, mode);
    let events = received.events.into_iter();
    let events = events.map(|event| event.unwrap_or_else(|error| panic!("{error}")));
    events
        .inspect(|decoded| {
            assert!(decoded.problems.is_empty());
            if let Some(parent) = decoded.extensions.get("traceparent") {
                assert_eq!(parent, "00-é \"%\n");
                assert_eq!(decoded.extensions["sequence"], "7");
                assert_eq!(decoded.extensions.len(), 2);
            } else {
                assert!(decoded.extensions.is_empty());
            }
        })
        .map(|decoded| decoded.event)
        .collect()
}

#[track_caller]
fn assert_same(found: &CdEvent, sent: &CdEvent) {
    assert_eq!(found, sent);
    assert_eq!(found.to_json(), sent.to_json());
}

#[test]
fn every_example_comes_back_in_binary_mode() {
    for examples::Example { path, event } in examples::all() {
        for binding in BINDINGS {
            for encoder in encoders(binding) {
                let message = encoder.binary(&event);
                assert_eq!(message.body(), event.to_vec(), "{path}");
                let [found] = &received(binding, Mode::Binary, &message)[..] else {
                    panic!("{path}");
                };
                assert_same(found, &event);
            }
        }
    }
}

#[test]
fn every_example_comes_back_in_structured_mode() {
    for examples::Example { path, event } in examples::all() {
        for binding in BINDINGS {
            for encoder in encoders(binding) {
                let message = encoder.structured(&event);
                let [found] = &received(binding, Mode::Structured, &message)[..] else {
                    panic!("{path}");
                };
                assert_same(found, &event);
            }
        }
    }
}

#[test]
fn all_examples_come_back_in_one_batch() {
    let examples = examples::all();
    for binding in BINDINGS {
        for encoder in encoders(binding) {
            let message = encoder.batch(examples.iter().map(|example| &example.event));
            let found = received(binding, Mode::Batch, &message);
            assert_eq!(found.len(), examples.len());
            for (found, examples::Example { event, .. }) in found.iter().zip(&examples) {
                assert_same(found, event);
            }
        }
    }
}

#[test]
fn headers_have_the_attributes_of_the_event() {
    for examples::Example { path, event } in examples::all() {
        for (binding, prefix) in [
            (Binding::Http, "ce-"),
            (Binding::Kafka, "ce_"),
            (Binding::Nats, "ce-"),
        ] {
            let message = Encoder::new(binding).data_schema(true).binary(&event);
            let mut expected: BTreeMap<_, _> = attributes(&event)
                .into_iter()
                .map(|(name, value)| (format!("{prefix}{name}"), value))
                .collect();
            let schema_id = event.schema_id().unwrap().to_owned();
            expected.insert(format!("{prefix}dataschema"), schema_id);
            let content_type = match binding {
                Binding::Nats => "ce-datacontenttype",
                _ => "content-type",
            };
            let media_type = "application/cdevents+json".to_owned();
            expected.insert(content_type.to_owned(), media_type);
            if binding != Binding::Kafka {
                for value in expected.values_mut() {
                    // The examples have no other character that must be encoded.
                    *value = value.replace('%', "%25");
                }
            }
            let found: BTreeMap<_, _> = message.clone().into_parts().0.into_iter().collect();
            assert_eq!(found, expected, "{path}");
            assert_eq!(message.headers().len(), expected.len(), "{path}");
        }
    }
}

#[test]
fn envelopes_have_the_attributes_of_the_event() {
    for examples::Example { path, event } in examples::all() {
        let message = Encoder::new(Binding::Http).structured(&event);
        let headers: Vec<_> = message.headers().collect();
        assert_eq!(headers, [("content-type", "application/cloudevents+json")]);
        let mut envelope: serde_json::Map<_, _> = serde_json::from_slice(message.body()).unwrap();
        let data = envelope.remove("data").unwrap();
        let expected: Value = serde_json::from_str(&event.to_json()).unwrap();
        assert_eq!(data, expected, "{path}");
        assert_eq!(
            envelope.remove("datacontenttype").unwrap(),
            "application/cdevents+json"
        );
        let found: BTreeMap<_, _> = envelope
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap().to_owned()))
            .collect();
        assert_eq!(found, attributes(&event), "{path}");
    }
}

#[test]
fn every_type_of_an_event_is_sent_alike() {
    let json = br#"{
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdevents.build.started.0.3.0"
        },
        "subject": { "id": "b", "content": {} }
    }"#;
    let typed = cdevents_generated::v0_5_1::BuildStarted::from_slice(json).unwrap();
    let any = cdevents_generated::v0_5_1::AnyEvent::from_slice(json).unwrap();
    let event = CdEvent::from_slice(json).unwrap();
    let message = event.to_http();
    assert_eq!(typed.to_http(), message);
    assert_eq!(any.to_http(), message);
    let objects: [&dyn Envelope; 3] = [&typed, &any, &event];
    for object in objects {
        assert_eq!(Encoder::new(Binding::Http).binary(object), message);
    }
    let batch = Encoder::new(Binding::Http).batch(objects);
    assert_eq!(received(Binding::Http, Mode::Batch, &batch), vec![event; 3]);
}

#[test]
fn newer_events_are_carried_unchanged() {
    let json = r#"{"context":{"specversion":"99.0.0","id":"1","source":"any source","timestamp":"2036-03-20T14:27:05Z","type":"dev.cdevents.cake.baked.0.1.0"},"subject":{"id":"cake/7","content":{"layers":3.10}}}"#;
    let event: CdEvent = json.parse().unwrap();
    for binding in BINDINGS {
        for encoder in encoders(binding) {
            let found = received(binding, Mode::Binary, &encoder.binary(&event));
            assert_eq!(found[0].to_json(), event.to_json());
            let found = received(binding, Mode::Structured, &encoder.structured(&event));
            assert_eq!(found[0].to_json(), event.to_json());
        }
    }
}

#[test]
fn a_request_of_the_http_crate_carries_an_event() {
    for examples::Example { event, .. } in examples::all() {
        let request = http::Request::from(event.to_http());
        assert_eq!(request.method(), http::Method::POST);
        let found = CdEvent::from_http(request.headers(), request.body()).unwrap();
        assert_same(&found, &event);
        let headers = http::HeaderMap::from(&Encoder::new(Binding::Http).structured(&event));
        assert_eq!(headers.len(), 1);
    }
}

#[test]
fn headers_that_http_cannot_carry_are_encoded_for_it() {
    let example = &examples::all()[0].event;
    let encoder = Encoder::new(Binding::Kafka)
        .extension("note", "é\n")
        .unwrap();
    let headers = http::HeaderMap::from(&encoder.binary(example));
    assert_eq!(headers["ce_note"], "%C3%A9%0A");
}

#[test]
fn headers_have_any_case_and_any_order() {
    for examples::Example { event, .. } in examples::all() {
        for binding in BINDINGS {
            let (headers, body) = Encoder::new(binding).binary(&event).into_parts();
            let headers = headers.into_iter().rev();
            let headers = headers.map(|(name, value)| (name.to_uppercase(), value));
            let received = Decoder::new(binding).decode(headers, &body).unwrap();
            assert_same(&received.into_single().unwrap().event, &event);
        }
    }
}

#[test]
fn an_empty_batch_has_no_events() {
    let message = Encoder::new(Binding::Http).batch::<CdEvent>([]);
    assert_eq!(message.body(), b"[]");
    assert_eq!(received(Binding::Http, Mode::Batch, &message), []);
}

#[test]
fn every_type_can_be_sent_between_threads() {
    const fn assert_send_sync<T: Send + Sync>() {}
    assert_send_sync::<Encoder>();
    assert_send_sync::<Decoder>();
    assert_send_sync::<Message>();
    assert_send_sync::<Received>();
    assert_send_sync::<Error>();
}
