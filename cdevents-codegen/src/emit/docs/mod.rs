//! The reference: pages in Markdown, and pictures.

mod command;
mod custom;
mod event;
mod front_page;
mod grid;
mod guide;
mod links;
mod links_picture;
mod migration;
mod pages;
mod properties;
mod release;
mod releases;
mod svg;
mod types;
mod upgrade;
mod vocabulary;
mod vocabulary_picture;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::Error;
use crate::diff::Diff;
use crate::model::Model;
use crate::upgrades::Plan;

use super::changes::since;
use super::rust::examples::Examples;

use grid::Row;
use pages::{Root, event_page, filled_in, migration_page, release_page};

pub(super) use front_page::{events, releases};

/// Returns all pages and pictures, by their paths in the reference's folder.
pub(super) fn pages(
    model: &Model,
    changes: &[Diff],
    plan: &Plan<'_>,
    examples: &Examples,
) -> Result<BTreeMap<String, String>, Error> {
    let rows = grid::rows(model, changes);
    let mut pages = BTreeMap::new();
    let mut add = |name: &str, page: String| drop(pages.insert(name.to_owned(), page));
    add("SUMMARY.md", summary(model, changes, &rows));
    add("index.md", index(model, &rows));
    add("search.toml", include_str!("search.toml").to_owned());
    for (name, page) in guide::pages(model) {
        add(name, page);
    }
    add("vocabulary.md", vocabulary::page(model, &rows));
    add("vocabulary.svg", vocabulary_picture::picture(model, &rows));
    add("links.md", links::page(model)?);
    if let Some(picture) = links_picture::picture(model) {
        add("links.svg", picture);
    }
    add("custom-events.md", custom::page(model, plan, examples)?);
    add("scalars.md", include_str!("scalars.md").to_owned());
    add("corrections.md", release::all_corrections(model));
    add("migration.md", migration::page(changes));
    for diff in changes {
        let page = diff.markdown() + &upgrade::of_migration(model, plan, diff);
        add(&migration_page(diff), page);
    }
    for (index, row) in rows.iter().enumerate() {
        let page = event::page(model, &rows, index, examples)?;
        let upgrade = upgrade::of_event(model, plan, row.name, Root("../"));
        add(&event_page(row.newest), page + &upgrade);
    }
    for (index, release) in model.releases.iter().enumerate() {
        let name = release_page(release);
        add(&name, release::page(model, release, since(changes, index)));
    }
    Ok(pages)
}

/// Returns the table of contents for mdBook.
fn summary(model: &Model, changes: &[Diff], rows: &[Row<'_>]) -> String {
    let mut text = String::from("# Summary\n\n[CDEvents for Rust](index.md)\n\n# Guide\n\n");
    text.push_str(&guide::summary());
    text.push_str(
        "\n# Reference\n\n- [Vocabulary](vocabulary.md)\n- [Links](links.md)\n\
         - [Custom events](custom-events.md)\n- [Scalars](scalars.md)\n- [Corrections](corrections.md)\n\
         - [Lint rules](lint.md)\n",
    );
    let mut stage = "";
    for row in rows {
        if row.stage != stage {
            stage = row.stage;
            let _ = write!(text, "\n# {stage}\n\n");
        }
        let _ = writeln!(text, "- [{}]({})", row.name, event_page(row.newest));
    }
    text.push_str("\n# Releases\n\n");
    for release in model.releases.iter().rev() {
        let _ = writeln!(text, "- [{0}](releases/{0}.md)", release.name);
    }
    text.push_str("\n# Migration\n\n- [Changes between releases](migration.md)\n");
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

fn index(model: &Model, rows: &[Row<'_>]) -> String {
    let text = filled_in(include_str!("index.md"), model.releases.last());
    let mut text = text.replace("VOCABULARY", &vocabulary::by_subject(model, rows));
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
