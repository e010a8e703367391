//! Bodies that aren't as they should be are errors, which say what is wrong and what to do.

use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, ErrorKind};
use cdevents_generated::{CdEvent, Error as EventError};
use cdevents_pipeline_tests::messages::{
    BATCH, Headers, JSON, STRUCTURED, assert_error, binary, decode, decode_by, envelope, event,
    structured, with,
};

#[test]
fn a_message_that_is_no_cloudevent_says_how_to_read_it() {
    let none = Headers::new();
    let json = with(&none, "content-type", "application/json");
    let start = "expected a CloudEvent, by a header `ce-specversion` or a content type of CloudEvents, found";
    let single = envelope(&format!(",\"data\":{JSON}"));
    for (headers, body, message) in [
        (
            &none,
            JSON.to_owned(),
            "neither; parse an event without CloudEvents attributes with `CdEvent::from_slice`",
        ),
        (
            &json,
            String::new(),
            "the content type \"application/json\"; parse an event without CloudEvents attributes with `CdEvent::from_slice`",
        ),
        (
            &json,
            single.clone(),
            "the content type \"application/json\"; the body is an envelope, so its content type must be `application/cloudevents+json`",
        ),
        (
            &none,
            format!("[{single}]"),
            "neither; the body is a batch, so its content type must be `application/cloudevents-batch+json`",
        ),
        (
            &binary(Binding::Kafka),
            JSON.to_owned(),
            "the content type \"application/cdevents+json\"; found `ce_specversion`; read it with `Binding::Kafka`",
        ),
    ] {
        assert_error(
            decode(headers, body),
            ErrorKind::NotACloudEvent,
            &format!("{start} {message}"),
        );
    }
    let error = decode_by(&Decoder::new(Binding::Kafka), &binary(Binding::Http), JSON).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("found `ce-specversion`; read it with `Binding::Http`")
    );
}

#[test]
fn an_envelope_given_to_from_slice_says_which_call_reads_it() {
    let single = envelope(&format!(",\"data\":{JSON}"));
    for (json, message) in [
        (
            single.clone(),
            "expected a CDEvent, found a CloudEvents envelope; read it with `cloudevents::Decoder`, or with `CdEvent::from_http` if it came over HTTP (line 1, column 1)",
        ),
        (
            format!("[{single}]"),
            "expected a CDEvent, found a batch of CloudEvents envelopes; read it with `cloudevents::Decoder` (line 1, column 1)",
        ),
    ] {
        let error = CdEvent::from_slice(json.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn other_formats_and_compressed_bodies_are_errors() {
    for content_type in [
        "application/cloudevents+avro",
        "application/cloudevents-batch+xml",
    ] {
        let headers = with(&Headers::new(), "content-type", content_type);
        assert_error(
            decode(&headers, JSON),
            ErrorKind::ContentType,
            &format!(
                "expected the content type `application/cloudevents+json` or `application/cloudevents-batch+json`, found {content_type:?}; ask the sender for JSON"
            ),
        );
    }
    let headers = with(&binary(Binding::Http), "content-encoding", "gzip");
    assert_error(
        decode(&headers, JSON),
        ErrorKind::ContentEncoding,
        "expected a body that isn't compressed, found the content encoding \"gzip\"; decompress it first, and remove the header",
    );
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00";
    for headers in [
        binary(Binding::Http),
        with(&Headers::new(), "content-type", STRUCTURED),
        with(&Headers::new(), "content-type", BATCH),
    ] {
        assert_error(
            decode(&headers, gzip),
            ErrorKind::Syntax,
            "expected JSON, found gzip; decompress it first",
        );
    }
}

#[test]
fn an_envelope_without_an_event_says_what_it_has() {
    use ErrorKind::{Envelope, InvalidEvent, Syntax};
    let base64 = "eyJjb250ZXh0Ijoge319"; // {"context": {}}
    for (rest, kind, message) in [
        ("", Envelope, "missing `data`, which has the event (line 1, column 1)".to_owned()),
        (
            r#","data":null"#,
            InvalidEvent,
            "/data: expected an event, which is an object, found null (line 1, column 95)".to_owned(),
        ),
        (
            r#","data":[1]"#,
            InvalidEvent,
            "/data: expected an event, which is an object, found an array (line 1, column 95)".to_owned(),
        ),
        (
            r#","data":"{\"context\":{}}""#,
            Envelope,
            "/data: expected an event, which is an object, found a string that holds JSON; send it as an object, not as text (line 1, column 95)".to_owned(),
        ),
        (
            r#","data":"eyJjb250ZXh0Ijoge319""#,
            Envelope,
            "/data: expected an event, which is an object, found the string \"eyJjb250ZXh0Ijoge319\"; base64 belongs into `data_base64` (line 1, column 95)".to_owned(),
        ),
        (
            r#","data_base64":{}"#,
            Envelope,
            "/data_base64: expected base64, which is a string (line 1, column 102)".to_owned(),
        ),
        (
            r#","data_base64":"e30""#,
            Envelope,
            "/data_base64: expected base64 (invalid padding) (line 1, column 102)".to_owned(),
        ),
        (
            r#","data_base64":"e30*""#,
            Envelope,
            "/data_base64: expected base64 (invalid symbol 42, offset 3) (line 1, column 102)".to_owned(),
        ),
        (
            r#","data_base64":"/w==""#,
            Syntax,
            "/data_base64, decoded: expected UTF-8, found byte 0xff at offset 0".to_owned(),
        ),
        (
            r#","data_base64":"PHhtbC8+""#,
            Syntax,
            "/data_base64, decoded: expected JSON, found XML or HTML".to_owned(),
        ),
        (
            &format!(r#","data_base64":"{base64}""#),
            InvalidEvent,
            "/data_base64, decoded: /context: missing property `type`, the event type (line 1, column 13)".to_owned(),
        ),
        (
            &format!(r#","data_base64":"{base64}","data":{JSON}"#),
            Envelope,
            "expected `data` or `data_base64`, found both; send one of them (line 1, column 102)".to_owned(),
        ),
        (
            &format!(r#","data":{}"#, envelope(&format!(",\"data\":{JSON}"))),
            Envelope,
            "/data: expected an event, found another CloudEvents envelope; send the event in one envelope (line 1, column 95)".to_owned(),
        ),
        (
            r#","data":{"context":{"type":tru}}"#,
            Syntax,
            "/data: expected ident (line 1, column 117)".to_owned(),
        ),
    ] {
        assert_error(structured(envelope(rest)), kind, &message);
    }
}

#[test]
fn a_body_that_is_no_envelope_says_what_it_is() {
    use ErrorKind::{Envelope, Syntax};
    for (body, kind, message) in [
        ("", Syntax, "expected JSON, found nothing"),
        (
            "{",
            Syntax,
            "EOF while parsing an object (line 1, column 1)",
        ),
        ("<xml/>", Syntax, "expected JSON, found XML or HTML"),
        (
            "7",
            Envelope,
            "expected a CloudEvents envelope, which is an object, found \"7\" (line 1, column 1)",
        ),
        (
            "[]",
            Envelope,
            "expected a CloudEvents envelope, which is an object, found an array; a batch has the content type `application/cloudevents-batch+json` (line 1, column 1)",
        ),
        (
            "{} {}",
            Syntax,
            "expected the end of the input after the event; parse NDJSON line by line (line 1, column 4)",
        ),
    ] {
        assert_error(structured(body), kind, message);
    }
    assert_error(
        decode(
            &binary(Binding::Http),
            envelope(&format!(",\"data\":{JSON}")),
        ),
        Envelope,
        "expected an event, found a CloudEvents envelope; the headers already have the attributes, so send the event without it, or with the content type `application/cloudevents+json`",
    );
}

#[test]
fn an_event_that_is_not_valid_is_reported_with_its_place_in_the_body() {
    let invalid = JSON.replace(r#""id":"b""#, r#""id":"","x":1"#);
    let headers = with(&binary(Binding::Http), "ce-id", "%");
    let error = decode(&headers, &invalid).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidEvent);
    assert_eq!(error.problems().len(), 1);
    let inner = error.event_error().unwrap();
    assert_eq!(inner.report().unwrap().violations().len(), 2);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), inner.to_string());

    let body = format!("{{\n \"data\":\n  {invalid}, \"specversion\": \"1.0\" }}");
    let error = structured(&body).unwrap_err();
    let inner = error.event_error().unwrap();
    let (line, column) = inner.position().unwrap();
    assert_eq!(inner.instance_path(), "/data/subject/id");
    assert_eq!(line, 3);
    let line = body.lines().nth(2).unwrap();
    assert!(line[column - 1..].starts_with("\"\","), "{column}");
    assert!(
        error
            .to_string()
            .starts_with("/data/subject/id: expected a string that is not empty"),
        "{error}"
    );
}

#[test]
fn a_broken_event_in_a_batch_leaves_the_others_alone() {
    let good = envelope(&format!(",\"data\":{JSON}"));
    let invalid = JSON.replace(r#""id":"1""#, r#""id":"""#);
    let broken = [
        (
            "7".to_owned(),
            ErrorKind::Envelope,
            "/1: expected a CloudEvents envelope, which is an object, found \"7\"",
        ),
        (
            envelope(&format!(",\"data\":{invalid}")),
            ErrorKind::InvalidEvent,
            "/1/data/context/id: expected a string that is not empty, found an empty string",
        ),
        (
            good.replacen("\"1\"", "\"2\"", 1),
            ErrorKind::Attributes,
            "/1: `id`: expected \"1\", as in the event's `/context/id`, found \"2\"",
        ),
        (
            envelope(""),
            ErrorKind::Envelope,
            "/1: missing `data`, which has the event",
        ),
        (
            envelope(",\"data_base64\":\"*\""),
            ErrorKind::Envelope,
            "/1/data_base64: expected base64 (",
        ),
        (
            envelope(",\"data\":{\"context\":tru}"),
            ErrorKind::Syntax,
            "/1/data: ",
        ),
        (envelope(",\"x\":tru"), ErrorKind::Syntax, "/1: "),
        (
            good.replace("\"1.0\"", "\"\\ud800\""),
            ErrorKind::Syntax,
            "/1: ",
        ),
    ];
    for (broken, kind, message) in broken {
        let body = format!("[\n{good},\n{broken},\n{good}\n]");
        let headers = [("content-type", BATCH)];
        let received = Decoder::new(Binding::Http).decode(headers, body.as_bytes());
        let received = received.unwrap_or_else(|error| panic!("{message}: {error}"));
        let [Ok(first), Err(error), Ok(last)] = &received.events[..] else {
            panic!("{received:?}");
        };
        assert_eq!((&first.event, &last.event), (&event(), &event()));
        assert_eq!(error.index(), Some(1));
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(message), "{error}");
        if let Some((line, _)) = error.event_error().and_then(EventError::position) {
            assert_eq!(line, 3, "{error}");
        }
    }
}

#[test]
fn a_body_that_is_no_batch_is_an_error() {
    let good = envelope(&format!(",\"data\":{JSON}"));
    let batch = |body: &str| {
        let headers = with(&Headers::new(), "content-type", BATCH);
        decode(&headers, body)
    };
    for (body, kind, message) in [
        ("{}", ErrorKind::Envelope, "expected a batch, which is an array of envelopes, found another value".to_owned()),
        (
            good.as_str(),
            ErrorKind::Envelope,
            "expected a batch, which is an array of envelopes, found an envelope; a single one has the content type `application/cloudevents+json`".to_owned(),
        ),
        ("", ErrorKind::Syntax, "expected JSON, found nothing".to_owned()),
        ("[{}, {}", ErrorKind::Syntax, "EOF while parsing a list (line 1, column 7)".to_owned()),
        ("[{},]", ErrorKind::Syntax, "expected value (line 1, column 5)".to_owned()),
        ("[{}]]", ErrorKind::Syntax, "expected the end of the input after the event; parse NDJSON line by line (line 1, column 5)".to_owned()),
        ("[]", ErrorKind::NotSingle, "expected one event, found a batch of 0; read batches with `cloudevents::Decoder`".to_owned()),
        (&format!("[{good},{good}]"), ErrorKind::NotSingle, "expected one event, found a batch of 2; read batches with `cloudevents::Decoder`".to_owned()),
    ] {
        assert_error(batch(body), kind, &message);
    }
    assert_eq!(batch(&format!("[{good}]")).unwrap().event, event());
}

#[test]
fn a_body_that_was_cut_is_an_error_at_every_byte() {
    let encoder = Encoder::new(Binding::Http);
    let messages = [
        encoder.binary(&event()),
        encoder.structured(&event()),
        encoder.clone().base64(true).structured(&event()),
        encoder.batch([&event(), &event()]),
    ];
    for message in messages {
        for end in 0..message.body().len() {
            let decoder = Decoder::new(Binding::Http).tolerant();
            let error = decoder.decode(message.headers(), &message.body()[..end]);
            assert_eq!(error.unwrap_err().kind(), ErrorKind::Syntax, "{end}");
        }
    }
}
