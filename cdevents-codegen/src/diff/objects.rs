//! Compares objects, property by property.

use std::collections::BTreeSet;

use crate::documents::pointer::step;
use crate::model::rules::{JsonType, Object, SchemaId};
use crate::strings::matches;

use super::change::ChangeKind;
use super::compare::Comparison;
use super::equivalent::{are_equivalent, are_equivalent_by_key};
use super::normalized::{Normalized, type_names};
use super::renamed::renamed;
use super::rule::Rule;
use super::schema::SchemaRef;

/// What a property's value must be.
#[derive(Clone, Copy)]
enum PropertyValue<'a> {
    /// The property is forbidden.
    Nothing,
    Anything,
    Matching(SchemaRef<'a>),
    /// Several schemas apply, or it is not known which.
    MatchingSeveral,
}

/// The schema of an object.
struct ObjectSchema<'a> {
    place: SchemaRef<'a>,
    object: &'a Object,
}

impl<'a> ObjectSchema<'a> {
    fn of(place: SchemaRef<'a>) -> Self {
        let object = &place.schema().object;
        Self { place, object }
    }

    fn value(&self, id: SchemaId) -> PropertyValue<'a> {
        let schema = self.place.at(id);
        if schema.allows_nothing() {
            PropertyValue::Nothing
        } else if schema.allows_anything() {
            PropertyValue::Anything
        } else {
            PropertyValue::Matching(schema)
        }
    }

    /// Returns what the values of additional properties must be.
    fn additional(&self) -> PropertyValue<'a> {
        let additional = self.object.additional;
        additional.map_or(PropertyValue::Anything, |id| self.value(id))
    }

    /// Returns what the value of a property must be.
    fn property(&self, key: &str) -> PropertyValue<'a> {
        let named = self.object.properties.iter();
        let named = named.filter(|(other, _)| other == key);
        let mut all: Vec<_> = named.map(|(_, id)| *id).collect();
        for (pattern, id) in &self.object.patterns {
            match matches(pattern, key) {
                Some(true) => all.push(*id),
                Some(false) => {}
                None => return PropertyValue::MatchingSeveral,
            }
        }
        match all.as_slice() {
            [] => self.additional(),
            [id] => self.value(*id),
            _ => PropertyValue::MatchingSeveral,
        }
    }

    fn requires(&self, key: &str) -> bool {
        self.object.required.iter().any(|other| other == key)
    }

    fn forbids(&self, key: &str) -> bool {
        matches!(self.property(key), PropertyValue::Nothing)
    }

    /// Returns whether the schema names a property, and allows it.
    fn declares(&self, key: &str) -> bool {
        let mut properties = self.object.properties.iter();
        properties.any(|(other, _)| other == key) && !self.forbids(key)
    }

    /// Returns the keys of all properties that the schema names.
    fn keys(&self) -> impl Iterator<Item = &'a str> {
        let named = self.object.properties.iter().map(|(key, _)| key.as_str());
        named.chain(self.object.required.iter().map(String::as_str))
    }

    /// Returns the types of a property's value, if it is constrained.
    fn types(&self, key: &str) -> Option<BTreeSet<JsonType>> {
        match self.property(key) {
            PropertyValue::Matching(schema) => Some(Normalized::of(schema).types),
            _ => None,
        }
    }
}

impl Comparison {
    pub(super) fn objects(&mut self, path: &str, old: SchemaRef<'_>, new: SchemaRef<'_>) {
        let (old, new) = (ObjectSchema::of(old), ObjectSchema::of(new));
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        let only_in = |one: &ObjectSchema<'_>, other: &ObjectSchema<'_>| -> Vec<_> {
            let keys = keys.iter().copied();
            keys.filter(|key| one.declares(key) && !other.declares(key))
                .collect()
        };
        let (removed, added) = (only_in(&old, &new), only_in(&new, &old));
        // A renamed property stays required or optional, and keeps its type.
        let may_be_renamed = |from: &str, to: &str| {
            old.requires(from) == new.requires(to) && old.types(from) == new.types(to)
        };
        let pairs = renamed(&removed, &added, may_be_renamed);
        for key in &keys {
            if pairs.iter().all(|(from, to)| from != key && to != key) {
                self.property(path, key, &old, &new);
            }
        }
        for (from, to) in pairs {
            let here = step(path, to);
            let rule = presence(&old, &new, from).and(presence(&old, &new, to));
            let kind = ChangeKind::PropertyRenamed {
                from: step(path, from),
            };
            self.add(&here, kind, rule);
            if let (PropertyValue::Matching(one), PropertyValue::Matching(other)) =
                (old.property(from), new.property(to))
            {
                self.compare(&here, one, other);
            }
        }
        self.additional_properties(path, &old, &new);
        self.patterns(path, &old, &new);
        self.other_keywords(path, &old, &new);
    }

    /// Compares a property that was not renamed.
    fn property(&mut self, path: &str, key: &str, old: &ObjectSchema<'_>, new: &ObjectSchema<'_>) {
        let here = step(path, key);
        let rule = presence(old, new, key);
        let is_new =
            !old.declares(key) && (new.declares(key) || old.forbids(key) && !new.forbids(key));
        let is_gone =
            !new.declares(key) && (old.declares(key) || new.forbids(key) && !old.forbids(key));
        let (was_required, required) = (old.requires(key), new.requires(key));
        if is_new {
            let types = new.types(key);
            let types = types.map_or_else(|| "anything".to_owned(), |types| type_names(&types));
            self.add(&here, ChangeKind::PropertyAdded { required, types }, rule);
        } else if is_gone {
            let required = was_required;
            self.add(&here, ChangeKind::PropertyRemoved { required }, rule);
        } else if required && !was_required {
            self.add(&here, ChangeKind::RequiredNow, Rule::Narrowed);
        } else if was_required && !required {
            self.add(&here, ChangeKind::OptionalNow, Rule::Widened);
        }
        let is_kept = !is_new && !is_gone;
        match (old.property(key), new.property(key)) {
            (PropertyValue::Matching(one), PropertyValue::Matching(other)) => {
                self.compare(&here, one, other);
            }
            (PropertyValue::MatchingSeveral, _) | (_, PropertyValue::MatchingSeveral) => {
                let [ones, others] =
                    [old, new].map(|side| side.place.by_key(&side.object.properties));
                let are_same = are_equivalent_by_key(&ones, &others);
                if !are_same || !have_same_patterns(old, new) {
                    self.add_constraints(&here, &["patternProperties"], [true; 2]);
                }
            }
            (PropertyValue::Anything, PropertyValue::Matching(_)) if is_kept => {
                self.add_constraints(&here, &["properties"], [false, true]);
            }
            (PropertyValue::Matching(_), PropertyValue::Anything) if is_kept => {
                self.add_constraints(&here, &["properties"], [true, false]);
            }
            _ => {}
        }
    }

    fn additional_properties(
        &mut self,
        path: &str,
        old: &ObjectSchema<'_>,
        new: &ObjectSchema<'_>,
    ) {
        use PropertyValue::{Anything, Matching, Nothing};
        let keyword = &["additionalProperties"];
        match (old.additional(), new.additional()) {
            (Nothing, Anything | Matching(_)) => {
                self.add(path, ChangeKind::ObjectOpened, Rule::Widened);
            }
            (Anything | Matching(_), Nothing) => {
                self.add(path, ChangeKind::ObjectClosed, Rule::Narrowed);
            }
            (Anything, Matching(_)) => self.add_constraints(path, keyword, [false, true]),
            (Matching(_), Anything) => self.add_constraints(path, keyword, [true, false]),
            (Matching(one), Matching(other)) => self.compare(&format!("{path}/*"), one, other),
            _ => {}
        }
    }

    fn patterns(&mut self, path: &str, old: &ObjectSchema<'_>, new: &ObjectSchema<'_>) {
        if have_same_patterns(old, new) {
            return;
        }
        let has_patterns = [old, new].map(|side| !side.object.patterns.is_empty());
        // A property that matches a pattern is no additional property any more: that allows more where
        // those are forbidden, and less where they are free.
        let present = match (old.additional(), new.additional()) {
            _ if has_patterns == [true; 2] => [true; 2],
            (PropertyValue::Nothing, PropertyValue::Nothing) => has_patterns.map(|has| !has),
            (PropertyValue::Anything, PropertyValue::Anything) => has_patterns,
            _ => [true; 2],
        };
        self.add_constraints(path, &["patternProperties"], present);
    }

    fn other_keywords(&mut self, path: &str, old: &ObjectSchema<'_>, new: &ObjectSchema<'_>) {
        let (olds, news) = (old.object, new.object);
        let counts = [olds.min_properties, news.min_properties];
        self.at_least(path, "minProperties", counts);
        let counts = [olds.max_properties, news.max_properties];
        self.at_most(path, "maxProperties", counts);
        let names = [old, new].map(|side| side.place.constraint(side.object.names));
        let have_same_names = match names {
            [Some(one), Some(other)] => are_equivalent(one, other),
            [one, other] => one.is_none() && other.is_none(),
        };
        if !have_same_names {
            let present = names.map(|schema| schema.is_some());
            self.add_constraints(path, &["propertyNames"], present);
        }
        if old.place.dependent_required() != new.place.dependent_required() {
            let present = [olds, news].map(|object| !object.dependent_required.is_empty());
            self.add_constraints(path, &["dependentRequired"], present);
        }
        let [ones, others] =
            [old, new].map(|side| side.place.by_key(&side.object.dependent_schemas));
        if !are_equivalent_by_key(&ones, &others) {
            let present = [ones, others].map(|schemas| !schemas.is_empty());
            self.add_constraints(path, &["dependentSchemas"], present);
        }
    }
}

fn have_same_patterns(old: &ObjectSchema<'_>, new: &ObjectSchema<'_>) -> bool {
    let [ones, others] = [old, new].map(|side| side.place.by_key(&side.object.patterns));
    are_equivalent_by_key(&ones, &others)
}

/// Returns the rule for a property that one side requires or forbids, apart from changes within the
/// schemas that both sides have for it.
fn presence(old: &ObjectSchema<'_>, new: &ObjectSchema<'_>, key: &str) -> Rule {
    use PropertyValue::{Anything, Matching, Nothing};
    let by_value = match (old.property(key), new.property(key)) {
        (Nothing, Nothing) => Rule::SameDocuments,
        (Nothing, _) | (Matching(_), Anything) => Rule::Widened,
        (_, Nothing) | (Anything, Matching(_)) => Rule::Narrowed,
        _ => Rule::SameDocuments,
    };
    let (was_required, is_required) = (old.requires(key), new.requires(key));
    by_value.and(Rule::of(
        is_required && !was_required,
        was_required && !is_required,
    ))
}
