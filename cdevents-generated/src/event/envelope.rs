//! What every event has, whatever its type and release.

use std::any::Any;

use crate::event::sealed::Sealed;
use crate::event::unsupported::UnsupportedProperty;
use crate::value::text::Text as _;
use crate::{
    CustomData, Environment, EventLink, EventReference, EventTypeRef, Kind, NonEmptyString,
    Release, Timestamp, Uri, UriReference,
};

/// What every event has, whatever its type and release.
///
/// Every [`Event`](crate::Event), each `AnyEvent`, [`CdEvent`](crate::CdEvent) and
/// [`UnknownEvent`](crate::UnknownEvent) implements this trait, and has the same methods itself. Use
/// the trait as a bound, or as `dyn Envelope`:
///
/// ```
/// use cdevents_generated::traits::Envelope;
///
/// fn key(event: &dyn Envelope) -> String {
///     format!("{} {}", event.source(), event.id())
/// }
/// ```
///
/// Whatever you set, the event stays valid by its schema. So what decides the schema can't be set:
/// the event type and the release.
pub trait Envelope: Sealed {
    /// Returns the event type.
    fn event_type(&self) -> EventTypeRef<'_>;

    /// Returns the release that the event was parsed by, or created for; `None` for an unknown
    /// event.
    fn release(&self) -> Option<Release>;

    /// Returns the name of the release that the event names. An event can name a release that lacks
    /// its type; it is then parsed by another release.
    fn release_name(&self) -> Option<&str>;

    /// Returns the `$id` of the event's JSON Schema; `None` for an unknown event.
    fn schema_id(&self) -> Option<&'static str>;

    /// Returns the event's ID, unique within its source.
    fn id(&self) -> &str;

    /// Returns the event's producer.
    fn source(&self) -> &str;

    /// Returns when the event occurred.
    fn timestamp(&self) -> &Timestamp;

    /// Returns the subject's ID.
    fn subject_id(&self) -> &str;

    /// Returns the source that assigned the subject's ID, if the event names one.
    fn subject_source(&self) -> Option<&str>;

    /// Returns the data that the producer added.
    fn custom_data(&self) -> Option<&CustomData>;

    /// Returns the media type of the custom data.
    fn custom_data_content_type(&self) -> Option<&str>;

    /// Returns the environment of a continuous deployment event.
    fn environment(&self) -> Option<Environment<'_>>;

    /// Returns the event as compact JSON. Numbers and timestamps keep their digits.
    fn to_json(&self) -> String;

    /// Returns the kind of the event: its subject and its predicate, in any release and any version;
    /// `None` if this crate knows no such event.
    fn kind(&self) -> Option<Kind> {
        self.event_type().kind()
    }

    /// Returns the JSON text of the content, if there is one.
    #[doc(hidden)]
    fn content_text(&self) -> Option<String>;

    /// Returns the content, if it has a type of its own.
    #[doc(hidden)]
    fn content_any(&self) -> Option<&dyn Any> {
        None
    }

    /// Returns the type of the subject, if the schema doesn't fix it.
    #[doc(hidden)]
    fn subject_type(&self) -> Option<&str> {
        None
    }

    /// Returns the list of the links, if the event has any.
    #[doc(hidden)]
    fn link_list(&self) -> Option<&dyn Any> {
        None
    }

    /// Returns the JSON text of the links, if the event has any.
    #[doc(hidden)]
    fn links_text(&self) -> Option<String> {
        None
    }

    /// Returns the ID of the event's chain, if the event has one.
    fn chain_id(&self) -> Option<&str>;

    /// Returns the URI of an additional schema that the event conforms to, if the event names one.
    fn schema_uri(&self) -> Option<&str>;

    /// Returns the links between the event and other events.
    fn links(&self) -> Vec<EventLink>;

    /// Sets the event's ID.
    fn set_id(&mut self, id: NonEmptyString);

    /// Sets the event's producer.
    fn set_source(&mut self, source: UriReference);

    /// Sets when the event occurred.
    fn set_timestamp(&mut self, timestamp: Timestamp);

    /// Sets the subject's ID.
    fn set_subject_id(&mut self, id: NonEmptyString);

    /// Sets the source that assigned the subject's ID, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_subject_source(
        &mut self,
        source: Option<UriReference>,
    ) -> Result<(), UnsupportedProperty>;

    /// Sets the ID of the event's chain, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), UnsupportedProperty>;

    /// Sets the URI of an additional schema that the event conforms to, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), UnsupportedProperty>;

    /// Replaces the links. Without any link, removes the property.
    ///
    /// # Errors
    /// Fails if the event's schema has no links, or doesn't allow one of these. The event is then
    /// unchanged.
    fn set_links(&mut self, links: Vec<EventLink>) -> Result<(), UnsupportedProperty>;

    /// Adds a link after the others.
    ///
    /// # Errors
    /// Fails if the event's schema has no links, or doesn't allow this one. The event is then
    /// unchanged.
    fn push_link(&mut self, link: EventLink) -> Result<(), UnsupportedProperty>;

    /// Removes all links.
    fn clear_links(&mut self);

    /// Sets the data that the producer adds, or removes it. The media type stays.
    fn set_custom_data(&mut self, data: Option<CustomData>);

    /// Sets the media type of the custom data, or removes it.
    fn set_custom_data_content_type(&mut self, media_type: Option<String>);

    /// Makes the event the first of a chain with this ID, which all further events of the chain get.
    ///
    /// # Errors
    /// Fails if the event's schema has no chains.
    fn start_chain_with(&mut self, id: NonEmptyString) -> Result<(), UnsupportedProperty> {
        self.set_chain_id(Some(id))
    }

    /// Makes the event the first of a new chain, with a random ID.
    ///
    /// # Errors
    /// Fails if the event's schema has no chains.
    #[cfg(feature = "now")]
    fn start_chain(&mut self) -> Result<(), UnsupportedProperty> {
        self.start_chain_with(NonEmptyString::unique())
    }

    /// Makes the event follow another one: adds a path link to it, and takes over its chain ID. If the
    /// other event has no chain ID, this event's stays as it is.
    ///
    /// # Errors
    /// Fails if the schema of this event has no links or chains. The event is then unchanged.
    fn continue_from(&mut self, previous: &dyn Envelope) -> Result<(), UnsupportedProperty> {
        let link = EventLink::path(reference(previous));
        link_in_chain(self, previous, link)
    }

    /// Makes the event the last of its chain: adds an end link to the previous event, and takes over
    /// its chain ID. If the previous event has no chain ID, this event's stays as it is.
    ///
    /// # Errors
    /// Fails if the schema of this event has no links or chains. The event is then unchanged.
    fn end_chain(&mut self, previous: &dyn Envelope) -> Result<(), UnsupportedProperty> {
        let link = EventLink::end_from(reference(previous));
        link_in_chain(self, previous, link)
    }

    /// Adds a relation link to another event, which may be of another chain. `kind` says how the two
    /// events are related, such as `TRIGGER`.
    ///
    /// # Errors
    /// Fails if the schema of this event has no links. The event is then unchanged.
    fn relate_to(
        &mut self,
        other: &dyn Envelope,
        kind: NonEmptyString,
    ) -> Result<(), UnsupportedProperty> {
        self.push_link(EventLink::relation(kind, reference(other)))
    }
}

/// Returns a reference to an event.
fn reference(event: &dyn Envelope) -> EventReference {
    // No event has an empty ID.
    EventReference::new(NonEmptyString::wrap(event.id().to_owned()))
}

/// Adds a link to another event of the same chain, or changes nothing.
fn link_in_chain<E: Envelope + ?Sized>(
    event: &mut E,
    previous: &dyn Envelope,
    link: EventLink,
) -> Result<(), UnsupportedProperty> {
    let chain_id = |id: Option<&str>| id.and_then(|id| id.parse().ok());
    let own = chain_id(event.chain_id());
    if let Some(chain) = chain_id(previous.chain_id()) {
        event.set_chain_id(Some(chain))?;
    }
    let pushed = event.push_link(link);
    if pushed.is_err() {
        // The event had this chain ID before, so it can have it again.
        let _ = event.set_chain_id(own);
    }
    pushed
}

/// Implements [`Envelope`] for an enum of events, by its method `envelope`.
macro_rules! delegate {
    ($name:ident) => {
        impl $crate::event::sealed::Sealed for $name {}

        impl $crate::traits::Envelope for $name {
            fn event_type(&self) -> $crate::EventTypeRef<'_> {
                self.envelope().event_type()
            }

            fn release(&self) -> Option<$crate::Release> {
                self.envelope().release()
            }

            fn release_name(&self) -> Option<&str> {
                self.envelope().release_name()
            }

            fn schema_id(&self) -> Option<&'static str> {
                self.envelope().schema_id()
            }

            fn id(&self) -> &str {
                self.envelope().id()
            }

            fn source(&self) -> &str {
                self.envelope().source()
            }

            fn timestamp(&self) -> &$crate::Timestamp {
                self.envelope().timestamp()
            }

            fn subject_id(&self) -> &str {
                self.envelope().subject_id()
            }

            fn subject_source(&self) -> Option<&str> {
                self.envelope().subject_source()
            }

            fn custom_data(&self) -> Option<&$crate::CustomData> {
                self.envelope().custom_data()
            }

            fn custom_data_content_type(&self) -> Option<&str> {
                self.envelope().custom_data_content_type()
            }

            fn environment(&self) -> Option<$crate::Environment<'_>> {
                self.envelope().environment()
            }

            fn to_json(&self) -> String {
                self.envelope().to_json()
            }

            fn kind(&self) -> Option<$crate::Kind> {
                self.envelope().kind()
            }

            fn content_text(&self) -> Option<String> {
                self.envelope().content_text()
            }

            fn chain_id(&self) -> Option<&str> {
                self.envelope().chain_id()
            }

            fn schema_uri(&self) -> Option<&str> {
                self.envelope().schema_uri()
            }

            fn links(&self) -> Vec<$crate::EventLink> {
                self.envelope().links()
            }

            fn set_id(&mut self, id: $crate::NonEmptyString) {
                self.envelope_mut().set_id(id);
            }

            fn set_source(&mut self, source: $crate::UriReference) {
                self.envelope_mut().set_source(source);
            }

            fn set_timestamp(&mut self, timestamp: $crate::Timestamp) {
                self.envelope_mut().set_timestamp(timestamp);
            }

            fn set_subject_id(&mut self, id: $crate::NonEmptyString) {
                self.envelope_mut().set_subject_id(id);
            }

            fn set_subject_source(
                &mut self,
                source: Option<$crate::UriReference>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                self.envelope_mut().set_subject_source(source)
            }

            fn set_chain_id(
                &mut self,
                id: Option<$crate::NonEmptyString>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                self.envelope_mut().set_chain_id(id)
            }

            fn set_schema_uri(
                &mut self,
                uri: Option<$crate::Uri>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                self.envelope_mut().set_schema_uri(uri)
            }

            fn set_links(
                &mut self,
                links: Vec<$crate::EventLink>,
            ) -> Result<(), $crate::UnsupportedProperty> {
                self.envelope_mut().set_links(links)
            }

            fn push_link(
                &mut self,
                link: $crate::EventLink,
            ) -> Result<(), $crate::UnsupportedProperty> {
                self.envelope_mut().push_link(link)
            }

            fn clear_links(&mut self) {
                self.envelope_mut().clear_links();
            }

            fn set_custom_data(&mut self, data: Option<$crate::CustomData>) {
                self.envelope_mut().set_custom_data(data);
            }

            fn set_custom_data_content_type(&mut self, media_type: Option<String>) {
                self.envelope_mut().set_custom_data_content_type(media_type);
            }
        }
    };
}
pub(crate) use delegate;
