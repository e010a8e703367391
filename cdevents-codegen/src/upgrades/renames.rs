//! Decides whether a declared rename of an event is true.

use crate::model::{Model, RenamedEvent};

use super::pair::event;
use super::problems::Kind;

/// Returns why an event was not renamed as declared, or why that is unclear.
pub(super) fn problem(model: &Model, index: usize) -> Option<String> {
    let declared = &model.upgrades.events;
    let RenamedEvent {
        since, old, new, ..
    } = &declared[index];
    let releases = &model.releases;
    let position = releases.iter().position(|release| release.name == *since)?;
    let newer = &releases[position];
    let Some(older) = position.checked_sub(1).map(|older| &releases[older]) else {
        let text = format!("{since} is the first release, so nothing was renamed in it");
        return Some(text);
    };
    let name = &older.name;
    let mut before = declared[..index].iter();
    let same =
        before.position(|other| other.since == *since && (other.old == *old || other.new == *new));
    if event(newer, new).is_none() {
        Some(format!("{since} has no event `{new}`"))
    } else if event(older, old).is_none() {
        Some(format!(
            "{name}, the release before {since}, has no event `{old}`"
        ))
    } else if event(newer, old).is_some() {
        Some(format!(
            "{since} still has the event `{old}`, so it was not renamed"
        ))
    } else if event(older, new).is_some() {
        Some(format!(
            "{name} already has the event `{new}`, so it is not the new name of `{old}`"
        ))
    } else {
        same.map(|same| {
            format!(
                "#/{}/{same} renames the same event already",
                Kind::Event.name()
            )
        })
    }
}
