//! Regular expressions as ECMA-262 has them, with the flag `u`, in bounded time.
//!
//! Schemas come from their author, but texts come from anybody. A backtracking engine takes
//! exponential time on some texts, even for patterns as short as `^(a+)+$`. So a pattern becomes an
//! automaton that keeps all of its states at once, and takes a bounded number of steps for each
//! character of the text ([`linear`]). That goes for look-around too. Only a pattern with a
//! back-reference is matched by backtracking ([`backtrack`]), and gives up after a number of steps.
//!
//! What a single character matches (classes, properties, case) is left to `regress`, one character
//! at a time, so that both engines and the generator agree on it.

mod backtrack;
mod class;
mod compile;
mod linear;
mod parse;

use std::sync::OnceLock;

use compile::Program;

/// A regular expression, compiled when it is needed first.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Compiled>,
}

#[derive(Debug)]
enum Compiled {
    Program(Box<Program>),
    /// It is no pattern, and matches nothing. The generator lets none through.
    Invalid,
    /// It repeats so much that it has too many states, or has a modifier where we know none.
    Unsupported,
}

/// Finding the answer takes more steps than are allowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Undecided;

impl Pattern {
    /// A pattern of that text.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        let compiled = OnceLock::new();
        Self { source, compiled }
    }

    /// The text.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Returns whether the pattern matches somewhere in a text.
    ///
    /// # Errors
    /// Where that takes too many steps.
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

/// The number of steps that a search may still take. It grows with the text, so that no text is
/// too long for an ordinary pattern.
struct Budget(u64);

impl Budget {
    const STEPS: u64 = 1 << 22;

    const fn new(text: &str, steps_per_byte: u64) -> Self {
        Self(Self::STEPS + steps_per_byte * text.len() as u64)
    }

    #[inline]
    fn spend(&mut self, steps: u64) -> Result<(), Undecided> {
        self.0 = self.0.checked_sub(steps).ok_or(Undecided)?;
        Ok(())
    }
}
