//! Events that are of no known release.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Serialize, Serializer};

use crate::event::envelope::Envelope;
use crate::event::methods::{common, to_json};
use crate::event::object::{self, Object};
use crate::event::object_macros::properties;
use crate::event::property::Property;
use crate::event::unsupported::{Refused, UnsupportedProperty};
use crate::links::spelling::Spelling;
use crate::links::{read, write};
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::{
    AdditionalProperties, CustomData, Environment, EventLink, EventType, EventTypeRef,
    InvalidValue, Json, NonEmptyString, Release, Timestamp, Uri, UriReference,
};

/// An event of a type or a release that is newer than this crate. It is preserved unchanged.
///
/// It has the properties that every event has. Nothing else of it is checked, except that it is
/// JSON, repeats no key, and nests at most 120 deep.
///
/// ```
/// use cdevents_generated::{CdEvent, ErrorKind};
///
/// let event = CdEvent::from_slice(br#"{
///     "context": {
///         "specversion": "9.9.9", "id": "1", "source": "/ci", "timestamp": "2036-03-20T14:27:05Z",
///         "type": "dev.cdevents.cake.baked.0.1.0"
///     },
///     "subject": { "id": "cake/7", "content": { "layers": 3 } }
/// }"#)?;
/// assert_eq!(event.event_type().predicate(), "baked");
/// assert_eq!(event.subject_id(), "cake/7");
/// assert_eq!(event.release(), None);
/// assert_eq!(event.into_known().unwrap_err().kind(), ErrorKind::UnknownEventType);
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownEvent {
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
#[derive(Clone, Debug, Eq, PartialEq)]
struct Properties {
    context: UnknownContext,
    subject: UnknownSubject,
    additional: AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct UnknownContext {
    id: NonEmptyString,
    source: NonEmptyString,
    timestamp: Timestamp,
    event_type: NonEmptyString,
    additional: AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct UnknownSubject {
    id: NonEmptyString,
    additional: AdditionalProperties<Self>,
}

properties!(
    Properties,
    required("context", field = context),
    required("subject", field = subject),
    ..additional
);

properties!(
    UnknownContext,
    required("id", field = id),
    required("source", field = source),
    required("timestamp", field = timestamp),
    required("type", field = event_type),
    ..additional
);

properties!(UnknownSubject, required("id", field = id), ..additional);

impl UnknownEvent {
    /// Parses an event that has the properties that every event has.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let content: Properties = serde_json::from_str(text)?;
        let event_type = content.context.event_type.as_str().parse();
        let event_type = event_type.map_err(serde_json::Error::custom)?;
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
    fn spelling(&self, links: &[Json]) -> Option<Spelling> {
        let of = |release| {
            Property::Links
                .in_release(release)
                .map(|links| Spelling::of(links.schema))
        };
        let keys = |link: &Json| link.read::<BTreeMap<String, Json>>().unwrap_or_default();
        let used: Vec<_> = links
            .iter()
            .flat_map(|link| keys(link).into_keys())
            .collect();
        let releases = Release::ALL.iter().rev().map(|release| of(Some(*release)));
        let mut known = releases.flatten();
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

/// Returns a value as JSON.
fn json<T: Serialize>(value: &T) -> Json {
    // Strings and custom data have nothing that JSON can't express.
    Json::from_serialize(value).expect("a string or custom data can be written as JSON")
}

impl Serialize for UnknownEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(&self.content, serializer, "")
    }
}

common!([] UnknownEvent);

impl crate::traits::sealed::Sealed for UnknownEvent {}

impl Envelope for UnknownEvent {
    fn event_type(&self) -> EventTypeRef<'_> {
        (&self.event_type).into()
    }

    fn id(&self) -> &str {
        self.content.context.id.as_str()
    }

    fn source(&self) -> &str {
        self.content.context.source.as_str()
    }

    fn timestamp(&self) -> &Timestamp {
        &self.content.context.timestamp
    }

    fn subject_id(&self) -> &str {
        self.content.subject.id.as_str()
    }

    fn subject_source(&self) -> Option<&str> {
        self.subject_source.as_deref()
    }

    fn custom_data(&self) -> Option<&CustomData> {
        self.custom_data.as_ref()
    }

    fn custom_data_content_type(&self) -> Option<&str> {
        self.custom_data_content_type.as_deref()
    }

    /// Returns `None`: it isn't known where a newer release has the environment.
    fn environment(&self) -> Option<Environment<'_>> {
        None
    }

    fn release(&self) -> Option<Release> {
        None
    }

    fn release_name(&self) -> Option<&str> {
        self.release_name.as_deref()
    }

    fn schema_id(&self) -> Option<&'static str> {
        None
    }

    fn to_json(&self) -> String {
        to_json(self)
    }

    fn chain_id(&self) -> Option<&str> {
        self.chain_id.as_deref()
    }

    fn schema_uri(&self) -> Option<&str> {
        self.schema_uri.as_deref()
    }

    /// Returns the links. One that no known release has is an [`EventLink::Other`].
    fn links(&self) -> Vec<EventLink> {
        let links: Vec<Json> = read(self.own_links()).unwrap_or_default();
        match self.spelling(&links) {
            Some(spelling) => read::links(&spelling, links),
            None => links.into_iter().map(EventLink::Other).collect(),
        }
    }

    fn set_id(&mut self, id: NonEmptyString) {
        self.content.context.id = id;
    }

    fn set_source(&mut self, source: UriReference) {
        self.content.context.source = source.into();
    }

    fn set_timestamp(&mut self, timestamp: Timestamp) {
        self.content.context.timestamp = timestamp;
    }

    fn set_subject_id(&mut self, id: NonEmptyString) {
        self.content.subject.id = id;
    }

    fn set_subject_source(
        &mut self,
        source: Option<UriReference>,
    ) -> Result<(), UnsupportedProperty> {
        let source = source.map(|source| json(&source));
        set(&mut self.content.subject.additional, "source", source);
        self.read_again();
        Ok(())
    }

    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), UnsupportedProperty> {
        self.set(Property::ChainId, id.map(|id| json(&id)))
    }

    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), UnsupportedProperty> {
        self.set(Property::SchemaUri, uri.map(|uri| json(&uri)))
    }

    fn set_links(&mut self, links: Vec<EventLink>) -> Result<(), UnsupportedProperty> {
        if links.is_empty() {
            self.clear_links();
            return Ok(());
        }
        let own: Vec<Json> = read(self.own_links()).unwrap_or_default();
        let spelling = self.spelling(&own);
        let spelling = spelling.ok_or_else(|| self.refused_links(Refused::NoPlace))?;
        let json = write::links(&spelling, &links);
        let json = json.map_err(|reason| self.refused_links(Refused::Invalid(reason)))?;
        self.set_own_links(&json)
    }

    /// Adds a link after the others. Fails if the event's links aren't an array.
    fn push_link(&mut self, link: EventLink) -> Result<(), UnsupportedProperty> {
        let own: Vec<Json> = match self.own_links() {
            Some(links) => links.read().map_err(|_| {
                let reason = "the event's links are not an array; replace or clear them first";
                self.refused_links(Refused::Invalid(reason.to_owned()))
            })?,
            None => Vec::new(),
        };
        let spelling = self.spelling(&own);
        let spelling = spelling.ok_or_else(|| self.refused_links(Refused::NoPlace))?;
        let json = write::link(&spelling, &link);
        let json = json.map_err(|reason| self.refused_links(Refused::Invalid(reason)))?;
        let links = write::appended(self.own_links().map(Json::as_str), &json);
        self.set_own_links(&links)
    }

    fn clear_links(&mut self) {
        // Removing a property never fails.
        let _ = self.set(Property::Links, None);
    }

    fn set_custom_data(&mut self, data: Option<CustomData>) {
        let data = data.map(|data| json(&data));
        set(&mut self.content.additional, "customData", data);
        self.read_again();
    }

    fn set_custom_data_content_type(&mut self, media_type: Option<String>) {
        let media_type = media_type.map(|media_type| json(&media_type));
        set(
            &mut self.content.additional,
            "customDataContentType",
            media_type,
        );
        self.read_again();
    }
}
