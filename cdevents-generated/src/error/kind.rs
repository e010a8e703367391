//! The kinds of errors.

/// The kinds of an [`Error`](crate::Error), and of a [`Report`](crate::validate::Report).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input can't be read.
    Io,
    /// The input isn't JSON.
    Syntax,
    /// No schema applies: the JSON isn't an event, or lacks `context.type`.
    NotAnEvent,
    /// No schema applies: the JSON isn't a link, or lacks its link type.
    NotALink,
    /// No schema applies: no known release has the event type.
    UnknownEventType,
    /// The event or link violates its schema, or a rule that parsing adds to it.
    Invalid,
}
