//! Checks that each declaration of a rename still applies.

use crate::model::{Model, ReleaseName};

use super::pair::{Pair, StepKind, event};
use super::places::{is_valid_at, without_tags};
use super::problems::{Entry, Kind, Problems};
use super::{moves, renames};

/// Checks the declarations of events, properties and values.
pub(super) fn check(model: &Model, pairs: &[Pair<'_>], problems: &mut Problems) {
    events(model, problems);
    let rules = &model.upgrades;
    for (kind, declared) in [
        (Kind::Property, &rules.properties),
        (Kind::Unrelated, &rules.unrelated),
    ] {
        for (index, moved) in declared.iter().enumerate() {
            let events = moved.events.as_deref();
            let declaration = (&moved.since, events, (kind, index));
            for_each_event(model, pairs, declaration, problems, |pair| {
                moves::problem(model, pair, kind, moved)
            });
        }
    }
    for (index, value) in rules.values.iter().enumerate() {
        let events = value.events.as_deref();
        let declaration = (&value.since, events, (Kind::Value, index));
        for_each_event(model, pairs, declaration, problems, |pair| {
            renamed_value(model, pair, index)
        });
    }
}

/// Checks the declarations of renamed events.
fn events(model: &Model, problems: &mut Problems) {
    for (index, renamed) in model.upgrades.events.iter().enumerate() {
        let entry = (Kind::Event, index);
        let mut releases = model.releases.iter();
        if !releases.any(|release| release.name == renamed.since) {
            no_release(model, &renamed.since, entry, problems);
        } else if let Some(reason) = renames::problem(model, index) {
            let text = format!("{reason}; correct the names or remove the declaration");
            problems.wrong(entry, text);
        }
    }
}

/// Adds the problem of a declaration about a release that does not exist.
pub(super) fn no_release(
    model: &Model,
    release: &ReleaseName,
    entry: Entry,
    problems: &mut Problems,
) {
    if !model.upgrades.is_part {
        let text = format!("there is no release {release}; correct it or remove the declaration");
        problems.wrong(entry, text);
    }
}

/// Checks a declaration for each of its events, or that it applies to any if it lists none.
fn for_each_event<'a>(
    model: &Model,
    pairs: &'a [Pair<'a>],
    (since, events, entry): (&ReleaseName, Option<&[String]>, Entry),
    problems: &mut Problems,
    problem_of: impl Fn(&Pair<'a>) -> Option<String>,
) {
    let Some(release) = model.releases.iter().find(|release| release.name == *since) else {
        return no_release(model, since, entry, problems);
    };
    let advice = "correct it or remove the declaration";
    let of_release = || pairs.iter().filter(|pair| pair.newer.name == *since);
    let Some(events) = events else {
        let found: Vec<_> = of_release().map(problem_of).collect();
        if found.iter().all(Option::is_some) {
            let reason = found.into_iter().flatten().next();
            let reason = reason.unwrap_or_else(|| format!("{since} is the first release"));
            problems.wrong(entry, format!("applies to no event: {reason}; {advice}"));
        }
        return;
    };
    for name in events {
        let mut pairs = of_release().filter(|pair| pair.new.name == *name);
        let reason = match (event(release, name), pairs.next()) {
            (None, _) => Some(format!("{since} has no event `{name}`")),
            (_, None) => Some(format!("no release before {since} has the event `{name}`")),
            (_, Some(pair)) => problem_of(pair),
        };
        if let Some(reason) = reason {
            problems.wrong(entry, format!("{reason}; {advice}"));
        }
    }
}

/// Returns why a value was not renamed.
fn renamed_value(model: &Model, pair: &Pair<'_>, index: usize) -> Option<String> {
    let rules = &model.upgrades;
    let value = &rules.values[index];
    let (property, old, new) = (&value.property, &value.old, &value.new);
    let name = &pair.new.name;
    let older_path = older_path(pair, property);
    let is_valid = |schema, path: &str, value| is_valid_at(&model.rules, schema, path, value);
    let was_valid = |value| is_valid(pair.old.schema, &older_path, value);
    let is_now_valid = |value| is_valid(pair.new.schema, property, value);
    let (older, newer) = (&pair.older.name, &pair.newer.name);
    if was_valid(old) == Some(false) {
        return Some(format!(
            "`{old}` is not valid for `{older_path}` of `{}` in {older}",
            pair.old.name
        ));
    }
    if is_now_valid(old) != Some(false) {
        let text = format!("`{old}` is still valid for `{property}` of `{name}` in {newer}");
        return Some(text);
    }
    if is_now_valid(new) == Some(false) {
        let text = format!("`{new}` is not valid for `{property}` of `{name}` in {newer}");
        return Some(text);
    }
    let before = rules.values[..index].iter().enumerate();
    let mut before = before.filter(|(_, other)| {
        pair.is_meant(&other.since, other.events.as_deref()) && other.property == *property
    });
    before.find_map(|(position, other)| {
        let declared = format!("#/{}/{position} declares", Kind::Value.name());
        if other.old == *old {
            return Some(format!("{declared} what becomes of `{old}` already"));
        }
        let is_unclear = other.new == *new && was_valid(new) == Some(false);
        is_unclear.then(|| format!("{declared} already what becomes of `{new}` on the way back"))
    })
}

/// Converts the path of a property to the names of the older release.
fn older_path(pair: &Pair<'_>, path: &str) -> String {
    let renamed = pair
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Renamed);
    let paths = renamed.map(|step| (without_tags(&step.new), without_tags(&step.old)));
    let inside = paths.filter_map(|(new, old)| {
        let rest = path.strip_prefix(&new)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| (new.len(), format!("{old}{rest}")))
    });
    let longest = inside.max_by_key(|(length, _)| *length);
    longest.map_or_else(|| path.to_owned(), |(_, path)| path)
}
