//! Compares objects, member by member.

use std::collections::BTreeSet;

use crate::documents::pointer;
use crate::model::rules::{Object, SchemaId};
use crate::strings::matches;

use super::change::{Direction, Kind};
use super::compare::Comparison;
use super::likeness::renamed;
use super::same::{dependent, same, same_keyed};
use super::view::{Place, View, type_names};

/// What an object demands of a member, if it is there.
#[derive(Clone, Copy)]
enum Demand<'a> {
    /// That it isn't there.
    Never,
    /// Nothing.
    Nothing,
    /// A schema.
    Schema(Place<'a>),
    /// Several schemas at once.
    Several,
}

/// An object, as its schema describes it.
struct Described<'a> {
    place: Place<'a>,
    object: &'a Object,
}

impl<'a> Described<'a> {
    fn classed(&self, id: SchemaId) -> Demand<'a> {
        let place = self.place.at(id);
        if place.is_never() {
            Demand::Never
        } else if place.is_anything() {
            Demand::Nothing
        } else {
            Demand::Schema(place)
        }
    }

    /// What is demanded of members that nothing else speaks of.
    fn of_others(&self) -> Demand<'a> {
        self.object
            .additional
            .map_or(Demand::Nothing, |id| self.classed(id))
    }

    fn of(&self, key: &str) -> Demand<'a> {
        let named = self
            .object
            .properties
            .iter()
            .filter(|(other, _)| other == key);
        let mut all: Vec<_> = named.map(|(_, id)| *id).collect();
        for (pattern, id) in &self.object.patterns {
            match matches(pattern, key) {
                Some(true) => all.push(*id),
                Some(false) => {}
                None => return Demand::Several,
            }
        }
        match all.as_slice() {
            [] => self.of_others(),
            [id] => self.classed(*id),
            _ => Demand::Several,
        }
    }

    fn requires(&self, key: &str) -> bool {
        self.object.required.iter().any(|other| other == key)
    }

    /// Does it name a member, and allow it?
    fn names(&self, key: &str) -> bool {
        let mut properties = self.object.properties.iter();
        let is_named = properties.any(|(other, _)| other == key);
        is_named && !matches!(self.of(key), Demand::Never)
    }

    /// All members that it speaks of.
    fn keys(&self) -> impl Iterator<Item = &'a str> {
        let named = self.object.properties.iter().map(|(key, _)| key.as_str());
        named.chain(self.object.required.iter().map(String::as_str))
    }

    fn holds(&self, key: &str) -> Option<View<'a>> {
        match self.of(key) {
            Demand::Schema(place) => Some(View::of(place)),
            _ => None,
        }
    }
}

impl Comparison {
    pub(super) fn objects(
        &mut self,
        path: &str,
        old: (Place<'_>, &Object),
        new: (Place<'_>, &Object),
    ) {
        let [olds, news] = [old, new].map(|(place, object)| Described { place, object });
        let keys: BTreeSet<_> = olds.keys().chain(news.keys()).collect();
        let only = |one: &Described<'_>, other: &Described<'_>| {
            let named = keys
                .iter()
                .filter(|key| one.names(key) && !other.names(key));
            named.copied().collect::<Vec<_>>()
        };
        let (gone, fresh) = (only(&olds, &news), only(&news, &olds));
        let pairs = renamed(&gone, &fresh, |one, other| may_be(&olds, one, &news, other));
        for key in &keys {
            if pairs.iter().all(|(one, other)| one != key && other != key) {
                self.member(path, key, &olds, &news);
            }
        }
        for (one, other) in pairs {
            let from = member(path, one);
            let here = member(path, other);
            let direction = presence(&olds, &news, one).and(presence(&olds, &news, other));
            self.add(&here, Kind::MemberRenamed { from }, direction);
            if let (Demand::Schema(one), Demand::Schema(other)) = (olds.of(one), news.of(other)) {
                self.compare(&here, one, other);
            }
        }
        self.others(path, &olds, &news);
        self.further(path, &olds, &news);
    }

    /// A member that has the same name on both sides, or is on one side alone.
    fn member(&mut self, path: &str, key: &str, old: &Described<'_>, new: &Described<'_>) {
        let here = member(path, key);
        let direction = presence(old, new, key);
        let forbidden = |described: &Described<'_>| matches!(described.of(key), Demand::Never);
        let is_new = !old.names(key) && (new.names(key) || forbidden(old) && !forbidden(new));
        let is_gone = !new.names(key) && (old.names(key) || forbidden(new) && !forbidden(old));
        if is_new {
            let required = new.requires(key);
            let holds = new
                .holds(key)
                .map_or_else(|| "anything".to_owned(), |it| type_names(&it.types));
            self.add(&here, Kind::MemberAdded { required, holds }, direction);
        } else if is_gone {
            let required = old.requires(key);
            self.add(&here, Kind::MemberRemoved { required }, direction);
        } else {
            match (old.requires(key), new.requires(key)) {
                (false, true) => self.add(&here, Kind::RequiredNow, Direction::Narrowed),
                (true, false) => self.add(&here, Kind::OptionalNow, Direction::Widened),
                _ => {}
            }
        }
        match (old.of(key), new.of(key)) {
            (Demand::Schema(one), Demand::Schema(other)) => self.compare(&here, one, other),
            (Demand::Several, _) | (_, Demand::Several) => {
                let ones = old
                    .object
                    .properties
                    .iter()
                    .chain(&old.object.patterns)
                    .cloned()
                    .collect::<Vec<_>>();
                let others = new
                    .object
                    .properties
                    .iter()
                    .chain(&new.object.patterns)
                    .cloned()
                    .collect::<Vec<_>>();
                if !same_keyed(old.place, &ones, new.place, &others) {
                    self.unclear(&here, vec!["patternProperties"], [true; 2]);
                }
            }
            (Demand::Nothing, Demand::Schema(_)) if !is_new && !is_gone => {
                self.unclear(&here, vec!["properties"], [false, true]);
            }
            (Demand::Schema(_), Demand::Nothing) if !is_new && !is_gone => {
                self.unclear(&here, vec!["properties"], [true, false]);
            }
            _ => {}
        }
    }

    /// The members that nothing else speaks of.
    fn others(&mut self, path: &str, old: &Described<'_>, new: &Described<'_>) {
        let keyword = vec!["additionalProperties"];
        match (old.of_others(), new.of_others()) {
            (Demand::Never, Demand::Nothing | Demand::Schema(_)) => {
                self.add(path, Kind::ObjectOpened, Direction::Widened);
            }
            (Demand::Nothing | Demand::Schema(_), Demand::Never) => {
                self.add(path, Kind::ObjectClosed, Direction::Narrowed);
            }
            (Demand::Nothing, Demand::Schema(_)) => self.unclear(path, keyword, [false, true]),
            (Demand::Schema(_), Demand::Nothing) => self.unclear(path, keyword, [true, false]),
            (Demand::Schema(one), Demand::Schema(other)) => {
                self.compare(&format!("{path}/*"), one, other);
            }
            _ => {}
        }
    }

    /// The rarer keywords for objects.
    fn further(&mut self, path: &str, old: &Described<'_>, new: &Described<'_>) {
        let (olds, news) = (old.object, new.object);
        let min = |count: u64| (count > 0).then_some(count);
        let counts = (min(olds.min_properties), min(news.min_properties));
        self.bound(path, "minProperties", counts, true);
        let counts = (olds.max_properties, news.max_properties);
        self.bound(path, "maxProperties", counts, false);
        if !same_keyed(old.place, &olds.patterns, new.place, &news.patterns) {
            // What a pattern speaks of is no more among the others: it narrows what was free, and
            // opens what was closed.
            let present = match (olds.patterns.is_empty(), news.patterns.is_empty()) {
                (true, false) => match (old.of_others(), new.of_others()) {
                    (Demand::Never, Demand::Never) => [true, false],
                    (Demand::Nothing, Demand::Nothing) => [false, true],
                    _ => [true; 2],
                },
                (false, true) => match (old.of_others(), new.of_others()) {
                    (Demand::Never, Demand::Never) => [false, true],
                    (Demand::Nothing, Demand::Nothing) => [true, false],
                    _ => [true; 2],
                },
                _ => [true; 2],
            };
            self.unclear(path, vec!["patternProperties"], present);
        }
        let names = [(old, olds.names), (new, news.names)].map(|(side, id)| {
            let place = id.map(|id| side.place.at(id));
            place.filter(|it| !it.is_anything())
        });
        match names {
            [Some(one), Some(other)] if same(one, other) => {}
            [None, None] => {}
            _ => self.unclear(path, vec!["propertyNames"], names.map(|it| it.is_some())),
        }
        if dependent(olds) != dependent(news) {
            let present = [olds, news].map(|it| !it.dependent_required.is_empty());
            self.unclear(path, vec!["dependentRequired"], present);
        }
        if !same_keyed(
            old.place,
            &olds.dependent_schemas,
            new.place,
            &news.dependent_schemas,
        ) {
            let present = [olds, news].map(|it| !it.dependent_schemas.is_empty());
            self.unclear(path, vec!["dependentSchemas"], present);
        }
    }
}

/// What it does that a member is demanded or forbidden on one side, whatever its schema is where it
/// has one on both.
fn presence(old: &Described<'_>, new: &Described<'_>, key: &str) -> Direction {
    let (was_required, is_required) = (old.requires(key), new.requires(key));
    let of_value = match (old.of(key), new.of(key)) {
        (Demand::Never, Demand::Never) => Direction::Neither,
        (Demand::Never, _) | (Demand::Schema(_), Demand::Nothing) => Direction::Widened,
        (_, Demand::Never) | (Demand::Nothing, Demand::Schema(_)) => Direction::Narrowed,
        _ => Direction::Neither,
    };
    let of_demand = Direction::of(is_required && !was_required, was_required && !is_required);
    of_value.and(of_demand)
}

/// Can a member be another under a new name? Then both are required or neither, and they hold the
/// same type of values.
fn may_be(olds: &Described<'_>, old: &str, news: &Described<'_>, new: &str) -> bool {
    let types = |described: &Described<'_>, key: &str| described.holds(key).map(|it| it.types);
    olds.requires(old) == news.requires(new) && types(olds, old) == types(news, new)
}

fn member(path: &str, key: &str) -> String {
    pointer::step(path, key)
}
