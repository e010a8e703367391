//! The state of one validation: it bounds the time, and records patterns that can't be decided.

use std::collections::HashMap;

use super::table::{Pattern, Schema};
use crate::json::view::JsonValue;

/// The state of one validation of one document.
///
/// A schema that applies several schemas to the same value, and itself to the parts of that value,
/// would ask the same question twice as often at each level. So after many questions, their answers
/// are remembered. Few documents get that far, so most need no allocation.
///
/// Values are identified by their addresses. So they must outlive the validation, and must all have
/// the same type.
#[derive(Default)]
pub(super) struct State {
    questions: u32,
    steps: u32,
    /// Remembered answers.
    answers: Option<HashMap<(usize, usize), bool>>,
    /// The first pattern that couldn't be decided.
    undecided: Option<&'static str>,
    /// How many alternatives were explained within the outermost one.
    pub(super) explanations: u32,
}

/// The number of questions after which answers are remembered.
const MANY_QUESTIONS: u32 = 512;

/// The number of steps after which values that were already searched are skipped.
const MANY_STEPS: u32 = 8192;

impl State {
    /// Returns whether a pattern matches somewhere in a text. If that can't be decided, returns
    /// `false`, and the document is invalid whatever the schema concludes from that.
    #[inline(never)]
    pub(super) fn matches(&mut self, pattern: &Pattern, text: &str) -> bool {
        pattern.search(text).unwrap_or_else(|_| {
            self.undecided.get_or_insert(pattern.source());
            false
        })
    }

    /// Counts a step of a search for violations and returns whether there were few so far.
    pub(super) const fn takes_few_steps(&mut self) -> bool {
        self.steps = self.steps.saturating_add(1);
        self.steps < MANY_STEPS
    }

    /// Returns the first pattern that couldn't be decided.
    pub(super) const fn undecided(&self) -> Option<&'static str> {
        self.undecided
    }

    /// Adopts the undecided pattern of another state.
    pub(super) fn add(&mut self, other: &Self) {
        self.undecided = self.undecided.or(other.undecided);
    }

    /// Returns the answer to a question, which is computed at most once after many questions.
    pub(super) fn once<J: JsonValue>(
        &mut self,
        schema: &'static Schema,
        value: &J,
        answer: impl FnOnce(&mut Self) -> bool,
    ) -> bool {
        self.questions = self.questions.saturating_add(1);
        if self.questions < MANY_QUESTIONS {
            return answer(self);
        }
        let key = address(schema, value);
        let known = self.answers.as_ref().and_then(|answers| answers.get(&key));
        if let Some(answer) = known {
            return *answer;
        }
        let answer = answer(self);
        self.answers.get_or_insert_default().insert(key, answer);
        answer
    }
}

/// Identifies a schema and a value while they live.
pub(super) fn address<J: JsonValue>(schema: &'static Schema, value: &J) -> (usize, usize) {
    (
        std::ptr::from_ref(schema).addr(),
        std::ptr::from_ref(value).addr(),
    )
}
