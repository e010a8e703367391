//! Compares objects, member by member.

use crate::rules::Object;

use super::change::{Direction, Kind};
use super::compare::Comparison;
use super::likeness::renamed;
use super::same::same_objects;
use super::view::{Place, View, type_names};

impl Comparison {
    pub(super) fn objects(
        &mut self,
        path: &str,
        old: (Place<'_>, &Object),
        new: (Place<'_>, &Object),
    ) {
        let olds = Members::of(old.0, old.1);
        let news = Members::of(new.0, new.1);
        let gone: Vec<_> = olds.keys().filter(|key| !news.has(key)).collect();
        let fresh: Vec<_> = news.keys().filter(|key| !olds.has(key)).collect();
        let pairs = renamed(&gone, &fresh, |one, other| may_be(&olds, one, &news, other));
        for key in &gone {
            if pairs.iter().all(|pair| pair.0 != *key) {
                self.removed(path, key, &olds, &news);
            }
        }
        for key in &fresh {
            if pairs.iter().all(|pair| pair.1 != *key) {
                self.added(path, key, &olds, &news);
            }
        }
        for (one, other) in &pairs {
            let from = member(path, one);
            self.add(
                &member(path, other),
                Kind::MemberRenamed { from },
                Direction::Both,
            );
        }
        let kept = olds
            .keys()
            .filter(|key| news.has(key))
            .map(|key| (key, key));
        for (one, other) in kept.chain(pairs) {
            let here = member(path, other);
            match (olds.requires(one), news.requires(other)) {
                (false, true) => self.add(&here, Kind::RequiredNow, Direction::Narrowed),
                (true, false) => self.add(&here, Kind::OptionalNow, Direction::Widened),
                _ => {}
            }
            if let (Some(one), Some(other)) = (olds.get(one), news.get(other)) {
                self.compare(&here, one, other);
            }
        }
        match (olds.is_closed, news.is_closed) {
            (true, false) => self.add(path, Kind::ObjectOpened, Direction::Widened),
            (false, true) => self.add(path, Kind::ObjectClosed, Direction::Narrowed),
            _ => {}
        }
        self.further(path, old, new);
    }

    /// An object hasn't a member any more.
    fn removed(&mut self, path: &str, key: &str, old: &Members<'_>, new: &Members<'_>) {
        let required = old.requires(key);
        let widened = required || !new.is_closed;
        let direction = Direction::of(new.is_closed || new.restricts_others, widened);
        self.add(
            &member(path, key),
            Kind::MemberRemoved { required },
            direction,
        );
    }

    /// An object has another member.
    fn added(&mut self, path: &str, key: &str, old: &Members<'_>, new: &Members<'_>) {
        let required = new.requires(key);
        let narrowed = required || !old.is_closed;
        let direction = Direction::of(narrowed, old.is_closed || old.restricts_others);
        let holds = new.get(key).map(|it| type_names(&View::of(it).types));
        let holds = holds.unwrap_or_default();
        self.add(
            &member(path, key),
            Kind::MemberAdded { required, holds },
            direction,
        );
    }

    /// The rarer keywords for objects.
    fn further(
        &mut self,
        path: &str,
        (old, olds): (Place<'_>, &Object),
        (new, news): (Place<'_>, &Object),
    ) {
        let min = |count: u64| (count > 0).then_some(count);
        let counts = (min(olds.min_properties), min(news.min_properties));
        self.bound(path, "minProperties", counts, true);
        let counts = (olds.max_properties, news.max_properties);
        self.bound(path, "maxProperties", counts, false);
        let only = |object: &Object, place: Place<'_>| {
            let says_something = |id| !place.at(id).is_never() && !place.at(id).is_anything();
            let is_open = object.additional.is_some_and(says_something);
            Object {
                additional: object.additional.filter(|_| is_open),
                ..Object::default()
            }
        };
        let keywords: [(&'static str, [Object; 2]); 5] = [
            ("additionalProperties", [only(olds, old), only(news, new)]),
            (
                "patternProperties",
                [olds, news].map(|it| Object {
                    patterns: it.patterns.clone(),
                    ..Object::default()
                }),
            ),
            (
                "propertyNames",
                [olds, news].map(|it| Object {
                    names: it.names,
                    ..Object::default()
                }),
            ),
            (
                "dependentRequired",
                [olds, news].map(|it| Object {
                    dependent_required: it.dependent_required.clone(),
                    ..Object::default()
                }),
            ),
            (
                "dependentSchemas",
                [olds, news].map(|it| Object {
                    dependent_schemas: it.dependent_schemas.clone(),
                    ..Object::default()
                }),
            ),
        ];
        for (keyword, [one, other]) in keywords {
            if !same_objects(old, one, new, other) {
                self.unclear(path, vec![keyword]);
            }
        }
    }
}

/// The members of an object that its schema names.
struct Members<'a> {
    place: Place<'a>,
    object: &'a Object,
    /// May it have no others?
    is_closed: bool,
    /// Must others fit a schema?
    restricts_others: bool,
}

impl<'a> Members<'a> {
    fn of(place: Place<'a>, object: &'a Object) -> Self {
        let is_closed = object.additional.is_some_and(|id| place.at(id).is_never());
        let says_something = |id| !is_closed && !place.at(id).is_anything();
        Self {
            place,
            object,
            is_closed,
            restricts_others: object.additional.is_some_and(says_something),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &'a str> {
        let (object, place) = (self.object, self.place);
        let named = object
            .properties
            .iter()
            .filter(move |(_, id)| !place.at(*id).is_never());
        named.map(|(key, _)| key.as_str())
    }

    fn get(&self, key: &str) -> Option<Place<'a>> {
        let mut properties = self.object.properties.iter();
        properties
            .find(|(other, _)| other == key)
            .map(|(_, id)| self.place.at(*id))
    }

    fn has(&self, key: &str) -> bool {
        self.keys().any(|other| other == key)
    }

    fn requires(&self, key: &str) -> bool {
        self.object.required.iter().any(|other| other == key)
    }
}

/// Can a member be another under a new name? Then both are required or neither, and they hold the
/// same type of values.
fn may_be(olds: &Members<'_>, old: &str, news: &Members<'_>, new: &str) -> bool {
    let (Some(one), Some(other)) = (olds.get(old), news.get(new)) else {
        return false;
    };
    olds.requires(old) == news.requires(new) && View::of(one).types == View::of(other).types
}

fn member(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}
