//! ECMA-262 regular expressions with the flag `u`, in bounded time.
//!
//! Schemas are trusted, but texts are not. A backtracking engine takes exponential time on some
//! texts, even for patterns as short as `^(a+)+$`. So a pattern is compiled to an automaton that
//! tracks all of its states at once, and takes a bounded number of steps for each character of the
//! text ([`linear`]), including look-arounds. Only a pattern with a back-reference is matched by
//! backtracking ([`backtrack`]), which gives up after a number of steps.
//!
//! The generator expands what needs tables of Unicode: properties such as `\p{L}`, and what ignores
//! case. So a program has no such tables.

mod backtrack;
mod budget;
mod class;
mod compile;
mod linear;
mod parse;

use std::sync::OnceLock;

pub use budget::Undecided;
use compile::Program;

/// A regular expression, compiled on first use.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    expanded: &'static str,
    /// `None` if the pattern has too many states, or a construct that this engine does not support.
    program: OnceLock<Option<Box<Program>>>,
}

impl Pattern {
    /// Creates a pattern from its text, which the generator does not expand.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self::expanded(source, source)
    }

    /// Creates a pattern from its text, and the text that the generator expanded it to.
    #[must_use]
    pub const fn expanded(source: &'static str, expanded: &'static str) -> Self {
        let program = OnceLock::new();
        Self {
            source,
            expanded,
            program,
        }
    }

    /// Returns the text.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Returns whether the pattern matches somewhere in a text.
    ///
    /// # Errors
    /// Fails if the search takes too many steps, or if the pattern is not supported.
    pub fn search(&self, text: &str) -> Result<bool, Undecided> {
        let program = self.program.get_or_init(|| {
            let program = parse::parse(self.expanded).and_then(Program::new);
            program.map(Box::new)
        });
        match program {
            Some(program) if program.has_back_reference => backtrack::search(program, text),
            Some(program) => linear::search(program, text),
            None => Err(Undecided),
        }
    }
}
