//! The page of an event.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::Error;
use crate::diff::{Change, Diff, Effect, render};
use crate::markdown::{cell, code};
use crate::model::Model;

use super::grid::{Presence, Row};
use super::pages::{REPOSITORY, RUST_DOCS, Root, event_page, migration_page, release_page};
use super::{command, properties, releases};
use crate::emit::rust::examples::{Examples, Texts};
use crate::emit::rust::tokens::described;
use crate::emit::site::SITE;

const ROOT: Root = Root("../");

/// Returns the page of an event of the vocabulary, which is one of all rows.
pub(super) fn page(
    model: &Model,
    rows: &[Row<'_>],
    index: usize,
    examples: &Examples,
) -> Result<String, Error> {
    let row = &rows[index];
    let event = row.newest;
    let description = described(&event.description, "The schema has no description.");
    let older = releases::older(model, row, examples)?;
    let texts = examples.of_event(event)?;
    let mut text = format!("# {}\n\n{}\n\n", row.name, description);
    let _ = writeln!(text, "{}\n", links(rows, index));
    text.push_str(&releases::switch(row, &older));
    text.push_str(&ways(row, texts)?);
    let _ = writeln!(text, "{}\n", facts(model, row));
    let release = &row.last.name;
    let _ = write!(
        text,
        "## Properties\n\nProperties in release {release}.\n\n"
    );
    text.push_str(&properties::of_event(model, event, ROOT));
    let _ = write!(
        text,
        "\n## Complete example\n\nAll properties of release {release}, in JSON:\n\n```json\n{}```\n",
        texts.complete
    );
    text.push_str(&releases::sections(&older));
    text.push_str(&history(row));
    Ok(text)
}

/// Returns links to what belongs to the event, and to the events before and after it.
fn links(rows: &[Row<'_>], index: usize) -> String {
    let row = &rows[index];
    let release = &row.last.name;
    let path = row.name.replace('.', "/");
    let mut links = vec![
        format!("[Try this event]({SITE}try.html#type={})", row.name),
        format!("[Schema]({REPOSITORY}/blob/main/schemas/{release}/{path}.json)"),
        format!(
            "[Rust documentation]({RUST_DOCS}/{}/struct.{}.html)",
            release.module(),
            row.newest.type_name
        ),
    ];
    let mut neighbour = |word: &str, index: Option<usize>| {
        if let Some(row) = index.and_then(|index| rows.get(index)) {
            let link = ROOT.link(row.name, &event_page(row.newest));
            links.push(format!("{word}: {link}"));
        }
    };
    neighbour("Previous", index.checked_sub(1));
    neighbour("Next", index.checked_add(1));
    links.join(" · ")
}

/// Returns an example in Rust, as a command and in JSON. The site shows them as tabs.
fn ways(row: &Row<'_>, texts: &Texts) -> Result<String, Error> {
    let example = serde_json::from_str(&texts.minimal)
        .map_err(|error| Error::new(row.name, "", format!("the example is no JSON: {error}")))?;
    Ok(format!(
        "<div class=\"ways\">\n\n**Rust**\n\n```rust\n{}```\n\n**Command**\n\n```sh\n{}\n```\n\n\
         **JSON**\n\n```json\n{}```\n\n</div>\n\n",
        texts.rust,
        command::call(row.name, &example),
        texts.minimal
    ))
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
        format!("- `$id` of the schema: `{}`", event.schema_id),
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
