//! The diff of two releases reports and classifies every change.

mod edits;
mod mutated;

use cdevents_codegen::diff::{Change, Diff, diff};
use cdevents_codegen::model::Model;
use cdevents_codegen::{lower, read_folder};
use cdevents_tests::{model, upstream, workspace};
use serde_json::{Value, json};

fn between(model: &Model, old: &str, new: &str) -> Diff {
    let release = |name: &str| {
        let mut releases = model.releases.iter();
        releases
            .find(|release| release.name.to_string() == name)
            .unwrap()
    };
    diff((model, release(old)), (model, release(new)))
}

/// Asserts that the diff has a change of this kind, or of only this keyword, at a path and with
/// these effects, and returns the change.
#[track_caller]
fn assert_change<'a>(diff: &'a Diff, path: &str, what: &str, effects: &str) -> &'a Change {
    assert_change_of(diff, path, what, None, effects)
}

/// Asserts the same as [`assert_change`], and that the change mentions a value or a path.
#[track_caller]
fn assert_change_of<'a>(
    diff: &'a Diff,
    path: &str,
    what: &str,
    named: Option<&str>,
    effects: &str,
) -> &'a Change {
    let found = diff.changes.iter().find(|change| {
        let json = serde_json::to_value(change).unwrap();
        let is_what =
            json["change"] == what || json["keyword"] == what || json["keywords"] == json!([what]);
        change.path == path && is_what && named.is_none_or(|text| mentions(&json, text))
    });
    let found = found.unwrap_or_else(|| panic!("no {what} {named:?} at {path} in {}", diff.text()));
    assert_eq!(format!("{} {}", found.producers, found.consumers), effects);
    found
}

/// Returns whether a text is one of the change's own old, new, added or removed values.
fn mentions(change: &Value, text: &str) -> bool {
    let own = ["from", "to", "added", "removed", "values"];
    own.iter().any(|key| match &change[key] {
        Value::Array(values) => values.iter().any(|value| value == text),
        value => value == text,
    })
}

const BOTH: &str = "breaking breaking";
const PRODUCERS: &str = "breaking compatible";
const CONSUMERS: &str = "compatible breaking";
const NEITHER: &str = "compatible compatible";

#[test]
fn contexts_of_0_5_0_with_an_upstream_bug_are_reported_as_fixed() {
    let diff = between(model(), "0.5.0", "0.5.1");
    let [change] = diff.changes.as_slice() else {
        panic!("{}", diff.text());
    };
    assert_change(&diff, "/context", "faultMended", NEITHER);
    let events = [
        "pipelinerun.finished",
        "testcaserun.finished",
        "testsuiterun.finished",
    ];
    assert_eq!(change.events, events);
    assert!(!diff.is_breaking());
    assert!(diff.versions.is_empty());
}

#[test]
fn renames_and_removals_of_release_0_5_0_are_found() {
    let diff = between(model(), "0.4.1", "0.5.0");
    let version = assert_change_of(
        &diff,
        "/context/specversion",
        "memberRenamed",
        Some("/context/version"),
        BOTH,
    );
    assert_eq!(version.events.len(), 46);
    assert!(version.events.contains(&"custom".to_owned()));
    let subject_type = assert_change(&diff, "/subject/type", "memberRemoved", BOTH);
    assert_eq!(subject_type.events.len(), 45);
    assert_change(&diff, "/subject/type", "optionalNow", CONSUMERS);
    let uri = assert_change(&diff, "/subject/content/uri", "memberRenamed", BOTH);
    assert_eq!(uri.events.len(), 10);
    let outcomes = "/subject/content/outcome";
    assert_change(&diff, outcomes, "valuesChanged", BOTH);
    assert_change_of(
        &diff,
        outcomes,
        "valuesClosed",
        Some("\"cancel\""),
        PRODUCERS,
    );
    let environment: Vec<_> = diff.of_event("environment.created").collect();
    assert_eq!(environment.len(), 4, "{}", diff.text());
    assert!(diff.is_breaking());
    assert_eq!(diff.versions.len(), 45);
}

#[test]
fn changes_under_an_unchanged_event_version_are_reported() {
    let diff = between(model(), "0.4.0", "0.4.1");
    assert!(diff.versions.is_empty());
    let chain = assert_change(&diff, "/context/chainId", "memberRenamed", BOTH);
    assert_eq!(chain.without_new_version, chain.events);
    assert_eq!(chain.events.len(), 41);
    let text = diff.text();
    assert!(text.contains("event type versions unchanged"));
}

#[test]
fn events_are_added_and_removed() {
    let model = model();
    let gone = between(model, "0.4.0", "0.3.0");
    let gone = assert_change(&gone, "", "eventRemoved", PRODUCERS);
    let new = between(model, "0.3.0", "0.4.0");
    let new = assert_change(&new, "", "eventAdded", NEITHER);
    assert_eq!(gone.events, new.events);
    assert!(new.events.contains(&"ticket.created".to_owned()));
}

#[test]
fn our_schemas_do_not_differ_from_upstreams() {
    let own = read_folder(&workspace().join("schemas")).unwrap();
    let ours = lower(&own).unwrap();
    for release in &ours.releases[1..] {
        let test = "our_schemas_do_not_differ_from_upstreams";
        let Some(folder) = upstream(&release.name.to_string(), test) else {
            continue;
        };
        let theirs = read_folder(&folder).unwrap().with_names_of(&own);
        let theirs = lower(&theirs).unwrap();
        let [their_release] = theirs.releases.as_slice() else {
            panic!("one release in {}", folder.display());
        };
        let diff = diff((&ours, release), (&theirs, their_release));
        assert!(diff.changes.is_empty(), "{}", diff.text());
        assert!(diff.versions.is_empty());
    }
}

#[test]
fn json_output_has_every_detail_of_a_change() {
    let diff = serde_json::to_value(between(model(), "0.4.1", "0.5.0")).unwrap();
    assert_eq!(
        (&diff["old"], &diff["new"]),
        (&json!("0.4.1"), &json!("0.5.0"))
    );
    let renamed = &diff["changes"][0];
    assert_eq!(renamed["change"], "memberRenamed");
    assert_eq!(renamed["from"], "/context/version");
    assert_eq!(renamed["path"], "/context/specversion");
    assert_eq!(renamed["producers"], "breaking");
    assert_eq!(renamed["rule"], "replaced");
    assert_eq!(
        diff["versions"]["service.deployed"],
        json!(["0.2.0", "0.3.0"])
    );
}
