//! A link between an event and another one.

use super::reference::EventReference;
use crate::{Json, JsonObject, NonEmptyString};

/// A link between the event that has it and another event, whatever the release.
///
/// Events of every release return and accept this type, and write each link the way their release
/// does. The links in an event of a known type are also in its `context.links`, as the type of that
/// release.
///
/// ```
/// use cdevents_generated::{CdEvent, EventLink, EventReference};
///
/// let mut event = CdEvent::from_slice(include_bytes!(concat!(
///     env!("CARGO_MANIFEST_DIR"),
///     "/examples/0.5.1/build-started.minimal.json"
/// )))?;
/// let trigger = EventReference::new("f4fd4be8-f831-4fbf-ac55-30985e6b6850".parse()?);
/// event.push_link(EventLink::relation("TRIGGER".parse()?, trigger))?;
/// for link in event.links() {
///     println!("{:?}", link.reference().and_then(|reference| reference.id()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum EventLink {
    /// The event is the last of its chain.
    #[non_exhaustive]
    End {
        /// The preceding event.
        from: Option<EventReference>,
        /// Any properties that describe the link.
        tags: Option<JsonObject>,
    },
    /// The event follows another one in its chain.
    #[non_exhaustive]
    Path {
        /// The preceding event.
        from: EventReference,
        /// Any properties that describe the link.
        tags: Option<JsonObject>,
    },
    /// The event is related to another one, without following it.
    #[non_exhaustive]
    Relation {
        /// How the two events are related, such as `TRIGGER`.
        kind: NonEmptyString,
        /// The event that the relation leads to.
        target: EventReference,
        /// Any properties that describe the link.
        tags: Option<JsonObject>,
    },
    /// A link that the releases this crate knows don't have: as it is in the event.
    Other(Json),
}

impl EventLink {
    /// Creates the link of the last event of a chain, without a preceding event.
    #[must_use]
    pub const fn end() -> Self {
        Self::End {
            from: None,
            tags: None,
        }
    }

    /// Creates the link of the last event of a chain to the preceding event.
    #[must_use]
    pub fn end_from(from: impl Into<EventReference>) -> Self {
        Self::End {
            from: Some(from.into()),
            tags: None,
        }
    }

    /// Creates a link to the preceding event of a chain.
    #[must_use]
    pub fn path(from: impl Into<EventReference>) -> Self {
        Self::Path {
            from: from.into(),
            tags: None,
        }
    }

    /// Creates a link to a related event. `kind` says how they are related, such as `TRIGGER`.
    #[must_use]
    pub fn relation(kind: NonEmptyString, target: impl Into<EventReference>) -> Self {
        Self::Relation {
            kind,
            target: target.into(),
            tags: None,
        }
    }

    /// Sets the properties that describe the link. A link of another release keeps its own.
    #[must_use]
    pub fn with_tags(mut self, new: JsonObject) -> Self {
        match &mut self {
            Self::End { tags, .. } | Self::Path { tags, .. } | Self::Relation { tags, .. } => {
                *tags = Some(new);
            }
            Self::Other(_) => {}
        }
        self
    }

    /// Returns the properties that describe the link.
    #[must_use]
    pub const fn tags(&self) -> Option<&JsonObject> {
        match self {
            Self::End { tags, .. } | Self::Path { tags, .. } | Self::Relation { tags, .. } => {
                tags.as_ref()
            }
            Self::Other(_) => None,
        }
    }

    /// Returns the event that the link leads to, if it names one.
    #[must_use]
    pub const fn reference(&self) -> Option<&EventReference> {
        match self {
            Self::End { from, .. } => from.as_ref(),
            Self::Path { from, .. } => Some(from),
            Self::Relation { target, .. } => Some(target),
            Self::Other(_) => None,
        }
    }
}
