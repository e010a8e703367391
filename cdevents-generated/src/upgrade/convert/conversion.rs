//! A conversion in progress, and values that are neither objects nor arrays.

use super::answers::Asking;
use crate::json::scan::Reader;
use crate::upgrade::note::{Note, NoteKind};
use crate::upgrade::place::Place;
use crate::upgrade::plan::Plan;
use crate::upgrade::question::Question;
use crate::upgrade::rule::{Action, Rule};
use crate::validate::schema::{is_next_valid, is_text_valid};
use crate::validate::table::{Applicator, ArrayRules, ObjectRules, Schema};

/// A converted event.
pub(in crate::upgrade) struct Converted {
    pub(in crate::upgrade) text: String,
    pub(in crate::upgrade) notes: Vec<Note>,
    pub(in crate::upgrade) questions: Vec<Question>,
}

/// Converts the compact JSON of an event.
pub(in crate::upgrade) fn convert(
    plan: &'static Plan,
    text: &str,
    asking: Asking<'_>,
) -> Converted {
    let mut conversion = Conversion::new(plan, text, asking);
    let rules: Vec<_> = plan.rules.iter().collect();
    let mut value = Value {
        reader: Reader::new(text),
        source: Some(plan.source.schema),
        depth: 0,
    };
    conversion.value(&mut value, plan.target.schema, &rules, &Place::ROOT);
    for (pointer, value) in std::mem::take(&mut conversion.waiting) {
        let has_moved = conversion
            .notes
            .iter()
            .any(|note| note.kind == NoteKind::Moved && note.from.as_deref() == Some(&pointer));
        if has_moved {
            continue;
        }
        conversion.dropped(pointer, value);
    }
    Converted {
        text: conversion.out,
        notes: conversion.notes,
        questions: conversion.questions,
    }
}

/// Converts the compact JSON of a part of an event, which no rule moves. `path` leads to the part, and
/// `schemas` are its schemas in the source and in the target. Returns `None` if the target can't hold
/// the part, or requires what it lacks.
pub(in crate::upgrade) fn convert_part(
    plan: &'static Plan,
    text: &str,
    path: [&str; 2],
    [source, target]: [&'static Schema; 2],
    notes: &mut Vec<Note>,
) -> Option<String> {
    let mut conversion = Conversion::new(plan, text, Asking::Nobody);
    let is_within = |rule: &&Rule| rule.source.get(..2).is_some_and(|start| start == path);
    let rules: Vec<_> = plan.rules.iter().filter(is_within).collect();
    let object = Place::ROOT.property(path[0], path[0]);
    let mut value = Value {
        reader: Reader::new(text),
        source: Some(source),
        depth: path.len(),
    };
    let place = object.property(path[1], path[1]);
    let is_held = conversion.value(&mut value, target, &rules, &place);
    notes.append(&mut conversion.notes);
    (is_held && conversion.questions.is_empty()).then_some(conversion.out)
}

/// A conversion in progress. What it writes is cut off again where the target can't hold a value.
pub(super) struct Conversion<'t, 'c> {
    pub(super) plan: &'static Plan,
    pub(super) root: &'t str,
    pub(super) asking: Asking<'c>,
    pub(super) out: String,
    pub(super) notes: Vec<Note>,
    pub(super) questions: Vec<Question>,
    /// Values that move to another object, which hasn't taken them yet, by their pointers.
    pub(super) waiting: Vec<(String, &'t str)>,
}

/// A value of the source.
#[derive(Clone)]
pub(super) struct Value<'t> {
    /// Stands before the value, and behind it once the value is written.
    pub(super) reader: Reader<'t>,
    /// The value's schema, if that is known.
    pub(super) source: Option<&'static Schema>,
    /// How many keys and indices lead to the value.
    pub(super) depth: usize,
}

/// How far a conversion has come.
pub(super) struct Mark {
    pub(super) out: usize,
    pub(super) notes: usize,
    pub(super) questions: usize,
    pub(super) waiting: usize,
}

impl<'t, 'c> Conversion<'t, 'c> {
    fn new(plan: &'static Plan, root: &'t str, asking: Asking<'c>) -> Self {
        Self {
            plan,
            root,
            asking,
            out: String::with_capacity(root.len() + 64),
            notes: Vec::new(),
            questions: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Writes a value as the target's schema demands. Returns whether that is possible; if not,
    /// the caller cuts off what was written. `rules` are those whose paths lead to the value.
    pub(super) fn value(
        &mut self,
        value: &mut Value<'t>,
        target: &'static Schema,
        rules: &[&'static Rule],
        place: &Place<'_>,
    ) -> bool {
        let target = target.target();
        if rules.is_empty() && !self.is_rewritten(place) && self.copied(value, target) {
            return true;
        }
        if let Some(schemas) = alternatives(target) {
            return self.alternative(value, schemas, rules, place);
        }
        let start = self.out.len();
        let (is_held, is_exact) = match value.reader.peek() {
            Ok(b'{') => match object_rules(target) {
                Some((object, is_exact)) => (self.object(value, object, rules, place), is_exact),
                // Free JSON has no properties that could have been renamed.
                None => return self.copied(value, target),
            },
            Ok(b'[') => match array_rules(target) {
                Some((array, is_exact)) => (self.array(value, array, rules, place), is_exact),
                None => return self.copied(value, target),
            },
            _ => (self.scalar(passed(&mut value.reader), rules, place), false),
        };
        is_held && (is_exact || is_text_valid(target, &self.out[start..]))
    }

    /// Writes a value unchanged, if the target's schema allows that.
    fn copied(&mut self, value: &mut Value<'t>, target: &'static Schema) -> bool {
        let is_same = |source: &'static Schema| std::ptr::eq(source.target(), target);
        if value.source.is_some_and(is_same) {
            let text = passed(&mut value.reader);
            self.out.push_str(text);
            return true;
        }
        let start = value.reader.start().unwrap_or_default();
        let is_valid = is_next_valid(target, &mut value.reader);
        if is_valid {
            self.out.push_str(value.reader.since(start));
        }
        is_valid
    }

    /// Writes a string, number or another scalar, which may have another name in the target.
    fn scalar(&mut self, text: &str, rules: &[&'static Rule], place: &Place<'_>) -> bool {
        let renamed = rules.iter().fold(text, |text, rule| match rule.action {
            Action::Replace(old, new) if old == text => new,
            _ => text,
        });
        if renamed != text {
            let note = Note::new(NoteKind::Changed).from(place.source());
            let note = note.to(place.target()).with_old(text).with_new(renamed);
            self.notes.push(note);
        }
        self.out.push_str(renamed);
        true
    }

    /// Writes a value by the alternative that loses the least of it. The caller isn't asked meanwhile:
    /// most alternatives don't apply to the value.
    fn alternative(
        &mut self,
        value: &mut Value<'t>,
        schemas: &'static [&'static Schema],
        rules: &[&'static Rule],
        place: &Place<'_>,
    ) -> bool {
        let asking = std::mem::replace(&mut self.asking, Asking::Nobody);
        let mut best: Option<(usize, String, Vec<Note>)> = None;
        for schema in schemas {
            let mark = self.mark();
            let mut value = value.clone();
            value.source = None;
            let is_held = self.value(&mut value, schema, rules, place);
            if is_held && self.questions.len() == mark.questions {
                let text = self.out.split_off(mark.out);
                let notes = self.notes.split_off(mark.notes);
                let losses = notes.iter().filter(|note| note.is_loss()).count();
                if best.as_ref().is_none_or(|(fewest, ..)| losses < *fewest) {
                    best = Some((losses, text, notes));
                }
            }
            self.return_to(&mark);
        }
        self.asking = asking;
        passed(&mut value.reader);
        let Some((_, text, notes)) = best else {
            return false;
        };
        self.out.push_str(&text);
        self.notes.extend(notes);
        true
    }

    pub(super) fn dropped(&mut self, pointer: String, value: &str) {
        let note = Note::new(NoteKind::Dropped).from(pointer);
        self.notes.push(note.with_old(value));
    }

    pub(super) const fn mark(&self) -> Mark {
        Mark {
            out: self.out.len(),
            notes: self.notes.len(),
            questions: self.questions.len(),
            waiting: self.waiting.len(),
        }
    }

    pub(super) fn return_to(&mut self, mark: &Mark) {
        self.out.truncate(mark.out);
        self.notes.truncate(mark.notes);
        self.questions.truncate(mark.questions);
        self.waiting.truncate(mark.waiting);
    }
}

/// Passes over a value and returns its text.
pub(super) fn passed<'t>(reader: &mut Reader<'t>) -> &'t str {
    let start = reader.start().unwrap_or_default();
    // This crate wrote the text, so it is JSON.
    let _ = reader.pass();
    reader.since(start)
}

/// Returns the text of the next value.
pub(super) fn ahead<'t>(reader: &Reader<'t>) -> &'t str {
    passed(&mut reader.clone())
}

/// Returns the rules of an object, and whether the schema has no others.
pub(super) fn object_rules(schema: &'static Schema) -> Option<(&'static ObjectRules, bool)> {
    let is_plain = schema.values.is_none();
    match (schema.object, schema.applicators) {
        (Some(rules), applicators) => {
            let is_exact = is_plain && applicators.is_empty() && rules.rare.is_none();
            Some((rules, is_exact))
        }
        (None, [Applicator::Reference(reference)]) => {
            let (rules, is_exact) = object_rules(reference.schema.target())?;
            Some((rules, is_exact && is_plain))
        }
        _ => None,
    }
}

/// Returns the rules of an array, and whether the schema has no others.
fn array_rules(schema: &'static Schema) -> Option<(&'static ArrayRules, bool)> {
    let rules = schema.array?;
    let is_exact = schema.values.is_none()
        && schema.applicators.is_empty()
        && rules.min_items == 0
        && rules.max_items.is_none()
        && !rules.unique
        && rules.contains.is_none();
    Some((rules, is_exact))
}

/// Returns the alternatives that a schema consists of.
fn alternatives(schema: &'static Schema) -> Option<&'static [&'static Schema]> {
    if schema.object.is_some() || schema.array.is_some() || schema.text.is_some() {
        return None;
    }
    match schema.applicators {
        [Applicator::AnyOf(alternatives)] => Some(alternatives.schemas),
        [Applicator::OneOf(schemas)] => Some(schemas),
        _ => None,
    }
}
