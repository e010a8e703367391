//! An event type of a release.

use crate::read::entry::Entry;
use crate::{EventTypeRef, Kind, Release};

/// An event type that a release has.
///
/// Known events are ordered by release, oldest first, and then by event type.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct KnownEvent {
    release: Release,
    event_type: EventTypeRef<'static>,
    is_type_open: bool,
    kind: Kind,
    schema_id: &'static str,
}

impl KnownEvent {
    pub(super) fn new(entry: &Entry) -> Self {
        Self {
            release: entry.release,
            event_type: EventTypeRef::new(entry.event_type),
            is_type_open: entry.has_open_type(),
            kind: entry.kind(),
            schema_id: entry.schema_id,
        }
    }

    /// Returns the event type, or how it begins if it [is open](Self::is_type_open).
    #[must_use]
    pub const fn event_type(self) -> EventTypeRef<'static> {
        self.event_type
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
        self.release
    }

    /// Returns the kind of the event: its subject and its predicate.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// Returns the `$id` of the JSON Schema.
    #[must_use]
    pub const fn schema_id(self) -> &'static str {
        self.schema_id
    }
}
