//! What events of all known types have in common, compiled once and not for each type.

use std::any::Any;

use serde::Serialize as _;

use super::definition::{Context, Definition, Subject};
use super::object::write;
use super::property::Property;
use super::unsupported::{Refused, UnsupportedProperty};
use crate::links::spelling::Spelling;
use crate::links::{read, write as write_links};
use crate::{
    CustomData, EventLink, EventTypeRef, Kind, NonEmptyString, Release, Timestamp, Uri,
    UriReference,
};

/// How long most events are in JSON, in bytes.
const USUAL_LENGTH: usize = 512;

/// A context of any type.
pub(crate) trait AnyContext {
    fn id(&self) -> &str;
    fn source(&self) -> &str;
    fn timestamp(&self) -> &Timestamp;
    fn release_name(&self) -> &str;
    fn own_event_type(&self) -> Option<&str>;
    fn chain_id(&self) -> Option<&str>;
    fn schema_uri(&self) -> Option<&str>;
    fn links(&self) -> Option<String>;
    fn link_list(&self) -> Option<&dyn Any>;
    fn set_id(&mut self, id: NonEmptyString);
    fn set_source(&mut self, source: UriReference);
    fn set_timestamp(&mut self, timestamp: Timestamp);
    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), Refused>;
    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), Refused>;
    fn set_links(&mut self, links: Option<&str>) -> Result<(), Refused>;
    fn copy_links(&mut self, links: &dyn Any) -> Result<(), Refused>;
    fn write(&self, json: &mut Vec<u8>, event_type: &str) -> serde_json::Result<()>;
}

impl<C: Context> AnyContext for C {
    fn id(&self) -> &str {
        Context::id(self).as_str()
    }

    fn source(&self) -> &str {
        Context::source(self).as_ref()
    }

    fn timestamp(&self) -> &Timestamp {
        Context::timestamp(self)
    }

    fn release_name(&self) -> &str {
        Context::release_name(self)
    }

    fn own_event_type(&self) -> Option<&str> {
        Context::own_event_type(self)
    }

    fn chain_id(&self) -> Option<&str> {
        Context::chain_id(self)
    }

    fn schema_uri(&self) -> Option<&str> {
        Context::schema_uri(self)
    }

    fn links(&self) -> Option<String> {
        Context::links(self)
    }

    fn link_list(&self) -> Option<&dyn Any> {
        Context::link_list(self)
    }

    fn set_id(&mut self, id: NonEmptyString) {
        Context::set_id(self, id);
    }

    fn set_source(&mut self, source: UriReference) {
        Context::set_source(self, source.into());
    }

    fn set_timestamp(&mut self, timestamp: Timestamp) {
        Context::set_timestamp(self, timestamp);
    }

    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), Refused> {
        Context::set_chain_id(self, id)
    }

    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), Refused> {
        Context::set_schema_uri(self, uri)
    }

    fn set_links(&mut self, links: Option<&str>) -> Result<(), Refused> {
        Context::set_links(self, links)
    }

    fn copy_links(&mut self, links: &dyn Any) -> Result<(), Refused> {
        Context::copy_links(self, links)
    }

    fn write(&self, json: &mut Vec<u8>, event_type: &str) -> serde_json::Result<()> {
        write(self, &mut serde_json::Serializer::new(json), event_type)
    }
}

/// A subject of any type.
pub(crate) trait AnySubject {
    fn id(&self) -> &str;
    fn source(&self) -> Option<&str>;
    fn own_type(&self) -> Option<&str>;
    fn content(&self) -> &dyn Any;
    fn set_id(&mut self, id: NonEmptyString);
    fn set_source(&mut self, source: Option<UriReference>) -> Result<(), Refused>;
    fn set_own_type(&mut self, own_type: Option<&str>) -> Result<(), Refused>;
    fn write(&self, json: &mut Vec<u8>, subject_type: &str) -> serde_json::Result<()>;
    fn write_content(&self, json: &mut Vec<u8>) -> serde_json::Result<()>;
}

impl<S: Subject> AnySubject for S {
    fn id(&self) -> &str {
        Subject::id(self).as_str()
    }

    fn source(&self) -> Option<&str> {
        Subject::source(self)
    }

    fn own_type(&self) -> Option<&str> {
        Subject::own_type(self)
    }

    fn content(&self) -> &dyn Any {
        Subject::content(self)
    }

    fn set_id(&mut self, id: NonEmptyString) {
        Subject::set_id(self, id);
    }

    fn set_source(&mut self, source: Option<UriReference>) -> Result<(), Refused> {
        Subject::set_source(self, source)
    }

    fn set_own_type(&mut self, own_type: Option<&str>) -> Result<(), Refused> {
        Subject::set_own_type(self, own_type)
    }

    fn write(&self, json: &mut Vec<u8>, subject_type: &str) -> serde_json::Result<()> {
        write(self, &mut serde_json::Serializer::new(json), subject_type)
    }

    fn write_content(&self, json: &mut Vec<u8>) -> serde_json::Result<()> {
        Subject::content(self).serialize(&mut serde_json::Serializer::new(json))
    }
}

/// The parts of an event of a known type.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub(super) definition: &'static Definition,
    pub(super) context: &'a dyn AnyContext,
    pub(super) subject: &'a dyn AnySubject,
    pub(super) custom_data: &'a Option<CustomData>,
    pub(super) custom_data_content_type: &'a Option<String>,
}

impl<'a> Known<'a> {
    pub(crate) fn event_type(self) -> EventTypeRef<'a> {
        let own = self.context.own_event_type();
        EventTypeRef::new(own.unwrap_or(self.definition.event_type))
    }

    pub(crate) fn release(self) -> Release {
        self.definition.release
    }

    pub(crate) fn release_name(self) -> &'a str {
        self.context.release_name()
    }

    pub(crate) fn schema_id(self) -> &'static str {
        self.definition.schema_id
    }

    pub(crate) fn kind(self) -> Kind {
        self.definition.kind
    }

    pub(crate) fn id(self) -> &'a str {
        self.context.id()
    }

    pub(crate) fn source(self) -> &'a str {
        self.context.source()
    }

    pub(crate) fn timestamp(self) -> &'a Timestamp {
        self.context.timestamp()
    }

    pub(crate) fn subject_id(self) -> &'a str {
        self.subject.id()
    }

    pub(crate) fn subject_source(self) -> Option<&'a str> {
        self.subject.source()
    }

    pub(crate) fn subject_type(self) -> Option<&'a str> {
        self.subject.own_type()
    }

    pub(crate) fn custom_data(self) -> Option<&'a CustomData> {
        self.custom_data.as_ref()
    }

    pub(crate) fn custom_data_content_type(self) -> Option<&'a str> {
        self.custom_data_content_type.as_deref()
    }

    pub(crate) fn chain_id(self) -> Option<&'a str> {
        self.context.chain_id()
    }

    pub(crate) fn schema_uri(self) -> Option<&'a str> {
        self.context.schema_uri()
    }

    pub(crate) fn content_text(self) -> Option<String> {
        let mut json = Vec::with_capacity(USUAL_LENGTH / 2);
        self.subject.write_content(&mut json).ok()?;
        String::from_utf8(json).ok()
    }

    pub(crate) fn content(self) -> &'a dyn Any {
        self.subject.content()
    }

    pub(crate) fn link_list(self) -> Option<&'a dyn Any> {
        self.context.link_list()
    }

    pub(crate) fn links_text(self) -> Option<String> {
        self.context.links()
    }

    pub(crate) fn links(self) -> Vec<EventLink> {
        let links = self.context.links().unwrap_or_default();
        read::links(spelling(self.definition).as_ref(), &links)
    }

    pub(crate) fn to_json(self) -> String {
        let mut json = Vec::with_capacity(USUAL_LENGTH);
        self.write(&mut json)
            .expect("an event can be written as JSON");
        String::from_utf8(json).expect("JSON is UTF-8")
    }

    fn write(self, json: &mut Vec<u8>) -> serde_json::Result<()> {
        json.extend(b"{\"context\":");
        self.context.write(json, self.definition.event_type)?;
        json.extend(b",\"subject\":");
        self.subject.write(json, self.definition.subject_type)?;
        if let Some(custom_data) = self.custom_data {
            json.extend(b",\"customData\":");
            serde_json::to_writer(&mut *json, custom_data)?;
        }
        if let Some(media_type) = self.custom_data_content_type {
            json.extend(b",\"customDataContentType\":");
            serde_json::to_writer(&mut *json, media_type)?;
        }
        json.push(b'}');
        Ok(())
    }
}

/// The parts of an event of a known type, to change them.
pub struct KnownMut<'a> {
    pub(super) definition: &'static Definition,
    pub(super) context: &'a mut dyn AnyContext,
    pub(super) subject: &'a mut dyn AnySubject,
    pub(super) custom_data: &'a mut Option<CustomData>,
    pub(super) custom_data_content_type: &'a mut Option<String>,
}

impl KnownMut<'_> {
    pub(super) fn set_id(self, id: NonEmptyString) {
        self.context.set_id(id);
    }

    pub(super) fn set_source(self, source: UriReference) {
        self.context.set_source(source);
    }

    pub(super) fn set_timestamp(self, timestamp: Timestamp) {
        self.context.set_timestamp(timestamp);
    }

    pub(super) fn set_subject_id(self, id: NonEmptyString) {
        self.subject.set_id(id);
    }

    pub(super) fn set_subject_source(
        self,
        source: Option<UriReference>,
    ) -> Result<(), UnsupportedProperty> {
        let set = self.subject.set_source(source);
        set.map_err(|refused| self.refused(Property::SubjectSource, refused))
    }

    pub(super) fn set_chain_id(
        self,
        id: Option<NonEmptyString>,
    ) -> Result<(), UnsupportedProperty> {
        let set = self.context.set_chain_id(id);
        set.map_err(|refused| self.refused(Property::ChainId, refused))
    }

    pub(super) fn set_schema_uri(self, uri: Option<Uri>) -> Result<(), UnsupportedProperty> {
        let set = self.context.set_schema_uri(uri);
        set.map_err(|refused| self.refused(Property::SchemaUri, refused))
    }

    pub(super) fn set_links(self, links: &[EventLink]) -> Result<(), UnsupportedProperty> {
        let json = spelling(self.definition)
            .ok_or(Refused::NoPlace)
            .and_then(|spelling| write_links::links(&spelling, links).map_err(Refused::Invalid));
        let set = json.and_then(|json| self.context.set_links(Some(&json)));
        set.map_err(|refused| self.refused(Property::Links, refused))
    }

    pub(super) fn push_link(self, link: &EventLink) -> Result<(), UnsupportedProperty> {
        let json = spelling(self.definition)
            .ok_or(Refused::NoPlace)
            .and_then(|spelling| write_links::link(&spelling, link).map_err(Refused::Invalid));
        let set = json.and_then(|json| {
            let links = write_links::appended(self.context.links().as_deref(), &json);
            self.context.set_links(Some(&links))
        });
        set.map_err(|refused| self.refused(Property::Links, refused))
    }

    pub(super) fn clear_links(self) {
        // Every schema allows an event without links.
        let _ = self.context.set_links(None);
    }

    pub(super) fn set_custom_data(self, data: Option<CustomData>) {
        *self.custom_data = data;
    }

    pub(super) fn set_custom_data_content_type(self, media_type: Option<String>) {
        *self.custom_data_content_type = media_type;
    }

    fn refused(&self, property: Property, refused: Refused) -> UnsupportedProperty {
        let own = self.context.own_event_type();
        let event_type = EventTypeRef::new(own.unwrap_or(self.definition.event_type));
        property.refused(event_type, Some(self.definition.release), refused)
    }
}

/// Returns the keys that an event uses in links, if it can have links.
fn spelling(definition: &Definition) -> Option<Spelling> {
    let links = Property::Links.find_in(definition.schema)?;
    Some(Spelling::of(links.schema))
}
