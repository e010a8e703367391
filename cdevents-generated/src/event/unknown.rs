//! Events that no release here has: newer ones, most likely.

use serde::{Serialize, Serializer};

use crate::event::object;
use crate::event::object_macros::properties;
use crate::event::traits::AnyKind;
use crate::read::find::{SPECVERSION, VERSION};
use crate::{CustomData, Environment, Error, ErrorKind, EventType, NonEmptyString, Timestamp};

/// An event of a type, or by a release, that is newer than this crate. It is kept as it came.
///
/// Its context and its subject have what every event has; nothing else of it is checked but that it
/// is JSON, with no key twice and no deeper than 120.
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
    envelope: Envelope,
    event_type: EventType,
    subject_source: Option<String>,
    custom_data: Option<CustomData>,
    custom_data_content_type: Option<String>,
    release_name: Option<String>,
}

/// What is understood of it, and the rest.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Envelope {
    context: UnknownContext,
    subject: UnknownSubject,
    additional: crate::AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct UnknownContext {
    id: NonEmptyString,
    source: NonEmptyString,
    timestamp: Timestamp,
    event_type: NonEmptyString,
    additional: crate::AdditionalProperties<Self>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct UnknownSubject {
    id: NonEmptyString,
    additional: crate::AdditionalProperties<Self>,
}

properties!(
    Envelope,
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
    /// Understands what every event has.
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let envelope: Envelope = serde_json::from_str(text)
            .map_err(|error| Error::from_json(ErrorKind::UnknownEventType, &error))?;
        let event_type = envelope.context.event_type.as_str().parse();
        let event_type = event_type.map_err(|error: crate::InvalidValue| {
            let kind = ErrorKind::UnknownEventType;
            Error::new(kind, "/context/type", error.to_string())
        })?;
        let subject_source = envelope.subject.additional.get("source");
        let of_context = |key| envelope.context.additional.get(key);
        let release_name = of_context(SPECVERSION).or_else(|| of_context(VERSION));
        let of_envelope = |key| envelope.additional.get(key);
        Ok(Self {
            event_type,
            subject_source: subject_source.and_then(|it| it.read().ok()),
            custom_data: of_envelope("customData").and_then(|it| it.read().ok()),
            custom_data_content_type: of_envelope("customDataContentType")
                .and_then(|it| it.read().ok()),
            release_name: release_name.and_then(|it| it.read().ok()),
            envelope,
        })
    }
}

impl Serialize for UnknownEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(&self.envelope, serializer, "")
    }
}

impl AnyKind for UnknownEvent {
    fn event_type(&self) -> EventType {
        self.event_type.clone()
    }

    fn id(&self) -> &str {
        self.envelope.context.id.as_str()
    }

    fn source(&self) -> &str {
        self.envelope.context.source.as_str()
    }

    fn timestamp(&self) -> &Timestamp {
        &self.envelope.context.timestamp
    }

    fn subject_id(&self) -> &str {
        self.envelope.subject.id.as_str()
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

    /// Nobody knows where a new release keeps it.
    fn environment(&self) -> Option<Environment<'_>> {
        None
    }

    fn release_name(&self) -> Option<&str> {
        self.release_name.as_deref()
    }
}
