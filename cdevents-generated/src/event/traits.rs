//! What kinds of events, contexts and subjects have in common.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::typed::Event;
use crate::event::object::Object;
use crate::validate::table::Schema;
use crate::{CdEvent, CustomData, Environment, EventType, NonEmptyString, Release, Timestamp};

/// What tells one kind of event from another. Every kind is generated.
pub trait EventKind: Sized + 'static {
    /// The event's metadata: ID, source, type and time.
    type Context: Context;

    /// The subject and its details.
    type Subject: Subject;

    /// The event type; of custom events, whose contexts carry their own, what all of them begin
    /// with.
    const EVENT_TYPE: &'static str;

    /// The type of the event's subject. Some releases have the event say it.
    const SUBJECT_TYPE: &'static str;

    /// The `$id` of the JSON Schema.
    const SCHEMA_ID: &'static str;

    /// The release that has this event.
    const RELEASE: Release;

    #[doc(hidden)]
    const SCHEMA: &'static Schema;

    /// The environment, of a continuous deployment event.
    #[doc(hidden)]
    #[must_use]
    fn environment(_event: &Event<Self>) -> Option<Environment<'_>> {
        None
    }
}

/// A kind of event that [`CdEvent`] can be.
pub trait KnownKind: EventKind {
    #[doc(hidden)]
    fn wrap(event: Box<Event<Self>>) -> CdEvent;
}

/// A kind of custom event, whose content is of a type of its user's.
pub trait CustomKind: EventKind {
    /// The same with another content.
    type With<C: Content>: CustomKind;
}

/// An event's context.
pub trait Context: Object {
    /// What names the producer.
    type Source: AsRef<str>;

    /// Returns the event's ID.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// Returns the event's producer.
    #[must_use]
    fn source(&self) -> &Self::Source;

    /// Returns when the event occurred.
    #[must_use]
    fn timestamp(&self) -> &Timestamp;

    /// The release that the event names.
    #[must_use]
    fn release_name(&self) -> &str;

    /// The event's type, where its schema leaves that open.
    #[must_use]
    fn own_event_type(&self) -> Option<&str> {
        None
    }
}

/// A context whose event type is the same in every event of its kind.
pub trait FixedContext: Context {
    #[doc(hidden)]
    #[must_use]
    fn of_release(
        release: Release,
        event_type: &'static str,
        id: NonEmptyString,
        source: Self::Source,
        timestamp: Timestamp,
    ) -> Self;
}

/// A context of an event of one's own.
pub trait CustomContext: Context {
    /// The event's type.
    type EventType;

    #[doc(hidden)]
    #[must_use]
    fn of_release(
        release: Release,
        event_type: Self::EventType,
        id: NonEmptyString,
        source: Self::Source,
        timestamp: Timestamp,
    ) -> Self;
}

/// An event's subject.
pub trait Subject: Object {
    /// The details of the subject.
    type Content: Content;

    /// The subject's id, unique within its source.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// Who gave it its id, where that isn't the event's source.
    #[must_use]
    fn source(&self) -> Option<&str> {
        None
    }

    /// Returns the details of the subject.
    #[must_use]
    fn content(&self) -> &Self::Content;
}

/// A subject that is made of its id and its content.
pub trait FixedSubject: Subject {
    /// A subject of what is required.
    #[must_use]
    fn of_content(subject_type: &'static str, id: NonEmptyString, content: Self::Content) -> Self;
}

/// Implements [`Context`]: the type of the source; the field with the release that the event names,
/// or that release; and the field with the event's own type, if it has one.
macro_rules! context {
    (
        $name:ident, source = $source:ty, release = $($release:literal)? $($release_field:ident)?
        $(, event_type = $event_type:ident)? $(,)?
    ) => {
        impl $crate::Context for $name {
            type Source = $source;

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            fn source(&self) -> &Self::Source {
                &self.source
            }

            fn timestamp(&self) -> &$crate::Timestamp {
                &self.timestamp
            }

            fn release_name(&self) -> &str {
                $($release)?
                $(self.$release_field.as_ref())?
            }

            $(fn own_event_type(&self) -> Option<&str> {
                Some(self.$event_type.as_ref())
            })?
        }
    };
}
pub(crate) use context;

/// Implements [`Subject`]; behind the name stands the field with the source, if there is one.
macro_rules! subject {
    ($name:ident $(, source = $source:ident)?) => {
        impl<C: $crate::Content> $crate::Subject for $name<C> {
            type Content = C;

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            $(fn source(&self) -> Option<&str> {
                self.$source.as_ref().map(AsRef::as_ref)
            })?

            fn content(&self) -> &C {
                &self.content
            }
        }
    };
}
pub(crate) use subject;

/// The details of a subject.
pub trait Content: Serialize + DeserializeOwned + 'static {}

impl<T: Serialize + DeserializeOwned + 'static> Content for T {}

/// What is asked of any event, whatever its kind.
pub(crate) trait AnyKind {
    /// See [`CdEvent`]'s method of the same name; so for the others.
    fn event_type(&self) -> EventType;
    fn id(&self) -> &str;
    fn source(&self) -> &str;
    fn timestamp(&self) -> &Timestamp;
    fn subject_id(&self) -> &str;
    fn subject_source(&self) -> Option<&str>;
    fn custom_data(&self) -> Option<&CustomData>;
    fn custom_data_content_type(&self) -> Option<&str>;
    fn environment(&self) -> Option<Environment<'_>>;
    fn release_name(&self) -> Option<&str>;
}
