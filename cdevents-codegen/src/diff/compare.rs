//! Compares two schemas, value by value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::rules::{JsonType, SchemaId};

use super::change::ChangeKind;
use super::equivalent::{are_equivalent, are_equivalent_applicators};
use super::normalized::{Alternatives, Normalized, type_names};
use super::numbers::canonical;
use super::rule::Rule;
use super::schema::{SchemaRef, keyword};
use super::valid::is_valid;

/// The path of the event type.
const TYPE_PATH: &str = "/context/type";

/// The changes found so far.
#[derive(Default)]
pub(super) struct Comparison {
    /// The changes: the path, the kind, and the rule that classifies it.
    pub(super) changes: Vec<(String, ChangeKind, Rule)>,
    /// The pairs of schemas that are being compared, so that comparing recursive schemas ends.
    pending: Vec<(SchemaId, SchemaId)>,
}

impl Comparison {
    pub(super) fn add(&mut self, path: &str, kind: ChangeKind, rule: Rule) {
        self.changes.push((path.to_owned(), kind, rule));
    }

    /// Adds a change of keywords that are not analyzed further. If only one side has them, it allows
    /// less than the other.
    pub(super) fn add_constraints(
        &mut self,
        path: &str,
        keywords: &[&'static str],
        [old, new]: [bool; 2],
    ) {
        let rule = match (old, new) {
            (false, true) => Rule::Narrowed,
            (true, false) => Rule::Widened,
            _ => Rule::Replaced,
        };
        let keywords = keywords.to_vec();
        self.add(path, ChangeKind::ConstraintsChanged { keywords }, rule);
    }

    /// Compares the schemas for the value at a path.
    pub(super) fn compare(&mut self, path: &str, old: SchemaRef<'_>, new: SchemaRef<'_>) {
        let (old, new) = (old.target(), new.target());
        if old.is(new) || self.pending.contains(&(old.id, new.id)) {
            return;
        }
        self.pending.push((old.id, new.id));
        let (one, other) = (Normalized::of(old), Normalized::of(new));
        let is_event_type = path == TYPE_PATH && self.event_types(&one, &other);
        if !is_event_type && !self.enums(path, (old, &one), (new, &other)) {
            self.values(path, (old, &one), (new, &other));
        }
        self.pending.pop();
    }

    /// Compares the event type, which names the event, so that another version is no change. Returns
    /// whether that was all.
    fn event_types(&mut self, old: &Normalized<'_>, new: &Normalized<'_>) -> bool {
        let has_pattern = |schema: &Normalized<'_>| schema.schema.text.pattern.is_some();
        match (old.closed.is_some(), new.closed.is_some()) {
            (true, true) => {}
            (false, true) if !has_pattern(old) => {
                self.add(TYPE_PATH, ChangeKind::TypeFixed, Rule::Narrowed);
            }
            (true, false) if !has_pattern(new) => {
                self.add(TYPE_PATH, ChangeKind::TypeOpened, Rule::Widened);
            }
            _ => return false,
        }
        true
    }

    /// Compares enums. Returns whether one of the schemas is an enum.
    fn enums(
        &mut self,
        path: &str,
        (old_place, old): (SchemaRef<'_>, &Normalized<'_>),
        (new_place, new): (SchemaRef<'_>, &Normalized<'_>),
    ) -> bool {
        let are_valid = |place: SchemaRef<'_>, values: &[&Value]| {
            let mut values = values.iter();
            values.all(|value| is_valid(place, value) == Some(true))
        };
        match (&old.closed, &new.closed) {
            (None, None) => return false,
            (Some(one), Some(other)) => {
                let (added, removed) = difference(one, other);
                let rule = Rule::of(!removed.is_empty(), !added.is_empty());
                if rule != Rule::SameDocuments {
                    self.add(path, ChangeKind::ValuesChanged { added, removed }, rule);
                }
                let are_known = are_valid(old_place, one) && are_valid(new_place, other);
                if !are_known && !are_equivalent(old_place, new_place) {
                    self.add_constraints(path, &["enum"], [true; 2]);
                }
            }
            (Some(values), None) => {
                let rule = Rule::of(!are_valid(new_place, values), true);
                self.add(path, ChangeKind::ValuesOpened, rule);
                if !new.known.is_empty() {
                    self.known_values(path, values, &new.known);
                }
            }
            (None, Some(values)) => {
                let rule = Rule::of(true, !are_valid(old_place, values));
                let values = values.iter().map(|value| canonical(value)).collect();
                self.add(path, ChangeKind::ValuesClosed { values }, rule);
            }
        }
        true
    }

    /// Compares schemas that are no enums.
    fn values(
        &mut self,
        path: &str,
        (old_place, old): (SchemaRef<'_>, &Normalized<'_>),
        (new_place, new): (SchemaRef<'_>, &Normalized<'_>),
    ) {
        self.known_values(path, &old.known, &new.known);
        if old.types != new.types {
            let (from, to) = (type_names(&old.types), type_names(&new.types));
            let narrowed = !old.types.is_subset(&new.types);
            let widened = !new.types.is_subset(&old.types);
            let kind = ChangeKind::TypesChanged { from, to };
            self.add(path, kind, Rule::of(narrowed, widened));
        }
        let both = |r#type| old.types.contains(&r#type) && new.types.contains(&r#type);
        if both(JsonType::String) {
            self.strings(path, &old.schema.text, &new.schema.text);
        }
        if both(JsonType::Integer) {
            let bounds = (&old.schema.number, old.has_only_integers());
            self.numbers(path, bounds, (&new.schema.number, new.has_only_integers()));
        }
        if both(JsonType::Array) {
            self.arrays(path, old_place, new_place);
        }
        match (&old.alternatives, &new.alternatives) {
            (Some(one), Some(other)) => {
                self.alternatives(path, (old_place, one), (new_place, other));
            }
            (None, None) if both(JsonType::Object) => {
                self.objects(path, old_place, new_place);
            }
            (None, None) => {}
            _ => self.add_constraints(path, &["anyOf"], [true; 2]),
        }
        let (ones, others) = (old.applicators, new.applicators);
        if !are_equivalent_applicators((old_place, ones), (new_place, others)) {
            let names: BTreeSet<_> = ones.iter().chain(others).map(keyword).collect();
            let names: Vec<_> = names.into_iter().collect();
            // The old schema required a property that now suffices.
            let required = &old_place.schema().object.required;
            let alternatives = new_place.rules.required_alternatives(new_place.schema());
            let suffices = |keys: &[String]| keys.iter().all(|key| required.contains(key));
            let is_met = alternatives.is_some_and(|all| all.into_iter().any(suffices));
            if ones.is_empty() && is_met {
                let kind = ChangeKind::ConstraintsChanged { keywords: names };
                self.add(path, kind, Rule::SameDocuments);
            } else {
                let present = [!ones.is_empty(), !others.is_empty()];
                self.add_constraints(path, &names, present);
            }
        }
    }

    fn known_values(&mut self, path: &str, old: &[&Value], new: &[&Value]) {
        let (added, removed) = difference(old, new);
        if !added.is_empty() || !removed.is_empty() {
            let kind = ChangeKind::KnownValuesChanged { added, removed };
            self.add(path, kind, Rule::SameDocuments);
        }
    }

    /// Compares a keyword whose presence allows less. `otherwise` is the rule if both sides have it
    /// with different values.
    pub(super) fn keyword(
        &mut self,
        path: &str,
        keyword: &'static str,
        [from, to]: [Option<String>; 2],
        otherwise: Rule,
    ) {
        let rule = match (&from, &to) {
            (old, new) if old == new => return,
            (None, _) => Rule::Narrowed,
            (_, None) => Rule::Widened,
            _ => otherwise,
        };
        self.add(path, ChangeKind::KeywordChanged { keyword, from, to }, rule);
    }

    /// Compares the least counts that two schemas require, such as `minLength`.
    pub(super) fn at_least(&mut self, path: &str, keyword: &'static str, [old, new]: [u64; 2]) {
        let texts = [old, new].map(|count| (count > 0).then(|| count.to_string()));
        self.keyword(path, keyword, texts, Rule::of(new > old, new < old));
    }

    /// Compares the greatest counts that two schemas allow, such as `maxLength`.
    pub(super) fn at_most(
        &mut self,
        path: &str,
        keyword: &'static str,
        [old, new]: [Option<u64>; 2],
    ) {
        let texts = [old, new].map(|count| count.map(|count| count.to_string()));
        self.keyword(path, keyword, texts, Rule::of(new < old, new > old));
    }

    fn alternatives(
        &mut self,
        path: &str,
        (old, olds): (SchemaRef<'_>, &Alternatives<'_>),
        (new, news): (SchemaRef<'_>, &Alternatives<'_>),
    ) {
        let olds: BTreeMap<_, _> = olds.iter().copied().collect();
        let news: BTreeMap<_, _> = news.iter().copied().collect();
        for (tag, id) in &olds {
            if let Some(other) = news.get(tag) {
                self.compare(&format!("{path}[{tag}]"), old.at(*id), new.at(*other));
            } else {
                let name = (*tag).to_owned();
                let kind = ChangeKind::AlternativeRemoved { name };
                self.add(path, kind, Rule::Narrowed);
            }
        }
        for tag in news.keys().filter(|tag| !olds.contains_key(*tag)) {
            let name = (*tag).to_owned();
            self.add(path, ChangeKind::AlternativeAdded { name }, Rule::Widened);
        }
    }
}

/// Returns the values added and those removed.
fn difference(old: &[&Value], new: &[&Value]) -> (Vec<String>, Vec<String>) {
    let texts = |values: &[&Value]| -> BTreeSet<_> {
        values.iter().map(|value| canonical(value)).collect()
    };
    let (old, new) = (texts(old), texts(new));
    (
        new.difference(&old).cloned().collect(),
        old.difference(&new).cloned().collect(),
    )
}
