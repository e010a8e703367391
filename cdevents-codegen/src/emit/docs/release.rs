//! The page of a release, and the list of corrections.

use std::fmt::Write as _;

use crate::diff::{Diff, render};
use crate::markdown::cell;
use crate::model::{Model, Release};

use super::pages::{Root, event_page, migration_page};
use crate::emit::rust::events::described_correction;

const ROOT: Root = Root("../");

/// Returns the page of a release, with the changes since the previous release.
pub(super) fn page(model: &Model, release: &Release, before: Option<&Diff>) -> String {
    let name = &release.name;
    let mut text = format!("# {}\n\n", name.title());
    let _ = writeln!(text, "In Rust: `cdevents_generated::{}`.\n", name.module());
    text.push_str("## Events\n");
    for stage in &model.stages {
        let events = release
            .events
            .iter()
            .filter(|event| event.stage.as_ref() == Some(stage));
        let mut rows = String::new();
        for event in events {
            let link = ROOT.link(&event.name, &event_page(event));
            let _ = writeln!(
                rows,
                "| {link} | `{}` | {} |",
                event.event_type,
                cell(&event.description)
            );
        }
        if !rows.is_empty() {
            let _ = write!(
                text,
                "\n### {stage}\n\n| event | type | description |\n|---|---|---|\n{rows}"
            );
        }
    }
    if release.custom_event.is_some() {
        let _ = writeln!(
            text,
            "\nThe release also has [custom events]({}custom-events.md).",
            ROOT.0
        );
    }
    if release.link.is_some() {
        let _ = writeln!(
            text,
            "\nEvents are connected by [links]({}links.md).",
            ROOT.0
        );
    }
    if let Some(diff) = before {
        let migration = migration_page(diff);
        let _ = write!(
            text,
            "\n## Changes since {}\n\n{}. See the {}.\n",
            diff.old,
            render::summary(diff),
            ROOT.link("migration notes", &migration)
        );
    }
    text.push_str(&corrections(model, release));
    text
}

fn corrections(model: &Model, release: &Release) -> String {
    let list = corrections_list(model, release);
    if list.is_empty() {
        return String::new();
    }
    let head = "These faults in the schemas of this release are corrected here:";
    format!("\n## Corrections\n\n{head}\n\n{list}")
}

fn corrections_list(model: &Model, release: &Release) -> String {
    let corrections = model.corrections.iter();
    let of_release = corrections.filter(|correction| correction.release == release.name);
    let mut list = String::new();
    for correction in of_release {
        let _ = writeln!(list, "- {}", described_correction(correction));
    }
    list
}

/// Returns the page of all corrections, by release.
pub(super) fn all_corrections(model: &Model) -> String {
    let mut text = "# Corrections\n\nThese faults in the specification's schemas make it impossible to generate code or to \
                    validate any event, so they are corrected here. The generator fails if a \
                    correction no longer applies.\n"
        .to_owned();
    for release in &model.releases {
        let list = corrections_list(model, release);
        if !list.is_empty() {
            let _ = write!(text, "\n## {}\n\n{list}", release.name.title());
        }
    }
    text
}
