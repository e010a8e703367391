//! The page on custom events.

use std::fmt::Write as _;

use crate::Error;
use crate::model::Model;
use crate::upgrades::Plan;

use super::pages::{Root, filled_in};
use super::{properties, upgrade};
use crate::emit::rust::examples::Examples;

/// Returns the page: what custom events are, and their properties in the newest release.
pub(super) fn page(model: &Model, plan: &Plan<'_>, examples: &Examples) -> Result<String, Error> {
    let newest = model.releases.last();
    let mut text = filled_in(include_str!("custom-events.md"), newest);
    let Some((release, event)) =
        newest.and_then(|release| Some((release, release.custom_event.as_ref()?)))
    else {
        return Ok(text);
    };
    let _ = write!(
        text,
        "\n## Properties\n\nProperties in release {}.\n\n{}",
        release.name,
        properties::of_event(model, event, Root(""))
    );
    let texts = examples.of_event(event)?;
    let _ = write!(
        text,
        "\n## Examples\n\nMinimal example:\n\n```json\n{}```\n\n\
         Complete example:\n\n```json\n{}```\n",
        texts.minimal, texts.complete
    );
    text.push_str(&upgrade::of_event(model, plan, &event.name, Root("")));
    Ok(text)
}
