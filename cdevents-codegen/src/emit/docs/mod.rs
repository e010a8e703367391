//! The reference: pages in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diff::{Diff, render};
use crate::model::Model;

/// The pages, by their paths below the reference's folder.
pub(super) fn pages(_model: &Model, changes: &[Diff]) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for diff in changes {
        let name = format!("migration/{}-to-{}.md", diff.old, diff.new);
        pages.insert(name, diff.markdown());
    }
    pages
}

/// The releases, for the front page of the crate's docs.
pub(super) fn releases(model: &Model, changes: &[Diff]) -> String {
    let mut text = "| release | events | since the release before |\n|---|---|---|\n".to_owned();
    let mut before = None;
    for (index, release) in model.releases.iter().enumerate() {
        let module = release.name.module();
        let since = before.map(|diff: &Diff| {
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
        before = changes.get(index);
    }
    text
}
