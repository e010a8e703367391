//! A page an event.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::diff::{Change, Diff, Effect, render};
use crate::markdown::{cell, code};
use crate::model::{Event, Model, Release};

use super::super::described;
use super::super::examples::Examples;
use super::grid::{Cell, Row};
use super::members;
use super::words::Root;

const ROOT: Root = Root("../");

/// The page of an event of the vocabulary.
pub(super) fn page(model: &Model, changes: &[Diff], row: &Row<'_>, examples: &Examples) -> String {
    let Some((index, event)) = row.newest() else {
        return String::new();
    };
    let Some(release) = model.releases.get(index) else {
        return String::new();
    };
    let description = described(&event.description, "The schema has no description.");
    let mut text = format!("# {}\n\n{}\n\n", row.name, description);
    let _ = writeln!(text, "{}\n", at_a_glance(model, release, event, row));
    let _ = write!(
        text,
        "## Members\n\nAs release {} has them.\n\n",
        release.name
    );
    text.push_str(&members::of_event(model, event, ROOT));
    text.push_str(&examples_of(release, event, examples));
    text.push_str(&history(model, changes, row));
    text
}

/// What there is to know in a few lines.
fn at_a_glance(model: &Model, release: &Release, event: &Event, row: &Row<'_>) -> String {
    let module = release.name.module();
    let (first, last) = (row.cells.iter().position(|it| it.1.is_some()), row.newest());
    let name = |index: Option<usize>| {
        let release = index.and_then(|index| model.releases.get(index));
        release.map(|it| it.name.to_string()).unwrap_or_default()
    };
    let last = last.map(|(index, _)| index);
    let until = if last == Some(model.releases.len() - 1) {
        String::new()
    } else {
        format!(", until {}", name(last))
    };
    let mut lines = vec![
        format!("- Event type: `{}`", event.event_type),
        format!("- Stage: {}", row.stage),
        format!("- Since: {}{until}", name(first)),
        format!(
            "- In Rust: `cdevents_generated::{module}::{}`",
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

fn examples_of(release: &Release, event: &Event, examples: &Examples) -> String {
    let mut text = String::new();
    let module = release.name.module();
    let _ = write!(
        text,
        "\n## Examples\n\nWith what is required, and no more:\n\n```json\n{}```\n",
        examples.minimal(event)
    );
    let _ = write!(
        text,
        "\nWith all that there can be:\n\n```json\n{}```\n",
        examples.complete(event)
    );
    let _ = write!(
        text,
        "\nBuilt in Rust, with the types of [`{module}`](../releases/{}.md):\n\n```rust\n{}```\n",
        release.name,
        examples.rust(event)
    );
    text
}

/// What changed, release by release, the newest first.
fn history(model: &Model, changes: &[Diff], row: &Row<'_>) -> String {
    let mut text =
        "\n## History\n\n| release | event type | what changed |\n|---|---|---|\n".to_owned();
    let mut was = false;
    let mut lines = Vec::new();
    for (index, (cell_of, event)) in row.cells.iter().enumerate() {
        let Some(release) = model.releases.get(index) else {
            continue;
        };
        let name = ROOT.link(
            &release.name.to_string(),
            &format!("releases/{}.md", release.name),
        );
        let diff = index.checked_sub(1).and_then(|before| changes.get(before));
        let r#type = event.map(|event| format!("`{}`", event.event_type));
        let what = match (cell_of, diff) {
            (Cell::Absent, _) if !was => continue,
            (Cell::Absent, _) => "gone".to_owned(),
            (Cell::New, _) => "new".to_owned(),
            (_, Some(diff)) => what_changed(diff, row.name),
            (_, None) => String::new(),
        };
        was = *cell_of != Cell::Absent;
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
        return "nothing".to_owned();
    }
    let migration = format!("migration/{}-to-{}.md", diff.old, diff.new);
    lines.push(ROOT.link("all changes", &migration));
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
