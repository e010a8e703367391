//! Events that are of no known release.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Serialize, Serializer};

use crate::event::envelope::Envelope;
use crate::event::methods::{common, to_json};
use crate::event::object;
use crate::event::object_macros::properties;
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::{
    CustomData, Environment, EventType, EventTypeRef, Json, NonEmptyString, Release, Timestamp,
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
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UnknownEvent {
    content: Properties,
    event_type: EventType,
    subject_source: Option<String>,
    custom_data: Option<CustomData>,
    custom_data_content_type: Option<String>,
    release_name: Option<String>,
}

/// The properties that every event has, and all others.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Properties {
    context: UnknownContext,
    subject: UnknownSubject,
    additional: crate::AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct UnknownContext {
    id: NonEmptyString,
    source: NonEmptyString,
    timestamp: Timestamp,
    event_type: NonEmptyString,
    additional: crate::AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct UnknownSubject {
    id: NonEmptyString,
    additional: crate::AdditionalProperties<Self>,
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
        let in_context = |key| content.context.additional.get(key);
        let in_event = |key| content.additional.get(key);
        Ok(Self {
            event_type: event_type.map_err(serde_json::Error::custom)?,
            subject_source: read(content.subject.additional.get("source")),
            custom_data: read(in_event("customData")),
            custom_data_content_type: read(in_event("customDataContentType")),
            release_name: read(in_context(SPECVERSION).or_else(|| in_context(VERSION))),
            content,
        })
    }
}

/// Reads a property if it is there, and of the expected type.
fn read<T: DeserializeOwned>(json: Option<&Json>) -> Option<T> {
    json.and_then(|json| json.read().ok())
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

    fn content_text(&self) -> Option<String> {
        let content = self.content.subject.additional.get("content");
        content.map(|content| content.as_str().to_owned())
    }
}
