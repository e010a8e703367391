//! An event type of a release.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::read::entry::Entry;
use crate::{EventTypeRef, Kind, Release};

/// An event type that a release has.
///
/// Known events are ordered by release, oldest first, and then by event type.
#[derive(Clone, Copy)]
pub struct KnownEvent {
    entry: &'static Entry,
    is_type_open: bool,
}

impl KnownEvent {
    pub(super) const fn new(entry: &'static Entry, is_type_open: bool) -> Self {
        Self {
            entry,
            is_type_open,
        }
    }

    /// Returns the event type, or how it begins if it [is open](Self::is_type_open).
    #[must_use]
    pub const fn event_type(self) -> EventTypeRef<'static> {
        EventTypeRef::new(self.entry.event_type)
    }

    /// Returns whether the schema leaves open how the event type ends: with any version or none in
    /// the releases 0.1.0 and 0.1.1, and with any name and version for custom events.
    #[must_use]
    pub const fn is_type_open(self) -> bool {
        self.is_type_open
    }

    /// Returns the release.
    #[must_use]
    pub const fn release(self) -> Release {
        self.entry.release
    }

    /// Returns the kind of the event: its subject and its predicate.
    #[must_use]
    pub fn kind(self) -> Kind {
        // Both are generated from the same schemas, so a known event has a kind.
        self.event_type().kind().unwrap_or(Kind::Custom)
    }

    /// Returns the `$id` of the JSON Schema.
    #[must_use]
    pub const fn schema_id(self) -> &'static str {
        self.entry.schema_id
    }

    fn key(self) -> (Release, EventTypeRef<'static>) {
        (self.release(), self.event_type())
    }
}

impl fmt::Debug for KnownEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KnownEvent")
            .field("event_type", &self.event_type().as_str())
            .field("release", &self.release())
            .finish_non_exhaustive()
    }
}

impl PartialEq for KnownEvent {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for KnownEvent {}

impl Hash for KnownEvent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Ord for KnownEvent {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for KnownEvent {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
