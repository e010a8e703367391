//! The event that a link leads to.

use std::collections::BTreeMap;

use crate::{Json, NonEmptyString};

/// The event that a link leads to: its ID, and any other properties that the producer added, which
/// every release allows.
///
/// ```
/// use cdevents_generated::{EventLink, EventReference};
///
/// let mut reference = EventReference::new("f4fd4be8-f831-4fbf-ac55-30985e6b6850".parse()?);
/// reference.insert("team", r#""checkout""#.parse()?);
/// assert_eq!(reference.get("team").unwrap().as_str(), r#""checkout""#);
/// let link = EventLink::path(reference);
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct EventReference {
    id: Option<NonEmptyString>,
    properties: BTreeMap<String, Json>,
}

impl EventReference {
    /// Creates a reference to the event with this ID.
    #[must_use]
    pub const fn new(id: NonEmptyString) -> Self {
        Self {
            id: Some(id),
            properties: BTreeMap::new(),
        }
    }

    /// Creates a reference from its parts.
    pub(crate) const fn from_parts(
        id: Option<NonEmptyString>,
        properties: BTreeMap<String, Json>,
    ) -> Self {
        Self { id, properties }
    }

    /// Returns the event's ID. The target of a relation can be without one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_ref().map(NonEmptyString::as_str)
    }

    /// Returns the value of another property.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.properties.get(key)
    }

    /// Iterates over the other properties, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let properties = self.properties.iter();
        properties.map(|(key, value)| (key.as_str(), value))
    }

    /// Sets another property, and returns its previous value. An event rejects the link if its release
    /// uses this key for the ID.
    pub fn insert(&mut self, key: impl Into<String>, value: Json) -> Option<Json> {
        self.properties.insert(key.into(), value)
    }
}

impl From<NonEmptyString> for EventReference {
    fn from(id: NonEmptyString) -> Self {
        Self::new(id)
    }
}
