//! The violations in a document.

use std::fmt;

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use super::violation::Violation;
use crate::error::kind::ErrorKind;

/// Every violation in a document. There is at least one.
///
/// Of an object, they are in this order: which properties it lacks, and then the violations of its
/// properties, sorted by key.
///
/// It serializes as JSON Schema's *basic* output (draft 2020-12, section 12.4.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Report {
    pub(super) kind: ErrorKind,
    pub(super) violations: Vec<Violation>,
    pub(super) note: Option<String>,
}

impl Report {
    pub(super) const fn new(kind: ErrorKind, violations: Vec<Violation>) -> Self {
        Self {
            kind,
            violations,
            note: None,
        }
    }

    /// Returns which release's schema applied and why, if the event doesn't name that release.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Returns the kind of the report.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the violations.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns the violations.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Report {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

/// Writes the note, if any, and each violation.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(note) = &self.note {
            writeln!(formatter, "{note}")?;
        }
        for (index, violation) in self.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut output = serializer.serialize_struct("Report", 2)?;
        output.serialize_field("valid", &false)?;
        output.serialize_field("errors", &Errors(&self.violations))?;
        output.end()
    }
}

struct Errors<'a>(&'a [Violation]);

impl Serialize for Errors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut errors = serializer.serialize_seq(Some(self.0.len()))?;
        for violation in self.0 {
            errors.serialize_element(violation)?;
        }
        errors.end()
    }
}
