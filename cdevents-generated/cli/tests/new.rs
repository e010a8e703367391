//! `cdevents new`: events from flags, templates and chains.

use std::fs;
use std::process::{Command, Output};

use cdevents_generated::{CdEvent, EventLink};
use serde_json::Value;

/// Flags for a whole event.
const DEPLOYED: &str = "service.deployed --source /ci --subject checkout --environment production \
                        --artifact pkg:oci/checkout@1";

fn new(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cdevents"));
    command.arg("new").args(words).env_remove("CDEVENTS_SOURCE");
    command.output().expect("it runs")
}

/// Makes an event from flags in one text and further ones.
fn made(flags: &str, more: &[&str]) -> CdEvent {
    let words: Vec<_> = flags
        .split_whitespace()
        .chain(more.iter().copied())
        .collect();
    let output = new(&words);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    CdEvent::from_slice(&output.stdout).expect("a valid event")
}

#[test]
fn flags_make_an_event() {
    let data = [
        "--custom-data",
        r#"{"runner": 7}"#,
        "--set",
        "/customData/cores=8",
    ];
    let event = made(DEPLOYED, &data);
    assert_eq!(event.environment_id().as_deref(), Some("production"));
    assert_eq!(event.artifact_id().as_deref(), Some("pkg:oci/checkout@1"));
    assert_eq!(event.source(), "/ci");
    let value = event.to_value().expect("JSON");
    assert_eq!(value["customData"]["cores"], 8);
    assert_ne!(made(DEPLOYED, &[]).id(), event.id());
}

#[test]
fn the_long_name_of_an_id_is_the_same_flag() {
    let long = DEPLOYED
        .replace("--environment", "--environment-id")
        .replace("--subject", "--subject-id");
    assert_eq!(
        made(&long, &[]).environment_id().as_deref(),
        Some("production")
    );
}

#[test]
fn the_release_decides_on_the_flags() {
    let event = made(DEPLOYED, &["--release", "0.3.0"]);
    assert_eq!(event.release_name(), Some("0.3.0"));
    let output = new(&["ticket.created", "--release=0.3.0"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.starts_with("error: release 0.3.0 has no event `ticket.created`"),
        "{error}"
    );
}

#[test]
fn a_chain_goes_on_with_the_last_event_of_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("chain.ndjson");
    let first = made(DEPLOYED, &["--chain-id", "42"]);
    let second = made(DEPLOYED, &["--chain-id", "43"]);
    fs::write(
        &file,
        format!("{}\n{}\n", first.to_json(), second.to_json()),
    )
    .expect("a file");
    let path = file.to_str().expect("UTF-8");
    let event = made(DEPLOYED, &["--chain-of", path]);
    assert_eq!(event.chain_id(), Some("43"));
    let links = event.links();
    let [EventLink::Path { from, .. }] = links.as_slice() else {
        panic!("{links:?}");
    };
    assert_eq!(from.id(), Some(second.id()));
}

#[test]
fn a_template_gives_all_but_the_id_and_the_timestamp() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("template.json");
    let template = made(DEPLOYED, &["--timestamp", "2020-01-01T00:00:00Z"]);
    fs::write(&file, template.to_json()).expect("a file");
    let path = file.to_str().expect("UTF-8");
    let event = made("service.deployed --environment staging", &["--from", path]);
    assert_eq!(event.environment_id().as_deref(), Some("staging"));
    assert_eq!(event.artifact_id(), template.artifact_id());
    assert_ne!(event.id(), template.id());
    assert_ne!(event.timestamp(), template.timestamp());

    let output = new(&["build.started", "--from", path]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.contains("the template is an event of another type"),
        "{error}"
    );
}

#[test]
fn the_source_can_come_from_the_environment() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cdevents"));
    command.args([
        "new",
        "build.queued",
        "--release",
        "0.5.1",
        "--subject",
        "b",
    ]);
    let output = command
        .env("CDEVENTS_SOURCE", "/env")
        .output()
        .expect("it runs");
    let event = CdEvent::from_slice(&output.stdout).expect("a valid event");
    assert_eq!(event.source(), "/env");
}

#[test]
fn the_help_has_each_property_of_the_event() {
    let output = new(&["incident.reported", "--release", "0.5.1", "--help"]);
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    for line in [
        "--ticket-uri <URI>",
        "/subject/content/environment/id (required)",
        "--set",
    ] {
        assert!(help.contains(line), "{line}: {help}");
    }
    let schema = Command::new(env!("CARGO_BIN_EXE_cdevents"))
        .args(["schema", "incident.reported", "--release", "0.5.1"])
        .output()
        .expect("it runs");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let content = &schema["properties"]["subject"]["properties"]["content"]["properties"];
    for property in content.as_object().expect("properties").keys() {
        assert!(
            help.contains(&format!("/subject/content/{property}")),
            "{property}"
        );
    }
}

#[test]
fn bad_input_is_an_error_that_says_what_to_do() {
    let whole: Vec<_> = DEPLOYED.split_whitespace().collect();
    let with = |more: &[&'static str]| [&whole, more].concat();
    let cases = [
        (vec!["service.deploied"], "did you mean `service.deployed`?"),
        (
            vec!["--source", "/ci"],
            "expected an event before `--source`",
        ),
        (
            vec!["custom"],
            "a custom event needs its whole type, such as `dev.cdeventsx.",
        ),
        (
            vec!["service.deployed", "--artifact", "a"],
            "`service.deployed` also needs --source, --environment, --subject",
        ),
        (
            with(&["--artefact", "a"]),
            "a similar argument exists: '--artifact'",
        ),
        (
            vec!["testcaserun.started", "--trigger-type", "manuall"],
            "a similar value exists: 'manual'",
        ),
        (
            with(&["--timestamp", "today"]),
            "--timestamp: expected an RFC 3339 date and time",
        ),
        (with(&["--subject", ""]), "--subject: expected"),
        (
            with(&["--set", "subject=a"]),
            "expected a JSON Pointer and a value",
        ),
        (
            with(&["--set", "/subject/colour=a"]),
            "/subject: unknown property `colour`",
        ),
        (
            with(&["--set", "/subject/id/x=a"]),
            "`/subject/id` is no object or array",
        ),
        (with(&["--chain-of", "missing.json"]), "missing.json: "),
        (with(&["--custom-data", "{"]), "--custom-data: "),
        (with(&["--release", "9.9"]), "9.9"),
    ];
    for (words, expected) in cases {
        let output = new(&words);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.starts_with("error: "), "{words:?}: {error}");
        assert!(error.contains(expected), "{words:?}: {error}");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty(), "{words:?}");
    }
}
