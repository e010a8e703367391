//! The page of an event.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::Error;
use crate::diff::{Change, Diff, Effect, render};
use crate::markdown::{cell, code};
use crate::model::{Model, Release};

use super::grid::{Presence, Row};
use super::pages::{Root, migration_page, release_page};
use super::properties;
use crate::emit::rust::examples::{Examples, Texts};
use crate::emit::rust::tokens::described;

const ROOT: Root = Root("../");

/// Returns the page of an event of the vocabulary.
pub(super) fn page(model: &Model, row: &Row<'_>, examples: &Examples) -> Result<String, Error> {
    let event = row.newest;
    let description = described(&event.description, "The schema has no description.");
    let mut text = format!("# {}\n\n{}\n\n", row.name, description);
    let _ = writeln!(text, "{}\n", facts(model, row));
    let release = &row.last.name;
    let _ = write!(
        text,
        "## Properties\n\nProperties in release {release}.\n\n"
    );
    text.push_str(&properties::of_event(model, event, ROOT));
    text.push_str(&examples_of(row.last, examples.of_event(event)?));
    text.push_str(&history(row));
    Ok(text)
}

/// Returns the facts at the top of the page.
fn facts(model: &Model, row: &Row<'_>) -> String {
    let (event, last) = (row.newest, &row.last.name);
    let is_newest = model
        .releases
        .last()
        .is_some_and(|release| release.name == *last);
    let until = if is_newest {
        String::new()
    } else {
        format!(", until {last}")
    };
    let mut lines = vec![
        format!("- Event type: `{}`", event.event_type),
        format!("- Stage: {}", row.stage),
        format!("- Since: {}{until}", row.first.name),
        format!(
            "- In Rust: `cdevents_generated::{}::{}`",
            last.module(),
            event.type_name
        ),
        format!("- Schema: `{}`", event.schema_id),
    ];
    if let Some(environment) = &event.environment {
        let path = if environment.is_subject {
            "/subject"
        } else {
            "/subject/content/environment"
        };
        let optional = if environment.required {
            ""
        } else {
            ", optional"
        };
        lines.push(format!(
            "- Environment: `{path}`{optional}; in Rust, `event.environment()`"
        ));
    }
    lines.join("\n")
}

fn examples_of(release: &Release, texts: &Texts) -> String {
    let Texts {
        minimal,
        complete,
        rust,
        ..
    } = texts;
    format!(
        "\n## Examples\n\nMinimal example:\n\n```json\n{minimal}```\n\
         \nComplete example:\n\n```json\n{complete}```\n\
         \nIn Rust, with the types of [`{}`]({}{}):\n\n```rust\n{rust}```\n",
        release.name.module(),
        ROOT.0,
        release_page(release)
    )
}

/// Returns the changes in each release, newest first.
fn history(row: &Row<'_>) -> String {
    let mut text = "\n## History\n\n| release | event type | changes |\n|---|---|---|\n".to_owned();
    let mut was = false;
    let mut lines = Vec::new();
    for entry in &row.entries {
        let what = match (entry.presence, entry.since) {
            (Presence::Absent, _) if !was => continue,
            (Presence::Absent, _) => "removed".to_owned(),
            (Presence::New, _) => "added".to_owned(),
            (Presence::Changed | Presence::Unchanged, Some(diff)) => changes(diff, row.name),
            (Presence::Changed | Presence::Unchanged, None) => continue,
        };
        was = entry.event.is_some();
        let name = ROOT.link(
            &entry.release.name.to_string(),
            &release_page(entry.release),
        );
        let r#type = entry.event.map(|event| code(&event.event_type));
        let r#type = r#type.unwrap_or_default();
        lines.push(format!("| {name} | {type} | {} |\n", cell(&what)));
    }
    lines.reverse();
    text.extend(lines);
    text
}

/// Returns the changes of an event. Changes shared by most events are only named.
fn changes(diff: &Diff, name: &str) -> String {
    let is_shared = |change: &&Change| change.events.len() * 2 > diff.common.len();
    let (shared, own): (Vec<&Change>, Vec<&Change>) = diff.of_event(name).partition(is_shared);
    let mut lines: Vec<_> = own.into_iter().map(line).collect();
    if let [change] = shared.as_slice() {
        lines.push(line(change));
    } else if !shared.is_empty() {
        let paths = shared.iter().map(|change| render::place(change, code));
        let paths: Vec<_> = paths.collect::<BTreeSet<_>>().into_iter().collect();
        let (paths, breaks) = (paths.join(", "), breaks(&shared));
        lines.push(format!("{paths} changed, as in most events{breaks}"));
    }
    if lines.is_empty() {
        return "no changes".to_owned();
    }
    lines.push(ROOT.link("all changes", &migration_page(diff)));
    lines.join("<br>")
}

fn line(change: &Change) -> String {
    let place = match change.path.as_str() {
        "" => String::new(),
        path => format!("{}: ", code(path)),
    };
    let words = render::words(&change.kind, code);
    format!("{place}{words}{}", breaks(&[change]))
}

/// Returns whom changes break, to be appended to their description.
fn breaks(changes: &[&Change]) -> &'static str {
    let any = |side: fn(&Change) -> Effect| {
        let mut effects = changes.iter().map(|change| side(change));
        effects.any(|effect| effect == Effect::Breaking)
    };
    match (
        any(|change| change.producers),
        any(|change| change.consumers),
    ) {
        (true, true) => " (breaks producers and consumers)",
        (true, false) => " (breaks producers)",
        (false, true) => " (breaks consumers)",
        (false, false) => "",
    }
}
