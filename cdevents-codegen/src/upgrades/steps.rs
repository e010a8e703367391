//! What changes for one event from a release to the next, as an upgrade sees it.

use crate::diff::{Change, ChangeKind, Effect, render, schemas};
use crate::markdown::code;
use crate::model::rules::{Rules, SchemaId};
use crate::model::{Model, MovedProperty, RELEASE_KEYS};

use super::moves::problem;
use super::pair::{Pair, Step, StepKind};
use super::places::{find, without_tags};
use super::problems::Kind;

/// The steps of a pair, and the renames found so far.
struct Steps<'a> {
    rules: &'a Rules,
    pair: &'a Pair<'a>,
    found: Vec<Step>,
}

/// Returns the steps that follow from the schemas alone.
pub(super) fn inferred(model: &Model, pair: &Pair<'_>) -> Vec<Step> {
    let mut steps = Steps::new(model, pair);
    steps.compare("", "", (pair.old.schema, pair.new.schema));
    steps.found
}

/// Returns the steps from the older to the newer release of a pair, declared moves included. Those that are
/// not true are left out.
pub(super) fn steps(model: &Model, pair: &Pair<'_>) -> Vec<Step> {
    let mut steps = Steps::new(model, pair);
    steps.found.clone_from(&pair.inferred);
    let is_meant = |kind, moved: &&MovedProperty| {
        pair.is_meant(&moved.since, moved.events.as_deref())
            && problem(model, pair, kind, moved).is_none()
    };
    let unrelated = model.upgrades.unrelated.iter();
    for moved in unrelated.filter(|moved| is_meant(Kind::Unrelated, moved)) {
        steps.split(&moved.old, &moved.new);
    }
    let properties = model.upgrades.properties.iter();
    for moved in properties.filter(|moved| is_meant(Kind::Property, moved)) {
        steps.join(&moved.old, &moved.new);
    }
    steps.found
}

impl<'a> Steps<'a> {
    fn new(model: &'a Model, pair: &'a Pair<'a>) -> Self {
        Self {
            rules: &model.rules,
            pair,
            found: Vec::new(),
        }
    }

    /// Adds the steps between two schemas. Their values are at these paths.
    fn compare(&mut self, old: &str, new: &str, (one, other): (SchemaId, SchemaId)) {
        let changes = schemas((self.rules, one), (self.rules, other));
        let renamed = changes.iter().filter_map(|change| match &change.kind {
            ChangeKind::PropertyRenamed { from } => Some((change.path.as_str(), from.as_str())),
            _ => None,
        });
        let mut renamed: Vec<_> = renamed.collect();
        renamed.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        for change in &changes {
            let from = match &change.kind {
                ChangeKind::PropertyRenamed { from } => from,
                _ => &change.path,
            };
            let from = older_path(&renamed, from);
            let Some(step) = step(change, format!("{old}{from}"), new) else {
                continue;
            };
            self.add(step);
        }
    }

    fn add(&mut self, step: Step) {
        if !self.is_written_anew(&step) && !self.found.contains(&step) {
            self.found.push(step);
        }
    }

    /// Returns whether an upgrade writes this value itself: the release, and the types that follow from
    /// the event.
    fn is_written_anew(&self, step: &Step) -> bool {
        match step.new.as_str() {
            "/context/type" | "/subject/type" => !self.pair.new.is_custom(),
            path => {
                let key = path.strip_prefix("/context/");
                let is_release = key.is_some_and(|key| RELEASE_KEYS.contains(&key));
                is_release && step.kind != StepKind::Renamed
            }
        }
    }

    /// Undoes an inferred rename.
    fn split(&mut self, old: &str, new: &str) {
        let is_meant = |step: &Step| {
            let paths = [&step.old, &step.new].map(|path| without_tags(path));
            step.kind == StepKind::Renamed && (paths[0] == old || paths[1] == new)
        };
        let (renamed, mut kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.found)
            .into_iter()
            .partition(is_meant);
        for step in renamed {
            let is_inside = |other: &Step| is_at_or_inside(&other.new, &step.new);
            kept.retain(|other| !is_inside(other));
            let old_place = find(self.rules, self.pair.old.schema, &step.old);
            let new_place = find(self.rules, self.pair.new.schema, &step.new);
            let [was_required, required] =
                [old_place, new_place].map(|place| place.is_some_and(|place| place.is_required));
            let parted = |kind, narrows, widens| Step {
                kind,
                narrows,
                widens,
                ..step.clone()
            };
            let removed = StepKind::Removed {
                required: was_required,
            };
            kept.push(parted(removed, true, was_required));
            kept.push(parted(StepKind::Added { required }, required, true));
        }
        self.found = kept;
    }

    /// Makes two properties one that moved.
    fn join(&mut self, old: &str, new: &str) {
        let places = (
            find(self.rules, self.pair.old.schema, old),
            find(self.rules, self.pair.new.schema, new),
        );
        let (Some(from), Some(to)) = places else {
            return;
        };
        self.split(old, new);
        self.found.retain(|step| match step.kind {
            StepKind::Removed { .. } => without_tags(&step.old) != old,
            StepKind::Added { .. } => without_tags(&step.new) != new,
            _ => true,
        });
        let here = |kind, narrows, widens| Step {
            old: old.to_owned(),
            new: new.to_owned(),
            kind,
            narrows,
            widens,
        };
        self.add(here(StepKind::Renamed, true, true));
        match (from.is_required, to.is_required) {
            (false, true) => self.add(here(StepKind::RequiredNow, true, false)),
            (true, false) => self.add(here(StepKind::OptionalNow, false, true)),
            _ => {}
        }
        if let ([one, ..], [other, ..]) = (from.schemas.as_slice(), to.schemas.as_slice()) {
            self.compare(old, new, (*one, *other));
        }
    }
}

/// Returns whether a path is another one, or leads to something inside it.
fn is_at_or_inside(path: &str, other: &str) -> bool {
    let rest = path.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
}

/// Converts a path to the names of the older release. `renamed` has the new and old paths of renamed
/// properties, the longest first. The parents of old paths have new names, too.
fn older_path(renamed: &[(&str, &str)], path: &str) -> String {
    let mut path = path.to_owned();
    for (new, old) in renamed {
        if is_at_or_inside(&path, new) {
            path = format!("{old}{}", &path[new.len()..]);
        }
    }
    path
}

/// Returns what a change means for an upgrade, if anything.
fn step(change: &Change, old: String, new: &str) -> Option<Step> {
    let kind = match &change.kind {
        ChangeKind::PropertyRenamed { .. } => StepKind::Renamed,
        ChangeKind::PropertyAdded { required, .. } => StepKind::Added {
            required: *required,
        },
        ChangeKind::PropertyRemoved { required } => StepKind::Removed {
            required: *required,
        },
        ChangeKind::RequiredNow => StepKind::RequiredNow,
        ChangeKind::OptionalNow => StepKind::OptionalNow,
        ChangeKind::ValuesChanged { added, removed } => StepKind::Values {
            added: added.clone(),
            removed: removed.clone(),
        },
        ChangeKind::ObjectOpened | ChangeKind::ObjectClosed => StepKind::Additional,
        other => StepKind::Constraint(render::words(other, code)),
    };
    let narrows = change.producers == Effect::Breaking;
    let widens = change.consumers == Effect::Breaking;
    (narrows || widens).then(|| Step {
        old,
        new: format!("{new}{}", change.path),
        kind,
        narrows,
        widens,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_through_properties_that_were_renamed_at_several_depths() {
        let renamed = [("/new/uri", "/new/url"), ("/new", "/old")];
        let cases = [
            ("/new/uri/a", "/old/url/a"),
            ("/new/b", "/old/b"),
            ("/new[TAG]/b", "/old[TAG]/b"),
            ("/newer", "/newer"),
        ];
        for (path, expected) in cases {
            assert_eq!(older_path(&renamed, path), expected);
        }
    }
}
