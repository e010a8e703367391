//! Errors of the generator.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error: a file, a place in it, and the reason.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Error {
    file: PathBuf,
    pointer: String,
    reason: String,
    missing: Vec<Missing>,
}

/// What a table beside the schemas lacks, if it can be added without knowing more.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Missing {
    /// A word, in the `words` of `names.toml`.
    Word(String),
    /// A subject, in the `subjects` of a stage in `names.toml`.
    Subject(String),
    /// A `[[question]]` in `upgrades.toml`, as TOML.
    Question(String),
    /// Events that a question in `upgrades.toml` is about, too.
    Events {
        /// The position of the question among those in the file.
        question: usize,
        /// The value of its `events`; `None` if it is about all events.
        events: Option<Vec<String>>,
    },
}

impl Error {
    /// Creates an error.
    pub fn new(
        file: impl Into<PathBuf>,
        pointer: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            pointer: pointer.into(),
            reason: reason.into(),
            missing: Vec::new(),
        }
    }

    /// Adds what a table lacks.
    pub(crate) fn with_missing(mut self, missing: impl IntoIterator<Item = Missing>) -> Self {
        self.missing.extend(missing);
        self
    }

    /// Returns the file or folder at fault.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the place in the file as a JSON Pointer (RFC 6901); empty for the whole file.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what is wrong, and what to do about it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns what the tables beside the schemas lack, if adding all of it removes the error.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.display())?;
        if !self.pointer.is_empty() {
            write!(formatter, "#{}", self.pointer)?;
        }
        write!(formatter, ": {}", self.reason)
    }
}

impl std::error::Error for Error {}
