//! ECMA-262 regular expressions with the flag `u`, in bounded time.
//!
//! Schemas are trusted, but texts are not. A backtracking engine takes exponential time on some
//! texts, even for patterns as short as `^(a+)+$`. So a pattern is compiled to an automaton that
//! tracks all of its states at once, and takes a bounded number of steps for each character of the
//! text ([`linear`]), including look-arounds. Only a pattern with a back-reference is matched by
//! backtracking ([`backtrack`]), which gives up after a number of steps.
//!
//! Whether a single character matches a class, a property or a case is left to `regress`, so that
//! both engines and the generator agree.

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
    compiled: OnceLock<Compiled>,
}

#[derive(Debug)]
enum Compiled {
    Program(Box<Program>),
    /// The text is no pattern. It matches nothing, and the generator rejects it.
    Invalid,
    /// The pattern has too many states, or a construct that this engine does not support.
    Unsupported,
}

impl Pattern {
    /// Creates a pattern from its text.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        let compiled = OnceLock::new();
        Self { source, compiled }
    }

    /// Returns the text.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Returns whether the pattern matches somewhere in a text.
    ///
    /// # Errors
    /// Fails if the search takes too many steps.
    pub fn search(&self, text: &str) -> Result<bool, Undecided> {
        match self.compiled.get_or_init(|| compile(self.source)) {
            Compiled::Program(program) if program.has_back_reference => {
                backtrack::search(program, text)
            }
            Compiled::Program(program) => linear::search(program, text),
            Compiled::Invalid => Ok(false),
            Compiled::Unsupported => Err(Undecided),
        }
    }
}

fn compile(source: &str) -> Compiled {
    if class::regex(source).is_none() {
        return Compiled::Invalid;
    }
    let program = parse::parse(source).and_then(Program::new);
    program.map_or(Compiled::Unsupported, |program| {
        Compiled::Program(Box::new(program))
    })
}
