//! Pairs each event with the same event of the release before.

use crate::model::{Event, Model, Release, RenamedEvent};

use super::pair::{Pair, event};
use super::steps::steps;

/// Returns all pairs, by newer release.
pub(crate) fn pairs(model: &Model) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for (index, newer) in model.releases.iter().enumerate() {
        for new in newer.all_events() {
            let renamed = model.upgrades.events.iter();
            let mut renamed = renamed.filter(|renamed| is_rename_to(renamed, newer, new));
            let name = renamed.next().map_or(&new.name, |renamed| &renamed.old);
            let mut before = model.releases[..index].iter().rev();
            let before = before.find_map(|older| Some((older, event(older, name)?)));
            let Some((older, old)) = before else {
                continue;
            };
            let mut pair = Pair {
                older,
                newer,
                old,
                new,
                steps: Vec::new(),
            };
            pair.steps = steps(model, &pair);
            pairs.push(pair);
        }
    }
    pairs
}

fn is_rename_to(renamed: &RenamedEvent, release: &Release, event: &Event) -> bool {
    renamed.since == release.name && renamed.new == event.name
}
