//! Why an event can't be converted.

use std::fmt;

use super::note::Note;
use super::question::Question;
use super::record::KEY;
use crate::json::wording::shortened;
use crate::{CdEvent, Release};

/// The error for an event that can't be converted to another release. Its `Display` form is one line.
#[derive(Clone, Debug)]
pub struct Error(Box<Details>);

#[derive(Clone, Debug)]
struct Details {
    event: CdEvent,
    release: Release,
    problem: Problem,
}

/// Why an event can't be converted.
#[derive(Clone, Debug)]
pub(super) enum Problem {
    Missing(String),
    Questions(Vec<Question>),
    Loss(Vec<Note>),
    KeyTaken,
    Unknown,
    Invalid(String),
}

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The target doesn't have the event.
    MissingEvent,
    /// The target requires what the event lacks, and the caller has no valid answer: see
    /// [`Error::questions`].
    Questions,
    /// The target has no place for parts of the event, and the caller refuses to lose them: see
    /// [`Error::losses`].
    Loss,
    /// The event's custom data has something else under the key for what has no place in the target.
    KeyTaken,
    /// The event is unknown, so it isn't one of the newest release.
    Unknown,
    /// The converted event isn't valid: its parts nest too deep in the custom data, or this crate has
    /// a bug.
    Invalid,
}

impl Error {
    pub(super) fn new(event: CdEvent, release: Release, problem: Problem) -> Self {
        Self(Box::new(Details {
            event,
            release,
            problem,
        }))
    }

    /// Returns the kind of the error.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self.0.problem {
            Problem::Missing(_) => ErrorKind::MissingEvent,
            Problem::Questions(_) => ErrorKind::Questions,
            Problem::Loss(_) => ErrorKind::Loss,
            Problem::KeyTaken => ErrorKind::KeyTaken,
            Problem::Unknown => ErrorKind::Unknown,
            Problem::Invalid(_) => ErrorKind::Invalid,
        }
    }

    /// Returns the release that the event can't be converted to.
    #[must_use]
    pub const fn release(&self) -> Release {
        self.0.release
    }

    /// Returns what the target requires and the event lacks.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        match &self.0.problem {
            Problem::Questions(questions) => questions,
            _ => &[],
        }
    }

    /// Returns what would be lost.
    #[must_use]
    pub fn losses(&self) -> &[Note] {
        match &self.0.problem {
            Problem::Loss(losses) => losses,
            _ => &[],
        }
    }

    /// Returns the event unchanged.
    #[must_use]
    pub fn into_event(self) -> CdEvent {
        self.0.event
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let release = self.0.release;
        match &self.0.problem {
            Problem::Missing(message) => formatter.write_str(message),
            Problem::Questions(questions) => {
                let questions: Vec<_> = questions.iter().map(ToString::to_string).collect();
                write!(
                    formatter,
                    "release {release} requires what the event lacks: {}; provide answers with \
                     `Upgrade::answers`",
                    questions.join("; ")
                )
            }
            Problem::Loss(losses) => {
                let pointers = losses.iter().filter_map(Note::from_pointer);
                let pointers: Vec<_> = pointers
                    .map(|pointer| format!("`{}`", shortened(pointer)))
                    .collect();
                write!(
                    formatter,
                    "release {release} has no place for {}; allow that with `Loss::Report`, or keep \
                     it with `Loss::Keep`",
                    pointers.join(", ")
                )
            }
            Problem::KeyTaken => write!(
                formatter,
                "`/customData/{KEY}` isn't a record of an earlier conversion, so what release \
                 {release} has no place for can't be kept there; use `Loss::Report`, or rename the key"
            ),
            Problem::Unknown => {
                let event_type = self.0.event.event_type();
                write!(
                    formatter,
                    "expected an event of a known release, found `{}`, which is unknown",
                    shortened(event_type.as_str())
                )
            }
            Problem::Invalid(message) => {
                write!(
                    formatter,
                    "the event isn't valid in release {release}: {message}"
                )
            }
        }
    }
}

impl std::error::Error for Error {}
