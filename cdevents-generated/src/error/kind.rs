//! The kinds of errors.

/// The kinds of an [`Error`](crate::Error), and of a [`Report`](crate::validate::Report).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input can't be read.
    Io,
    /// The input isn't JSON.
    Syntax,
    /// The JSON isn't an event, or lacks `context.type`, so that no schema applies.
    NotAnEvent,
    /// The JSON isn't a link, or lacks its type, so that no schema applies.
    NotALink,
    /// No known release has the event's type, so that no schema applies.
    UnknownEventType,
    /// The event or link violates its schema, or a rule that parsing adds to it.
    Invalid,
}
