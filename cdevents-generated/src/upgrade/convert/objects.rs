//! Converting objects, property by property.

use super::conversion::{Conversion, Mark, Value, ahead, object_rules, passed};
use crate::json::lookup::find;
use crate::json::pointer;
use crate::json::scan::Reader;
use crate::json::write::push_key;
use crate::upgrade::note::{Note, NoteKind};
use crate::upgrade::place::{Part, Place};
use crate::upgrade::rule::{Action, Rule};
use crate::validate::table::{ObjectRules, Property, Schema, Types};

/// An object on the way to the target.
pub(super) struct Object<'t, 'p> {
    pub(super) part: Part,
    pub(super) place: &'p Place<'p>,
    pub(super) target: &'static ObjectRules,
    source: Option<&'static ObjectRules>,
    /// Stands before the object.
    start: Reader<'t>,
    depth: usize,
    rules: &'p [&'static Rule],
    /// Which of the target's properties are written, or needn't be.
    seen: Vec<bool>,
    /// The type that the context or the subject has in the source.
    pub(super) found_type: Option<&'t str>,
}

impl<'t> Conversion<'t, '_> {
    /// Writes an object. What the target has no place for is noted.
    pub(super) fn object(
        &mut self,
        value: &mut Value<'t>,
        target: &'static ObjectRules,
        rules: &[&'static Rule],
        place: &Place<'_>,
    ) -> bool {
        let mut object = Object {
            part: place.part(),
            place,
            target,
            source: value
                .source
                .and_then(|source| object_rules(source.target()))
                .map(|(rules, _)| rules),
            start: value.reader.clone(),
            depth: value.depth,
            rules,
            seen: vec![false; target.properties.len()],
            found_type: None,
        };
        self.out.push('{');
        let reader = &mut value.reader;
        let mut goes_on = reader.enter(b'{', b'}').unwrap_or(false);
        while goes_on && let Ok(key) = reader.key() {
            self.property(&mut object, &key, reader);
            goes_on = reader.next(b'}').unwrap_or(false);
        }
        for (index, property) in target.properties.iter().enumerate() {
            if !object.seen[index] && !self.writes(&object, property) {
                self.missing(&object, property);
            }
        }
        if object.part == Part::Subject && target.property("type").is_none() {
            self.drop_subject_type(&object);
        }
        self.out.push('}');
        true
    }

    /// Takes the next property. The reader stands before its value.
    fn property(&mut self, object: &mut Object<'t, '_>, key: &str, reader: &mut Reader<'t>) {
        let (depth, place) = (object.depth, object.place);
        let mut below = object.rules_of(key);
        let mut to = key;
        for rule in below.iter().filter(|rule| rule.source.len() == depth + 1) {
            match &rule.action {
                Action::Rename(other) if object.renames(key, other) => to = other,
                Action::Move(_) => {
                    let pointer = place.resolved(&rule.source);
                    self.waiting.push((pointer, passed(reader)));
                    return;
                }
                Action::Rename(_) | Action::Replace(..) => {}
            }
        }
        below.retain(|rule| rule.source.len() > depth + 1 || !rule.moves());
        if self.takes(object, (key, to), reader) {
            return;
        }
        let place = place.property(key, to);
        let index = object.target.index_of(to, 0);
        let property = index.and_then(|index| object.target.properties.get(index));
        let (schema, is_required) = match property {
            Some(property) => (property.target, property.required),
            None => (object.target.additional, false),
        };
        let is_taken = to == key && object.is_taken(to);
        if schema.types == Types::NONE || is_taken {
            return self.dropped(place.source(), passed(reader));
        }
        let source = object.source.and_then(|source| source.property(key));
        let mut value = Value {
            reader: reader.clone(),
            source: source.map(|property| property.target),
            depth: depth + 1,
        };
        let mark = self.mark();
        push_key(&mut self.out, to);
        let start = self.out.len();
        let is_held = self.value(&mut value, schema, &below, &place);
        let has_questions = self.questions.len() > mark.questions;
        if is_held && (is_required || !has_questions) {
            *reader = value.reader;
            if to != key {
                let note = Note::new(NoteKind::Moved).from(place.source());
                self.notes.push(note.to(place.target()));
            }
        } else if is_required {
            // What the value's parts lack isn't asked: its whole is.
            let out = start;
            self.return_to(&Mark { out, ..mark });
            if !self.answered(schema, Some(passed(reader)), &place) {
                self.out.truncate(mark.out);
            }
        } else {
            self.return_to(&mark);
            return self.dropped(place.source(), passed(reader));
        }
        if let Some(index) = index {
            object.seen[index] = true;
        }
    }

    /// Writes a property that isn't in the object, if it comes from elsewhere or is required.
    fn missing(&mut self, object: &Object<'t, '_>, property: &'static Property) {
        if !property.required && !self.plan.has_moves {
            return;
        }
        let place = object.place.property(property.key, property.key);
        let mark = self.mark();
        push_key(&mut self.out, property.key);
        let is_written = self.moved_here(&place, property.target)
            || (property.required && self.answered(property.target, None, &place));
        if !is_written {
            self.out.truncate(mark.out);
        }
    }

    /// Returns whether a value moves here, or to a part of what is here.
    pub(super) fn receives(&self, place: &Place<'_>) -> bool {
        let mut rules = self.plan.rules.iter();
        rules.any(|rule| matches!(&rule.action, Action::Move(path) if place.is_on(path)))
    }

    /// Writes a value that moves here from another object, or an object for such values. Returns
    /// whether there is one.
    fn moved_here(&mut self, place: &Place<'_>, schema: &'static Schema) -> bool {
        for rule in &self.plan.rules {
            let Action::Move(path) = &rule.action else {
                continue;
            };
            if !place.is_on(path) {
                continue;
            }
            let from = place.resolved(&rule.source);
            let Some(text) = find(self.root, pointer::segments(&from)) else {
                continue;
            };
            let mark = self.mark();
            let is_here = place.is_at(path);
            let text = if is_here { text } else { "{}" };
            let mut value = Value {
                reader: Reader::new(text),
                source: None,
                depth: usize::MAX,
            };
            let is_held = self.value(&mut value, schema, &[], place);
            if is_held && self.questions.len() == mark.questions {
                if is_here {
                    let note = Note::new(NoteKind::Moved).from(from);
                    self.notes.push(note.to(place.target()));
                }
                return true;
            }
            self.return_to(&mark);
        }
        false
    }
}

impl Object<'_, '_> {
    /// Returns whether the source's schema names a property.
    pub(super) fn had_place_for(&self, key: &str) -> bool {
        self.source
            .is_some_and(|source| source.property(key).is_some())
    }

    /// Returns the rules for a property and its parts.
    fn rules_of(&self, key: &str) -> Vec<&'static Rule> {
        let is_here = |rule: &&'static Rule| {
            let step = rule.source.get(self.depth);
            step.is_some_and(|step| step == key)
        };
        self.rules.iter().copied().filter(is_here).collect()
    }

    /// Returns whether a renaming applies to a property. If the target has the property under its old
    /// name only, the renaming is about other events.
    fn renames(&self, old: &str, new: &str) -> bool {
        self.target.property(new).is_some() || self.target.property(old).is_none()
    }

    /// Returns whether another property of the object is renamed to a key.
    fn is_taken(&self, key: &str) -> bool {
        let rules = self.rules.iter();
        let mut rules = rules.filter(|rule| rule.source.len() == self.depth + 1);
        rules.any(|rule| {
            let old = &rule.source[self.depth];
            matches!(&rule.action, Action::Rename(to) if to == key)
                && self.renames(old, key)
                && find(ahead(&self.start), [old]).is_some()
        })
    }
}
