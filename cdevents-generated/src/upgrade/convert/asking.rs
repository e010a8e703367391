//! Finding the value of a required property that the event lacks.

use super::answers::Asking;
use super::conversion::Conversion;
use crate::Json;
use crate::upgrade::kind;
use crate::upgrade::note::{Note, NoteKind, Origin};
use crate::upgrade::place::Place;
use crate::upgrade::question::Question;
use crate::validate::schema::is_text_valid;
use crate::validate::table::Schema;

impl Conversion<'_, '_> {
    /// Writes the value of a required property that the event lacks, or that it has with a value
    /// that the target can't hold. Returns whether there is a value.
    pub(super) fn answered(
        &mut self,
        schema: &'static Schema,
        found: Option<&str>,
        place: &Place<'_>,
    ) -> bool {
        if matches!(self.asking, Asking::Record) {
            return false;
        }
        let defaults = self.plan.defaults.iter();
        let mut defaults = defaults.filter(|(path, _)| place.is_at(path));
        if found.is_none()
            && let Some((_, json)) = defaults.find(|(_, json)| is_text_valid(schema, json))
        {
            self.filled(json, Origin::Specification, place);
            return true;
        }
        let mut question = Question {
            event: kind::name(self.plan.target),
            release: self.plan.target.release,
            pointer: place.target(),
            schema,
            found: found.map(Json::new),
            answer: None,
        };
        if let Asking::Caller(answers) = self.asking
            && let Some(answer) = answers(&question)
        {
            if is_text_valid(schema, answer.as_str()) {
                match found {
                    Some(found) => self.replaced(found, answer.as_str(), place),
                    None => self.filled(answer.as_str(), Origin::Answer, place),
                }
                return true;
            }
            question.answer = Some(answer);
        }
        self.questions.push(question);
        false
    }

    /// Writes a value that the event lacks.
    pub(super) fn filled(&mut self, json: &str, origin: Origin, place: &Place<'_>) {
        let note = Note::new(NoteKind::Filled).to(place.target());
        let mut note = note.with_new(json);
        note.origin = Some(origin);
        self.notes.push(note);
        self.out.push_str(json);
    }

    /// Writes another value instead of the event's.
    pub(super) fn replaced(&mut self, old: &str, new: &str, place: &Place<'_>) {
        let note = Note::new(NoteKind::Replaced).from(place.source());
        let note = note.to(place.target()).with_old(old).with_new(new);
        self.notes.push(note);
        self.out.push_str(new);
    }
}
