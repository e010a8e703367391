//! Events go to the crate `cloudevents-sdk` and back, through its own HTTP binding and JSON.

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, ErrorKind, Problem};
use cdevents_pipeline_tests::examples;
use cloudevents::binding::http::to_event;
use cloudevents::event::Data;
use cloudevents::{AttributesReader as _, AttributesWriter as _, Event};
use http::{HeaderMap, Request};

fn encoder() -> Encoder {
    let encoder = Encoder::new(Binding::Http).data_schema(true);
    encoder.extension("sequence", 7).unwrap()
}

#[track_caller]
fn assert_received(event: &Event, sent: &CdEvent) {
    let decoded = Decoder::new(Binding::Http).decode_sdk_event(event);
    let decoded = decoded.unwrap_or_else(|error| panic!("{error}: {event}"));
    assert_eq!(decoded.event, *sent);
    assert_eq!(decoded.problems, []);
    assert_eq!(decoded.extensions["sequence"], "7");
}

#[test]
fn every_example_is_the_same_event_in_the_sdk() {
    for examples::Example { path, event } in examples::all() {
        let converted = encoder().sdk_event(&event);
        assert_eq!(converted.id(), event.id(), "{path}");
        assert_eq!(converted.source(), event.source(), "{path}");
        assert_eq!(
            converted.ty(),
            event.event_type().as_ref() as &str,
            "{path}"
        );
        assert_eq!(converted.subject(), Some(event.subject_id()), "{path}");
        assert_eq!(
            converted.datacontenttype(),
            Some("application/cdevents+json")
        );
        let data_schema = converted.dataschema().map(AsRef::as_ref);
        assert_eq!(data_schema, event.schema_id(), "{path}");
        let time = converted.time().unwrap().to_rfc3339();
        assert_eq!(time.parse().as_ref(), Ok(event.timestamp()), "{path}");
        assert_received(&converted, &event);
        assert_eq!(CdEvent::try_from(Event::from(&event)).unwrap(), event);
    }
}

#[test]
fn the_sdk_reads_every_example_in_binary_mode() {
    for examples::Example { event, .. } in examples::all() {
        let (headers, body) = encoder().binary(&event).into_parts();
        let message = Request::from(encoder().binary(&event));
        assert_eq!(message.headers().len(), headers.len());
        let read = to_event(message.headers(), body).unwrap();
        assert_received(&read, &event);
        assert_eq!(CdEvent::try_from(read).unwrap().to_json(), event.to_json());
    }
}

#[test]
fn every_example_that_the_sdk_writes_in_binary_mode_is_read() {
    for examples::Example { event, .. } in examples::all() {
        for encoder in [encoder(), encoder().base64(true)] {
            let request: Request<Option<Vec<u8>>> = encoder.sdk_event(&event).try_into().unwrap();
            let (parts, body) = request.into_parts();
            let found = CdEvent::from_http(&parts.headers, &body.unwrap());
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(found, event);
        }
    }
}

#[test]
fn the_sdk_reads_every_example_in_structured_mode() {
    for examples::Example { event, .. } in examples::all() {
        for encoder in [encoder(), encoder().base64(true)] {
            let message = encoder.structured(&event);
            let headers = HeaderMap::from(&message);
            let read = to_event(&headers, message.into_body()).unwrap();
            assert_received(&read, &event);
        }
    }
}

#[test]
fn every_example_that_the_sdk_writes_in_structured_mode_is_read() {
    for examples::Example { event, .. } in examples::all() {
        for encoder in [encoder(), encoder().base64(true)] {
            let body = serde_json::to_vec(&encoder.sdk_event(&event)).unwrap();
            let headers = [("content-type", "application/cloudevents+json")];
            let received = Decoder::new(Binding::Http).decode(headers, &body).unwrap();
            let decoded = received.into_single().unwrap();
            assert_eq!(decoded.event, event);
            assert_eq!(decoded.extensions["sequence"], "7");
            // In NATS, the SDK sends structured events without headers.
            let headers: [(&str, &str); 0] = [];
            let received = Decoder::new(Binding::Nats).decode(headers, &body).unwrap();
            assert_eq!(received.into_single().unwrap().event, event);
        }
    }
}

#[test]
fn the_sdk_reads_all_examples_in_one_batch() {
    let examples = examples::all();
    let events = examples.iter().map(|example| &example.event);
    let message = encoder().batch(events);
    let read: Vec<Event> = serde_json::from_slice(message.body()).unwrap();
    assert_eq!(read.len(), examples.len());
    for (read, sent) in read.iter().zip(&examples) {
        assert_received(read, &sent.event);
    }
    let body = serde_json::to_vec(&read).unwrap();
    let headers = [("content-type", "application/cloudevents-batch+json")];
    let received = Decoder::new(Binding::Http).decode(headers, &body).unwrap();
    for (received, sent) in received.events.into_iter().zip(&examples) {
        assert_eq!(received.unwrap().event, sent.event);
    }
}

fn build(timestamp: &str, custom_data: &str) -> CdEvent {
    let json = format!(
        r#"{{
            "context": {{
                "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "{timestamp}",
                "type": "dev.cdevents.build.started.0.3.0",
                "schemaUri": "https://EXAMPLE.com"
            }},
            "subject": {{ "id": "a%3Ab", "content": {{}} }},
            "customData": {{ "value": {custom_data} }}
        }}"#
    );
    json.parse().unwrap()
}

#[test]
fn no_digit_is_lost_on_the_way() {
    for (number, is_json) in [
        ("7", true),
        ("-7", true),
        ("0.5", true),
        ("18446744073709551615", true),
        ("[1, {\"a\": 2.25}]", true),
        ("18446744073709551616", false),
        ("1.50", false),
        ("1e400", false),
        ("1e2", false),
        ("-0", false),
        ("[1, {\"a\": 0.10000000000000000001}]", false),
    ] {
        let event = build("2026-03-20T14:27:05Z", number);
        let converted = encoder().sdk_event(&event);
        assert_eq!(
            matches!(converted.data(), Some(Data::Json(_))),
            is_json,
            "{number}"
        );
        assert_received(&converted, &event);
        let found = CdEvent::try_from(&converted).unwrap();
        assert_eq!(found.to_json(), event.to_json());
        let request: Request<Option<Vec<u8>>> = converted.try_into().unwrap();
        let (parts, body) = request.into_parts();
        let found = CdEvent::from_http(&parts.headers, &body.unwrap()).unwrap();
        assert_eq!(found.to_json(), event.to_json());
    }
}

#[test]
fn a_time_that_the_sdk_cannot_express_is_left_out() {
    for (time, is_kept) in [
        ("2026-03-20T14:27:05.123456789+01:00", true),
        ("2026-03-20T14:27:05.123456789000Z", true),
        ("2016-12-31T23:59:60Z", true),
        ("2026-03-20t14:27:05z", true),
        ("0000-01-01T00:00:00Z", true),
        ("2026-03-20T14:27:05.1234567891Z", false),
        ("0000-01-01T00:00:00+23:59", false),
        ("9999-12-31T23:59:59-23:59", false),
    ] {
        let event = build(time, "1");
        let converted = encoder().sdk_event(&event);
        assert_eq!(converted.time().is_some(), is_kept, "{time}");
        assert_received(&converted, &event);
    }
}

#[test]
fn a_schema_may_be_the_one_that_the_event_names() {
    let event = build("2026-03-20T14:27:05Z", "1");
    let mut converted = encoder().sdk_event(&event);
    // The SDK spells the URL differently than the event does.
    converted.set_dataschema(Some("https://example.com/".parse::<url::Url>().unwrap()));
    assert_received(&converted, &event);
    converted.set_dataschema(Some(
        "https://example.com/other".parse::<url::Url>().unwrap(),
    ));
    let error = CdEvent::try_from(&converted).unwrap_err();
    assert_eq!(error.problems()[0].attribute(), "dataschema");
}

#[test]
fn every_attribute_that_contradicts_the_event_is_reported() {
    let event = build("2026-03-20T14:27:05Z", "1");
    let mut converted = encoder().sdk_event(&event);
    converted.set_id("2");
    converted.set_source("/cd");
    converted.set_type("dev.cdevents.build.queued.0.3.0");
    converted.set_subject(Some("b"));
    converted.set_time(
        build("2026-03-20T14:27:06Z", "1")
            .timestamp()
            .as_str()
            .parse::<chrono::DateTime<chrono::Utc>>()
            .ok(),
    );
    converted.set_datacontenttype(Some("text/plain"));
    let error = CdEvent::try_from(&converted).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Attributes);
    let found: Vec<_> = error.problems().iter().map(Problem::attribute).collect();
    assert_eq!(
        found,
        ["datacontenttype", "id", "source", "subject", "time", "type"]
    );
    let decoder = Decoder::new(Binding::Http).tolerant();
    let decoded = decoder.decode_sdk_event(&converted).unwrap();
    assert_eq!(decoded.event, event);
    assert_eq!(decoded.problems, error.problems());
}

#[test]
fn data_that_is_no_event_is_an_error() {
    let event = build("2026-03-20T14:27:05Z", "1");
    let envelope = encoder().structured(&event).into_body();
    let mut converted = Event::from(&event);
    converted.take_data();
    let mut error = |data: Option<Data>| {
        if let Some(data) = data {
            converted.set_data_unchecked(data);
        }
        let error = CdEvent::try_from(&converted).unwrap_err();
        (error.kind(), error.to_string())
    };
    for (data, kind, message) in [
        (
            None,
            ErrorKind::Envelope,
            "missing data, which has the event",
        ),
        (
            Some(Data::Json(event.to_json().into())),
            ErrorKind::Envelope,
            "data: expected an event, which is an object, found a string that holds JSON; send it as an object, not as text",
        ),
        (
            Some(Data::Binary(envelope)),
            ErrorKind::Envelope,
            "expected an event, found a CloudEvents envelope; send the event in one envelope",
        ),
        (
            Some(Data::String("{}".to_owned())),
            ErrorKind::InvalidEvent,
            "missing property `context`, which says what kind of event it is (line 1, column 1)",
        ),
        (
            Some(Data::Binary(vec![0xff])),
            ErrorKind::Syntax,
            "expected UTF-8, found byte 0xff at offset 0",
        ),
    ] {
        assert_eq!(error(data), (kind, message.to_owned()));
    }
}
