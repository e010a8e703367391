//! Reading guesses an event's release and type from its text. Whatever else in the text looks like
//! them, the event is judged by what its context names.

use cdevents_generated::validate::{is_valid, is_valid_slice, resolve, validate_slice};
use cdevents_generated::{CdEvent, Release};
use serde_json::{Value, json};

/// An event of a type that 0.4.0 and 0.4.1 have, and whose links they spell differently.
const EVENT: &str = r#"{
    "context": {
        "version": "0.4.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
        "type": "dev.cdevents.branch.created.0.2.0"
    },
    "subject": { "id": "fix-rounding", "type": "branch", "content": {} }
}"#;

/// Custom data that names another release and another type, before the context.
const DECOYS: [&str; 5] = [
    r#"{ "version": "0.4.1" }"#,
    r#"{ "specversion": "0.5.1" }"#,
    r#"{ "type": "dev.cdevents.build.started.0.2.0" }"#,
    r#"{ "type": "dev.cdeventsx.mytool-table.reserved.0.1.0", "version": "0.4.1" }"#,
    r#"{ "type": "dev.cdevents.branch.created.0.2.0", "a": "version", "version" : "0.1.0" }"#,
];

/// Checks that reading a text and validating it agree with validating the value that it has.
fn check(text: &str) -> Result<CdEvent, cdevents_generated::Error> {
    let value: Value = serde_json::from_str(text).unwrap();
    let expected = is_valid(&value);
    assert_eq!(is_valid_slice(text.as_bytes()), expected, "{text}");
    let event = CdEvent::from_slice(text.as_bytes()).and_then(CdEvent::into_known);
    assert_eq!(event.is_ok(), expected, "{text}");
    if let Ok(event) = &event {
        let release = resolve(&value).unwrap().release;
        assert_eq!(event.release(), Some(release), "{text}");
    }
    if let (Err(error), Err(validated)) = (&event, validate_slice(text.as_bytes())) {
        assert_eq!(error.to_string(), validated.to_string(), "{text}");
    }
    event
}

fn with_decoy(decoy: &str) -> String {
    EVENT.replacen('{', &format!("{{ \"customData\": {decoy},"), 1)
}

#[test]
fn another_release_or_type_before_the_context_does_not_mislead() {
    for decoy in DECOYS {
        let event = check(&with_decoy(decoy)).unwrap();
        assert_eq!(event.release(), Some(Release::V0_4_0));
        assert_eq!(event.event_type(), "dev.cdevents.branch.created.0.2.0");
    }
}

#[test]
fn an_event_is_invalid_by_its_own_release_even_if_it_is_valid_by_another() {
    let links = json!([{ "linkType": "END", "from": { "contextId": "1" } }]);
    for decoy in DECOYS {
        let text = with_decoy(decoy).replacen(
            "\"context\": {",
            &format!("\"context\": {{ \"links\": {links},"),
            1,
        );
        check(&text).unwrap_err();
        // It is valid by the other release.
        check(&text.replace("0.4.0", "0.4.1")).unwrap();
    }
}

#[test]
fn escapes_hide_neither_the_release_nor_the_type() {
    for (plain, escaped) in [
        ("\"version\"", "\"versio\\u006e\""),
        ("\"0.4.0\"", "\"0.4\\u002e0\""),
        ("\"context\"", "\"c\\u006fntext\""),
        ("\"type\": \"dev", "\"\\u0074ype\": \"dev"),
        ("dev.cdevents", "dev\\u002ecdevents"),
        ("created", "create\\u0064"),
    ] {
        for decoy in DECOYS {
            let text = with_decoy(decoy).replace(plain, escaped);
            let event = check(&text).unwrap();
            assert_eq!(event.release(), Some(Release::V0_4_0), "{text}");
        }
    }
}

#[test]
fn a_release_that_lacks_the_type_leaves_the_event_to_the_newest_that_has_it() {
    for decoy in DECOYS {
        let text = with_decoy(decoy).replace("0.4.0", "0.1.0");
        let _ = check(&text);
        let _ = check(&with_decoy(decoy).replace("created.0.2.0", "created.0.9.0"));
        let _ = check(&with_decoy(decoy).replace("\"version\": \"0.4.0\",", ""));
    }
}

#[test]
fn an_error_is_that_of_the_release_that_the_event_names() {
    let event = r#"{ "context": {
        "source": [], "version": "0.4.1", "id": "1", "timestamp": "2026-03-20T14:27:05Z",
        "type": "dev.cdevents.branch.created.0.2.0"
    }, "subject": { "id": "fix-rounding", "type": "branch", "content": {} } }"#;
    // Another property or event type counts instead of the first in the text.
    let other_names = [
        ("\"id\": \"1\"", r#""specversion": "0.9.0""#),
        ("\"id\": \"1\"", r#""spec\u0076ersion": "0.9.0""#),
        ("\"source\": []", r#""id": [], "version": "0.3.0""#),
        (
            "\"source\": []",
            r#""id": "dev.cdevents.branch.created.0.2.0", "type": "other""#,
        ),
        ("\"subject\"", r#""context": 1, "subject""#),
        (
            "\"subject\"",
            r#""context": {"version": "0.4.0"}, "subject""#,
        ),
    ];
    assert!(check(event).is_err());
    for (replaced, name) in other_names {
        assert!(check(&event.replacen(replaced, name, 1)).is_err());
    }
}

#[test]
fn a_link_is_judged_by_its_own_type() {
    let links = [
        r#"{ "from": { "contextId": "1", "linkType": "RELATION" }, "linkType": "END" }"#,
        r#"{ "from": { "contextId": "1" }, "linkT\u0079pe": "END" }"#,
        r#"{ "tags": { "linkType": "END" }, "linkType": "PATH", "from": { "contextId": "1" } }"#,
        r#"{ "tags": { "linkType": 1 }, "linkKind": "T", "target": { "contextId": "1" }, "linkType": "RELATION" }"#,
        r#"{ "target": { "contextId": "1" }, "linkKind": "T", "linkType" : "RELATI\u004fN" }"#,
        r#"{ "tags": {}, "linkType": "PATH", "from": { "contextId": "1" } }"#,
    ];
    let invalid = [
        r#"{ "tags": { "linkType": "END" }, "from": { "contextId": "1" } }"#,
        r#"{ "tags": { "linkType": "END" }, "linkType": "RELATION", "from": { "contextId": "1" } }"#,
        "{}",
    ];
    let event = |links: &[&str]| {
        let links = format!("\"context\": {{ \"links\": [{}],", links.join(","));
        let event = EVENT.replacen("\"context\": {", &links, 1);
        event.replace("0.4.0", "0.4.1")
    };
    // So many wrong guesses that no more are made.
    check(&event(&links.repeat(50))).unwrap();
    for link in links {
        check(&event(&[link])).unwrap();
        for other in links.into_iter().chain(invalid) {
            assert_eq!(
                check(&event(&[link, other])).is_ok(),
                links.contains(&other),
                "{other}"
            );
        }
    }
    for link in invalid {
        check(&event(&[link])).unwrap_err();
    }
    let duplicate = r#"{ "from": { "contextId": "1" }, "linkType": "END", "linkType": "END" }"#;
    assert!(!is_valid_slice(event(&[duplicate]).as_bytes()));
}
