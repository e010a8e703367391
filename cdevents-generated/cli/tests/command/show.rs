//! `cdevents show`.

use std::path::Path;

use serde_json::{Value, json};

use crate::common::{event, run_with_input};

/// Returns an event of a chain, which follows another one.
fn chained(name: &str, id: &str, follows: Option<&str>, minute: u32) -> String {
    let mut event: Value = serde_json::from_str(&event("0.5.1", name)).expect("JSON");
    let context = &mut event["context"];
    context["id"] = id.into();
    context["chainId"] = "6ca3f9c5-1cef-4ce0-861c-2456a69cf137".into();
    context["timestamp"] = format!("2026-03-20T14:{minute:02}:00Z").into();
    if let Some(follows) = follows {
        context["links"] = json!([{ "linkType": "PATH", "from": { "contextId": follows } }]);
    }
    event.to_string()
}

fn shown(arguments: &[&str], input: &str) -> Vec<String> {
    let arguments = [&["show"], arguments].concat();
    let ran = run_with_input(Path::new("."), &arguments, input.as_bytes());
    assert_eq!(ran.status, Some(0), "{ran:?}");
    ran.output.lines().map(str::to_owned).collect()
}

#[test]
fn each_event_is_one_line() {
    let deployed = event("0.5.1", "service-deployed");
    let value: Value = serde_json::from_str(&deployed).expect("JSON");
    let lines = shown(
        &[],
        &format!("[{deployed}, {}]", event("0.1.0", "build-started")),
    );
    assert_eq!(lines.len(), 2, "{lines:?}");
    for part in [
        "/context/timestamp",
        "/subject/id",
        "/subject/content/environment/id",
    ] {
        let part = value
            .pointer(part)
            .and_then(Value::as_str)
            .expect("a string");
        assert!(lines[0].contains(part), "{lines:?}");
    }
    assert!(lines[0].contains(" service.deployed "), "{lines:?}");
    assert!(lines[1].contains(" build.started "), "{lines:?}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let event = chained("build-started", "1", None, 0).replace("6ca3f9c5", "\\u001b[31m");
    let mut event: Value = serde_json::from_str(&event).expect("JSON");
    event["subject"]["id"] = "a\rb".into();
    let event = event.to_string();
    for arguments in [&[] as &[&str], &["--chain"]] {
        let lines = shown(arguments, &event);
        assert!(!lines.concat().contains(['\u{1b}', '\r']), "{lines:?}");
    }
}

#[test]
fn an_invalid_event_is_shown_with_a_warning() {
    let event = event("0.5.1", "build-started").replace("build.started", "build.startd");
    let ran = run_with_input(Path::new("."), &["show"], event.as_bytes());
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.output.contains("build.startd"), "{ran:?}");
    assert!(ran.errors.starts_with("warning: -:1:1: "), "{ran:?}");
}

#[test]
fn a_chain_is_a_tree_with_durations() {
    let events = [
        chained("service-deployed", "4", Some("2"), 30),
        chained("change-merged", "1", None, 0),
        chained("build-finished", "2", Some("1"), 12),
        chained("service-deployed", "3", Some("2"), 20),
        chained("incident-detected", "5", Some("4"), 31),
        event("0.1.0", "build-started"),
    ];
    let lines = shown(&["--chain"], &events.join("\n"));
    let starts = [
        "chain 6ca3f9c5-1cef-4ce0-861c-2456a69cf137",
        "● 2026-03-20T14:00:00Z  change.merged ",
        "↓ +12m  build.finished ",
        "├─ +8m  service.deployed ",
        "└─ +18m  service.deployed ",
        "   ↓ +1m  incident.detected ",
        "no chain ID",
        "● ",
    ];
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{start}: {lines:#?}");
    }
    assert_eq!(lines.len(), starts.len(), "{lines:#?}");
}

#[test]
fn events_that_follow_each_other_in_a_circle_are_shown_once() {
    let events = [
        chained("change-merged", "1", Some("3"), 0),
        chained("build-finished", "2", Some("1"), 1),
        chained("service-deployed", "3", Some("2"), 2),
        chained("build-started", "4", Some("4"), 3),
    ];
    let lines = shown(&["--chain"], &events.join("\n"));
    assert_eq!(lines.len(), 5, "{lines:#?}");
}
