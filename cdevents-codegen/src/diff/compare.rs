//! Compares two schemas, place by place.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::rules::{Applicator, Format, JsonType, SchemaId, StringRules};

use super::accepts::{accepts, canonical};
use super::change::{Direction, Kind};
use super::same::{same, same_applicators};
use super::view::{Place, Tagged, View, type_names};

/// Where an event has its type.
const TYPE_PATH: &str = "/context/type";

/// What was found so far.
#[derive(Default)]
pub(super) struct Comparison {
    /// The changes: where, what, and what it does to the set of valid documents.
    pub(super) found: Vec<(String, Kind, Direction)>,
    /// The pairs of schemas that are being compared, so that schemas that lead back to themselves
    /// come to an end.
    pending: Vec<(SchemaId, SchemaId)>,
}

impl Comparison {
    pub(super) fn add(&mut self, path: &str, kind: Kind, direction: Direction) {
        self.found.push((path.to_owned(), kind, direction));
    }

    /// A difference of which is known only that it is one; or that only one side demands anything.
    pub(super) fn unclear(
        &mut self,
        path: &str,
        keywords: Vec<&'static str>,
        [old, new]: [bool; 2],
    ) {
        let direction = match (old, new) {
            (false, true) => Direction::Narrowed,
            (true, false) => Direction::Widened,
            _ => Direction::Both,
        };
        self.add(path, Kind::DemandsChanged { keywords }, direction);
    }

    /// Compares what may stand at a path.
    pub(super) fn compare(&mut self, path: &str, old: Place<'_>, new: Place<'_>) {
        let (old, new) = (old.target(), new.target());
        let is_same = std::ptr::eq(old.rules, new.rules) && old.id == new.id;
        if is_same || self.pending.contains(&(old.id, new.id)) {
            return;
        }
        self.pending.push((old.id, new.id));
        self.views(path, (old, &View::of(old)), (new, &View::of(new)));
        self.pending.pop();
    }

    fn views(&mut self, path: &str, old: (Place<'_>, &View<'_>), new: (Place<'_>, &View<'_>)) {
        let ((old_place, old), (new_place, new)) = (old, new);
        if path == TYPE_PATH && self.types_of_events(old, new) {
            return;
        }
        match (&old.closed, &new.closed) {
            (None, None) => {}
            (Some(one), Some(other)) => {
                let (added, removed) = difference(one, other);
                let direction = Direction::of(!removed.is_empty(), !added.is_empty());
                if direction != Direction::Neither {
                    self.add(path, Kind::ValuesChanged { added, removed }, direction);
                }
                let are_decided = are_decided(old_place, one) && are_decided(new_place, other);
                if !are_decided && !same(old_place, new_place) {
                    self.unclear(path, vec!["enum"], [true; 2]);
                }
                return;
            }
            (Some(values), None) => {
                let narrowed = values.iter().any(|it| accepts(new_place, it) != Some(true));
                self.add(path, Kind::ValuesOpened, Direction::of(narrowed, true));
                if !new.known.is_empty() {
                    self.known(path, values, &new.known);
                }
                return;
            }
            (None, Some(values)) => {
                let widened = values.iter().any(|it| accepts(old_place, it) != Some(true));
                let values = values.iter().map(|it| canonical(it)).collect();
                let direction = Direction::of(true, widened);
                return self.add(path, Kind::ValuesClosed { values }, direction);
            }
        }
        self.known(path, &old.known, &new.known);
        if old.types != new.types {
            let (from, to) = (type_names(&old.types), type_names(&new.types));
            let kind = Kind::TypesChanged { from, to };
            let narrowed = !old.types.is_subset(&new.types);
            let widened = !new.types.is_subset(&old.types);
            self.add(path, kind, Direction::of(narrowed, widened));
        }
        let both = |r#type| old.types.contains(&r#type) && new.types.contains(&r#type);
        if both(JsonType::String) {
            self.text(path, &old.schema.text, &new.schema.text);
        }
        if both(JsonType::Integer) {
            let bounds = (&old.schema.number, old.is_whole());
            self.numbers(path, bounds, (&new.schema.number, new.is_whole()));
        }
        if both(JsonType::Array) {
            let array = (old_place, &old.schema.array);
            self.arrays(path, array, (new_place, &new.schema.array));
        }
        match (&old.tagged, &new.tagged) {
            (Some(one), Some(other)) => {
                self.alternatives(path, (old_place, one), (new_place, other));
            }
            (None, None) if both(JsonType::Object) => {
                let object = (old_place, &old.schema.object);
                self.objects(path, object, (new_place, &new.schema.object));
            }
            (None, None) => {}
            _ => self.unclear(path, vec!["anyOf"], [true; 2]),
        }
        if !same_applicators(old_place, old.applicators, new_place, new.applicators) {
            let sides = [old.applicators, new.applicators];
            let names = sides.iter().flat_map(|it| it.iter().map(name));
            let names: BTreeSet<_> = names.collect();
            let present = sides.map(|it| !it.is_empty());
            self.unclear(path, names.into_iter().collect(), present);
        }
    }

    /// The type of an event is its name, and another version of it no change of its own.
    fn types_of_events(&mut self, old: &View<'_>, new: &View<'_>) -> bool {
        let has_pattern = |view: &View<'_>| view.schema.text.pattern.is_some();
        match (old.closed.is_some(), new.closed.is_some()) {
            (true, true) => {}
            (false, true) if !has_pattern(old) => {
                self.add(TYPE_PATH, Kind::TypeFixed, Direction::Narrowed);
            }
            (true, false) if !has_pattern(new) => {
                self.add(TYPE_PATH, Kind::TypeOpened, Direction::Widened);
            }
            _ => return false,
        }
        true
    }

    fn known(&mut self, path: &str, old: &[&Value], new: &[&Value]) {
        let (added, removed) = difference(old, new);
        if !added.is_empty() || !removed.is_empty() {
            let kind = Kind::KnownValuesChanged { added, removed };
            self.add(path, kind, Direction::Neither);
        }
    }

    fn text(&mut self, path: &str, old: &StringRules, new: &StringRules) {
        if !is_implied(old, new) && !is_implied(new, old) {
            let min = |length: u64| (length > 0).then_some(length);
            let lengths = (min(old.min_length), min(new.min_length));
            self.bound(path, "minLength", lengths, true);
        }
        self.bound(path, "maxLength", (old.max_length, new.max_length), false);
        let patterns = (old.pattern.clone(), new.pattern.clone());
        self.keyword(path, "pattern", patterns, Direction::Both);
        let both = match (old.format, new.format) {
            (Some(Format::Uri), Some(Format::UriReference)) => Direction::Widened,
            (Some(Format::UriReference), Some(Format::Uri)) => Direction::Narrowed,
            _ => Direction::Both,
        };
        let name = |format: Format| format.name().to_owned();
        self.keyword(
            path,
            "format",
            (old.format.map(name), new.format.map(name)),
            both,
        );
    }

    /// A keyword that takes something away, so that without it more is valid. `both` is what two
    /// values of it do that aren't the same.
    pub(super) fn keyword(
        &mut self,
        path: &str,
        keyword: &'static str,
        (from, to): (Option<String>, Option<String>),
        both: Direction,
    ) {
        let direction = match (&from, &to) {
            (one, other) if one == other => return,
            (None, _) => Direction::Narrowed,
            (_, None) => Direction::Widened,
            _ => both,
        };
        self.add(path, Kind::KeywordChanged { keyword, from, to }, direction);
    }

    /// A count: a lower bound narrows as it rises, an upper one as it falls.
    pub(super) fn bound(
        &mut self,
        path: &str,
        keyword: &'static str,
        (old, new): (Option<u64>, Option<u64>),
        is_lower: bool,
    ) {
        let both = Direction::of((new > old) == is_lower, (new > old) != is_lower);
        let text = |count: Option<u64>| count.map(|it| it.to_string());
        self.keyword(path, keyword, (text(old), text(new)), both);
    }

    fn alternatives(
        &mut self,
        path: &str,
        (old, olds): (Place<'_>, &Tagged<'_>),
        (new, news): (Place<'_>, &Tagged<'_>),
    ) {
        let olds: BTreeMap<_, _> = olds.iter().copied().collect();
        let news: BTreeMap<_, _> = news.iter().copied().collect();
        for (tag, id) in &olds {
            let Some(other) = news.get(tag) else {
                let name = (*tag).to_owned();
                self.add(path, Kind::AlternativeRemoved { name }, Direction::Narrowed);
                continue;
            };
            self.compare(&format!("{path}[{tag}]"), old.at(*id), new.at(*other));
        }
        for tag in news.keys().filter(|tag| !olds.contains_key(*tag)) {
            let name = (*tag).to_owned();
            self.add(path, Kind::AlternativeAdded { name }, Direction::Widened);
        }
    }
}

fn name(applicator: &Applicator) -> &'static str {
    match applicator {
        Applicator::Reference(..) => "$ref",
        Applicator::AllOf(_) => "allOf",
        Applicator::AnyOf(_) => "anyOf",
        Applicator::OneOf(_) => "oneOf",
        Applicator::Not(_) => "not",
        Applicator::If(..) => "if",
    }
}

/// Is it known of each value whether the schema that lists it allows it?
fn are_decided(place: Place<'_>, values: &[&Value]) -> bool {
    values.iter().all(|it| accepts(place, it).is_some())
}

/// Demands one keyword for strings a length that another side's format demands anyway?
fn is_implied(one: &StringRules, by: &StringRules) -> bool {
    // The shortest are `a:` and `0000-01-01T00:00:00Z`.
    let shortest = match by.format {
        Some(Format::Uri) => 2,
        Some(Format::DateTime) => 20,
        _ => 0,
    };
    by.min_length < one.min_length && one.min_length <= shortest
}

/// What is new, and what is gone.
fn difference(old: &[&Value], new: &[&Value]) -> (Vec<String>, Vec<String>) {
    let texts = |values: &[&Value]| {
        values
            .iter()
            .map(|it| canonical(it))
            .collect::<BTreeSet<_>>()
    };
    let (old, new) = (texts(old), texts(new));
    (
        new.difference(&old).cloned().collect(),
        old.difference(&new).cloned().collect(),
    )
}
