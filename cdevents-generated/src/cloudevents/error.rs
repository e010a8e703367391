//! The error of reading messages.

use std::fmt;

use super::problem::Problem;
use crate::json::wording::escaped;

/// The error for a message that has no event, or has one that isn't valid or contradicts its
/// attributes.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    index: Option<usize>,
    message: String,
    problems: Vec<Problem>,
    event_error: Option<crate::Error>,
}

/// The kinds of an [`Error`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The headers say nothing about a CloudEvent.
    NotACloudEvent,
    /// The body is compressed.
    ContentEncoding,
    /// The body has envelopes in another format than JSON.
    ContentType,
    /// The body isn't JSON.
    Syntax,
    /// The envelope has no event, or the batch isn't an array of envelopes.
    Envelope,
    /// The event isn't valid: [`event_error`](Error::event_error) says why.
    InvalidEvent,
    /// The event is valid, but its attributes aren't as expected: [`problems`](Error::problems) has
    /// all of them.
    Attributes,
    /// A batch has no event, or more than one, where one is expected.
    NotSingle,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            index: None,
            message: message.into(),
            problems: Vec::new(),
            event_error: None,
        }))
    }

    /// Wraps the error of an event.
    pub(super) fn of_event(kind: ErrorKind, prefix: &str, error: crate::Error) -> Self {
        let mut wrapped = Self::new(kind, format!("{prefix}{error}"));
        wrapped.0.event_error = Some(error);
        wrapped
    }

    /// Creates the error for attributes that aren't as expected; `prefix` says where.
    pub(super) fn of_attributes(prefix: &str, problems: Vec<Problem>) -> Self {
        let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
        let count = match texts.len() {
            0 | 1 => String::new(),
            count => format!("{count} attributes are wrong: "),
        };
        let message = format!("{prefix}{count}{}", texts.join("; "));
        Self::new(ErrorKind::Attributes, message).with_problems(problems)
    }

    pub(super) fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.0.problems = problems;
        self
    }

    pub(super) fn with_index(mut self, index: Option<usize>) -> Self {
        self.0.index = index;
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the index of the event within its batch, from 0.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.0.index
    }

    /// Returns what is wrong with the attributes, also if another error comes first.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// Returns why the event isn't valid, or the body isn't JSON. Its path and position are those in
    /// the body; the violations in its report have the paths in the event.
    #[must_use]
    pub fn event_error(&self) -> Option<&crate::Error> {
        self.0.event_error.as_ref()
    }
}

/// Writes the error in one line: where it is, what is wrong and what to do.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&escaped(&self.0.message))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.event_error.as_ref();
        source.map(|error| error as &(dyn std::error::Error + 'static))
    }
}
