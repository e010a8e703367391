//! `cdevents upgrade`.

use std::path::Path;

use cdevents_generated::upgrade::Upgrade;
use cdevents_generated::{CdEvent, Release};
use serde_json::Value;

use crate::common::{Ran, event, run_with_input};

fn upgraded(arguments: &[&str], input: &str) -> Ran {
    let arguments = [&["upgrade"], arguments].concat();
    run_with_input(Path::new("."), &arguments, input.as_bytes())
}

#[test]
fn events_go_to_the_output_and_notes_to_the_errors() {
    let old = event("0.4.1", "repository-created");
    let ran = upgraded(&["--to", "0.5.1"], &format!("{old}\n\n{old}"));
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let event: CdEvent = old.parse().expect("an event");
    let expected = Upgrade::new(Release::V0_5_1)
        .convert(event)
        .expect("an event");
    let lines: Vec<_> = ran.output.lines().collect();
    assert_eq!(lines, [expected.event.to_json(), expected.event.to_json()]);
    let notes = expected
        .notes
        .iter()
        .map(|note| format!("-:3:1: note: {note}"));
    for note in notes {
        assert!(
            ran.errors.lines().any(|line| line == note),
            "{note}: {ran:?}"
        );
    }
    let quiet = upgraded(&["--to", "0.5.1", "--quiet"], &old);
    assert_eq!(quiet.errors, "");
}

#[test]
fn questions_are_answered_on_the_command_line() {
    let old = event("0.2.0", "testcase-started");
    let ran = upgraded(&[], &old);
    assert_eq!((ran.status, ran.output.as_str()), (Some(1), ""), "{ran:?}");
    let answer = "/subject/content/environment={\"id\":\"staging\"}";
    for answer in [answer.to_owned(), format!("testcaserun.started:{answer}")] {
        let ran = upgraded(&["--set", &answer], &old);
        assert_eq!(ran.status, Some(0), "{ran:?}");
        let event: Value = serde_json::from_str(&ran.output).expect("JSON");
        assert_eq!(event["subject"]["content"]["environment"]["id"], "staging");
    }
    let other = upgraded(&["--set", &format!("build.started:{answer}")], &old);
    assert_eq!(other.status, Some(1), "{other:?}");
}

#[test]
fn losses_are_refused_reported_or_kept() {
    let new = event("0.5.1", "build-started");
    let mut value: Value = serde_json::from_str(&new).expect("JSON");
    value["context"]["chainId"] = "a".into();
    let new = value.to_string();
    let loss = |loss| upgraded(&["--to", "0.3.0", "--loss", loss], &new);
    let refused = loss("refuse");
    assert_eq!((refused.status, refused.output.as_str()), (Some(1), ""));
    assert!(
        refused.errors.contains("no place for `/context/chainId`"),
        "{refused:?}"
    );
    assert!(
        loss("report")
            .errors
            .contains("note: dropped `/context/chainId`")
    );
    let kept = loss("keep");
    assert_eq!(kept.status, Some(0), "{kept:?}");
    let back = upgraded(&["--to", "0.5.1"], &kept.output);
    let back: Value = serde_json::from_str(&back.output).expect("JSON");
    assert_eq!(back, value);
}

#[test]
fn an_event_that_cannot_be_converted_does_not_stop_the_others() {
    let input = format!(
        "{}\n{{}}\n{}",
        event("0.4.1", "build-started"),
        event("0.5.1", "build-started")
    );
    let ran = upgraded(&[], &input);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert_eq!(ran.output.lines().count(), 2, "{ran:?}");
    assert!(ran.errors.contains("error: -:2:1: "), "{ran:?}");
}
