//! Pairs each event with the same event of the release before.

use crate::model::{Event, Model, Release};

use super::pair::{Pair, event};
use super::renames::problem;
use super::steps::{inferred, steps};

/// Returns all pairs, by newer release.
pub(crate) fn pairs(model: &Model) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for (index, newer) in model.releases.iter().enumerate() {
        for new in newer.all_events() {
            let name = older_name(model, newer, new);
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
                inferred: Vec::new(),
                steps: Vec::new(),
            };
            pair.inferred = inferred(model, &pair);
            pair.steps = steps(model, &pair);
            pairs.push(pair);
        }
    }
    pairs
}

/// Returns the name of an event in the release before.
fn older_name<'a>(model: &'a Model, release: &Release, event: &'a Event) -> &'a str {
    let declared = &model.upgrades.events;
    let mut renamed = declared.iter().enumerate().filter(|(index, renamed)| {
        renamed.since == release.name
            && renamed.new == event.name
            && problem(model, *index).is_none()
    });
    let renamed = renamed.next();
    renamed.map_or(&event.name, |(_, renamed)| &renamed.old)
}
