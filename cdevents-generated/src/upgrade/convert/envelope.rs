//! What the release decides and not the event: the release's name, the event type, the subject's type.

use super::conversion::{Conversion, passed};
use super::objects::Object;
use crate::json::lookup::{self, find};
use crate::json::scan::Reader;
use crate::json::write::{push_key, string};
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::upgrade::note::{Note, NoteKind, Origin};
use crate::upgrade::place::{Part, Place};
use crate::validate::schema::is_text_valid;
use crate::validate::table::Property;
use crate::value::event_type::{CUSTOM_PREFIX, custom_subject_type};

impl<'t> Conversion<'t, '_> {
    /// Returns whether parts of a value are written anew, so that it can't be copied.
    pub(super) fn is_rewritten(&self, place: &Place<'_>) -> bool {
        let is_decided = match place.part() {
            Part::Root | Part::Context => true,
            Part::Subject => self.plan.writes_subject_type,
            Part::Other => false,
        };
        is_decided || (self.plan.has_moves && self.receives(place))
    }

    /// Takes a property that isn't copied, and returns whether it is one. The reader stands before its
    /// value.
    pub(super) fn takes(
        &mut self,
        object: &mut Object<'t, '_>,
        (key, to): (&str, &str),
        reader: &mut Reader<'t>,
    ) -> bool {
        match (object.part, to) {
            (Part::Context, VERSION | SPECVERSION) => {
                let (value, [old, new]) = (passed(reader), &self.plan.releases);
                if value != old {
                    let mut keys = object.target.properties.iter().map(|property| property.key);
                    let named = keys.find(|key| matches!(*key, VERSION | SPECVERSION));
                    let from = object.place.property(key, named.unwrap_or(to));
                    let note = Note::new(NoteKind::Replaced).from(from.source());
                    let note = note.to(from.target()).with_old(value);
                    self.notes.push(note.with_new(new.as_str()));
                }
                true
            }
            (Part::Context | Part::Subject, "type") => {
                object.found_type = Some(passed(reader));
                true
            }
            _ => false,
        }
    }

    /// Writes a property that isn't copied, and returns whether it is one.
    pub(super) fn writes(&mut self, object: &Object<'t, '_>, property: &'static Property) -> bool {
        let place = object.place.property(property.key, property.key);
        match (object.part, property.key) {
            (Part::Context, VERSION | SPECVERSION) => {
                if property.required {
                    push_key(&mut self.out, property.key);
                    self.out.push_str(&self.plan.releases[1]);
                }
                true
            }
            (Part::Context, "type") => {
                self.write_event_type(property, object.found_type.unwrap_or("\"\""), &place);
                true
            }
            (Part::Subject, "type") => {
                // An optional type stays absent, unless the source had no place for it.
                let is_absent = object.found_type.is_none() && !property.required;
                if !is_absent || !object.had_place_for("type") {
                    self.write_subject_type(property, object.found_type, &place);
                }
                true
            }
            _ => false,
        }
    }

    fn write_event_type(&mut self, property: &'static Property, found: &str, place: &Place<'_>) {
        let start = self.out.len();
        push_key(&mut self.out, property.key);
        if self.plan.target.event_type != CUSTOM_PREFIX {
            let [old, new] = &self.plan.event_types;
            // A schema that leaves the type open lets an event have a version of its own.
            if found == old {
                self.out.push_str(new);
            } else {
                self.replaced(found, new, place);
            }
            return;
        }
        if is_text_valid(property.target, found) {
            self.out.push_str(found);
            return;
        }
        // Where a schema demands a type without a version, the version is left out.
        let mut parts = found.match_indices('.');
        let shorter = parts.nth(3).map(|(dot, _)| format!("{}\"", &found[..dot]));
        match shorter.filter(|shorter| is_text_valid(property.target, shorter)) {
            Some(shorter) => self.replaced(found, &shorter, place),
            None => {
                if !self.answered(property.target, Some(found), place) {
                    self.out.truncate(start);
                }
            }
        }
    }

    fn write_subject_type(
        &mut self,
        property: &'static Property,
        found: Option<&str>,
        place: &Place<'_>,
    ) {
        let [old, new] = &self.plan.subject_types;
        let is_own = found.is_some() && found != old.as_deref();
        let start = self.out.len();
        push_key(&mut self.out, property.key);
        match (found, new) {
            (None, None) if !property.required => self.out.truncate(start),
            (Some(found), _) if is_own && is_text_valid(property.target, found) => {
                self.out.push_str(found);
            }
            (Some(found), Some(new)) if is_own => self.replaced(found, new, place),
            (_, Some(new)) => self.out.push_str(new),
            (found, None) => {
                let derived = self.derived_subject_type();
                let derived = derived.filter(|derived| is_text_valid(property.target, derived));
                match (found, derived) {
                    (None, Some(derived)) => self.filled(&derived, Origin::EventType, place),
                    (Some(found), Some(derived)) => self.replaced(found, &derived, place),
                    (found, None) => {
                        if !self.answered(property.target, found, place) {
                            self.out.truncate(start);
                        }
                    }
                }
            }
        }
    }

    /// Notes that the target has no place for the subject's type, if that says something.
    pub(super) fn drop_subject_type(&mut self, object: &Object<'t, '_>) {
        let Some(found) = object.found_type else {
            return;
        };
        let known = self.plan.subject_types[0].clone();
        if known.or_else(|| self.derived_subject_type()).as_deref() != Some(found) {
            self.dropped(object.place.property("type", "type").source(), found);
        }
    }

    /// Returns the type of a custom event's subject that its event type tells, as JSON.
    fn derived_subject_type(&self) -> Option<String> {
        let event_type = lookup::string(find(self.root, ["context", "type"])?)?;
        custom_subject_type(&event_type).map(string)
    }
}
