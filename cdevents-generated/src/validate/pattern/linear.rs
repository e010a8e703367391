//! Runs a program with all of its states at once, in one pass over the text: Thompson's algorithm.
//!
//! A look-around is run first, over the whole text, and marks the places where it matches. A
//! look-ahead's pass goes from the end to the start.

use super::compile::{Program, Step};
use super::parse::Assert;
use super::{Budget, Undecided};

/// Each state takes at most two steps for each byte: so a pattern of 250 states, and all that one
/// finds in schemas, never takes too many.
const STEPS_PER_BYTE: u64 = 512;

/// Does a program without back-references match somewhere in a text?
pub(super) fn search(program: &Program, text: &str) -> Result<bool, Undecided> {
    let mut budget = Budget::new(text, STEPS_PER_BYTE);
    let mut places = Vec::with_capacity(program.looks.len());
    for look in &program.looks {
        let mut matches = Places::new(text);
        let mut run = Run::new(program, &look.steps, &places);
        let is_backward = !look.is_behind;
        run.pass(text, is_backward, &mut budget, |position| {
            matches.insert(position);
            false
        })?;
        places.push(matches);
    }
    let mut is_found = false;
    let mut run = Run::new(program, &program.main, &places);
    run.is_anchored = program.is_anchored;
    run.pass(text, false, &mut budget, |_| {
        is_found = true;
        true
    })?;
    Ok(is_found)
}

/// A set of places between the bytes of a text.
struct Places(Vec<u64>);

impl Places {
    fn new(text: &str) -> Self {
        Self(vec![0; text.len() / 64 + 1])
    }

    fn insert(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    fn has(&self, place: usize) -> bool {
        let word = self.0.get(place / 64);
        word.is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

struct Run<'a> {
    program: &'a Program,
    steps: &'a [Step],
    looks: &'a [Places],
    is_anchored: bool,
    /// At which place a step was last reached, counted from 1.
    reached: Vec<u32>,
    /// Steps that are still to be followed.
    pending: Vec<u32>,
    /// The classes' steps that are reached, each of which waits for a character.
    waiting: Vec<u32>,
}

/// A place in the text, with the characters around it.
#[derive(Clone, Copy)]
struct Place {
    position: usize,
    before: Option<char>,
    after: Option<char>,
}

impl<'a> Run<'a> {
    fn new(program: &'a Program, steps: &'a [Step], looks: &'a [Places]) -> Self {
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

    /// Starts at every place of the text, and says where there is a match.
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
            let place = if is_backward {
                Place {
                    position: rest,
                    before: next,
                    after: passed,
                }
            } else {
                Place {
                    position: text.len() - rest,
                    before: passed,
                    after: next,
                }
            };
            count += 1;
            if count == 1 || !self.is_anchored {
                // Where other ways lead to doesn't depend on the order.
                self.pending.push(0);
            }
            let is_match = self.follow(place, count, budget)?;
            if is_match && on_match(place.position) {
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
    fn follow(&mut self, place: Place, count: u32, budget: &mut Budget) -> Result<bool, Undecided> {
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
                    if holds(*assert, place.before, place.after) {
                        self.pending.push(step + 1);
                    }
                }
                Step::Look(index, is_negative) => {
                    let looks = &self.looks[*index as usize];
                    if looks.has(place.position) != *is_negative {
                        self.pending.push(step + 1);
                    }
                }
                // These are for backtracking.
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

/// Does an assertion hold between two characters?
pub(super) fn holds(assert: Assert, before: Option<char>, after: Option<char>) -> bool {
    let ends_line = |it: char| matches!(it, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
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
