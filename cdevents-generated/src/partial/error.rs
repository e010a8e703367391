//! The error of completing an event.

use std::fmt;

use super::filled::Property;
use crate::json::wording::alternatives;

/// The error for an event that can't be completed, or isn't valid.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The event lacks properties for which there is no default.
    Missing(Vec<Property>),
    /// The event can't be parsed, or isn't valid. Paths and positions are those in the text that you
    /// passed.
    Event(crate::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(properties) => {
                let keys = properties.iter();
                let keys: Vec<_> = keys.map(|key| format!("`{}`", key.key())).collect();
                let keys = alternatives(&keys);
                write!(
                    formatter,
                    "/context: no {keys} in the event, and no default for it; send it, or give a default"
                )
            }
            Self::Event(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Missing(_) => None,
            Self::Event(error) => std::error::Error::source(error),
        }
    }
}

impl From<crate::Error> for Error {
    fn from(error: crate::Error) -> Self {
        Self::Event(error)
    }
}
