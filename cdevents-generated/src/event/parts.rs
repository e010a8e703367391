//! The parts of any event. What all events have in common is implemented for these parts, once.

use super::known::{Known, KnownMut};
use super::unknown_parts::UnknownParts;
use crate::{CustomData, Environment, EventLink, EventTypeRef, Timestamp};

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

impl Parts<'_> {
    pub(crate) fn schema_id(self) -> Option<&'static str> {
        self.known().map(Known::schema_id)
    }
}

/// Gives the parts of an event the methods that those of known and of unknown events have.
macro_rules! read_parts {
    ($($name:ident: $returned:ty,)*) => {
        impl<'a> Parts<'a> {
            $(
                pub(crate) fn $name(self) -> $returned {
                    match self {
                        Self::Known(parts) => parts.$name(),
                        Self::Unknown(parts) => parts.$name(),
                    }
                }
            )*
        }
    };
}

read_parts! {
    event_type: EventTypeRef<'a>,
    id: &'a str,
    source: &'a str,
    timestamp: &'a Timestamp,
    subject_id: &'a str,
    subject_source: Option<&'a str>,
    custom_data: Option<&'a CustomData>,
    custom_data_content_type: Option<&'a str>,
    to_json: String,
    content_text: Option<String>,
    chain_id: Option<&'a str>,
    schema_uri: Option<&'a str>,
    links: Vec<EventLink>,
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
