//! The plan: what the runtime needs to know to upgrade events, beyond the schemas.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::model::{Model, ReleaseName};

use super::pair::{Pair, StepKind};
use super::pairs::pairs;
use super::places::{find, without_tags};
use super::problems::{Kind, Problems};
use super::{apply, cover};

/// What the runtime needs to know, and what the reference says about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan<'a> {
    /// Each event with the same event of the release before.
    pub(crate) pairs: Vec<Pair<'a>>,
    /// The properties that were renamed or moved, by release.
    pub(crate) properties: Vec<RenamedProperty<'a>>,
}

/// A property that was renamed or moved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct RenamedProperty<'a> {
    /// The first release with the new path.
    pub(crate) since: &'a ReleaseName,
    /// The events in that release; nothing if the rename is true for all.
    pub(crate) events: Option<Vec<&'a str>>,
    /// The old path.
    pub(crate) old: String,
    /// The new path.
    pub(crate) new: String,
}

/// Makes the plan from the schemas and the declarations.
///
/// # Errors
/// Fails if a declaration no longer applies, or if no rule provides a property that a release requires.
/// The error has all of them, with the lines to add.
pub(crate) fn plan(model: &Model) -> Result<Plan<'_>, Error> {
    let mut problems = Problems::default();
    reasons(model, &mut problems);
    let pairs = pairs(model);
    apply::check(model, &pairs, &mut problems);
    cover::check(model, &pairs, &mut problems);
    problems.into_result(&model.upgrades)?;
    let properties = properties(model, &pairs);
    Ok(Plan { pairs, properties })
}

/// Checks that each declaration has a reason.
fn reasons(model: &Model, problems: &mut Problems) {
    let rules = &model.upgrades;
    let events = rules.events.iter().map(|declared| &declared.reason);
    let properties = rules.properties.iter().map(|declared| &declared.reason);
    let unrelated = rules.unrelated.iter().map(|declared| &declared.reason);
    let values = rules.values.iter().map(|declared| &declared.reason);
    let defaults = rules.defaults.iter().map(|declared| &declared.reason);
    let questions = rules.questions.iter().map(|declared| &declared.reason);
    let all: [(Kind, Vec<&String>); 6] = [
        (Kind::Event, events.collect()),
        (Kind::Property, properties.collect()),
        (Kind::Unrelated, unrelated.collect()),
        (Kind::Value, values.collect()),
        (Kind::Default, defaults.collect()),
        (Kind::Question, questions.collect()),
    ];
    for (kind, reasons) in all {
        for (index, reason) in reasons.into_iter().enumerate() {
            if matches!(reason.trim(), "" | "…") {
                problems.wrong((kind, index), "`reason` must say why this is true");
            }
        }
    }
}

/// Returns the renamed properties, each once.
fn properties<'a>(model: &'a Model, pairs: &[Pair<'a>]) -> Vec<RenamedProperty<'a>> {
    let mut renamed = Vec::new();
    for release in &model.releases {
        let of_release = pairs.iter().filter(|pair| pair.newer.name == release.name);
        let of_release: Vec<_> = of_release.collect();
        let mut events: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
        for pair in &of_release {
            let steps = pair.steps.iter();
            for step in steps.filter(|step| step.kind == StepKind::Renamed) {
                let paths = (without_tags(&step.old), without_tags(&step.new));
                events.entry(paths).or_default().insert(&pair.new.name);
            }
        }
        for ((old, new), names) in events {
            let events = (!is_true_for_all(model, &of_release, (&old, &new), &names))
                .then(|| names.into_iter().collect());
            renamed.push(RenamedProperty {
                since: &release.name,
                events,
                old,
                new,
            });
        }
    }
    renamed
}

/// Returns whether a rename may be applied to every event: no other event has both paths.
fn is_true_for_all(
    model: &Model,
    pairs: &[&Pair<'_>],
    (old, new): (&str, &str),
    names: &BTreeSet<&str>,
) -> bool {
    let has = |schema, path| find(&model.rules, schema, path).is_some();
    pairs.iter().all(|pair| {
        let has_both = has(pair.old.schema, old) && has(pair.new.schema, new);
        !has_both || names.contains(pair.new.name.as_str())
    })
}
