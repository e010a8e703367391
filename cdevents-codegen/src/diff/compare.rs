//! Compares two schemas, place by place.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Number;

use crate::rules::{Array, Format, JsonType, SchemaId, Text};

use super::change::{Direction, Kind};
use super::same::{same, same_applicators};
use super::view::{Choice, Place, Tagged, View, type_names};

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

    /// Compares what may stand at a path.
    pub(super) fn compare(&mut self, path: &str, old: Place<'_>, new: Place<'_>) {
        let (old, new) = (old.target(), new.target());
        let is_same = std::ptr::eq(old.rules, new.rules) && old.id == new.id;
        if is_same || self.pending.contains(&(old.id, new.id)) {
            return;
        }
        self.pending.push((old.id, new.id));
        self.compare_views(path, old, new);
        self.pending.pop();
    }

    fn compare_views(&mut self, path: &str, old_place: Place<'_>, new_place: Place<'_>) {
        let (old, new) = (View::of(old_place), View::of(new_place));
        if old.types != new.types {
            let (from, to) = (type_names(&old.types), type_names(&new.types));
            let kind = Kind::TypesChanged { from, to };
            let narrowed = !old.types.is_subset(&new.types);
            let widened = !new.types.is_subset(&old.types);
            self.add(path, kind, Direction::of(narrowed, widened));
            if old.types.is_disjoint(&new.types) {
                return;
            }
        }
        let is_fixed = self.choices(path, &old.choice, &new.choice);
        let both = |r#type| old.types.contains(&r#type) && new.types.contains(&r#type);
        if both(JsonType::String) && !is_fixed {
            self.text(path, &old, &new);
        }
        if both(JsonType::Integer) && !is_fixed {
            self.numbers(path, &old, &new);
        }
        if both(JsonType::Array) {
            self.arrays(path, (old_place, &old), (new_place, &new));
        }
        match (&old.tagged, &new.tagged) {
            (Some(one), Some(other)) => {
                self.alternatives(path, (old_place, one), (new_place, other));
            }
            (None, None) if both(JsonType::Object) => {
                let old = (old_place, &old.schema.object);
                self.objects(path, old, (new_place, &new.schema.object));
            }
            (None, None) => {}
            _ => self.unclear(path, vec!["anyOf"]),
        }
        if !same_applicators(old_place, old.applicators, new_place, new.applicators) {
            self.unclear(path, vec!["allOf", "anyOf", "oneOf", "not", "if"]);
        }
    }

    /// A difference of which is known only that it is one.
    pub(super) fn unclear(&mut self, path: &str, keywords: Vec<&'static str>) {
        self.add(path, Kind::DemandsChanged { keywords }, Direction::Both);
    }

    /// Do the values say all that there is to say, on both sides?
    fn choices(&mut self, path: &str, old: &Choice, new: &Choice) -> bool {
        if path == TYPE_PATH && self.types_of_events(old, new) {
            return true;
        }
        match (old, new) {
            (Choice::Free, Choice::Free) => return false,
            (Choice::Closed(old), Choice::Closed(new)) => {
                let (added, removed) = difference(old, new);
                let direction = Direction::of(!removed.is_empty(), !added.is_empty());
                if direction != Direction::Neither {
                    self.add(path, Kind::ValuesChanged { added, removed }, direction);
                }
            }
            (Choice::Closed(old), Choice::Open(new)) => {
                self.add(path, Kind::ValuesOpened, Direction::Widened);
                self.known(path, old, new);
            }
            (Choice::Closed(_), Choice::Free) => {
                self.add(path, Kind::ValuesOpened, Direction::Widened);
            }
            (Choice::Open(_) | Choice::Free, Choice::Closed(values)) => {
                let values = values.iter().cloned().collect();
                self.add(path, Kind::ValuesClosed { values }, Direction::Narrowed);
            }
            (Choice::Open(old), Choice::Open(new)) => {
                self.known(path, old, new);
                return false;
            }
            (Choice::Free, Choice::Open(new)) => {
                self.known(path, &BTreeSet::new(), new);
                return false;
            }
            (Choice::Open(old), Choice::Free) => {
                self.known(path, old, &BTreeSet::new());
                return false;
            }
        }
        true
    }

    /// The type of an event is its name, and another version of it no change of its own.
    fn types_of_events(&mut self, old: &Choice, new: &Choice) -> bool {
        match (old, new) {
            (Choice::Closed(_), Choice::Closed(_)) => {}
            (Choice::Free, Choice::Closed(_)) => {
                self.add(TYPE_PATH, Kind::TypeFixed, Direction::Narrowed);
            }
            (Choice::Closed(_), Choice::Free) => {
                self.add(TYPE_PATH, Kind::TypeOpened, Direction::Widened);
            }
            _ => return false,
        }
        true
    }

    fn known(&mut self, path: &str, old: &BTreeSet<String>, new: &BTreeSet<String>) {
        let (added, removed) = difference(old, new);
        if !added.is_empty() || !removed.is_empty() {
            let kind = Kind::KnownValuesChanged { added, removed };
            self.add(path, kind, Direction::Neither);
        }
    }

    fn text(&mut self, path: &str, old: &View<'_>, new: &View<'_>) {
        let (old, new) = (&old.schema.text, &new.schema.text);
        if !is_implied(old, new) && !is_implied(new, old) {
            let min = |length: u64| (length > 0).then_some(length);
            let lengths = (min(old.min_length), min(new.min_length));
            self.bound(path, "minLength", lengths, true);
        }
        self.bound(path, "maxLength", (old.max_length, new.max_length), false);
        let (from, to) = (old.pattern.clone(), new.pattern.clone());
        self.keyword(path, "pattern", from, to, |_, _| false);
        let name = |format: Format| format.name().to_owned();
        let (from, to) = (old.format.map(name), new.format.map(name));
        self.keyword(path, "format", from, to, |narrow, wide| {
            (narrow, wide) == ("uri", "uri-reference")
        });
    }

    /// A keyword that takes something away, so that without it more is valid. `is_part` says whether
    /// all that one value of it allows another allows too.
    fn keyword(
        &mut self,
        path: &str,
        keyword: &'static str,
        from: Option<String>,
        to: Option<String>,
        is_part: impl Fn(&str, &str) -> bool,
    ) {
        let direction = match (&from, &to) {
            (one, other) if one == other => return,
            (None, _) => Direction::Narrowed,
            (_, None) => Direction::Widened,
            (Some(from), Some(to)) if is_part(from, to) => Direction::Widened,
            (Some(from), Some(to)) if is_part(to, from) => Direction::Narrowed,
            _ => Direction::Both,
        };
        self.add(path, Kind::KeywordChanged { keyword, from, to }, direction);
    }

    /// A lower bound narrows as it rises, an upper one as it falls.
    pub(super) fn bound<N: PartialOrd + ToString>(
        &mut self,
        path: &str,
        keyword: &'static str,
        (old, new): (Option<N>, Option<N>),
        is_lower: bool,
    ) {
        let rises = match (&old, &new) {
            (Some(old), Some(new)) if old == new => return,
            (None, None) => return,
            (Some(old), Some(new)) => new > old,
            // No lower bound is the lowest, no upper one the highest.
            (None, Some(_)) => is_lower,
            (Some(_), None) => !is_lower,
        };
        let direction = Direction::of(rises == is_lower, rises != is_lower);
        let (from, to) = (old.map(|it| it.to_string()), new.map(|it| it.to_string()));
        self.add(path, Kind::KeywordChanged { keyword, from, to }, direction);
    }

    fn numbers(&mut self, path: &str, old: &View<'_>, new: &View<'_>) {
        let (old, new) = (&old.schema.number, &new.schema.number);
        let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
        for (keyword, old, new, is_lower) in [
            ("minimum", &old.minimum, &new.minimum, true),
            (
                "exclusiveMinimum",
                &old.exclusive_minimum,
                &new.exclusive_minimum,
                true,
            ),
            ("maximum", &old.maximum, &new.maximum, false),
            (
                "exclusiveMaximum",
                &old.exclusive_maximum,
                &new.exclusive_maximum,
                false,
            ),
        ] {
            self.bound(path, keyword, (float(old), float(new)), is_lower);
        }
        let text = |number: &Option<Number>| number.as_ref().map(Number::to_string);
        let (from, to) = (text(&old.multiple_of), text(&new.multiple_of));
        self.keyword(path, "multipleOf", from, to, |_, _| false);
    }

    fn arrays(
        &mut self,
        path: &str,
        (old, old_view): (Place<'_>, &View<'_>),
        (new, new_view): (Place<'_>, &View<'_>),
    ) {
        let (olds, news) = (&old_view.schema.array, &new_view.schema.array);
        let items = format!("{path}/*");
        match (olds.items, news.items) {
            (Some(one), Some(other)) => self.compare(&items, old.at(one), new.at(other)),
            (None, None) => {}
            _ => self.unclear(path, vec!["items"]),
        }
        let min = |count: u64| (count > 0).then_some(count);
        self.bound(
            path,
            "minItems",
            (min(olds.min_items), min(news.min_items)),
            true,
        );
        self.bound(path, "maxItems", (olds.max_items, news.max_items), false);
        let unique = |unique: bool| unique.then(|| "true".to_owned());
        let (from, to) = (unique(olds.unique), unique(news.unique));
        self.keyword(path, "uniqueItems", from, to, |_, _| false);
        let all_same = |ones: &[SchemaId], others: &[SchemaId]| {
            let pairs = ones.iter().zip(others);
            ones.len() == others.len()
                && pairs
                    .into_iter()
                    .all(|(one, other)| same(old.at(*one), new.at(*other)))
        };
        if !all_same(&olds.prefix, &news.prefix) {
            self.unclear(path, vec!["prefixItems"]);
        }
        let contains = |array: &Array| array.contains.map(|(_, min, max)| (min, max));
        let schema = |array: &Array| {
            array
                .contains
                .map(|it| it.0)
                .into_iter()
                .collect::<Vec<_>>()
        };
        if contains(olds) != contains(news) || !all_same(&schema(olds), &schema(news)) {
            self.unclear(path, vec!["contains"]);
        }
    }

    fn alternatives(
        &mut self,
        path: &str,
        (old, olds): (Place<'_>, &Tagged<'_>),
        (new, news): (Place<'_>, &Tagged<'_>),
    ) {
        let olds: BTreeMap<_, _> = olds.alternatives.iter().copied().collect();
        let news: BTreeMap<_, _> = news.alternatives.iter().copied().collect();
        for (tag, id) in &olds {
            let Some(other) = news.get(tag) else {
                let kind = Kind::AlternativeRemoved {
                    name: (*tag).to_owned(),
                };
                self.add(path, kind, Direction::Narrowed);
                continue;
            };
            self.compare(&format!("{path}[{tag}]"), old.at(*id), new.at(*other));
        }
        for tag in news.keys().filter(|tag| !olds.contains_key(*tag)) {
            let kind = Kind::AlternativeAdded {
                name: (*tag).to_owned(),
            };
            self.add(path, kind, Direction::Widened);
        }
    }
}

/// Demands one keyword for strings a length that another side's format demands anyway?
fn is_implied(one: &Text, by: &Text) -> bool {
    // The shortest are `a:` and `0000-01-01T00:00:00Z`.
    let shortest = match by.format {
        Some(Format::Uri) => 2,
        Some(Format::DateTime) => 20,
        _ => 0,
    };
    by.min_length < one.min_length && one.min_length <= shortest
}

/// What is new, and what is gone.
fn difference(old: &BTreeSet<String>, new: &BTreeSet<String>) -> (Vec<String>, Vec<String>) {
    (
        new.difference(old).cloned().collect(),
        old.difference(new).cloned().collect(),
    )
}
