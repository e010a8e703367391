//! Verdicts on texts.

use super::*;

const VALID: &str = include_str!("../assets/samples/valid.json");
const BROKEN: &str = include_str!("../assets/samples/broken.json");
const NEWER: &str = include_str!("../assets/samples/newer.json");

/// Returns the text that the page would select.
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
fn a_valid_event_is_described() {
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
fn each_violation_of_the_broken_sample_has_a_position_and_a_schema() {
    let verdict = judge(BROKEN.as_bytes());
    assert_eq!(verdict["kind"], "Invalid");
    assert_eq!(verdict["release"], "0.5.1");
    let violations = verdict["violations"].as_array().unwrap();
    let found: Vec<_> = violations
        .iter()
        .map(|violation| {
            let number = |key: &str| violation[key].as_u64().unwrap();
            let path = violation["instancePath"].as_str().unwrap();
            let keyword = violation["keyword"].as_str().unwrap();
            let place = (number("line"), number("column"));
            (path, keyword, place, selected(BROKEN, violation))
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
fn a_newer_event_is_distinguished_from_a_broken_one() {
    let verdict = judge(NEWER.as_bytes());
    assert_eq!(verdict["valid"], false);
    assert_eq!(verdict["newer"], true);
    assert_eq!(verdict["kind"], "UnknownEventType");
    assert_eq!(verdict["subjectId"], "model/fraud-scores");
    assert_eq!(verdict["release"], Value::Null);
    assert_eq!(judge(BROKEN.as_bytes())["newer"], false);
}

#[test]
fn positions_count_utf16_units() {
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
fn a_syntax_error_has_a_position() {
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
fn a_duplicate_key_is_a_violation_without_a_schema() {
    let violation = only_violation(&VALID.replace(
        "\"specversion\"",
        "\"source\": \"/ci\",\n    \"specversion\"",
    ));
    assert_eq!(violation["instancePath"], "/context");
    assert_eq!(violation["message"], "duplicate property `source`");
    assert_eq!(violation["schema"], Value::Null);
    assert_eq!(violation["line"], 6);
}

#[test]
fn all_bytes_have_a_verdict() {
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
fn only_the_first_violations_are_shown() {
    let links = vec![json!(7); 1000];
    let mut event: Value = serde_json::from_str(VALID).unwrap();
    event["context"]["links"] = json!(links);
    let verdict = judge(event.to_string().as_bytes());
    let shown = verdict["violations"].as_array().unwrap().len();
    assert_eq!(shown, MAX_VIOLATIONS);
    assert!(verdict["omitted"].as_u64().unwrap() >= 900);
}

#[cfg(feature = "events")]
#[test]
fn the_page_agrees_with_the_library() {
    use cdevents_generated::validate::is_valid_slice;
    use cdevents_tests::differential::Differential;

    let differential = Differential::default();
    let mut rng = fastrand::Rng::with_seed(0x0d0c);
    let mut valid = 0;
    for _ in 0..2_000 {
        let (_, text) = differential.mutated(&mut rng);
        let verdict = judge(text.as_bytes());
        let is_valid = is_valid_slice(text.as_bytes());
        assert_eq!(verdict["valid"], is_valid, "{text}");
        let read = CdEvent::from_slice(text.as_bytes()).and_then(CdEvent::into_known);
        assert_eq!(read.is_ok(), is_valid, "{text}");
        valid += usize::from(is_valid);
    }
    assert!((100..1_900).contains(&valid), "{valid}");
}
