//! Tables for the front page of the crate's docs.

use std::fmt::Write as _;

use crate::diff::{Diff, render};
use crate::emit::changes::since;
use crate::markdown::cell;
use crate::model::Model;

use super::grid;

/// Returns the table of releases.
pub(crate) fn releases(model: &Model, changes: &[Diff]) -> String {
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

/// Returns the table of events.
pub(crate) fn events(model: &Model, changes: &[Diff]) -> String {
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
