//! Attributes that aren't as they should be are errors, which name all of them.

use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, ErrorKind, ProblemKind};
use cdevents_pipeline_tests::messages::{
    JSON, STRUCTURED, assert_error, binary, decode, decode_by, envelope, event, structured, with,
    without,
};

#[test]
fn every_attribute_that_contradicts_the_event_is_reported() {
    let mut headers = binary(Binding::Http);
    for (name, value) in [
        ("ce-specversion", "0.3"),
        ("ce-id", "2"),
        ("ce-source", "/cd"),
        ("ce-type", "dev.cdevents.build.queued.0.3.0"),
        ("ce-subject", "other%20build"),
        ("ce-time", "2026-03-20T14:27:05+01:00"),
        ("ce-dataschema", "https://example.com/other"),
        ("content-type", "text/plain"),
    ] {
        headers = with(&headers, name, value);
    }
    let error = assert_error(
        decode(&headers, JSON),
        ErrorKind::Attributes,
        "8 attributes are wrong: \
         `content-type`: expected `application/cdevents+json` or another type of JSON, found \"text/plain\"; \
         `ce-dataschema`: expected \"https://cdevents.dev/0.5.1/schema/build-started-event\", as in the event's `$id`, found \"https://example.com/other\"; \
         `ce-id`: expected \"1\", as in the event's `/context/id`, found \"2\"; \
         `ce-source`: expected \"/ci\", as in the event's `/context/source`, found \"/cd\"; \
         `ce-specversion`: expected \"1.0\", the only supported version of CloudEvents, found \"0.3\"; \
         `ce-subject`: expected \"b\", as in the event's `/subject/id`, found \"other build\"; \
         `ce-time`: expected \"2026-03-20T14:27:05Z\", as in the event's `/context/timestamp`, found \"2026-03-20T14:27:05+01:00\"; \
         `ce-type`: expected \"dev.cdevents.build.started.0.3.0\", as in the event's `/context/type`, found \"dev.cdevents.build.queued.0.3.0\"",
    );
    let subject = &error.problems()[5];
    assert_eq!(subject.kind(), ProblemKind::Contradiction);
    assert_eq!(
        (subject.attribute(), subject.name()),
        ("subject", "ce-subject")
    );
    assert_eq!(subject.value(), Some("other build"));
    assert_eq!(subject.event_value(), Some("b"));
    assert!(error.event_error().is_none() && error.index().is_none());

    let tolerant = Decoder::new(Binding::Http).tolerant();
    let decoded = decode_by(&tolerant, &headers, JSON).unwrap();
    assert_eq!(decoded.event, event());
    assert_eq!(decoded.problems, error.problems());
}

#[test]
fn contradictions_in_an_envelope_are_reported_too() {
    let attributes = r#"{"specversion":"1.1","id":"2","source":"/ci","type":"dev.cdevents.build.started.0.3.0","time":"yesterday","subject":7,"datacontenttype":"text/xml","#;
    assert_error(
        structured(format!("{attributes}\"data\":{JSON}}}")),
        ErrorKind::Attributes,
        "5 attributes are wrong: \
         `subject`: expected a string, found \"7\"; \
         `datacontenttype`: expected `application/cdevents+json` or another type of JSON, found \"text/xml\"; \
         `id`: expected \"1\", as in the event's `/context/id`, found \"2\"; \
         `specversion`: expected \"1.0\", the only supported version of CloudEvents, found \"1.1\"; \
         `time`: expected an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`), found \"yesterday\"",
    );
}

#[test]
fn headers_that_repeat_the_attributes_of_an_envelope_must_agree() {
    let body = envelope(&format!(",\"data\":{JSON}"));
    let headers = with(&binary(Binding::Http), "content-type", STRUCTURED);
    assert_eq!(decode(&headers, &body).unwrap().event, event());
    assert_error(
        decode(&with(&headers, "ce-id", "2"), &body),
        ErrorKind::Attributes,
        "`ce-id`: expected \"1\", as in the event's `/context/id`, found \"2\"",
    );
}

#[test]
fn what_is_equivalent_is_no_contradiction() {
    for (name, value) in [
        ("ce-time", "2026-03-20T15:27:05.000+01:00"),
        ("ce-time", "2026-03-20t14:27:05z"),
        ("ce-subject", "%62"),
        ("ce-subject", "\"b\""),
        ("ce-subject", "  b "),
        (
            "ce-dataschema",
            "https://cdevents.dev/0.5.1/schema/build-started-event",
        ),
        ("ce-dataschema", "https://example.com/schema"),
        ("content-type", "application/json"),
        ("content-type", "Application/CDEvents+JSON; charset=utf-8"),
        ("content-type", "application/vnd.example+json"),
        ("content-encoding", "identity"),
    ] {
        let headers = with(&binary(Binding::Http), name, value);
        let decoded = decode(&headers, JSON).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(decoded.problems, [], "{name}: {value}");
    }
    // A sender may leave out what CloudEvents doesn't require.
    let headers = without(&without(&binary(Binding::Http), "ce-subject"), "ce-time");
    assert!(decode(&headers, JSON).is_ok());
    let extra = r#","time":null,"subject":null,"datacontenttype":null,"sequence":7,"is":true,"none":null,"data_base64":null,"data":"#;
    let decoded = structured(envelope(&format!("{extra}{JSON}"))).unwrap();
    let extensions: Vec<_> = decoded.extensions.into_iter().collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        extensions,
        [(text("is"), text("true")), (text("sequence"), text("7"))]
    );
}

#[test]
fn a_sender_that_does_not_percent_encode_is_understood() {
    let json = JSON.replace(r#""id":"b""#, r#""id":"pkg:oci/a@sha256%3A0b""#);
    for value in ["pkg:oci/a@sha256%3A0b", "pkg:oci/a@sha256%253A0b"] {
        let headers = with(&binary(Binding::Http), "ce-subject", value);
        assert!(decode(&headers, &json).is_ok(), "{value}");
    }
    let headers = with(&binary(Binding::Http), "ce-subject", "pkg:oci/a@sha256:0b");
    assert!(decode(&headers, &json).is_err());
}

#[test]
fn missing_attributes_are_reported() {
    let mut headers = binary(Binding::Http);
    for name in ["ce-specversion", "ce-source", "ce-type", "content-type"] {
        headers = without(&headers, name);
    }
    assert_error(
        decode(&headers, JSON),
        ErrorKind::Attributes,
        "4 attributes are wrong: missing `ce-specversion`, expected \"1.0\"; \
         missing `ce-source`, expected \"/ci\"; \
         missing `ce-type`, expected \"dev.cdevents.build.started.0.3.0\"; \
         missing `content-type`, expected \"application/cdevents+json\"",
    );
    assert_error(
        structured(format!(
            r#"{{"specversion":"1.0","source":"/ci","type":"dev.cdevents.build.started.0.3.0","id":null,"data":{JSON}}}"#
        )),
        ErrorKind::Attributes,
        "missing `id`, expected \"1\"",
    );
    // Only CDEvents' binding to HTTP requires a content type.
    for (binding, header) in [
        (Binding::Kafka, "content-type"),
        (Binding::Nats, "ce-datacontenttype"),
    ] {
        let headers = without(&binary(binding), header);
        let decoder = Decoder::new(binding);
        assert!(decode_by(&decoder, &headers, JSON).is_ok());
        let headers = with(&headers, header, "text/plain");
        assert!(decode_by(&decoder, &headers, JSON).is_err());
    }
}

#[test]
fn duplicate_attributes_are_reported_and_the_first_counts() {
    let mut headers = binary(Binding::Http);
    headers.push(("Ce-Id".to_owned(), b"2".to_vec()));
    headers.push(("Content-Type".to_owned(), b"application/json".to_vec()));
    headers.push((
        "ce-datacontenttype".to_owned(),
        b"application/json".to_vec(),
    ));
    let error = assert_error(
        decode(&headers, JSON),
        ErrorKind::Attributes,
        "3 attributes are wrong: duplicate `ce-id`, found \"2\" again; send it once; \
         duplicate `content-type`, found \"application/json\" again; send it once; \
         `content-type`: `ce-datacontenttype` also has this attribute, found \"application/cdevents+json\" again; send it once",
    );
    assert_eq!(error.problems()[0].kind(), ProblemKind::Duplicate);
    assert_error(
        structured(envelope(&format!(r#","\u0069d":"2","data":{JSON}"#))),
        ErrorKind::Attributes,
        "duplicate `id`, found \"2\" again; send it once",
    );
    for (key, value) in [("data", JSON), ("data_base64", "\"\"")] {
        let column = envelope(&format!(r#","{key}":{value},"{key}":"#)).len();
        assert_error(
            structured(envelope(&format!(r#","{key}":{value},"{key}":{value}"#))),
            ErrorKind::Envelope,
            &format!("duplicate property `{key}` (line 1, column {column})"),
        );
    }
}

#[test]
fn header_values_that_cannot_be_decoded_are_reported() {
    for (value, message) in [
        (
            &b"a\nce-id: 2"[..],
            "`ce-subject`: '\\n' must be percent-encoded, found \"a\\nce-id: 2\"",
        ),
        (
            b"a\0b",
            "`ce-subject`: '\\0' must be percent-encoded, found \"a\\0b\"",
        ),
        (
            "d\u{e9}j\u{e0}".as_bytes(),
            "`ce-subject`: 'é' must be percent-encoded, found \"déjà\"",
        ),
        (b"\xff\xfe", "`ce-subject`: expected UTF-8, found \"��\""),
        (
            b"100%",
            "`ce-subject`: expected two hexadecimal digits after `%`, found \"100%\"",
        ),
        (
            b"%C0%A0",
            "`ce-subject`: the percent-encoded bytes aren't UTF-8, found \"%C0%A0\"",
        ),
        (
            b"\"b",
            "`ce-subject`: the closing quotation mark is missing, found \"\\\"b\"",
        ),
    ] {
        let headers = with(&binary(Binding::Http), "ce-subject", value);
        let error = assert_error(decode(&headers, JSON), ErrorKind::Attributes, message);
        let [problem] = error.problems() else {
            panic!("{error}");
        };
        assert_eq!(problem.kind(), ProblemKind::Invalid);
        let tolerant = Decoder::new(Binding::Http).tolerant();
        let decoded = decode_by(&tolerant, &headers, JSON).unwrap();
        assert_eq!(decoded.problems, error.problems());
    }
    // In Kafka, values are any UTF-8.
    let json = JSON.replace(r#""id":"b""#, r#""id":"d\u00e9j\u00e0\n%""#);
    let headers = with(&binary(Binding::Kafka), "ce_subject", "d\u{e9}j\u{e0}\n%");
    assert!(decode_by(&Decoder::new(Binding::Kafka), &headers, json).is_ok());
}

#[test]
fn names_that_no_attribute_can_have_are_reported() {
    let headers = with(&binary(Binding::Http), "ce-my-ext", "1");
    assert_error(
        decode(&headers, JSON),
        ErrorKind::Attributes,
        "`ce-my-ext`: expected an attribute name of lower-case letters and digits, found \"my-ext\"",
    );
    assert_error(
        structured(envelope(&format!(r#","myExt":{{}},"data":{JSON}"#))),
        ErrorKind::Attributes,
        "2 attributes are wrong: \
         `myExt`: expected a string, a whole number or a Boolean, found \"{}\"; \
         `myExt`: expected an attribute name of lower-case letters and digits, found \"myExt\"",
    );
    for name in ["", "data", "id", "myExt", "my-ext", "datacontenttype", "é"] {
        let error = Encoder::new(Binding::Http).extension(name, 1).unwrap_err();
        assert_eq!(error.found(), name);
    }
}
