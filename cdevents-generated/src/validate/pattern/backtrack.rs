//! Runs a program with back-references: tries one path after the other, within a budget.

use super::budget::{Budget, Undecided};
use super::compile::{Program, Step};
use super::linear::holds;

/// Enough for a pattern that looks at each position of a text a few times.
const STEPS_PER_BYTE: u64 = 64;

/// Returns whether a program matches somewhere in a text.
pub(super) fn search(program: &Program, text: &str) -> Result<bool, Undecided> {
    let mut run = Run {
        program,
        text,
        budget: Budget::new(text, STEPS_PER_BYTE),
        slots: vec![None; program.slots],
        undo: Vec::new(),
    };
    for (position, _) in text.char_indices().chain([(text.len(), ' ')]) {
        if run.matches(0, position, false)? {
            return Ok(true);
        }
        if program.is_anchored {
            break;
        }
    }
    Ok(false)
}

struct Run<'a> {
    program: &'a Program,
    text: &'a str,
    budget: Budget,
    /// Where groups start and end, and where repetitions started.
    slots: Vec<Option<usize>>,
    undo: Vec<Undo>,
}

/// An action when backtracking.
enum Undo {
    /// Try another path: a step, and a position.
    Try(u32, usize),
    /// Restore the value of a slot.
    Restore(u32, Option<usize>),
}

/// The number of actions, besides one for each byte of the text. An action takes 32 bytes, so this
/// limits memory to 8 MB and 32 bytes for each byte.
const MOST_UNDO: usize = 1 << 18;

impl Run<'_> {
    /// Returns whether the program matches from a step and a position on. If so, keeps the captures.
    fn matches(
        &mut self,
        mut step: u32,
        mut position: usize,
        is_backward: bool,
    ) -> Result<bool, Undecided> {
        let base = self.undo.len();
        loop {
            self.budget.spend(1)?;
            if self.undo.len() > MOST_UNDO + self.text.len() {
                return Err(Undecided);
            }
            let next = match &self.program.main[step as usize] {
                Step::Match => {
                    self.commit(base);
                    return Ok(true);
                }
                Step::Class(class) => {
                    let class = &self.program.classes[*class as usize];
                    let character = if is_backward {
                        self.text[..position].chars().next_back()
                    } else {
                        self.text[position..].chars().next()
                    };
                    let character = character.filter(|character| class.has(*character));
                    character.map(|character| {
                        let length = character.len_utf8();
                        position = if is_backward {
                            position - length
                        } else {
                            position + length
                        };
                        step + 1
                    })
                }
                Step::Split(one, other) => {
                    self.undo.push(Undo::Try(*other, position));
                    Some(*one)
                }
                Step::Jump(target) => Some(*target),
                Step::Assert(assert) => {
                    let before = self.text[..position].chars().next_back();
                    let after = self.text[position..].chars().next();
                    holds(*assert, before, after).then_some(step + 1)
                }
                Step::Save(slot) => {
                    self.set(*slot, Some(position));
                    Some(step + 1)
                }
                Step::Forget(from, to) => {
                    (*from..*to).for_each(|slot| self.set(slot, None));
                    Some(step + 1)
                }
                Step::Progress(slot) => {
                    (self.slots[*slot as usize] != Some(position)).then_some(step + 1)
                }
                Step::Back(groups) => {
                    let end = self.again(groups, position, is_backward)?;
                    position = end.unwrap_or(position);
                    end.map(|_| step + 1)
                }
                Step::LookInside {
                    is_behind,
                    is_negative,
                    end,
                } => {
                    let inner = self.undo.len();
                    let is_match = self.matches(step + 1, position, *is_behind)?;
                    if *is_negative {
                        // Forgets its captures.
                        self.back_to(inner);
                    }
                    (is_match != *is_negative).then_some(*end)
                }
                // Only the linear engine has this step.
                Step::Look(..) => return Err(Undecided),
            };
            match next
                .map(|next| (next, position))
                .or_else(|| self.back(base))
            {
                Some(next) => (step, position) = next,
                None => return Ok(false),
            }
        }
    }

    fn set(&mut self, slot: u32, value: Option<usize>) {
        let old = std::mem::replace(&mut self.slots[slot as usize], value);
        if old != value {
            self.undo.push(Undo::Restore(slot, old));
        }
    }

    /// Goes back to the last untried path.
    fn back(&mut self, base: usize) -> Option<(u32, usize)> {
        while self.undo.len() > base {
            match self.undo.pop()? {
                Undo::Try(step, position) => return Some((step, position)),
                Undo::Restore(slot, old) => self.slots[slot as usize] = old,
            }
        }
        None
    }

    fn back_to(&mut self, base: usize) {
        while self.back(base).is_some() {}
    }

    /// Drops the untried paths. Captures can still be undone.
    fn commit(&mut self, base: usize) {
        let mut kept = base;
        for index in base..self.undo.len() {
            if matches!(self.undo[index], Undo::Restore(..)) {
                self.undo.swap(kept, index);
                kept += 1;
            }
        }
        self.undo.truncate(kept);
    }

    /// Matches the text of a captured group and returns its end. A group without a capture is empty.
    fn again(
        &mut self,
        groups: &[u32],
        position: usize,
        is_backward: bool,
    ) -> Result<Option<usize>, Undecided> {
        let captured = groups.iter().find_map(|group| {
            let group = *group as usize;
            let (start, end) = (self.slots[2 * group]?, self.slots[2 * group + 1]?);
            self.text.get(start..end)
        });
        let captured = captured.unwrap_or_default();
        let length = captured.len();
        self.budget.spend(length as u64)?;
        Ok(if is_backward {
            let is_same = self.text[..position].ends_with(captured);
            is_same.then(|| position - length)
        } else {
            let is_same = self.text[position..].starts_with(captured);
            is_same.then(|| position + length)
        })
    }
}
