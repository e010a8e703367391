//! What a release requires of an event, and an event of the neighbouring release may lack.

use serde_json::Value;

use crate::model::Release;
use crate::model::rules::Rules;

use super::pair::{Pair, Step, StepKind};
use super::places::{find, without_tags};

/// A required property that an event of the other release may lack.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Need<'a> {
    /// The pair of releases.
    pub(super) pair: &'a Pair<'a>,
    /// Whether the newer release requires the property, and not the older one.
    pub(super) is_upgrade: bool,
    /// The path in the release that requires it.
    pub(super) path: String,
    /// The path in the newer release.
    pub(super) newer_path: String,
    /// What is lacking.
    pub(super) lack: Lack,
}

/// What an event of the other release may lack.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Lack {
    /// The other release does not have the property.
    Absent,
    /// The property is optional in the other release.
    Optional,
    /// The other release has a value, a JSON text, that is not valid here.
    Value(String),
    /// A value of the other release may not be valid here.
    Invalid(String),
}

impl<'a> Need<'a> {
    /// Returns the release that requires the property.
    pub(super) fn release(&self) -> &'a Release {
        if self.is_upgrade {
            self.pair.newer
        } else {
            self.pair.older
        }
    }

    /// Returns the other release.
    pub(super) fn other(&self) -> &'a Release {
        if self.is_upgrade {
            self.pair.older
        } else {
            self.pair.newer
        }
    }

    /// Returns the name of the event in the release that requires the property.
    pub(super) fn event(&self) -> &'a str {
        if self.is_upgrade {
            &self.pair.new.name
        } else {
            &self.pair.old.name
        }
    }

    /// Returns the value that is not valid, if that is what is lacking.
    pub(super) fn value(&self) -> Option<Value> {
        match &self.lack {
            Lack::Value(text) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }
}

/// Returns everything that a pair needs, in both directions.
pub(super) fn needs<'a>(rules: &Rules, pair: &'a Pair<'a>) -> Vec<Need<'a>> {
    let mut needs = Vec::new();
    for step in &pair.steps {
        for is_upgrade in [true, false] {
            for need in needs_of_step(rules, pair, step, is_upgrade) {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
    }
    needs
}

/// Returns what a step needs, in one direction.
pub(super) fn needs_of_step<'a>(
    rules: &Rules,
    pair: &'a Pair<'a>,
    step: &Step,
    is_upgrade: bool,
) -> Vec<Need<'a>> {
    let path = if is_upgrade { &step.new } else { &step.old };
    let lacks = lacks(rules, pair, step, is_upgrade);
    let needs = lacks.into_iter().map(|lack| Need {
        pair,
        is_upgrade,
        path: without_tags(path),
        newer_path: without_tags(&step.new),
        lack,
    });
    needs.collect()
}

fn lacks(rules: &Rules, pair: &Pair<'_>, step: &Step, is_upgrade: bool) -> Vec<Lack> {
    let (applies, root, path) = if is_upgrade {
        (step.narrows, pair.new.schema, &step.new)
    } else {
        (step.widens, pair.old.schema, &step.old)
    };
    if !applies {
        return Vec::new();
    }
    let is_required = || find(rules, root, path).is_some_and(|place| place.is_required);
    match (&step.kind, is_upgrade) {
        (StepKind::Added { required: true }, true)
        | (StepKind::Removed { required: true }, false) => vec![Lack::Absent],
        (StepKind::RequiredNow, true) | (StepKind::OptionalNow, false) => vec![Lack::Optional],
        (StepKind::Values { removed: texts, .. }, true)
        | (StepKind::Values { added: texts, .. }, false)
            if is_required() =>
        {
            texts.iter().cloned().map(Lack::Value).collect()
        }
        (StepKind::Constraint(words), _) if is_required() => vec![Lack::Invalid(words.clone())],
        _ => Vec::new(),
    }
}
