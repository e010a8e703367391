//! What is wrong with an attribute.

use std::fmt;

use crate::json::wording::{escaped, quoted};

/// An attribute that contradicts the event, or isn't as CloudEvents demands.
///
/// The event itself is valid: a problem is about what surrounds it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    kind: ProblemKind,
    attribute: String,
    name: String,
    value: Option<String>,
    event_value: Option<String>,
    message: String,
}

/// The kinds of a [`Problem`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The attribute has another value than the event.
    Contradiction,
    /// A required attribute is missing.
    Missing,
    /// The attribute occurs more than once.
    Duplicate,
    /// The attribute's name or value isn't allowed, or can't be read.
    Invalid,
}

impl Problem {
    fn new(kind: ProblemKind, attribute: &str, name: &str, message: String) -> Self {
        Self {
            kind,
            attribute: attribute.to_owned(),
            name: name.to_owned(),
            value: None,
            event_value: None,
            message,
        }
    }

    /// Describes an attribute with another value than the event has at a JSON Pointer.
    pub(super) fn contradiction(
        attribute: &str,
        name: &str,
        found: &str,
        (expected, pointer): (&str, &str),
    ) -> Self {
        let message = format!(
            "`{name}`: expected {}, as in the event's `{pointer}`, found {}",
            quoted(expected),
            quoted(found)
        );
        Self {
            value: Some(found.to_owned()),
            event_value: Some(expected.to_owned()),
            ..Self::new(ProblemKind::Contradiction, attribute, name, message)
        }
    }

    /// Describes a required attribute that is missing.
    pub(super) fn missing(attribute: &str, name: &str, expected: &str) -> Self {
        let message = format!("missing `{name}`, expected {}", quoted(expected));
        Self {
            event_value: Some(expected.to_owned()),
            ..Self::new(ProblemKind::Missing, attribute, name, message)
        }
    }

    /// Describes another occurrence of an attribute.
    pub(super) fn duplicate(attribute: &str, name: &str, found: &str, first: &str) -> Self {
        let message = if name == first {
            format!(
                "duplicate `{name}`, found {} again; send it once",
                quoted(found)
            )
        } else {
            format!(
                "`{name}`: {} also has this attribute, found {} again; send it once",
                format_args!("`{first}`"),
                quoted(found)
            )
        };
        Self {
            value: Some(found.to_owned()),
            ..Self::new(ProblemKind::Duplicate, attribute, name, message)
        }
    }

    /// Describes an attribute that isn't allowed or can't be read.
    pub(super) fn invalid(attribute: &str, name: &str, found: &str, reason: &str) -> Self {
        let message = format!("`{name}`: {reason}, found {}", quoted(found));
        Self {
            value: Some(found.to_owned()),
            ..Self::new(ProblemKind::Invalid, attribute, name, message)
        }
    }

    /// Returns the kind of the problem.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Returns the name of the attribute, such as `subject`.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// Returns the name of the header, such as `ce-subject`. In an envelope, it is the name of the
    /// attribute.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value of the attribute, as it was sent if it can't be decoded.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Returns the value that the event has, if it is known.
    #[must_use]
    pub fn event_value(&self) -> Option<&str> {
        self.event_value.as_deref()
    }
}

/// Writes the problem in one line.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&escaped(&self.message))
    }
}
