//! Converting objects, property by property.

use super::{Conversion, Value, object_rules};
use crate::json::pointer;
use crate::upgrade::note::{Note, NoteKind};
use crate::upgrade::place::{Part, Place};
use crate::upgrade::plan::{Action, Rule};
use crate::upgrade::text::{at, properties, property, push_key};
use crate::validate::table::{ObjectRules, Property, Schema, Types};

/// An object on the way to the target.
pub(super) struct Object<'t, 'p> {
    pub(super) part: Part,
    pub(super) place: &'p Place<'p>,
    pub(super) target: &'static ObjectRules,
    source: Option<&'static ObjectRules>,
    text: &'t str,
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
        value: Value<'t>,
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
            text: value.text,
            depth: value.depth,
            rules,
            seen: vec![false; target.properties.len()],
            found_type: None,
        };
        self.out.push('{');
        for (key, text) in properties(value.text) {
            self.property(&mut object, &key, text);
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

    fn property(&mut self, object: &mut Object<'t, '_>, key: &str, text: &'t str) {
        let (depth, place) = (object.depth, object.place);
        let is_here = |rule: &&'static Rule| rule.source.get(depth).is_some_and(|step| step == key);
        let mut below: Vec<_> = object.rules.iter().copied().filter(is_here).collect();
        let mut to = key;
        for rule in below.iter().filter(|rule| rule.source.len() == depth + 1) {
            match &rule.action {
                Action::Rename(other) => to = other,
                Action::Move(_) => {
                    self.waiting.push((place.resolved(&rule.source), text));
                    return;
                }
                Action::Replace(..) => {}
            }
        }
        below.retain(|rule| rule.source.len() > depth + 1 || !rule.moves());
        if self.takes(object, to, text) {
            return;
        }
        let place = place.property(key, to);
        let index = object.target.index_of(to, 0);
        let (schema, is_required) =
            match index.and_then(|index| object.target.properties.get(index)) {
                Some(property) => (property.target, property.required),
                None => (object.target.additional, false),
            };
        let is_taken = to == key && object.is_taken(to);
        if schema.types == Types::NONE || is_taken {
            return self.dropped(place.source(), text);
        }
        let source = object.source.and_then(|source| source.property(key));
        let value = Value {
            text,
            source: source.map(|property| property.target),
            depth: depth + 1,
        };
        let mark = self.mark();
        push_key(&mut self.out, to);
        let start = self.out.len();
        let is_held = self.value(value, schema, &below, &place);
        let has_questions = self.questions.len() > mark.questions;
        if is_held && (is_required || !has_questions) {
            if to != key {
                let note = Note::new(NoteKind::Moved).from(place.source());
                self.notes.push(note.to(place.target()));
            }
        } else if is_required {
            // What the value's parts lack isn't asked: its whole is.
            let out = start;
            self.return_to(&super::Mark { out, ..mark });
            if !self.answered(schema, Some(text), &place) {
                self.out.truncate(mark.out);
            }
        } else {
            self.return_to(&mark);
            return self.dropped(place.source(), text);
        }
        if let Some(index) = index {
            object.seen[index] = true;
        }
    }

    /// Writes a property that isn't in the object, if it comes from elsewhere or is required.
    fn missing(&mut self, object: &Object<'t, '_>, property: &'static Property) {
        let place = object.place.property(property.key, property.key);
        let mark = self.mark();
        push_key(&mut self.out, property.key);
        let is_written = self.moved_here(&place, property.target)
            || (property.required && self.answered(property.target, None, &place));
        if !is_written {
            self.out.truncate(mark.out);
        }
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
            let Some(text) = at(self.root, pointer::segments(&from)) else {
                continue;
            };
            let (source, depth) = (None, usize::MAX);
            let mark = self.mark();
            let is_here = place.is_at(path);
            let text = if is_here { text } else { "{}" };
            let value = Value {
                text,
                source,
                depth,
            };
            let is_held = self.value(value, schema, &[], place);
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
    /// Returns whether another property of the object is renamed to a key.
    fn is_taken(&self, key: &str) -> bool {
        let rules = self.rules.iter();
        let mut rules = rules.filter(|rule| rule.source.len() == self.depth + 1);
        rules.any(|rule| {
            matches!(&rule.action, Action::Rename(to) if to == key)
                && property(self.text, &rule.source[self.depth]).is_some()
        })
    }
}
