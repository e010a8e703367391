//! A typo in any event type of any release is an error in every way of parsing, and the error
//! suggests the right type.

use std::collections::BTreeSet;

use cdevents_generated::validate::{is_valid, is_valid_slice, validate};
use cdevents_generated::{CdEvent, ErrorKind};
use cdevents_tests::differential::Differential;
use serde_json::{Value, json};

/// Splits an event type into its name, such as `service.deployed`, and its version.
fn parts(event_type: &str) -> Option<(String, Option<String>)> {
    let rest = event_type.strip_prefix("dev.cdevents.")?;
    let mut parts = rest.splitn(3, '.');
    let name = format!("{}.{}", parts.next()?, parts.next()?);
    Some((name, parts.next().map(str::to_owned)))
}

fn with_version(name: &str, version: Option<&str>) -> String {
    let version = version.map_or_else(String::new, |version| format!(".{version}"));
    format!("dev.cdevents.{name}{version}")
}

/// Returns the name with three typos: a missing letter, a doubled one and a wrong one.
fn misspelled(name: &str) -> [String; 3] {
    let middle = name.len() / 4;
    let without = format!("{}{}", &name[..middle], &name[middle + 1..]);
    let [doubled, changed] = ["ee", "x"].map(|with| {
        let (before, behind) = name.rsplit_once('e').unwrap();
        format!("{before}{with}{behind}")
    });
    [without, doubled, changed]
}

/// Returns the event type that an error suggests.
fn suggestion(message: &str) -> Option<&str> {
    let (_, rest) = message
        .split_once("did you mean `")
        .or_else(|| message.split_once("use `"))?;
    rest.split_once('`').map(|(suggested, _)| suggested)
}

/// Asserts that an event is rejected with this type, in every way of parsing, and returns the error
/// message.
fn rejected(document: &Value, event_type: &str) -> String {
    let mut document = document.clone();
    document["context"]["type"] = json!(event_type);
    let text = document.to_string();
    let error = text.parse::<CdEvent>().unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::UnknownEventType,
        "{document}: {error}"
    );
    assert_eq!(error.instance_path(), "/context/type");
    assert!(!is_valid(&document) && !is_valid_slice(text.as_bytes()));
    assert!(validate(&document).is_err());
    assert!(CdEvent::from_value(&document).is_err());
    assert!(serde_json::from_str::<CdEvent>(&text).is_err());
    assert!(serde_json::from_value::<CdEvent>(document).is_err());
    error.message().to_owned()
}

#[test]
fn a_typo_in_any_type_of_any_release_is_an_error_with_a_suggestion() {
    let (mut typos, mut led_back) = (0, 0);
    let mut seen = BTreeSet::new();
    for document in Differential::shared().documents() {
        let context = &document["context"];
        let release = context
            .get("specversion")
            .or(context.get("version"))
            .unwrap();
        let event_type = context["type"].as_str().unwrap();
        let Some((name, version)) = parts(event_type) else {
            continue;
        };
        if !seen.insert((release.to_string(), event_type.to_owned())) {
            continue;
        }
        let mut wrong: Vec<_> = misspelled(&name)
            .iter()
            .map(|name| with_version(name, version.as_deref()))
            .collect();
        // 0.1.0 and 0.1.1 allow any text after the name.
        if !["0.1.0", "0.1.1"].contains(&release.as_str().unwrap()) {
            wrong.push(with_version(&name, Some("9.9.9")));
            wrong.push(with_version(&name, Some("v1")));
            if let Some(version) = &version {
                wrong.push(with_version(&name, None));
                wrong.push(with_version(
                    &name,
                    version.rsplit_once('.').map(|(short, _)| short),
                ));
                wrong.push(format!("{event_type} "));
            }
        }
        wrong.push(event_type.replacen("dev.cdevents.", "dev.cdevent.", 1));
        wrong.push(event_type.replacen("dev.cdevents.", "", 1));
        for wrong in wrong {
            let message = rejected(document, &wrong);
            typos += 1;
            let Some(suggested) = suggestion(&message) else {
                continue;
            };
            let mut corrected = document.clone();
            corrected["context"]["type"] = json!(suggested);
            if suggested == event_type {
                led_back += 1;
                assert!(is_valid(&corrected), "{message}");
            }
            // Another type may need another content, but it must be a type of this release.
            let read = CdEvent::from_value(&corrected);
            let kind = read.as_ref().map_err(cdevents_generated::Error::kind);
            assert!(
                !matches!(kind, Err(ErrorKind::UnknownEventType)),
                "{wrong}: {message}"
            );
        }
    }
    assert!(typos > 2000, "{typos}");
    assert!(
        led_back * 100 > typos * 95,
        "only {led_back} of {typos} suggestions are right"
    );
}

#[test]
fn types_that_resemble_nothing_get_no_suggestion() {
    let differential = Differential::shared();
    let document = &differential.documents()[0];
    for event_type in [
        "dev.cdevents.model.trained.0.1.0",
        "dev.cdevents.x.y.0.1.0",
        "dev.cdevents.",
        "com.example.deployed",
        "?",
    ] {
        let message = rejected(document, event_type);
        assert_eq!(suggestion(&message), None, "{message}");
    }
    let taskrun = "dev.cdevents.taskrun.queued.0.1.0";
    let mut newest = differential.documents().last().unwrap().clone();
    newest["context"]["type"] = json!("dev.cdevents.build.queued.0.3.0");
    let message = rejected(&newest, taskrun);
    assert!(!message.contains("testcaserun"), "{message}");
}
