//! What a receiver filled in.

/// A property of the context that a receiver can fill in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Property {
    /// The event's ID.
    Id,
    /// The event's producer.
    Source,
    /// When the event occurred.
    Timestamp,
}

impl Property {
    pub(super) const ALL: [Self; 3] = [Self::Id, Self::Source, Self::Timestamp];

    /// Returns the key of the property in the context.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Source => "source",
            Self::Timestamp => "timestamp",
        }
    }

    /// Returns the JSON Pointer (RFC 6901) of the property in the event.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Id => "/context/id",
            Self::Source => "/context/source",
            Self::Timestamp => "/context/timestamp",
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Origin {
    /// The value that you gave.
    Given,
    /// The clock.
    Clock,
    /// A random UUID.
    Random,
    /// The digest of the event's content.
    Content,
}

/// A value that was filled in.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Filled {
    /// The property.
    pub property: Property,
    /// The value.
    pub value: String,
    /// Where the value comes from.
    pub from: Origin,
}

impl Filled {
    /// Returns the JSON Pointer (RFC 6901) of the property in the event.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.property.path()
    }
}

/// A completed event, and what was filled in.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Completed<E> {
    /// The event.
    pub event: E,
    /// What was filled in. Empty if the event was complete.
    pub filled: Vec<Filled>,
}
