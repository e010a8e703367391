//! What every event has, whatever its type and release.

use crate::event::known::Known;
use crate::event::parts::{AsParts, Parts, PartsMut, of_parts};
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
pub trait Envelope: AsParts {
    /// Returns the event type.
    fn event_type(&self) -> EventTypeRef<'_> {
        self.parts().event_type()
    }

    /// Returns the release that the event was parsed by, or created for; `None` for an unknown
    /// event.
    fn release(&self) -> Option<Release> {
        self.parts().known().map(Known::release)
    }

    /// Returns the name of the release that the event names. An event can name a release that lacks
    /// its type; it is then parsed by another release.
    fn release_name(&self) -> Option<&str> {
        match self.parts() {
            Parts::Known(parts) => Some(parts.release_name()),
            Parts::Unknown(parts) => parts.release_name(),
        }
    }

    /// Returns the `$id` of the event's JSON Schema; `None` for an unknown event.
    fn schema_id(&self) -> Option<&'static str> {
        self.parts().schema_id()
    }

    /// Returns the event's ID, unique within its source.
    fn id(&self) -> &str {
        self.parts().id()
    }

    /// Returns the event's producer.
    fn source(&self) -> &str {
        self.parts().source()
    }

    /// Returns when the event occurred.
    fn timestamp(&self) -> &Timestamp {
        self.parts().timestamp()
    }

    /// Returns the subject's ID.
    fn subject_id(&self) -> &str {
        self.parts().subject_id()
    }

    /// Returns the source that assigned the subject's ID, if the event names one.
    fn subject_source(&self) -> Option<&str> {
        self.parts().subject_source()
    }

    /// Returns the data that the producer added.
    fn custom_data(&self) -> Option<&CustomData> {
        self.parts().custom_data()
    }

    /// Returns the media type of the custom data.
    fn custom_data_content_type(&self) -> Option<&str> {
        self.parts().custom_data_content_type()
    }

    /// Returns the environment of a continuous deployment event.
    fn environment(&self) -> Option<Environment<'_>> {
        self.own_environment()
    }

    /// Returns the event as compact JSON. Numbers and timestamps keep their digits.
    fn to_json(&self) -> String {
        self.parts().to_json()
    }

    /// Returns the kind of the event: its subject and its predicate, in any release and any version;
    /// `None` if this crate knows no such event.
    fn kind(&self) -> Option<Kind> {
        match self.parts() {
            Parts::Known(parts) => Some(parts.kind()),
            Parts::Unknown(parts) => parts.event_type().kind(),
        }
    }

    /// Returns the JSON text of the content, if there is one.
    #[doc(hidden)]
    fn content_text(&self) -> Option<String> {
        self.parts().content_text()
    }

    /// Returns the ID of the event's chain, if the event has one.
    fn chain_id(&self) -> Option<&str> {
        self.parts().chain_id()
    }

    /// Returns the URI of an additional schema that the event conforms to, if the event names one.
    fn schema_uri(&self) -> Option<&str> {
        self.parts().schema_uri()
    }

    /// Returns the links between the event and other events.
    fn links(&self) -> Vec<EventLink> {
        self.parts().links()
    }

    /// Sets the event's ID.
    fn set_id(&mut self, id: NonEmptyString) {
        of_parts!(PartsMut, self.parts_mut(), set_id(id));
    }

    /// Sets the event's producer.
    fn set_source(&mut self, source: UriReference) {
        of_parts!(PartsMut, self.parts_mut(), set_source(source));
    }

    /// Sets when the event occurred.
    fn set_timestamp(&mut self, timestamp: Timestamp) {
        of_parts!(PartsMut, self.parts_mut(), set_timestamp(timestamp));
    }

    /// Sets the subject's ID.
    fn set_subject_id(&mut self, id: NonEmptyString) {
        of_parts!(PartsMut, self.parts_mut(), set_subject_id(id));
    }

    /// Sets the source that assigned the subject's ID, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_subject_source(
        &mut self,
        source: Option<UriReference>,
    ) -> Result<(), UnsupportedProperty> {
        match self.parts_mut() {
            PartsMut::Known(parts) => parts.set_subject_source(source),
            PartsMut::Unknown(parts) => {
                parts.set_subject_source(source);
                Ok(())
            }
        }
    }

    /// Sets the ID of the event's chain, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), UnsupportedProperty> {
        of_parts!(PartsMut, self.parts_mut(), set_chain_id(id))
    }

    /// Sets the URI of an additional schema that the event conforms to, or removes it.
    ///
    /// # Errors
    /// Fails if the event's schema has no such property. Removing it never fails.
    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), UnsupportedProperty> {
        of_parts!(PartsMut, self.parts_mut(), set_schema_uri(uri))
    }

    /// Replaces the links. Without any link, removes the property.
    ///
    /// # Errors
    /// Fails if the event's schema has no links, or doesn't allow one of these. The event is then
    /// unchanged.
    fn set_links(&mut self, links: Vec<EventLink>) -> Result<(), UnsupportedProperty> {
        if links.is_empty() {
            self.clear_links();
            return Ok(());
        }
        of_parts!(PartsMut, self.parts_mut(), set_links(&links))
    }

    /// Adds a link after the others.
    ///
    /// # Errors
    /// Fails if the event's schema has no links, or doesn't allow this one. The event is then
    /// unchanged.
    fn push_link(&mut self, link: EventLink) -> Result<(), UnsupportedProperty> {
        of_parts!(PartsMut, self.parts_mut(), push_link(&link))
    }

    /// Removes all links.
    fn clear_links(&mut self) {
        of_parts!(PartsMut, self.parts_mut(), clear_links());
    }

    /// Sets the data that the producer adds, or removes it. The media type stays.
    fn set_custom_data(&mut self, data: Option<CustomData>) {
        of_parts!(PartsMut, self.parts_mut(), set_custom_data(data));
    }

    /// Sets the media type of the custom data, or removes it.
    fn set_custom_data_content_type(&mut self, media_type: Option<String>) {
        of_parts!(
            PartsMut,
            self.parts_mut(),
            set_custom_data_content_type(media_type)
        );
    }

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
