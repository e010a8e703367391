//! The reference: pages in Markdown, and pictures.

mod custom;
mod event;
mod grid;
mod links;
mod links_picture;
mod members;
mod picture;
mod release;
mod vocabulary;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::Error;
use crate::diff::{Diff, Rule, render};
use crate::markdown::cell;
use crate::model::{Model, Release};

use super::changes::since;
use super::rust::examples::Examples;

use grid::Row;

/// The files, by their paths below the reference's folder.
pub(super) fn pages(
    model: &Model,
    changes: &[Diff],
    examples: &Examples,
) -> Result<BTreeMap<String, String>, Error> {
    let rows = grid::rows(model, changes);
    let mut pages = BTreeMap::new();
    let mut add = |name: &str, page: String| drop(pages.insert(name.to_owned(), page));
    add("SUMMARY.md", summary(model, changes, &rows));
    add("index.md", index(model));
    add("vocabulary.md", vocabulary::page(model, &rows));
    add("vocabulary.svg", picture::vocabulary(model, &rows));
    add("links.md", links::page(model)?);
    if let Some(picture) = links_picture::links(model) {
        add("links.svg", picture);
    }
    add("custom-events.md", custom::page(model, examples)?);
    add("scalars.md", include_str!("scalars.md").to_owned());
    add("corrections.md", release::all_corrections(model));
    add("migration.md", migration(changes));
    for diff in changes {
        add(&migration_page(diff), diff.markdown());
    }
    for row in &rows {
        add(&row.page(), event::page(model, row, examples)?);
    }
    for (index, release) in model.releases.iter().enumerate() {
        let name = release_page(release);
        add(&name, release::page(model, release, since(changes, index)));
    }
    Ok(pages)
}

/// The table of contents, as mdBook takes it.
fn summary(model: &Model, changes: &[Diff], rows: &[Row<'_>]) -> String {
    let mut text = String::from(
        "# Summary\n\n[The reference](index.md)\n\n- [Vocabulary](vocabulary.md)\n- [Links](links.md)\n\
         - [Custom events](custom-events.md)\n- [Scalars](scalars.md)\n- [Corrections](corrections.md)\n\
         - [Lint rules](lint.md)\n",
    );
    let mut stage = "";
    for row in rows {
        if row.stage != stage {
            stage = row.stage;
            let _ = write!(text, "\n# {stage}\n\n");
        }
        let _ = writeln!(text, "- [{}]({})", row.name, row.page());
    }
    text.push_str("\n# Releases\n\n");
    for release in model.releases.iter().rev() {
        let _ = writeln!(text, "- [{0}](releases/{0}.md)", release.name);
    }
    text.push_str("\n# Migration\n\n- [From release to release](migration.md)\n");
    for diff in changes.iter().rev() {
        let _ = writeln!(
            text,
            "    - [{} to {}]({})",
            diff.old,
            diff.new,
            migration_page(diff)
        );
    }
    text
}

fn index(model: &Model) -> String {
    let mut text = include_str!("index.md").to_owned();
    text.push_str("\n| release | events |\n|---|---|\n");
    for release in model.releases.iter().rev() {
        let _ = writeln!(
            text,
            "| [{0}](releases/{0}.md) | {1} |",
            release.name,
            release.events.len()
        );
    }
    text
}

fn release_page(release: &Release) -> String {
    format!("releases/{}.md", release.name)
}

fn migration_page(diff: &Diff) -> String {
    format!("migration/{}-to-{}.md", diff.old, diff.new)
}

/// All pairs of neighbouring releases, and the rules by which changes are classed.
fn migration(changes: &[Diff]) -> String {
    let mut text = String::from(
        "# Migration\n\nWhat changed between releases in meaning; wording and spelling don't count. Each change is \
         classified for producers (is a valid event still valid?) and for consumers (can an event contain \
         something new?).\n\n| from | to | changes |\n|---|---|---|\n",
    );
    for diff in changes.iter().rev() {
        let (old, new) = (&diff.old, &diff.new);
        let _ = writeln!(
            text,
            "| {old} | {new} | [{}]({}) |",
            render::summary(diff),
            migration_page(diff)
        );
    }
    text.push_str("\n## Rules\n\n| rule | producers | consumers | why |\n|---|---|---|---|\n");
    for rule in Rule::ALL {
        let (producers, consumers) = rule.effects();
        let _ = writeln!(
            text,
            "| {rule} | {producers} | {consumers} | {} |",
            rule.explanation()
        );
    }
    text
}

/// The releases, for the front page of the crate's docs.
pub(super) fn releases(model: &Model, changes: &[Diff]) -> String {
    let mut text =
        "| release | events | changes since the previous release |\n|---|---|---|\n".to_owned();
    for (index, release) in model.releases.iter().enumerate() {
        let module = release.name.module();
        let since = since(changes, index).map(|diff| {
            let anchor = format!("changes-since-{}", diff.old.replace('.', ""));
            format!("[{}]({module}#{anchor})", render::summary(diff))
        });
        let events = match &release.custom_event {
            Some(_) => format!("{}, and the custom event", release.events.len()),
            None => release.events.len().to_string(),
        };
        let since = since.unwrap_or_default();
        let _ = writeln!(
            text,
            "| [{}]({module}) | {events} | {since} |",
            release.name
        );
    }
    text
}

/// The events, for the front page of the crate's docs.
pub(super) fn events(model: &Model, changes: &[Diff]) -> String {
    let mut text = "| event | type | description | releases |\n|---|---|---|---|\n".to_owned();
    for row in grid::rows(model, changes) {
        let (first, last) = (&row.first.name, &row.last.name);
        let span = if first == last {
            last.to_string()
        } else {
            format!("{first} to {last}")
        };
        let _ = writeln!(
            text,
            "| {} | [`{1}`]({2}::{1}) | {3} | {span} |",
            row.name,
            row.newest.type_name,
            last.module(),
            cell(&row.newest.description),
        );
    }
    text
}

/// A page that is written by hand, with the names of the newest release.
fn written(page: &str, newest: Option<&Release>) -> String {
    let Some(release) = newest else {
        return page.to_owned();
    };
    let page = page.replace("RELEASE_MODULE", &release.name.module());
    page.replace("RELEASE_NAME", &release.name.to_string())
}
