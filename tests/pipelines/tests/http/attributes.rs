//! Bad headers, envelopes and events.

use cdevents_generated::CdEvent;
use serde_json::{Value, json};

use super::harness::{BATCH, Receiver, STRUCTURED, binary, envelope, event, request};

/// Sends an event in binary mode, with one header instead of that of the same name.
fn post_with(receiver: &Receiver, event: &Value, header: &[u8]) -> super::harness::Answer {
    let name = header.split_inclusive(|byte| *byte == b':').next().unwrap();
    let name = String::from_utf8(name.to_ascii_lowercase()).unwrap();
    let mut headers = binary(event);
    headers.retain(|header| !header.to_lowercase().starts_with(&name));
    let bytes = request(&headers, event.to_string().as_bytes());
    // The header goes between the request's first line and the others.
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let bytes = [&bytes[..line], header, b"\r\n", &bytes[line..]].concat();
    receiver.send_raw(&bytes)
}

#[test]
fn a_message_without_a_content_type_of_cloudevents_is_not_supported() {
    let Some(receiver) = Receiver::start_for_curl("content types") else {
        return;
    };
    let event = event("1");
    let body = envelope(&event).to_string();
    for header in [
        "Content-Type:",
        "Content-Type: text/plain",
        "Content-Type: application/json",
        "Content-Type: application/cloudevents+avro",
        "Content-Type: application/cloudevents-batch+protobuf",
        "Content-Type: ;;;",
    ] {
        let answer = receiver.post(&[header], body.as_bytes());
        assert_eq!(answer.violations(415).len(), 1, "{header}: {answer:?}");
    }
    let answer = post_with(&receiver, &event, b"Content-Type: text/plain");
    assert_eq!(answer.violations(400)[0]["attribute"], "datacontenttype");
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_bad_header_is_reported_by_its_attribute() {
    let receiver = Receiver::start();
    let event = event("1");
    for (header, attribute) in [
        (b"ce-id: 2".as_slice(), "id"),
        (b"ce-id: 1%", "id"),
        (b"ce-id: %ff", "id"),
        (b"ce-id: \xff", "id"),
        (b"ce-id: 1%0A", "id"),
        (b"ce-id: \xc3\xa9", "id"),
        (b"ce-id: 1\r\nce-id: 1", "id"),
        (b"ce-source: /elsewhere", "source"),
        (b"ce-type: dev.cdevents.build.exploded.0.1.0", "type"),
        (b"ce-subject: 100%", "subject"),
        (b"ce-time: yesterday", "time"),
        (b"ce-specversion: 0.3", "specversion"),
    ] {
        let answer = post_with(&receiver, &event, header);
        let violations = answer.violations(400);
        assert_eq!(violations.len(), 1, "{answer:?}");
        assert_eq!(violations[0]["attribute"], attribute, "{answer:?}");
    }
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_line_break_in_a_header_is_no_request() {
    let receiver = Receiver::start();
    let event = event("1");
    for header in [
        b"ce-id: 1\r\n 2".as_slice(),
        b"ce-id: 1\n2",
        b"ce-id: 1\0",
        b"ce-id\n: 1",
    ] {
        let bytes = [
            b"POST / HTTP/1.1\r\nHost: a\r\n",
            header,
            b"\r\nContent-Length: 0\r\n\r\n",
        ];
        assert_eq!(receiver.send_raw(&bytes.concat()).status, 400);
        let answer = post_with(&receiver, &event, header);
        assert_eq!(answer.status, 400, "{answer:?}");
    }
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_percent_encoded_header_is_read() {
    let receiver = Receiver::start();
    let event = event("a line\nbreak, \"quotes\", 100 %, \u{e9} and \u{1f680}");
    let answer = receiver.send_raw(&request(&binary(&event), event.to_string().as_bytes()));
    assert_eq!(answer.status, 202, "{answer:?}");
    assert_eq!(receiver.kept(), [event]);
}

#[test]
fn an_envelope_without_an_event_is_an_error() {
    let Some(receiver) = Receiver::start_for_curl("envelopes") else {
        return;
    };
    let good = envelope(&event("1"));
    let with = |name: &str, value: Value| {
        let mut envelope = good.clone();
        envelope[name] = value;
        envelope.to_string()
    };
    let mut without_data = good.clone();
    without_data.as_object_mut().unwrap().remove("data");
    let cases = [
        without_data.to_string(),
        with("data", Value::Null),
        with("data", json!("text")),
        with("data", json!([])),
        with("data", json!({})),
        with("data_base64", json!("AAAA")),
        with("id", json!(1)),
        with("id", json!("2")),
        String::new(),
        "no JSON".to_owned(),
        "[]".to_owned(),
        good.to_string().replace('}', ""),
    ];
    for body in cases {
        let answer = receiver.post(&[STRUCTURED], body.as_bytes());
        assert!(!answer.violations(400).is_empty(), "{body}: {answer:?}");
    }
    receiver.assert_keeps_only_the_next();
}

#[test]
fn every_violation_of_an_event_is_listed() {
    let receiver = Receiver::start();
    let mut event = event("1");
    event["context"]["timestamp"] = "yesterday".into();
    event["subject"]["id"] = 1.into();
    event["subject"]["unknown"] = Value::Null;
    let answer = receiver.send_raw(&request(&binary_of_valid(), event.to_string().as_bytes()));
    let error = CdEvent::from_slice(event.to_string().as_bytes()).unwrap_err();
    let expected = error.report().unwrap().iter();
    let expected: Vec<_> = expected
        .map(|violation| {
            json!({ "path": violation.instance_path(), "message": violation.message() })
        })
        .collect();
    assert!(expected.len() > 2);
    assert_eq!(answer.violations(400), expected);
    receiver.assert_keeps_only_the_next();
}

fn binary_of_valid() -> Vec<String> {
    binary(&event("1"))
}

#[test]
fn the_valid_events_of_a_batch_are_kept_and_the_others_are_listed_by_index() {
    let Some(receiver) = Receiver::start_for_curl("batches with broken events") else {
        return;
    };
    let mut batch: Vec<_> = (0..6)
        .map(|index| envelope(&event(&index.to_string())))
        .collect();
    batch[1]["data"]["context"]["timestamp"] = "yesterday".into();
    batch[1]["data"]["subject"]["id"] = 1.into();
    batch[3]["source"] = "/elsewhere".into();
    batch[5] = Value::Null;
    let answer = receiver.post(&[BATCH], Value::from(batch).to_string().as_bytes());
    let violations = answer.violations(400);
    let indices: Vec<_> = violations
        .iter()
        .map(|violation| &violation["index"])
        .collect();
    assert_eq!(indices, [1, 1, 3, 5], "{answer:?}");
    assert_eq!(violations[2]["attribute"], "source");
    assert_eq!(answer.problem()["kept"], 3);
    assert_eq!(receiver.kept_ids(), ["0", "2", "4"]);
    receiver.assert_keeps_only_the_next();
}

#[test]
fn a_batch_may_be_empty_but_is_an_array() {
    let Some(receiver) = Receiver::start_for_curl("empty batches") else {
        return;
    };
    assert_eq!(receiver.post(&[BATCH], b"[]").status, 202);
    for body in [b"".as_slice(), b"{}", b"[", b"[1,]", b"null"] {
        let answer = receiver.post(&[BATCH], body);
        assert_eq!(answer.violations(400).len(), 1, "{answer:?}");
    }
    receiver.assert_keeps_only_the_next();
}
