//! A page an event.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::Error;
use crate::diff::{Change, Diff, Effect, render};
use crate::markdown::{cell, code};
use crate::model::{Model, Release};

use super::grid::{Cell, Row};
use super::words::Root;
use super::{members, migration_page, release_page};
use crate::emit::rust::examples::{Examples, Texts};
use crate::emit::rust::tokens::described;

const ROOT: Root = Root("../");

/// The page of an event of the vocabulary.
pub(super) fn page(model: &Model, row: &Row<'_>, examples: &Examples) -> Result<String, Error> {
    let event = row.newest;
    let description = described(&event.description, "The schema has no description.");
    let mut text = format!("# {}\n\n{}\n\n", row.name, description);
    let _ = writeln!(text, "{}\n", at_a_glance(model, row));
    let release = &row.last.name;
    let _ = write!(
        text,
        "## Properties\n\nProperties in release {release}.\n\n"
    );
    text.push_str(&members::of_event(model, event, ROOT));
    text.push_str(&examples_of(row.last, examples.of_event(event)?));
    text.push_str(&history(row));
    Ok(text)
}

/// What there is to know in a few lines.
fn at_a_glance(model: &Model, row: &Row<'_>) -> String {
    let (event, last) = (row.newest, &row.last.name);
    let is_newest = model.releases.last().is_some_and(|it| it.name == *last);
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
    if let Some(place) = &event.environment {
        let at = if place.is_subject {
            "/subject"
        } else {
            "/subject/content/environment"
        };
        let required = if place.required {
            ""
        } else {
            ", if it has one"
        };
        lines.push(format!(
            "- Environment: `{at}`{required}; in Rust, `event.environment()`"
        ));
    }
    lines.join("\n")
}

fn examples_of(release: &Release, texts: &Texts) -> String {
    let Texts {
        minimal,
        complete,
        rust,
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

/// What changed, release by release, the newest first.
fn history(row: &Row<'_>) -> String {
    let mut text =
        "\n## History\n\n| release | event type | what changed |\n|---|---|---|\n".to_owned();
    let mut was = false;
    let mut lines = Vec::new();
    for entry in &row.entries {
        let what = match (entry.cell, entry.since) {
            (Cell::Absent, _) if !was => continue,
            (Cell::Absent, _) => "removed".to_owned(),
            (Cell::New, _) => "added".to_owned(),
            (Cell::Changed | Cell::Unchanged, Some(diff)) => what_changed(diff, row.name),
            // Nothing is before the first release, so that all is new there.
            (Cell::Changed | Cell::Unchanged, None) => continue,
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

/// The changes of an event, in full where they aren't those of most events.
fn what_changed(diff: &Diff, name: &str) -> String {
    let is_shared = |change: &Change| change.events.len() * 2 > diff.common.len();
    let (shared, own): (Vec<&Change>, Vec<_>) = diff.of_event(name).partition(|it| is_shared(it));
    let mut lines: Vec<_> = own.into_iter().map(line).collect();
    match shared.len() {
        0 => {}
        1 => lines.extend(shared.into_iter().map(line)),
        _ => {
            let paths: BTreeSet<_> = shared.iter().map(|it| render::place(it, code)).collect();
            let paths: Vec<_> = paths.into_iter().collect();
            let producers = shared.iter().any(|it| it.producers == Effect::Breaking);
            let consumers = shared.iter().any(|it| it.consumers == Effect::Breaking);
            let breaks = render::sides(producers, consumers);
            let breaks = breaks.map(|sides| format!(" (breaks {sides})"));
            let breaks = breaks.unwrap_or_default();
            lines.push(format!("as in most events: {}{breaks}", paths.join(", ")));
        }
    }
    if lines.is_empty() {
        return "no changes".to_owned();
    }
    lines.push(ROOT.link("all changes", &migration_page(diff)));
    lines.join("<br>")
}

fn line(change: &Change) -> String {
    let words = render::words(&change.kind, code);
    let place = match change.path.as_str() {
        "" => String::new(),
        path => format!("{}: ", code(path)),
    };
    let breaks = render::breaks(change).map(|sides| format!(" (breaks {sides})"));
    format!("{place}{words}{}", breaks.unwrap_or_default())
}
