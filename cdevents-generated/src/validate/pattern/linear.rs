//! Runs a program with all of its states at once, in one pass over the text: Thompson's algorithm.
//!
//! Each look-around first runs over the whole text and marks the positions at which it matches. A
//! look-ahead runs from the end to the start.

use super::budget::{Budget, Undecided};
use super::compile::{Program, Step};
use super::parse::Assert;

/// Each state takes at most two steps for each byte. So patterns of up to 250 states never take too
/// many steps, and schemas rarely have longer ones.
const STEPS_PER_BYTE: u64 = 512;

/// Returns whether a program without back-references matches somewhere in a text.
pub(super) fn search(program: &Program, text: &str) -> Result<bool, Undecided> {
    let mut budget = Budget::new(text, STEPS_PER_BYTE);
    let mut positions = Vec::with_capacity(program.looks.len());
    for look in &program.looks {
        let mut matches = Positions::new(text);
        let mut run = Run::new(program, &look.steps, &positions);
        let is_backward = !look.is_behind;
        run.pass(text, is_backward, &mut budget, |position| {
            matches.insert(position);
            false
        })?;
        positions.push(matches);
    }
    let mut is_found = false;
    let mut run = Run::new(program, &program.main, &positions);
    run.is_anchored = program.is_anchored;
    run.pass(text, false, &mut budget, |_| {
        is_found = true;
        true
    })?;
    Ok(is_found)
}

/// A set of positions between the bytes of a text.
struct Positions(Vec<u64>);

impl Positions {
    fn new(text: &str) -> Self {
        Self(vec![0; text.len() / 64 + 1])
    }

    fn insert(&mut self, position: usize) {
        if let Some(word) = self.0.get_mut(position / 64) {
            *word |= 1 << (position % 64);
        }
    }

    fn has(&self, position: usize) -> bool {
        let word = self.0.get(position / 64);
        word.is_some_and(|word| word >> (position % 64) & 1 == 1)
    }
}

struct Run<'a> {
    program: &'a Program,
    steps: &'a [Step],
    looks: &'a [Positions],
    is_anchored: bool,
    /// For each step, the number of the character at which it was last reached, from 1.
    reached: Vec<u32>,
    /// Steps to follow.
    pending: Vec<u32>,
    /// The reached steps that wait for a character.
    waiting: Vec<u32>,
}

/// A position in the text, with the characters around it.
#[derive(Clone, Copy)]
struct Cursor {
    position: usize,
    before: Option<char>,
    after: Option<char>,
}

impl<'a> Run<'a> {
    fn new(program: &'a Program, steps: &'a [Step], looks: &'a [Positions]) -> Self {
        Self {
            program,
            steps,
            looks,
            is_anchored: false,
            reached: vec![0; steps.len()],
            pending: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Starts at every position of the text and reports the positions of matches.
    fn pass(
        &mut self,
        text: &str,
        is_backward: bool,
        budget: &mut Budget,
        mut on_match: impl FnMut(usize) -> bool,
    ) -> Result<(), Undecided> {
        let mut characters = text.chars();
        let mut passed = None;
        let mut count = 0;
        loop {
            let rest = characters.as_str().len();
            let next = if is_backward {
                characters.next_back()
            } else {
                characters.next()
            };
            let cursor = if is_backward {
                Cursor {
                    position: rest,
                    before: next,
                    after: passed,
                }
            } else {
                Cursor {
                    position: text.len() - rest,
                    before: passed,
                    after: next,
                }
            };
            count += 1;
            if count == 1 || !self.is_anchored {
                // The order of the steps doesn't matter.
                self.pending.push(0);
            }
            let is_match = self.follow(cursor, count, budget)?;
            if is_match && on_match(cursor.position) {
                return Ok(());
            }
            let Some(character) = next else {
                return Ok(());
            };
            for step in self.waiting.drain(..) {
                if let Some(Step::Class(class)) = self.steps.get(step as usize)
                    && self.program.classes[*class as usize].has(character)
                {
                    self.pending.push(step + 1);
                }
            }
            if self.is_anchored && self.pending.is_empty() {
                return Ok(());
            }
            passed = Some(character);
        }
    }

    /// Follows all steps that need no character. Returns whether the program matches.
    fn follow(
        &mut self,
        cursor: Cursor,
        count: u32,
        budget: &mut Budget,
    ) -> Result<bool, Undecided> {
        let mut is_match = false;
        let mut spent = 0;
        while let Some(step) = self.pending.pop() {
            spent += 1;
            let reached = &mut self.reached[step as usize];
            if *reached == count {
                continue;
            }
            *reached = count;
            match &self.steps[step as usize] {
                Step::Class(_) => self.waiting.push(step),
                Step::Split(one, other) => self.pending.extend([*other, *one]),
                Step::Jump(target) => self.pending.push(*target),
                Step::Match => is_match = true,
                Step::Assert(assert) => {
                    if holds(*assert, cursor.before, cursor.after) {
                        self.pending.push(step + 1);
                    }
                }
                Step::Look(index, is_negative) => {
                    let looks = &self.looks[*index as usize];
                    if looks.has(cursor.position) != *is_negative {
                        self.pending.push(step + 1);
                    }
                }
                // Only the backtracking engine has these steps.
                Step::Save(_)
                | Step::Forget(..)
                | Step::Progress(_)
                | Step::Back(_)
                | Step::LookInside { .. } => return Err(Undecided),
            }
        }
        budget.spend(spent)?;
        Ok(is_match)
    }
}

/// Returns whether an assertion holds between two characters.
pub(super) fn holds(assert: Assert, before: Option<char>, after: Option<char>) -> bool {
    let ends_line = |character: char| matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let is_boundary = || before.is_some_and(is_word) != after.is_some_and(is_word);
    match assert {
        Assert::Start => before.is_none(),
        Assert::End => after.is_none(),
        Assert::LineStart => before.is_none_or(ends_line),
        Assert::LineEnd => after.is_none_or(ends_line),
        Assert::WordBoundary => is_boundary(),
        Assert::NoWordBoundary => !is_boundary(),
    }
}
