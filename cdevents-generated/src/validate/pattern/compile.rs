//! Compiles patterns to programs, which both engines run.

use super::class::Class;
use super::parse::{Assert, Node, Parsed, Repeat};

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) classes: Vec<Class>,
    pub(super) main: Vec<Step>,
    /// The look-arounds, inner ones first; only for the linear engine.
    pub(super) looks: Vec<LookProgram>,
    pub(super) has_back_reference: bool,
    /// Whether it can match only at the start.
    pub(super) is_anchored: bool,
    /// How many positions the backtracking engine remembers.
    pub(super) slots: usize,
}

#[derive(Debug)]
pub(super) struct LookProgram {
    /// The steps of a look-ahead run backward, so that one pass from the end of the text finds all
    /// positions from which it matches.
    pub(super) steps: Vec<Step>,
    pub(super) is_behind: bool,
}

/// A step of a program. Unless it jumps, the next step follows.
#[derive(Debug)]
pub(super) enum Step {
    Class(u32),
    /// Continues at either of two steps. Backtracking tries the first one first.
    Split(u32, u32),
    Jump(u32),
    Assert(Assert),
    /// A look-around, and whether it is negative.
    Look(u32, bool),
    Match,
    // The other steps are only for backtracking.
    /// Remembers the position in a slot.
    Save(u32),
    /// Clears a range of slots.
    Forget(u32, u32),
    /// Fails if the position is that of a slot.
    Progress(u32),
    /// The text that one of these groups captured.
    Back(Vec<u32>),
    /// A look-around whose steps follow, up to its `Match`, and the step after it.
    LookInside {
        is_behind: bool,
        is_negative: bool,
        end: u32,
    },
}

/// The most steps of a program, to limit memory.
const MOST_STEPS: usize = 1 << 20;

impl Program {
    /// Compiles a pattern. Returns `None` if it would be too long.
    pub(super) fn new(parsed: Parsed) -> Option<Self> {
        let has_back_reference = has_back_reference(&parsed.node);
        let mut compiler = Compiler {
            steps: Vec::new(),
            looks: Vec::new(),
            captures: has_back_reference,
            slots: 2 * parsed.groups,
            is_backward: false,
        };
        compiler.node(&parsed.node)?;
        compiler.push(Step::Match)?;
        Some(Self {
            classes: parsed.classes,
            main: compiler.steps,
            looks: compiler.looks,
            has_back_reference,
            is_anchored: is_anchored(&parsed.node),
            slots: usize::try_from(compiler.slots).ok()?,
        })
    }
}

fn has_back_reference(node: &Node) -> bool {
    match node {
        Node::Class(_) | Node::Assert(_) => false,
        Node::Back(_) => true,
        Node::Cat(nodes) | Node::Alt(nodes) => nodes.iter().any(has_back_reference),
        Node::Repeat(repeat) => has_back_reference(&repeat.node),
        Node::Capture(_, node) => has_back_reference(node),
        Node::Look(look) => has_back_reference(&look.node),
    }
}

fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Assert(Assert::Start) => true,
        Node::Cat(nodes) => nodes.first().is_some_and(is_anchored),
        Node::Alt(nodes) => nodes.iter().all(is_anchored),
        Node::Capture(_, node) => is_anchored(node),
        Node::Repeat(repeat) => repeat.min > 0 && is_anchored(&repeat.node),
        _ => false,
    }
}

struct Compiler {
    steps: Vec<Step>,
    looks: Vec<LookProgram>,
    /// Whether the program is for backtracking, and captures groups.
    captures: bool,
    slots: u32,
    is_backward: bool,
}

impl Compiler {
    fn here(&self) -> u32 {
        // There are at most `MOST_STEPS`.
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, step: Step) -> Option<u32> {
        let here = self.here();
        self.steps.push(step);
        (self.steps.len() <= MOST_STEPS).then_some(here)
    }

    fn set(&mut self, place: u32, step: Step) -> Option<()> {
        *self.steps.get_mut(usize::try_from(place).ok()?)? = step;
        Some(())
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Class(class) => drop(self.push(Step::Class(*class))?),
            Node::Assert(assert) => drop(self.push(Step::Assert(*assert))?),
            Node::Back(groups) => drop(self.push(Step::Back(groups.clone()))?),
            Node::Cat(nodes) if self.is_backward => {
                nodes.iter().rev().try_for_each(|node| self.node(node))?;
            }
            Node::Cat(nodes) => nodes.iter().try_for_each(|node| self.node(node))?,
            Node::Alt(nodes) => self.alternatives(nodes)?,
            Node::Repeat(repeat) => self.repeat(repeat)?,
            Node::Capture(_, node) if !self.captures => self.node(node)?,
            Node::Capture(group, node) => {
                let (start, end) = (2 * group, 2 * group + 1);
                self.push(Step::Save(if self.is_backward { end } else { start }))?;
                self.node(node)?;
                self.push(Step::Save(if self.is_backward { start } else { end }))?;
            }
            Node::Look(look) if self.captures => {
                let place = self.push(Step::Match)?;
                let outer = std::mem::replace(&mut self.is_backward, look.is_behind);
                self.node(&look.node)?;
                self.is_backward = outer;
                self.push(Step::Match)?;
                let step = Step::LookInside {
                    is_behind: look.is_behind,
                    is_negative: look.is_negative,
                    end: self.here(),
                };
                self.set(place, step)?;
            }
            Node::Look(look) => {
                let outer_steps = std::mem::take(&mut self.steps);
                // A look-ahead runs backward.
                let outer = std::mem::replace(&mut self.is_backward, !look.is_behind);
                self.node(&look.node)?;
                self.is_backward = outer;
                self.push(Step::Match)?;
                let steps = std::mem::replace(&mut self.steps, outer_steps);
                self.looks.push(LookProgram {
                    steps,
                    is_behind: look.is_behind,
                });
                let index = u32::try_from(self.looks.len() - 1).ok()?;
                self.push(Step::Look(index, look.is_negative))?;
            }
        }
        Some(())
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Option<()> {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.node(node)?;
            } else {
                let split = self.push(Step::Match)?;
                self.node(node)?;
                ends.push(self.push(Step::Match)?);
                self.set(split, Step::Split(split + 1, self.here()))?;
            }
        }
        let end = self.here();
        ends.into_iter()
            .try_for_each(|place| self.set(place, Step::Jump(end)))
    }

    fn repeat(&mut self, repeat: &Repeat) -> Option<()> {
        for _ in 0..repeat.min {
            let before = self.here();
            self.once(repeat, None)?;
            if self.here() == before {
                // Repeating nothing changes nothing.
                break;
            }
        }
        let Some(max) = repeat.max else {
            let split = self.optional(repeat)?;
            self.push(Step::Jump(split))?;
            let end = self.here();
            return self.branch(split, end, repeat);
        };
        let mut splits = Vec::new();
        for _ in repeat.min..max {
            let before = self.here();
            splits.push(self.optional(repeat)?);
            if self.here() == before + 1 {
                break;
            }
        }
        let end = self.here();
        splits
            .into_iter()
            .try_for_each(|split| self.branch(split, end, repeat))
    }

    /// Adds an optional repetition, after a placeholder for the branch.
    fn optional(&mut self, repeat: &Repeat) -> Option<u32> {
        let split = self.push(Step::Match)?;
        let slot = self.slots;
        self.slots += u32::from(self.captures);
        self.once(repeat, Some(slot))?;
        Some(split)
    }

    fn branch(&mut self, split: u32, end: u32, repeat: &Repeat) -> Option<()> {
        let step = if repeat.is_greedy {
            Step::Split(split + 1, end)
        } else {
            Step::Split(end, split + 1)
        };
        self.set(split, step)
    }

    /// Adds a repetition, which forgets the captures of the last one. An optional one must consume
    /// text.
    fn once(&mut self, repeat: &Repeat, slot: Option<u32>) -> Option<()> {
        if !self.captures {
            return self.node(&repeat.node);
        }
        if let Some(slot) = slot {
            self.push(Step::Save(slot))?;
        }
        let (first, end) = repeat.groups;
        if first < end {
            self.push(Step::Forget(2 * first, 2 * end))?;
        }
        self.node(&repeat.node)?;
        if let Some(slot) = slot {
            self.push(Step::Progress(slot))?;
        }
        Some(())
    }
}
