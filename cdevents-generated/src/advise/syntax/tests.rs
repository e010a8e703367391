use super::*;

#[test]
fn uuids_are_recognized() {
    for right in [
        "4c8cb7dd-3448-41de-8768-eec704e2829b",
        "4C8CB7DD-3448-41DE-8768-EEC704E2829B",
        "00000000-0000-0000-0000-000000000000",
    ] {
        assert!(is_uuid(right), "{right}");
    }
    for wrong in [
        "",
        "4c8cb7dd344841de8768eec704e2829b",
        "{4c8cb7dd-3448-41de-8768-eec704e2829b}",
        "urn:uuid:4c8cb7dd-3448-41de-8768-eec704e2829b",
        "4c8cb7dd-3448-41de-8768-eec704e2829",
        "4c8cb7dd-3448-41de-8768-eec704e2829g",
        "4c8cb7dd-3448-41de-8768eec704e2829b-",
        "4c8cb7dd-3448-41de-8768-eec704e282é",
    ] {
        assert!(!is_uuid(wrong), "{wrong}");
    }
}

#[test]
fn media_types_are_parsed() {
    for (right, essence) in [
        ("application/json", ("application", "json")),
        ("text/plain;charset=utf-8", ("text", "plain")),
        ("text/plain ; charset=\"utf-8\"; a=b", ("text", "plain")),
        ("text/plain; a=\"b\\\";c\" ;d=e", ("text", "plain")),
        ("text/plain;", ("text", "plain")),
        ("text/plain;; a=b;", ("text", "plain")),
        (
            "application/vnd.example+json",
            ("application", "vnd.example+json"),
        ),
    ] {
        assert_eq!(media_type(right), Some(essence), "{right}");
    }
    for wrong in [
        "",
        "json",
        "/",
        "/json",
        "application/",
        "application/json ",
        " application/json",
        "application / json",
        "application/json/x",
        "text/plain; charset",
        "text/plain; charset=",
        "text/plain; =utf-8",
        "text/plain; charset =utf-8",
        "text/plain; charset= utf-8",
        "text/plain; a=b ",
        "text/plain; a=b c=d",
        "text/plain; a=\"b",
        "text/plain; a=\"b\\",
        "text/plain; a=\"b\"c",
        "text/plain; a=\"\u{7}\"",
        "text/pläin",
    ] {
        assert_eq!(media_type(wrong), None, "{wrong}");
    }
}

#[test]
fn media_types_of_json_are_recognized() {
    for right in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "text/json",
        "application/vnd.example+json",
        "image/x+JSON",
    ] {
        assert!(media_type(right).is_some_and(is_json), "{right}");
    }
    for wrong in [
        "application/xml",
        "image/json",
        "application/jsonl",
        "text/plain; a=json",
    ] {
        assert!(!media_type(wrong).is_some_and(is_json), "{wrong}");
    }
}
