//! Errors of the generator.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error: a file, a place in it, and the reason.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Error {
    file: PathBuf,
    pointer: String,
    reason: String,
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
        }
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
