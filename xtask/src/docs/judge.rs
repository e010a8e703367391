//! The validator's verdict on what was pasted, as JSON for the page.

use std::borrow::Cow;
use std::ops::Range;

use cdevents_generated::validate::{Report, Violation, resolve, validate_slice};
use cdevents_generated::{CdEvent, Error};
use miette::Diagnostic as _;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::points::{offset_of, points};

/// How many violations are shown. Finding the place of each takes a way through the text.
const MAX_VIOLATIONS: usize = 100;

/// The verdict on any bytes.
pub(super) fn judge(bytes: &[u8]) -> Value {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    let text_at = |pointer| value.as_ref()?.pointer(pointer)?.as_str();
    let resolution = value.as_ref().and_then(|value| resolve(value).ok());
    let is_exact = resolution.as_ref().is_some_and(|it| it.is_exact);
    let error = validate_slice(bytes).err();
    let findings = error.as_ref().map_or_else(Vec::new, |it| find(bytes, it));
    let count = error.as_ref().and_then(Error::report).map(count);
    json!({
        "valid": error.is_none(),
        "newer": error.is_some() && !is_exact && is_newer(bytes),
        "kind": error.as_ref().map(|error| format!("{:?}", error.kind())),
        "eventType": text_at("/context/type"),
        "release": resolution.map(|it| it.release.to_string()),
        "subjectId": text_at("/subject/id"),
        "omitted": count.map_or(0, |count| count - findings.len()),
        "violations": with_points(bytes, findings),
    })
}

/// Does reading keep it as an event of a release to come? One that names a known release it never
/// does.
fn is_newer(bytes: &[u8]) -> bool {
    matches!(CdEvent::from_slice(bytes), Ok(CdEvent::Unknown(_)))
}

fn count(report: &Report) -> usize {
    report.violations().len()
}

/// What is wrong, and at which bytes.
struct Finding {
    instance_path: String,
    keyword: Option<&'static str>,
    message: String,
    schema: Option<String>,
    bytes: Option<Range<usize>>,
}

/// What the schema finds; and where that is nothing, what keeps the text from being read.
fn find(bytes: &[u8], error: &Error) -> Vec<Finding> {
    let Some(report) = error.report() else {
        return vec![Finding {
            instance_path: error.instance_path().to_owned(),
            keyword: None,
            message: error.message().to_owned(),
            schema: None,
            bytes: stop(bytes, error),
        }];
    };
    let report = report.clone().with_source("event", text(bytes));
    let labels = report.labels().into_iter().flatten();
    let places = labels.map(|label| label.offset()..label.offset() + label.len());
    let violations = report.report().iter().zip(places);
    violations
        .take(MAX_VIOLATIONS)
        .map(|(violation, place)| Finding {
            instance_path: violation.instance_path().to_owned(),
            keyword: Some(violation.keyword().as_str()),
            message: violation.message(),
            schema: schema(violation),
            bytes: Some(place),
        })
        .collect()
}

/// The keyword's place, where a schema applies.
fn schema(violation: &Violation) -> Option<String> {
    let id = violation.schema_id();
    (!id.is_empty()).then(|| format!("{id}#{}", violation.schema_path()))
}

/// The character at which reading stopped: none, where the text ends too early.
fn stop(bytes: &[u8], error: &Error) -> Option<Range<usize>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Some(error.valid_up_to()..error.valid_up_to() + 1),
    };
    let syntax = serde_json::from_str::<IgnoredAny>(text);
    if syntax.is_err_and(|error| error.is_eof()) {
        return Some(text.len()..text.len());
    }
    let (line, column) = error.position()?;
    let start = offset_of(text, line, column);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    Some(start..start + length)
}

/// The text, as browsers show bytes that are none.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn with_points(bytes: &[u8], findings: Vec<Finding>) -> Vec<Value> {
    let text = text(bytes);
    let places = findings.iter().filter_map(|it| it.bytes.clone());
    let points = points(&text, places.flat_map(|place| [place.start, place.end]));
    let finding = |it: Finding| {
        let place = it.bytes.as_ref();
        let start = place.and_then(|place| points.get(&place.start));
        let end = place.and_then(|place| points.get(&place.end));
        json!({
            "instancePath": it.instance_path,
            "keyword": it.keyword,
            "message": it.message,
            "schema": it.schema,
            "start": start.map(|point| point.units),
            "end": end.map(|point| point.units),
            "line": start.map(|point| point.line),
            "column": start.map(|point| point.column),
        })
    };
    findings.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: &str = include_str!("assets/samples/valid.json");
    const BROKEN: &str = include_str!("assets/samples/broken.json");
    const NEWER: &str = include_str!("assets/samples/newer.json");

    /// What the page would select.
    fn selected(text: &str, violation: &Value) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let index = |key: &str| usize::try_from(violation[key].as_u64().unwrap()).unwrap();
        String::from_utf16(&units[index("start")..index("end")]).unwrap()
    }

    fn only_violation(text: &str) -> Value {
        let verdict = judge(text.as_bytes());
        assert_eq!(verdict["valid"], false, "{verdict}");
        let violations = verdict["violations"].as_array().unwrap();
        assert_eq!(violations.len(), 1, "{verdict}");
        violations[0].clone()
    }

    #[test]
    fn a_valid_event_is_named() {
        assert_eq!(
            judge(VALID.as_bytes()),
            json!({
                "valid": true,
                "newer": false,
                "kind": null,
                "eventType": "dev.cdevents.service.deployed.0.3.0",
                "release": "0.5.1",
                "subjectId": "service/checkout",
                "omitted": 0,
                "violations": [],
            })
        );
    }

    #[test]
    fn each_violation_of_the_broken_sample_has_its_place_and_its_schema() {
        let verdict = judge(BROKEN.as_bytes());
        assert_eq!(verdict["kind"], "Invalid");
        assert_eq!(verdict["release"], "0.5.1");
        let violations = verdict["violations"].as_array().unwrap();
        let found: Vec<_> = violations
            .iter()
            .map(|it| {
                let place = (it["line"].as_u64().unwrap(), it["column"].as_u64().unwrap());
                let path = it["instancePath"].as_str().unwrap();
                let keyword = it["keyword"].as_str().unwrap();
                (path, keyword, place, selected(BROKEN, it))
            })
            .collect();
        let expected = [
            ("/context", "additionalProperties", (8, 5), "\"chain_id\""),
            ("/context/id", "minLength", (4, 11), "\"\""),
            (
                "/context/timestamp",
                "format",
                (7, 18),
                "\"20 March 2026, 14:27\"",
            ),
            ("/subject/content", "required", (12, 16), "{"),
            (
                "/subject/content/environment",
                "additionalProperties",
                (15, 9),
                "\"name\"",
            ),
        ]
        .map(|(path, keyword, place, text)| (path, keyword, place, text.to_owned()));
        assert_eq!(found, expected);
        let schema = violations[1]["schema"].as_str().unwrap();
        assert_eq!(
            schema,
            "https://cdevents.dev/0.5.1/schema/definitions#/$defs/id/minLength"
        );
    }

    #[test]
    fn an_event_of_a_release_to_come_is_told_from_a_broken_one() {
        let verdict = judge(NEWER.as_bytes());
        assert_eq!(verdict["valid"], false);
        assert_eq!(verdict["newer"], true);
        assert_eq!(verdict["kind"], "UnknownEventType");
        assert_eq!(verdict["subjectId"], "model/fraud-scores");
        assert_eq!(verdict["release"], Value::Null);
        assert_eq!(judge(BROKEN.as_bytes())["newer"], false);
    }

    #[test]
    fn places_count_utf16_units_behind_characters_beyond_ascii() {
        let broken = VALID.replace("\"café\": \"Zürich\"", "\"café\": \"😀\", \"é\": tru");
        let violation = only_violation(&broken);
        let units = broken.encode_utf16().count();
        assert!(violation["start"].as_u64().unwrap() < units as u64);
        assert_eq!(violation["line"], 22);
        assert_eq!(selected(&broken, &violation), ",");

        let broken = VALID.replace(
            "\"context\": {",
            "\"context\": {\n    \"chaîne\": \"😀\", \"id\": 7,",
        );
        let broken = broken.replace(
            "    \"id\": \"5c9a1b52-7a0e-4d6f-9a56-0a1f6b7d2c11\",\n",
            "",
        );
        let verdict = judge(broken.as_bytes());
        let found: Vec<_> = verdict["violations"].as_array().unwrap().iter().collect();
        assert_eq!(selected(&broken, found[0]), "\"chaîne\"");
        assert_eq!(selected(&broken, found[1]), "7");
        assert_eq!(
            (&found[1]["line"], &found[1]["column"]),
            (&json!(3), &json!(26))
        );
    }

    #[test]
    fn what_is_no_json_is_a_verdict_with_its_place() {
        let violation = only_violation("{\n  \"context\": tru\n}");
        assert_eq!(
            (&violation["line"], &violation["keyword"]),
            (&json!(2), &Value::Null)
        );
        let violation = only_violation("{\n  \"context\": {");
        assert_eq!(
            (&violation["start"], &violation["end"]),
            (&json!(16), &json!(16))
        );
        assert_eq!(
            (&violation["line"], &violation["column"]),
            (&json!(2), &json!(15))
        );
        assert_eq!(only_violation("")["start"], 0);
        assert_eq!(judge(b"")["kind"], "Syntax");
    }

    #[test]
    fn a_key_that_stands_twice_is_a_violation_without_a_schema() {
        let violation = only_violation(&VALID.replace(
            "\"specversion\"",
            "\"source\": \"/ci\",\n    \"specversion\"",
        ));
        assert_eq!(violation["instancePath"], "/context");
        assert_eq!(violation["message"], "duplicate field `source`");
        assert_eq!(violation["schema"], Value::Null);
        assert_eq!(violation["line"], 6);
    }

    #[test]
    fn any_bytes_have_a_verdict() {
        let mut bytes = BROKEN.as_bytes().to_vec();
        for index in (0..bytes.len()).step_by(5) {
            for byte in [0, b'"', b'{', 0xff] {
                let before = std::mem::replace(&mut bytes[index], byte);
                let verdict = judge(&bytes);
                assert_eq!(verdict["valid"], false, "byte {index} is {byte}");
                assert_ne!(verdict["violations"], json!([]), "byte {index} is {byte}");
                bytes[index] = before;
            }
            assert_ne!(judge(&bytes[..index])["violations"], json!([]));
        }
        assert_eq!(judge(b"\xff")["violations"][0]["end"], 1);
        judge("[".repeat(100_000).as_bytes());
    }

    #[test]
    fn of_many_violations_the_first_are_shown() {
        let links = vec![json!(7); 1000];
        let mut event: Value = serde_json::from_str(VALID).unwrap();
        event["context"]["links"] = json!(links);
        let verdict = judge(event.to_string().as_bytes());
        let shown = verdict["violations"].as_array().unwrap().len();
        assert_eq!(shown, MAX_VIOLATIONS);
        assert!(verdict["omitted"].as_u64().unwrap() >= 900);
    }
}
