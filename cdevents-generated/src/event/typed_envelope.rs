//! What every event has, for events of a known type.

use std::any::Any;

use super::envelope::Envelope;
use super::methods::{common, to_json};
use super::property::Property;
use super::traits::sealed::Sealed;
use super::traits::{Context, EventDefinition, Subject};
use super::typed::Event;
use super::unsupported::{Refused, UnsupportedProperty};
use crate::links::spelling::Spelling;
use crate::links::{read, write};
use crate::{
    CustomData, Environment, EventLink, EventTypeRef, Kind, NonEmptyString, Release, Timestamp,
    Uri, UriReference,
};

common!([D: EventDefinition] Event<D>);

impl<D: EventDefinition> Sealed for Event<D> {}

impl<D: EventDefinition> Envelope for Event<D> {
    fn event_type(&self) -> EventTypeRef<'_> {
        EventTypeRef::new(self.context.own_event_type().unwrap_or(D::EVENT_TYPE))
    }

    fn release(&self) -> Option<Release> {
        Some(D::RELEASE)
    }

    fn schema_id(&self) -> Option<&'static str> {
        Some(D::SCHEMA_ID)
    }

    fn to_json(&self) -> String {
        to_json(self)
    }

    fn kind(&self) -> Option<Kind> {
        Some(D::KIND)
    }

    fn content_text(&self) -> Option<String> {
        serde_json::to_string(self.subject.content()).ok()
    }

    fn content_any(&self) -> Option<&dyn Any> {
        Some(self.subject.content())
    }

    fn subject_type(&self) -> Option<&str> {
        self.subject.own_type()
    }

    fn link_list(&self) -> Option<&dyn Any> {
        self.context.link_list()
    }

    fn links_text(&self) -> Option<String> {
        self.context.links()
    }

    fn id(&self) -> &str {
        self.context.id().as_str()
    }

    fn source(&self) -> &str {
        self.context.source().as_ref()
    }

    fn timestamp(&self) -> &Timestamp {
        self.context.timestamp()
    }

    fn subject_id(&self) -> &str {
        self.subject.id().as_str()
    }

    fn subject_source(&self) -> Option<&str> {
        self.subject.source()
    }

    fn custom_data(&self) -> Option<&CustomData> {
        self.custom_data.as_ref()
    }

    fn custom_data_content_type(&self) -> Option<&str> {
        self.custom_data_content_type.as_deref()
    }

    fn environment(&self) -> Option<Environment<'_>> {
        D::environment(&self.subject)
    }

    fn release_name(&self) -> Option<&str> {
        Some(self.context.release_name())
    }

    fn chain_id(&self) -> Option<&str> {
        self.context.chain_id()
    }

    fn schema_uri(&self) -> Option<&str> {
        self.context.schema_uri()
    }

    fn links(&self) -> Vec<EventLink> {
        let links = self.context.links().unwrap_or_default();
        read::links(spelling::<D>().as_ref(), &links)
    }

    fn set_id(&mut self, id: NonEmptyString) {
        self.context.set_id(id);
    }

    fn set_source(&mut self, source: UriReference) {
        self.context.set_source(source.into());
    }

    fn set_timestamp(&mut self, timestamp: Timestamp) {
        self.context.set_timestamp(timestamp);
    }

    fn set_subject_id(&mut self, id: NonEmptyString) {
        self.subject.set_id(id);
    }

    fn set_subject_source(
        &mut self,
        source: Option<UriReference>,
    ) -> Result<(), UnsupportedProperty> {
        let set = self.subject.set_source(source);
        set.map_err(|refused| self.refused(Property::SubjectSource, refused))
    }

    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), UnsupportedProperty> {
        let set = self.context.set_chain_id(id);
        set.map_err(|refused| self.refused(Property::ChainId, refused))
    }

    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), UnsupportedProperty> {
        let set = self.context.set_schema_uri(uri);
        set.map_err(|refused| self.refused(Property::SchemaUri, refused))
    }

    fn set_links(&mut self, links: Vec<EventLink>) -> Result<(), UnsupportedProperty> {
        if links.is_empty() {
            self.clear_links();
            return Ok(());
        }
        let json = spelling::<D>()
            .ok_or(Refused::NoPlace)
            .and_then(|spelling| write::links(&spelling, &links).map_err(Refused::Invalid));
        let set = json.and_then(|json| self.context.set_links(Some(&json)));
        set.map_err(|refused| self.refused(Property::Links, refused))
    }

    fn push_link(&mut self, link: EventLink) -> Result<(), UnsupportedProperty> {
        let json = spelling::<D>()
            .ok_or(Refused::NoPlace)
            .and_then(|spelling| write::link(&spelling, &link).map_err(Refused::Invalid));
        let set = json.and_then(|json| {
            let links = write::appended(self.context.links().as_deref(), &json);
            self.context.set_links(Some(&links))
        });
        set.map_err(|refused| self.refused(Property::Links, refused))
    }

    fn clear_links(&mut self) {
        // Every schema allows an event without links.
        let _ = self.context.set_links(None);
    }

    fn set_custom_data(&mut self, data: Option<CustomData>) {
        self.custom_data = data;
    }

    fn set_custom_data_content_type(&mut self, media_type: Option<String>) {
        self.custom_data_content_type = media_type;
    }
}

impl<D: EventDefinition> Event<D> {
    fn refused(&self, property: Property, refused: Refused) -> UnsupportedProperty {
        property.refused(Envelope::event_type(self), Some(D::RELEASE), refused)
    }
}

/// Returns the keys that an event uses in links, if it can have links.
fn spelling<D: EventDefinition>() -> Option<Spelling> {
    let links = Property::Links.find_in(D::SCHEMA)?;
    Some(Spelling::of(links.schema))
}
