//! Parsing any bytes returns an event or an error. It does not panic, overflow the stack, or take
//! more than linear time.

use cdevents_generated::validate::{is_valid_slice, validate_slice};
use cdevents_generated::{CdEvent, ErrorKind, Release};
use cdevents_tests::differential::Differential;
use cdevents_tests::event;
use fastrand::Rng;
use serde_json::json;

fn valid() -> String {
    let mut event = event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    );
    event["context"]["links"] =
        json!([{ "linkType": "END", "from": { "contextId": "a", "x": [1] } }]);
    event["customData"] = json!({ "a": { "b": "\u{e9}\"" } });
    event.to_string()
}

/// Asserts that parsing and both ways of validating bytes agree, and returns the verdict.
#[track_caller]
fn assert_same(bytes: &[u8]) -> bool {
    let valid = is_valid_slice(bytes);
    let text = String::from_utf8_lossy(bytes);
    let read = CdEvent::from_slice(bytes).and_then(CdEvent::into_known);
    assert_eq!(read.is_ok(), valid, "{text}");
    assert_eq!(validate_slice(bytes).is_ok(), valid, "{text}");
    valid
}

fn with_custom_data(data: &str) -> Vec<u8> {
    let data = format!(",\"customData\":{data}}}");
    let event = event("0.5.1", "build.started.0.3.0", &json!({})).to_string();
    (event.strip_suffix('}').unwrap().to_owned() + &data).into_bytes()
}

#[test]
fn truncated_documents_are_errors() {
    let text = valid();
    assert!(CdEvent::from_slice(text.as_bytes()).is_ok());
    for end in 0..text.len() {
        let error = CdEvent::from_slice(&text.as_bytes()[..end]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Syntax, "cut at {end}: {error}");
        assert!(!assert_same(&text.as_bytes()[..end]));
    }
}

#[test]
fn a_document_with_any_byte_changed_does_not_panic() {
    let text = valid();
    let mut rng = Rng::with_seed(7);
    for position in 0..text.len() {
        for _ in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[position] = rng.u8(..);
            // Both verdicts are fine, as long as they agree.
            assert_same(&bytes);
        }
    }
}

#[test]
fn deep_nesting_is_an_error() {
    for depth in [121, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = open.repeat(depth) + "1" + &close.repeat(depth);
            assert!(!assert_same(deep.as_bytes()));
            let wrapped = with_custom_data(&format!("{{\"a\":{deep}}}"));
            assert!(!assert_same(&wrapped), "{depth} of {open}");
            let unclosed = open.repeat(depth);
            assert!(!assert_same(unclosed.as_bytes()));
        }
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(119), "]".repeat(119));
    let event = CdEvent::from_slice(&with_custom_data(&deep)).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&event.to_vec()).unwrap();
    assert!(serde_json::from_value::<CdEvent>(value).is_ok());
}

#[test]
fn duplicate_keys_are_errors_everywhere() {
    let twice = |needle: &str, with: &str| {
        let text = valid();
        assert!(text.contains(needle), "{needle}");
        let text = text.replacen(needle, &format!("{with},{needle}"), 1);
        CdEvent::from_slice(text.as_bytes())
            .unwrap_err()
            .to_string()
    };
    for (needle, with) in [
        ("\"context\":", "\"subject\":{}"),
        ("\"specversion\":", "\"specversion\":\"0.5.1\""),
        ("\"linkType\":", "\"linkType\":\"END\""),
        ("\"contextId\":", "\"contextId\":\"a\""),
        ("\"x\":", "\"x\":1"),
        ("\"x\":", "\"\\u0078\":1"),
        ("\"b\":", "\"b\":1"),
    ] {
        let error = twice(needle, with);
        assert!(
            error.contains("duplicate property") || error.contains("/subject"),
            "{error}"
        );
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_an_error() {
    let mut bytes = valid().into_bytes();
    let position = bytes.len() / 2;
    bytes[position] = 0xff;
    let error = CdEvent::from_slice(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("expected UTF-8, found byte 0xff at offset {position}")
    );
    for bytes in [
        &b"\0"[..],
        b"",
        b" ",
        b"\xef\xbb\xbf{}",
        b"nul",
        b"\"\\ud800\"",
    ] {
        assert!(!assert_same(bytes));
    }
}

#[test]
fn numbers_of_any_size_round_trip() {
    for number in ["1e400", "-0.0", "12345678901234567890123456789", "1.10"] {
        let bytes = with_custom_data(&format!("{{\"a\":{number}}}"));
        let event = CdEvent::from_slice(&bytes).unwrap();
        assert!(
            event.to_json().contains(&format!(":{number}}}")),
            "{number}"
        );
    }
}

#[test]
fn a_lone_surrogate_is_an_error() {
    let error = CdEvent::from_slice(&with_custom_data(r#"{"a":"\ud800"}"#)).unwrap_err();
    assert_eq!(
        (error.kind(), error.instance_path()),
        (ErrorKind::Invalid, "/customData")
    );
}

#[test]
fn long_keys_and_many_keys_are_supported() {
    let long = "k".repeat(1 << 20);
    let error = CdEvent::from_slice(format!("{{\"{long}\":1}}").as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotAnEvent);
    assert!(assert_same(&with_custom_data(&format!("{{\"{long}\":1}}"))));
    let many: Vec<_> = (0..200_000).map(|index| format!("\"{index}\":0")).collect();
    assert!(assert_same(&with_custom_data(&format!(
        "{{{}}}",
        many.join(",")
    ))));
}

/// Tests the longest event of each release.
#[test]
fn truncated_and_corrupted_events_never_panic() {
    let differential = Differential::shared();
    let mut rng = Rng::with_seed(11);
    for release in Release::ALL {
        let of_release = differential.documents().iter().filter(|document| {
            let event = CdEvent::from_slice(document.to_string().as_bytes());
            event.unwrap().release() == Some(*release)
        });
        let documents: Vec<_> = of_release.collect();
        let longest = documents.iter().max_by_key(|event| event.to_string().len());
        let text = longest.unwrap().to_string().into_bytes();
        assert!(assert_same(&text), "{release}");
        for end in 0..text.len() {
            assert!(!assert_same(&text[..end]), "{release}, cut at {end}");
            let mut bytes = text.clone();
            bytes[end] = rng.u8(..);
            assert_same(&bytes);
        }
    }
}
