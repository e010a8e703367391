//! Checks that each required property is provided by a rule, or that the caller is asked for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::rules::SchemaId;
use crate::model::{Model, ReleaseName};

use super::apply::no_release;
use super::missing;
use super::needs::needs;
use super::pair::{Pair, event, is_listed};
use super::places::{find, is_valid_at};
use super::problems::{Kind, Problems, quoted};
use super::provided::provided_by;

/// The events for which each declaration is needed.
type Used<'a> = BTreeMap<(Kind, usize), BTreeSet<&'a str>>;

/// Checks every need against the declarations, and every declaration against the needs.
pub(super) fn check(model: &Model, pairs: &[Pair<'_>], problems: &mut Problems) {
    let mut used = Used::new();
    let mut unmet = Vec::new();
    for need in pairs.iter().flat_map(|pair| needs(&model.rules, pair)) {
        match provided_by(model, &need) {
            Some(entry) => drop(used.entry(entry).or_default().insert(need.event())),
            None => unmet.push(need),
        }
    }
    missing::report(model, pairs, &unmet, problems);
    let rules = &model.upgrades;
    for (index, default) in rules.defaults.iter().enumerate() {
        let (release, events) = (&default.release, default.events.as_deref());
        let declaration = (release, events, default.property.as_str());
        unneeded(model, declaration, (Kind::Default, index), &used, problems);
        invalid_default(model, index, problems);
    }
    for (index, question) in rules.questions.iter().enumerate() {
        let (release, events) = (&question.release, question.events.as_deref());
        let declaration = (release, events, question.property.as_str());
        unneeded(model, declaration, (Kind::Question, index), &used, problems);
    }
}

/// Adds the problem of a default or question that no event needs.
fn unneeded(
    model: &Model,
    (release, events, property): (&ReleaseName, Option<&[String]>, &str),
    entry: (Kind, usize),
    used: &Used<'_>,
    problems: &mut Problems,
) {
    let mut releases = model.releases.iter();
    let Some(found) = releases.find(|other| other.name == *release) else {
        return no_release(model, release, entry, problems);
    };
    let advice = "correct it or remove it";
    let needed = used.get(&entry);
    let not_needed = "every event of the neighboring releases has a valid value, or another \
                      declaration provides it";
    let Some(events) = events else {
        if needed.is_none() && !model.upgrades.is_part {
            let text = format!(
                "no event of {release} needs this for `{property}`: {not_needed}; {advice}"
            );
            problems.wrong(entry, text);
        }
        return;
    };
    let is_needed = |name: &String| needed.is_some_and(|needed| needed.contains(name.as_str()));
    let (known, unknown): (Vec<_>, Vec<_>) =
        events.iter().partition(|name| event(found, name).is_some());
    let names = |names: &[&String]| quoted(names.iter().map(|name| name.as_str()));
    if !unknown.is_empty() {
        let text = format!("{release} has no event {}; {advice}", names(&unknown));
        problems.wrong(entry, text);
    }
    let unneeded: Vec<_> = known.into_iter().filter(|name| !is_needed(name)).collect();
    if !unneeded.is_empty() && !model.upgrades.is_part {
        let text = format!(
            "{} of {release} does not need this for `{property}`: {not_needed}; {advice}",
            names(&unneeded)
        );
        problems.wrong(entry, text);
    }
}

/// Adds the problem of a default that its schema does not allow.
fn invalid_default(model: &Model, index: usize, problems: &mut Problems) {
    let default = &model.upgrades.defaults[index];
    let (property, value) = (&default.property, &default.value);
    let mut releases = model.releases.iter();
    let Some(release) = releases.find(|release| release.name == default.release) else {
        return;
    };
    let events = release.all_events();
    let events = events.filter(|event| is_listed(default.events.as_deref(), &event.name));
    for event in events {
        let has = find(&model.rules, event.schema, property).is_some();
        if has && !is_allowed(model, event.schema, property, value) {
            let text = format!(
                "`{value}` is not valid for `{property}` of `{}` in {}; correct the value",
                event.name, release.name
            );
            return problems.wrong((Kind::Default, index), text);
        }
    }
}

/// Returns whether a value is valid at a path. What is not decided counts as valid, but objects are
/// checked property by property.
fn is_allowed(model: &Model, root: SchemaId, path: &str, value: &Value) -> bool {
    let rules = &model.rules;
    let Value::Object(properties) = value else {
        return is_valid_at(rules, root, path, value) != Some(false);
    };
    let place = find(rules, root, path);
    let schemas = place.into_iter().flat_map(|place| place.schemas);
    let targets = schemas.map(|id| rules.get(rules.target(id)));
    let required = targets.flat_map(|schema| &schema.object.required);
    let has_required = required.into_iter().all(|key| properties.contains_key(key));
    let is_object = is_valid_at(rules, root, path, value) != Some(false);
    let mut properties = properties.iter();
    is_object
        && has_required
        && properties.all(|(key, value)| {
            let inner = crate::documents::pointer::step(path, key);
            is_allowed(model, root, &inner, value)
        })
}
