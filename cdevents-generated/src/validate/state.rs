//! The state of one validation. It bounds the time, and records patterns that could not be decided.

use std::collections::HashMap;

use super::table::{Pattern, Schema};
use crate::json::view::Json;

/// One judgement of one document.
///
/// A schema that applies several schemas to the same value, and itself to the parts of that value,
/// would be asked the same question twice as often at each level. So after many questions, their
/// answers are remembered. Few documents get that far, and need no memory.
///
/// Values are told apart by their addresses. So a judgement is of values that live longer than it
/// does, and all of one type.
#[derive(Default)]
pub(super) struct Judge {
    questions: u32,
    steps: u32,
    /// Remembered answers. Few documents need any.
    answers: Option<HashMap<(usize, usize), bool>>,
    /// The first pattern that couldn't be decided.
    undecided: Option<&'static str>,
    /// How many explanations of alternatives are within the outermost one.
    pub(super) explanations: u32,
}

/// The number of questions after which answers are remembered.
const MANY_QUESTIONS: u32 = 512;

/// The number of steps after which values that were already searched are skipped.
const MANY_STEPS: u32 = 8192;

impl Judge {
    /// Returns whether a pattern matches somewhere in a text. Where that can't be decided, the
    /// answer is "no", and the document is not valid, whatever the schema makes of that answer.
    #[inline(never)]
    pub(super) fn finds(&mut self, pattern: &Pattern, text: &str) -> bool {
        pattern.search(text).unwrap_or_else(|_| {
            self.undecided.get_or_insert(pattern.source());
            false
        })
    }

    /// Counts a step of a search for violations, and says whether there were few.
    pub(super) const fn takes_few_steps(&mut self) -> bool {
        self.steps = self.steps.saturating_add(1);
        self.steps < MANY_STEPS
    }

    pub(super) const fn undecided(&self) -> Option<&'static str> {
        self.undecided
    }

    /// Takes over that a pattern couldn't be decided.
    pub(super) fn add(&mut self, other: &Self) {
        self.undecided = self.undecided.or(other.undecided);
    }

    /// Returns the answer to a question, computing it at most once after many.
    pub(super) fn once<J: Json>(
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

/// Tells a schema and a value from all others, while they live.
pub(super) fn address<J: Json>(schema: &'static Schema, value: &J) -> (usize, usize) {
    (
        std::ptr::from_ref(schema).addr(),
        std::ptr::from_ref(value).addr(),
    )
}
