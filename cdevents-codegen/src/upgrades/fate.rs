//! What becomes of each property that differs between two releases.

use serde_json::Value;

use crate::model::{Model, UpgradeRules};

use super::needs::{Lack, needs_of_step};
use super::pair::{Pair, Step, StepKind};
use super::places::without_tags;
use super::problems::Kind;
use super::provided::provided_by;

/// What becomes of a property.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Fate {
    /// It gets another name or place.
    Renamed,
    /// It is dropped.
    Dropped(When),
    /// The caller is asked for it.
    Asked(When),
    /// It gets a default, a JSON text.
    Default(String, When),
    /// A value, a JSON text, becomes another.
    Values(Vec<(String, Box<Fate>)>),
    /// The value becomes another one, a JSON text.
    Becomes(String),
    /// Properties that the schema does not name are dropped.
    AdditionalDropped,
    /// There is none.
    Absent,
}

/// When something happens.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum When {
    /// In every event that has the property, or that lacks it.
    Always,
    /// If the property is absent.
    IfAbsent,
    /// If the value is not valid.
    IfInvalid,
}

/// What becomes of a property in both directions. Without an entry, it is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Fates {
    /// The path in the older release.
    pub(crate) old: String,
    /// The path in the newer release.
    pub(crate) new: String,
    /// What becomes of it on the way to the newer release.
    pub(crate) forward: Vec<Fate>,
    /// What becomes of it on the way to the older release.
    pub(crate) backward: Vec<Fate>,
}

/// Returns what becomes of each property that is not just kept.
pub(crate) fn fates(model: &Model, pair: &Pair<'_>) -> Vec<Fates> {
    let mut all: Vec<Fates> = Vec::new();
    for step in &pair.steps {
        let [forward, backward] =
            [true, false].map(|is_upgrade| fate(model, pair, step, is_upgrade));
        if forward.is_none() && backward.is_none() {
            continue;
        }
        let (old, new) = (without_tags(&step.old), without_tags(&step.new));
        let index = all
            .iter()
            .position(|fates| fates.old == old && fates.new == new);
        let index = index.unwrap_or_else(|| {
            all.push(Fates {
                old,
                new,
                forward: Vec::new(),
                backward: Vec::new(),
            });
            all.len() - 1
        });
        let fates = &mut all[index];
        for (found, known) in [
            (forward, &mut fates.forward),
            (backward, &mut fates.backward),
        ] {
            match found {
                Some(fate) if known.contains(&fate) => {}
                Some(Fate::Renamed) => known.insert(0, Fate::Renamed),
                Some(fate) => known.push(fate),
                None => {}
            }
        }
    }
    all
}

/// Returns what becomes of a property in one direction; nothing if it is kept.
fn fate(model: &Model, pair: &Pair<'_>, step: &Step, is_upgrade: bool) -> Option<Fate> {
    let applies = if is_upgrade {
        step.narrows
    } else {
        step.widens
    };
    if let StepKind::Values { added, removed } = &step.kind {
        let lost = if is_upgrade { removed } else { added };
        return values(model, pair, step, lost, is_upgrade);
    }
    let rules = &model.upgrades;
    let needs = needs_of_step(&model.rules, pair, step, is_upgrade);
    if let Some(need) = needs.first() {
        let when = match need.lack {
            Lack::Absent => When::Always,
            Lack::Optional => When::IfAbsent,
            Lack::Value(_) | Lack::Invalid(_) => When::IfInvalid,
        };
        return Some(match provided_by(model, need) {
            Some((Kind::Default, index)) => {
                Fate::Default(rules.defaults[index].value.to_string(), when)
            }
            _ => Fate::Asked(when),
        });
    }
    Some(match (&step.kind, is_upgrade) {
        (StepKind::Renamed, _) => Fate::Renamed,
        (StepKind::Added { .. }, true) | (StepKind::Removed { .. }, false) => Fate::Absent,
        // An object that allows additional properties keeps it.
        (StepKind::Added { .. }, false) | (StepKind::Removed { .. }, true) if applies => {
            Fate::Dropped(When::Always)
        }
        (StepKind::Additional, _) if applies => Fate::AdditionalDropped,
        (StepKind::Constraint(_), _) if applies => Fate::Dropped(When::IfInvalid),
        _ => return None,
    })
}

/// Returns what becomes of the values that the other release does not have.
fn values(
    model: &Model,
    pair: &Pair<'_>,
    step: &Step,
    lost: &[String],
    is_upgrade: bool,
) -> Option<Fate> {
    if lost.is_empty() {
        return None;
    }
    let needs = needs_of_step(&model.rules, pair, step, is_upgrade);
    let otherwise = || match needs.first() {
        Some(_) => Fate::Asked(When::Always),
        None => Fate::Dropped(When::Always),
    };
    let path = without_tags(&step.new);
    let become_what = |text: &String| {
        let renamed = renamed_value(&model.upgrades, pair, &path, text, is_upgrade);
        let fate = renamed.map_or_else(otherwise, |value| Fate::Becomes(value.to_string()));
        (text.clone(), Box::new(fate))
    };
    Some(Fate::Values(lost.iter().map(become_what).collect()))
}

/// Returns the value that means the same in the other release, if one is declared.
fn renamed_value<'a>(
    rules: &'a UpgradeRules,
    pair: &Pair<'_>,
    path: &str,
    text: &str,
    is_upgrade: bool,
) -> Option<&'a Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    rules.values.iter().find_map(|declared| {
        let (from, to) = if is_upgrade {
            (&declared.old, &declared.new)
        } else {
            (&declared.new, &declared.old)
        };
        let is_meant = pair.is_meant(&declared.since, declared.events.as_deref());
        (is_meant && declared.property == path && *from == value).then_some(to)
    })
}
