//! Rules that no release has needed so far.

use super::{Asking, convert};
use crate::Release;
use crate::upgrade::kind;
use crate::upgrade::plan::{Plan, compile};
use crate::upgrade::rule::Action;
use crate::upgrade::table::upgrades;

fn plan(name: &str, from: Release, to: Release, rows: &'static [super::super::table::Row]) -> Plan {
    compile(kind::named(name, from).unwrap(), to, rows).unwrap()
}

/// Converts an event by a plan, and returns its subject's content and the notes.
fn converted(plan: Plan, content: &str) -> (String, Vec<String>) {
    let plan: &'static Plan = Box::leak(Box::new(plan));
    let text = format!(
        r#"{{"context":{{"specversion":"0.5.0","id":"1","source":"/ci","type":"{}","timestamp":"2026-03-20T14:27:05Z"}},"subject":{{"id":"a","content":{content}}}}}"#,
        plan.source.event_type
    );
    let converted = convert(plan, &text, Asking::Nobody);
    assert_eq!(converted.questions.len(), 0, "{:?}", converted.questions);
    let (_, content) = converted.text.split_once("\"content\":").unwrap();
    let content = content.strip_suffix("}}").unwrap().to_owned();
    let notes = converted.notes.iter().map(ToString::to_string).collect();
    (content, notes)
}

mod moving {
    use super::upgrades;

    upgrades! {
        property(
            since = V0_5_1,
            events = ["service.deployed"],
            old = "/subject/content/artifactId",
            new = "/subject/content/environment/source",
        ),
        property(
            since = V0_5_1,
            events = ["service.published"],
            old = "/subject/source",
            new = "/subject/content/environment/id",
        ),
        default(
            release = V0_5_1,
            events = ["service.deployed"],
            property = "/subject/content/artifactId",
            value = "\"pkg:a/b\"",
        ),
    }
}

#[test]
fn a_value_moves_to_another_object_and_a_default_takes_its_place() {
    let plan = plan(
        "service.deployed",
        Release::V0_5_0,
        Release::V0_5_1,
        moving::UPGRADES,
    );
    let content = r#"{"artifactId":"/moved","environment":{"id":"e"}}"#;
    let (content, notes) = converted(plan, content);
    assert_eq!(
        content,
        r#"{"environment":{"id":"e","source":"/moved"},"artifactId":"pkg:a/b"}"#
    );
    assert_eq!(
        notes,
        [
            "moved `/subject/content/artifactId` to `/subject/content/environment/source`",
            "filled `/subject/content/artifactId` with `\"pkg:a/b\"`, from the specification",
        ]
    );
}

mod several_steps {
    use super::upgrades;

    upgrades! {
        default(
            release = V0_3_0,
            events = ["testcaserun.started"],
            property = "/subject/content/environment",
            value = "{\"id\":\"e\"}",
        ),
        default(
            release = V0_1_0,
            events = ["branch.created"],
            property = "/subject/content/repository",
            value = "{\"id\":\"r\"}",
        ),
    }
}

#[test]
fn a_default_of_a_release_applies_beyond_it_and_on_the_way_back() {
    for (name, from, to, expected) in [
        (
            "testcase.started",
            Release::V0_1_2,
            Release::V0_5_1,
            r#"{"environment":{"id":"e"}}"#,
        ),
        (
            "branch.created",
            Release::V0_5_1,
            Release::V0_1_0,
            r#"{"repository":{"id":"r"}}"#,
        ),
    ] {
        let plan = plan(name, from, to, several_steps::UPGRADES);
        let (content, notes) = converted(plan, "{}");
        assert!(content.starts_with(expected), "{content}");
        let is_filled = |note: &String| note.starts_with("filled `/subject/content/");
        assert!(notes.iter().any(is_filled), "{notes:?}");
    }
}

#[test]
fn a_value_whose_new_place_is_taken_or_does_not_hold_it_is_dropped() {
    for (artifact, environment) in [
        ("/moved", r#"{"id":"e","source":"/here"}"#),
        ("not a URI", r#"{"id":"e"}"#),
    ] {
        let plan = plan(
            "service.deployed",
            Release::V0_5_0,
            Release::V0_5_1,
            moving::UPGRADES,
        );
        let content = format!(r#"{{"artifactId":"{artifact}","environment":{environment}}}"#);
        let (content, notes) = converted(plan, &content);
        assert_eq!(
            content,
            format!(r#"{{"environment":{environment},"artifactId":"pkg:a/b"}}"#)
        );
        let dropped = format!("dropped `/subject/content/artifactId`, which was `\"{artifact}\"`");
        assert_eq!(notes.last(), Some(&dropped));
    }
}

#[test]
fn a_value_that_moves_makes_the_object_that_it_moves_to() {
    let plan = plan(
        "service.published",
        Release::V0_5_0,
        Release::V0_5_1,
        moving::UPGRADES,
    );
    let plan: &'static Plan = Box::leak(Box::new(plan));
    let text = format!(
        r#"{{"context":{{"specversion":"0.5.0","id":"1","source":"/ci","type":"{}","timestamp":"2026-03-20T14:27:05Z"}},"subject":{{"id":"a","source":"/moved","content":{{}}}}}}"#,
        plan.source.event_type
    );
    let converted = convert(plan, &text, Asking::Nobody);
    let subject = r#""subject":{"id":"a","content":{"environment":{"id":"/moved"}}}"#;
    assert!(converted.text.contains(subject), "{}", converted.text);
    assert_eq!(converted.notes.len(), 1);
}

mod twice {
    use super::upgrades;

    upgrades! {
        property(since = V0_4_0, old = "/subject/content/a", new = "/subject/content/b"),
        property(since = V0_5_0, old = "/subject/content/b", new = "/subject/content/c"),
        property(since = V0_5_1, old = "/subject/content/c/d", new = "/subject/content/c/e"),
        value(
            since = V0_5_1,
            property = "/subject/content/c/e",
            old = "\"x\"",
            new = "\"y\"",
        ),
    }
}

#[test]
fn renamings_of_several_releases_become_one() {
    let names = |from, to| {
        let plan = plan("build.started", from, to, twice::UPGRADES);
        let rules = plan.rules.iter().map(|rule| {
            let source = rule.source[2..].join("/");
            match &rule.action {
                Action::Rename(key) => format!("{source} -> {key}"),
                Action::Move(path) => format!("{source} => {}", path.join("/")),
                Action::Replace(old, new) => format!("{source}: {old} -> {new}"),
            }
        });
        rules.collect::<Vec<_>>()
    };
    assert_eq!(
        names(Release::V0_3_0, Release::V0_5_1),
        ["a -> c", "a/d -> e", "a/d: \"x\" -> \"y\""]
    );
    assert_eq!(
        names(Release::V0_5_1, Release::V0_3_0),
        ["c/e -> d", "c/e: \"y\" -> \"x\"", "c -> a"]
    );
    assert_eq!(names(Release::V0_4_0, Release::V0_4_1), [""; 0]);
}
