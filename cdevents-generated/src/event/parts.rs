//! The parts of any event. What all events have in common is implemented for these parts, once.

use super::known::{Known, KnownMut};
use super::unknown_parts::UnknownParts;
use crate::Environment;

/// The parts of an event.
#[derive(Clone, Copy)]
pub enum Parts<'a> {
    Known(Known<'a>),
    Unknown(&'a UnknownParts),
}

impl<'a> Parts<'a> {
    /// Returns the parts of an event of a known type.
    pub(super) const fn known(self) -> Option<Known<'a>> {
        match self {
            Self::Known(parts) => Some(parts),
            Self::Unknown(_) => None,
        }
    }
}

/// The parts of an event, to change them.
pub enum PartsMut<'a> {
    Known(KnownMut<'a>),
    Unknown(&'a mut UnknownParts),
}

/// An event of any type. No other crate can name this trait, so none can implement it.
pub trait AsParts {
    #[must_use]
    fn parts(&self) -> Parts<'_>;

    #[must_use]
    fn parts_mut(&mut self) -> PartsMut<'_>;

    /// Returns the environment. There is none in an unknown event: it isn't known where a newer
    /// release has it.
    #[must_use]
    fn own_environment(&self) -> Option<Environment<'_>> {
        None
    }
}

/// Calls a method of the parts of an event, known or not.
macro_rules! of_parts {
    ($type:ident, $parts:expr, $method:ident($($argument:expr),*)) => {
        match $parts {
            $type::Known(parts) => parts.$method($($argument),*),
            $type::Unknown(parts) => parts.$method($($argument),*),
        }
    };
}
pub(crate) use of_parts;
