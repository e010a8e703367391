//! Borrowed event types.

use std::fmt;

use serde::{Serialize, Serializer};

use super::owned::EventType;
use super::parts::{Parts, event_type_methods};

/// The type of an event, borrowed from it. Its parts live as long as the event.
///
/// [`EventType`] is the owned type, and explains the parts.
///
/// ```
/// use cdevents_generated::{CdEvent, EventType};
///
/// fn subject(event: &CdEvent) -> &str {
///     event.event_type().subject()
/// }
///
/// fn owned(event: &CdEvent) -> EventType {
///     event.event_type().into()
/// }
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct EventTypeRef<'a>(&'a str);

impl<'a> EventTypeRef<'a> {
    /// Wraps the type of an event without a check: where a schema leaves the type open, any text
    /// is valid.
    pub(crate) const fn new(text: &'a str) -> Self {
        Self(text)
    }

    event_type_methods!(self, self, 'a);
}

impl<'a> From<&'a EventType> for EventTypeRef<'a> {
    fn from(event_type: &'a EventType) -> Self {
        Self(event_type.as_str())
    }
}

impl From<EventTypeRef<'_>> for EventType {
    fn from(event_type: EventTypeRef<'_>) -> Self {
        Self::new_unchecked(event_type.0)
    }
}

impl AsRef<str> for EventTypeRef<'_> {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for EventTypeRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl Serialize for EventTypeRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// Makes borrowed event types comparable with another type, in both directions.
macro_rules! equality {
    ($($other:ty),*) => {$(
        impl PartialEq<$other> for EventTypeRef<'_> {
            fn eq(&self, other: &$other) -> bool {
                let other: &str = other.as_ref();
                self.0 == other
            }
        }

        impl PartialEq<EventTypeRef<'_>> for $other {
            fn eq(&self, other: &EventTypeRef<'_>) -> bool {
                other == self
            }
        }
    )*};
}

equality!(str, &str, String, EventType);
