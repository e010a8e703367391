//! Which event of another release an event corresponds to.

use super::table::Fact;
use crate::generated::upgrades::UPGRADES;
use crate::json::suggest::distance;
use crate::read::entry::Entry;
use crate::read::find::entries;
use crate::{Kind, Release};

/// Returns the name of an event, `<subject>.<predicate>`, which is the same in every version.
pub(super) fn name(entry: &Entry) -> &'static str {
    entry.kind().name()
}

/// Returns the entry of the event that has a name in a release.
pub(super) fn named(name: &str, release: Release) -> Option<&'static Entry> {
    of_release(release).find(|entry| self::name(entry) == name)
}

fn of_release(release: Release) -> impl Iterator<Item = &'static Entry> {
    entries().filter(move |entry| entry.release == release)
}

/// Returns the releases after `from`, up to `to`, in order of time: the newer one of each pair of
/// releases between which a conversion passes.
pub(super) fn between(from: Release, to: Release) -> impl DoubleEndedIterator<Item = Release> {
    let (oldest, newest) = (from.min(to), from.max(to));
    let all = Release::ALL.iter().copied();
    all.filter(move |release| oldest < *release && *release <= newest)
}

/// Returns the name that an event has after a step to `release` from the one before, or back.
pub(super) fn renamed(name: &'static str, release: Release, is_forward: bool) -> &'static str {
    let mut rows = UPGRADES
        .iter()
        .filter(|row| row.fact == Fact::Event && row.release == release)
        .map(|row| {
            if is_forward {
                (row.old, row.new)
            } else {
                (row.new, row.old)
            }
        });
    rows.find(|(before, _)| *before == name)
        .map_or(name, |(_, after)| after)
}

/// Returns the name that an event of a release has in another.
pub(super) fn name_in(name: &'static str, from: Release, to: Release) -> &'static str {
    if from < to {
        between(from, to).fold(name, |name, release| renamed(name, release, true))
    } else {
        let steps = between(from, to).rev();
        steps.fold(name, |name, release| renamed(name, release, false))
    }
}

/// Says that a release lacks an event, in which releases it is, and which event is the nearest.
pub(super) fn missing(source: &Entry, target: Release) -> String {
    let wanted = name_in(name(source), source.release, target);
    let is_custom = wanted == Kind::Custom.name();
    let what = if is_custom {
        "custom events".to_owned()
    } else {
        format!("event `{wanted}`")
    };
    let has = |release: &&Release| {
        let name = name_in(name(source), source.release, **release);
        named(name, **release).is_some()
    };
    let releases = Release::ALL.iter();
    let after = releases.clone().filter(|release| **release > target);
    let before = releases.clone().filter(|release| **release < target);
    let pronoun = if is_custom { "they" } else { "it" };
    let when = if source.release > target {
        let first = after.clone().find(has).unwrap_or(&source.release);
        format!("{pronoun} appeared in release {first}")
    } else {
        let last = before.clone().rfind(has).unwrap_or(&source.release);
        let gone = releases.clone().find(|release| *release > last);
        let gone = gone.unwrap_or(&target);
        format!(
            "release {gone} removed {}",
            if is_custom { "them" } else { "it" }
        )
    };
    let nearest = of_release(target)
        .map(name)
        .filter(|name| *name != Kind::Custom.name())
        .min_by_key(|name| remoteness(wanted, name));
    match nearest {
        Some(nearest) if !is_custom => {
            format!("release {target} has no {what}: {when}; the nearest event is `{nearest}`")
        }
        _ => format!("release {target} has no {what}: {when}"),
    }
}

/// Compares names: an event with the same subject or predicate is nearer than one that is spelled
/// alike.
fn remoteness(name: &str, other: &str) -> (usize, usize) {
    let (subject, predicate) = name.split_once('.').unwrap_or((name, ""));
    let (other_subject, other_predicate) = other.split_once('.').unwrap_or((other, ""));
    let differing =
        usize::from(subject != other_subject) + usize::from(predicate != other_predicate);
    (differing, distance(name, other))
}

#[cfg(test)]
mod tests;
