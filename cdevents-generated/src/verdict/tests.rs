//! Verdicts on texts.

use serde_json::{Value, json};

use super::*;
use crate::{ErrorKind, vocabulary};

const VALID: &str = r#"{
  "context": {
    "specversion": "0.5.1",
    "id": "1",
    "source": "/ci",
    "type": "dev.cdevents.service.deployed.0.3.0",
    "timestamp": "2026-03-20T14:27:05Z"
  },
  "subject": {
    "id": "service/checkout",
    "content": {
      "environment": { "id": "production" },
      "artifactId": "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad"
    }
  },
  "customData": {
    "café": "Zürich"
  }
}"#;

const BROKEN: &str = r#"{
  "context": {
    "specversion": "0.5.1",
    "id": "",
    "source": "/ci",
    "type": "dev.cdevents.service.deployed.0.3.0",
    "timestamp": "20 March 2026, 14:27",
    "chain_id": "7"
  },
  "subject": {
    "id": "service/checkout",
    "content": { "environment": { "id": "production", "name": "Zürich" } }
  }
}"#;

fn verdict(text: &str) -> Verdict {
    Verdict::new(text.as_bytes(), None)
}

/// Returns the marked text, by bytes and by UTF-16 units.
fn marked(text: &str, finding: &Finding) -> String {
    let place = finding.place.as_ref().unwrap();
    let units: Vec<u16> = text.encode_utf16().collect();
    let by_units = String::from_utf16(&units[place.utf16.clone()]).unwrap();
    assert_eq!(by_units, text[place.bytes.clone()]);
    by_units
}

fn only_finding(text: &str) -> Finding {
    let [finding] = <[_; 1]>::try_from(verdict(text).findings).unwrap();
    finding
}

#[test]
fn a_valid_event_is_described() {
    let verdict = serde_json::to_value(verdict(VALID)).unwrap();
    let expected = json!({
        "valid": true,
        "type": "dev.cdevents.service.deployed.0.3.0",
        "subjectId": "service/checkout",
        "release": "0.5.1",
    });
    assert_eq!(verdict, expected);
}

#[test]
fn each_violation_has_a_place() {
    let verdict = verdict(BROKEN);
    assert_eq!(verdict.error.as_ref().unwrap().kind(), ErrorKind::Invalid);
    let found: Vec<_> = verdict
        .findings
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().unwrap();
            let keyword = finding.keyword.unwrap().as_str();
            let path = finding.instance_path.as_str();
            (path, keyword, place.line, marked(BROKEN, finding))
        })
        .collect();
    let expected = [
        ("/context", "additionalProperties", 8, "\"chain_id\""),
        ("/context/id", "minLength", 4, "\"\""),
        (
            "/context/timestamp",
            "format",
            7,
            "\"20 March 2026, 14:27\"",
        ),
        ("/subject/content", "required", 12, "{"),
        (
            "/subject/content/environment",
            "additionalProperties",
            12,
            "\"name\"",
        ),
    ]
    .map(|(path, keyword, line, text)| (path, keyword, line, text.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_release_can_be_required() {
    let by = |release| Verdict::new(VALID.as_bytes(), Some(release));
    assert!(by(Release::V0_5_1).is_valid());
    let verdict = by(Release::V0_2_0);
    assert_eq!(
        verdict.error.as_ref().unwrap().kind(),
        ErrorKind::UnknownEventType
    );
    assert_eq!(verdict.release, None);
    assert_eq!(verdict.findings.len(), 1);
    let old = VALID.replace("service.deployed.0.3.0", "service.deployed.0.1.0");
    let old = old
        .replace("specversion", "version")
        .replace("0.5.1", "0.1.2");
    assert_eq!(self::verdict(&old).release, Some(Release::V0_1_2));
    let error = Verdict::new(old.as_bytes(), Some(Release::V0_1_1));
    assert_eq!(error.release, Some(Release::V0_1_1));
}

#[test]
fn a_newer_event_is_distinguished_from_a_broken_one() {
    let newer = VALID.replace("0.5.1", "9.0.0").replace("service", "model");
    let verdict = Verdict::new(newer.as_bytes(), None);
    assert!(!verdict.is_valid() && verdict.is_newer);
    assert_eq!(verdict.release, None);
    assert_eq!(verdict.subject_id.as_deref(), Some("model/checkout"));
    let required = Verdict::new(newer.as_bytes(), Some(Release::V0_5_1));
    assert!(!required.is_newer);
    assert!(!self::verdict(BROKEN).is_newer);
    assert!(!self::verdict(VALID).is_newer);
}

#[test]
fn another_release_that_judges_is_explained() {
    let verdict = verdict(&BROKEN.replace("\"0.5.1\"", "\"9.0.0\""));
    let event_type = verdict.event_type.as_deref().unwrap();
    let newest = vocabulary::newest(event_type).unwrap();
    assert_eq!(verdict.release, Some(newest.release()));
    let note = verdict.note().unwrap();
    assert!(note.contains("newer than this crate"), "{note}");
}

#[test]
fn advice_is_given_on_demand_and_on_valid_events_only() {
    assert_eq!(verdict(VALID).advice, None);
    let advised = |text: &str| verdict(text).with_advice(text.as_bytes()).advice.unwrap();
    assert_eq!(advised(BROKEN), []);
    let chain = VALID.replace("\"id\": \"1\"", "\"id\": \"1\", \"chainId\": \"a\"");
    assert_eq!(advised(&chain).len(), 2);
}

#[test]
fn places_count_utf16_units_and_characters() {
    let broken = VALID.replace("\"café\": \"Zürich\"", "\"café\": \"😀\", \"é\": tru");
    let finding = only_finding(&broken);
    let place = finding.place.as_ref().unwrap();
    assert!(place.utf16.start < place.bytes.start);
    assert_eq!(finding.keyword, None);

    let broken = VALID.replace("\"id\": \"1\"", "\"chaîne\": \"😀\", \"id\": 7");
    let verdict = verdict(&broken);
    let [key, id] = &verdict.findings[..] else {
        panic!("{verdict:?}")
    };
    assert_eq!(marked(&broken, key), "\"chaîne\"");
    assert_eq!(marked(&broken, id), "7");
    assert_eq!(id.place.as_ref().unwrap().column, 26);
}

#[test]
fn a_syntax_error_has_a_place() {
    let place = |text| only_finding(text).place.unwrap();
    assert_eq!(place("{\n  \"context\": tru\n}").line, 2);
    let end = place("{\n  \"context\": {");
    assert_eq!((end.bytes, end.line, end.column), (16..16, 2, 15));
    assert_eq!(place("").bytes, 0..0);
}

#[test]
fn a_duplicate_key_is_found_without_a_schema() {
    let twice = "\"source\": \"/ci\",\n    \"specversion\"";
    let finding = only_finding(&VALID.replace("\"specversion\"", twice));
    assert_eq!(finding.instance_path, "/context");
    assert_eq!(finding.message, "duplicate property `source`");
    assert_eq!((finding.keyword, finding.keyword_uri), (None, None));
    assert_eq!(finding.place.unwrap().line, 6);
}

#[test]
fn all_bytes_have_a_verdict() {
    let mut bytes = BROKEN.as_bytes().to_vec();
    for index in (0..bytes.len()).step_by(5) {
        for byte in [0, b'"', b'{', 0xff] {
            let before = std::mem::replace(&mut bytes[index], byte);
            let verdict = Verdict::new(&bytes, None);
            assert!(!verdict.is_valid(), "byte {index} is {byte}");
            assert_ne!(verdict.findings, [], "byte {index} is {byte}");
            bytes[index] = before;
        }
        assert_ne!(Verdict::new(&bytes[..index], None).findings, []);
    }
    let finding = Verdict::new(b"\xff", None).findings.remove(0);
    assert_eq!(finding.place.unwrap().bytes, 0..1);
    let deep = verdict(&"[".repeat(100_000));
    assert!(!deep.is_valid());
}

#[test]
fn many_violations_have_their_own_places() {
    let mut event: Value = serde_json::from_str(VALID).unwrap();
    event["context"]["links"] = json!(vec![json!(7); 10_000]);
    let text = event.to_string();
    let verdict = verdict(&text);
    let links = verdict
        .findings
        .iter()
        .filter(|finding| finding.instance_path.starts_with("/context/links/"));
    let starts: std::collections::BTreeSet<_> = links
        .map(|finding| {
            assert_eq!(marked_ascii(&text, finding), "7");
            finding.place.as_ref().unwrap().bytes.start
        })
        .collect();
    assert_eq!(starts.len(), 10_000);
}

/// Returns the marked text without counting units, which takes long for many findings.
fn marked_ascii<'a>(text: &'a str, finding: &Finding) -> &'a str {
    &text[finding.place.as_ref().unwrap().bytes.clone()]
}
