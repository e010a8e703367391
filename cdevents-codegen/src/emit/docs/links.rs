//! The page on links.

use std::fmt::Write as _;

use crate::model::{Form, Model};

use super::super::examples::Examples;
use super::members;
use super::words::Root;

/// The page: what links are, those of the newest release that travel within events, and those that
/// travel by themselves.
pub(super) fn page(model: &Model, examples: &Examples) -> String {
    let mut text = include_str!("links.md").to_owned();
    let Some(release) = model.releases.last() else {
        return text;
    };
    let (Some(link), Some(event)) = (&release.link, release.events.first()) else {
        return text;
    };
    let Form::Union { tag, alternatives } = &model.shape(link.shape).form else {
        return text;
    };
    let _ = write!(
        text,
        "\n## Kinds\n\nOf release {}, told apart by `{tag}`. The tables are of links that travel by \
         themselves; within an event, a link has no `chainId`, no `timestamp`, and not the event that \
         carries it, since all of these are the event's.\n",
        release.name
    );
    for (number, alternative) in alternatives.iter().enumerate() {
        let shape = model.shape(alternative.shape);
        let _ = write!(text, "\n## {}\n\n{}\n", alternative.tag, shape.description);
        let path = format!("/{}", alternative.tag.to_lowercase());
        let tables = members::of_object(model, event, &path, alternative.shape, Root(""));
        // Within these tables, a path begins with the kind, so that no two headings are the same.
        text.push_str(&tables);
        if let Some(json) = examples.link(number) {
            let _ = write!(text, "\n```json\n{json}```\n");
        }
    }
    text
}
