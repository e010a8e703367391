//! Events that are of no known release.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Serialize, Serializer};

use crate::event::field::to_json;
use crate::event::object::{self, Object};
use crate::event::object_macros::properties;
use crate::event::property::Property;
use crate::event::unsupported::{Refused, UnsupportedProperty};
use crate::json::deserialize::whole;
use crate::json::scan::{Problem, Reader};
use crate::links::spelling::Spelling;
use crate::links::{read, write};
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::{
    AdditionalProperties, CustomData, EventLink, EventType, EventTypeRef, InvalidValue, Json,
    NonEmptyString, Release, Timestamp, Uri, UriReference,
};

/// The parts of an [`UnknownEvent`](crate::UnknownEvent).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UnknownParts {
    content: Properties,
    event_type: EventType,
    subject_source: Option<String>,
    custom_data: Option<CustomData>,
    custom_data_content_type: Option<String>,
    release_name: Option<String>,
    chain_id: Option<String>,
    schema_uri: Option<String>,
}

/// The properties that every event has, and all others.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Properties {
    context: UnknownContext,
    subject: UnknownSubject,
    additional: AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct UnknownContext {
    id: NonEmptyString,
    source: NonEmptyString,
    timestamp: Timestamp,
    event_type: NonEmptyString,
    additional: AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct UnknownSubject {
    id: NonEmptyString,
    additional: AdditionalProperties<Self>,
}

properties!(
    Properties,
    required("context" = context),
    required("subject" = subject),
    ..additional
);

properties!(
    UnknownContext,
    required("id" = id),
    required("source" = source),
    required("timestamp" = timestamp),
    required("type" = event_type),
    ..additional
);

properties!(UnknownSubject, required("id" = id), ..additional);

impl UnknownParts {
    /// Parses an event that has the properties that every event has.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Problem> {
        let content: Properties = whole(reader)?;
        let event_type = content.context.event_type.as_str().parse();
        let event_type = event_type.map_err(Problem::custom)?;
        let mut event = Self {
            event_type,
            content,
            subject_source: None,
            custom_data: None,
            custom_data_content_type: None,
            release_name: None,
            chain_id: None,
            schema_uri: None,
        };
        event.read_again();
        Ok(event)
    }

    /// Reads what the free JSON has of the properties that known releases have.
    fn read_again(&mut self) {
        let Properties {
            context,
            subject,
            additional,
        } = &self.content;
        let in_context = |key| context.additional.get(key);
        let release_name = in_context(SPECVERSION).or_else(|| in_context(VERSION));
        self.release_name = read(release_name);
        self.subject_source = read(subject.additional.get("source"));
        self.custom_data = read(additional.get("customData"));
        self.custom_data_content_type = read(additional.get("customDataContentType"));
        self.chain_id = read(spelled(&context.additional, Property::ChainId));
        self.schema_uri = read(spelled(&context.additional, Property::SchemaUri));
    }

    /// Returns the release that the event names, if it is known: the event is then invalid by it.
    fn named_release(&self) -> Option<Release> {
        self.release_name.as_deref()?.parse().ok()
    }

    /// Sets a property under the key that the event uses already, or else that of the release that it
    /// names, or else that of the newest release. Without a value, removes the property.
    fn set(&mut self, property: Property, value: Option<Json>) -> Result<(), UnsupportedProperty> {
        let release = self.named_release();
        let refused = |refused| property.refused((&self.event_type).into(), release, refused);
        let properties = &mut self.content.context.additional;
        let key = match spelled_key(properties, property) {
            Some(key) => key.to_owned(),
            None if value.is_none() => return Ok(()),
            None => match property.in_release(release) {
                Some(known) => known.key.to_owned(),
                None => return Err(refused(Refused::NoPlace)),
            },
        };
        set(properties, &key, value);
        self.read_again();
        Ok(())
    }

    /// Returns the keys of the links that the event has already, or else those of the release that it
    /// names, or else those of the newest release.
    fn spelling(&self) -> Option<Spelling> {
        let of = |release| {
            let links = Property::Links.in_release(release);
            links.map(|links| Spelling::of(links.schema))
        };
        let used = read::keys(self.own_links().map_or("", Json::as_str));
        let releases = Release::ALL.iter().rev();
        let mut known = releases.filter_map(|release| of(Some(*release)));
        let found = known.find(|spelling| used.iter().any(|key| spelling.is_tag(key)));
        found.or_else(|| of(self.named_release()))
    }

    fn own_links(&self) -> Option<&Json> {
        spelled(&self.content.context.additional, Property::Links)
    }

    /// Returns the error for links that aren't an array, or can't be written.
    fn refused_links(&self, refused: Refused) -> UnsupportedProperty {
        let event_type = (&self.event_type).into();
        Property::Links.refused(event_type, self.named_release(), refused)
    }

    /// Sets the links to an array of JSON.
    fn set_own_links(&mut self, links: &str) -> Result<(), UnsupportedProperty> {
        let invalid = |error: InvalidValue| Refused::Invalid(error.to_string());
        let links = links
            .parse()
            .map_err(|error| self.refused_links(invalid(error)))?;
        self.set(Property::Links, Some(links))
    }
}

/// Reads a property if it is there, and of the expected type.
fn read<T: DeserializeOwned>(json: Option<&Json>) -> Option<T> {
    json.and_then(|json| json.read().ok())
}

/// Returns the key under which an object has a property: the newest spelling, if there are several.
fn spelled_key<T>(object: &AdditionalProperties<T>, property: Property) -> Option<&str> {
    let mut keys = object
        .iter()
        .map(|(key, _)| key)
        .filter(|key| property.is_key(key));
    let first = keys.next()?;
    let newest = property.newest_key();
    Some(keys.find(|key| *key == newest).unwrap_or(first))
}

fn spelled<T>(object: &AdditionalProperties<T>, property: Property) -> Option<&Json> {
    object.get(spelled_key(object, property)?)
}

/// Sets or removes a property that the object's type doesn't name.
fn set<T: Object>(object: &mut AdditionalProperties<T>, key: &str, value: Option<Json>) {
    match value {
        // The keys that the type names have setters of their own.
        Some(value) => drop(object.insert(key, value)),
        None => drop(object.remove(key)),
    }
}

impl Serialize for UnknownParts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(&self.content, serializer, "")
    }
}

/// Returns a value as JSON.
fn json<T: Serialize>(value: &T) -> Json {
    // Strings and custom data have nothing that JSON can't express.
    Json::from_serialize(value).expect("a string or custom data can be written as JSON")
}

/// What [`Envelope`](crate::traits::Envelope) offers.
impl UnknownParts {
    pub(super) fn event_type(&self) -> EventTypeRef<'_> {
        (&self.event_type).into()
    }

    pub(super) fn id(&self) -> &str {
        self.content.context.id.as_str()
    }

    pub(super) fn source(&self) -> &str {
        self.content.context.source.as_str()
    }

    pub(super) fn timestamp(&self) -> &Timestamp {
        &self.content.context.timestamp
    }

    pub(super) fn subject_id(&self) -> &str {
        self.content.subject.id.as_str()
    }

    pub(super) fn subject_source(&self) -> Option<&str> {
        self.subject_source.as_deref()
    }

    pub(super) fn custom_data(&self) -> Option<&CustomData> {
        self.custom_data.as_ref()
    }

    pub(super) fn custom_data_content_type(&self) -> Option<&str> {
        self.custom_data_content_type.as_deref()
    }

    pub(super) fn release_name(&self) -> Option<&str> {
        self.release_name.as_deref()
    }

    pub(super) fn to_json(&self) -> String {
        to_json(self)
    }

    pub(super) fn content_text(&self) -> Option<String> {
        let content = self.content.subject.additional.get("content");
        content.map(|content| content.as_str().to_owned())
    }

    pub(super) fn chain_id(&self) -> Option<&str> {
        self.chain_id.as_deref()
    }

    pub(super) fn schema_uri(&self) -> Option<&str> {
        self.schema_uri.as_deref()
    }

    /// Returns the links. One that no known release has is an [`EventLink::Other`].
    pub(super) fn links(&self) -> Vec<EventLink> {
        let links = self.own_links().map_or("", Json::as_str);
        read::links(self.spelling().as_ref(), links)
    }

    pub(super) fn set_id(&mut self, id: NonEmptyString) {
        self.content.context.id = id;
    }

    pub(super) fn set_source(&mut self, source: UriReference) {
        self.content.context.source = source.into();
    }

    pub(super) fn set_timestamp(&mut self, timestamp: Timestamp) {
        self.content.context.timestamp = timestamp;
    }

    pub(super) fn set_subject_id(&mut self, id: NonEmptyString) {
        self.content.subject.id = id;
    }

    pub(super) fn set_subject_source(&mut self, source: Option<UriReference>) {
        let source = source.map(|source| json(&source));
        set(&mut self.content.subject.additional, "source", source);
        self.read_again();
    }

    pub(super) fn set_chain_id(
        &mut self,
        id: Option<NonEmptyString>,
    ) -> Result<(), UnsupportedProperty> {
        self.set(Property::ChainId, id.map(|id| json(&id)))
    }

    pub(super) fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), UnsupportedProperty> {
        self.set(Property::SchemaUri, uri.map(|uri| json(&uri)))
    }

    pub(super) fn set_links(&mut self, links: &[EventLink]) -> Result<(), UnsupportedProperty> {
        let spelling = self.spelling();
        let spelling = spelling.ok_or_else(|| self.refused_links(Refused::NoPlace))?;
        let json = write::links(&spelling, links);
        let json = json.map_err(|reason| self.refused_links(Refused::Invalid(reason)))?;
        self.set_own_links(&json)
    }

    /// Adds a link after the others. Fails if the event's links aren't an array.
    pub(super) fn push_link(&mut self, link: &EventLink) -> Result<(), UnsupportedProperty> {
        let own = self.own_links().map(Json::as_str);
        if own.is_some_and(|links| !links.starts_with('[')) {
            let reason = "the event's links are not an array; replace or clear them first";
            return Err(self.refused_links(Refused::Invalid(reason.to_owned())));
        }
        let spelling = self.spelling();
        let spelling = spelling.ok_or_else(|| self.refused_links(Refused::NoPlace))?;
        let json = write::link(&spelling, link);
        let json = json.map_err(|reason| self.refused_links(Refused::Invalid(reason)))?;
        self.set_own_links(&write::appended(own, &json))
    }

    pub(super) fn clear_links(&mut self) {
        // Removing a property never fails.
        let _ = self.set(Property::Links, None);
    }

    pub(super) fn set_custom_data(&mut self, data: Option<CustomData>) {
        let data = data.map(|data| json(&data));
        set(&mut self.content.additional, "customData", data);
        self.read_again();
    }

    pub(super) fn set_custom_data_content_type(&mut self, media_type: Option<String>) {
        let media_type = media_type.map(|media_type| json(&media_type));
        set(
            &mut self.content.additional,
            "customDataContentType",
            media_type,
        );
        self.read_again();
    }
}
