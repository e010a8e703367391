//! An event of any release: what it can be asked.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::{CdEvent, CustomData, Environment, Error, EventType, Timestamp, read};

impl CdEvent {
    /// Parses an event of any release from JSON.
    ///
    /// An event parses if and only if it is valid against its JSON Schema, formats included, with
    /// two rules on top: no object may repeat a key, and JSON that the schema leaves free may nest
    /// at most 120 deep. The schema is that of the release that the event names, or of the newest
    /// release that has the event's type if the named one doesn't: [`release`](Self::release) and
    /// [`release_name`](Self::release_name) tell them apart.
    ///
    /// An event that names a release newer than this crate, and isn't valid by a known one, is
    /// preserved as [`CdEvent::Unknown`]; [`into_known`](Self::into_known) makes it an error.
    ///
    /// ```
    /// use cdevents_generated::{CdEvent, ErrorKind};
    ///
    /// let error = CdEvent::from_slice(br#"{"context": {}}"#).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotAnEvent);
    /// assert_eq!(error.instance_path(), "/context");
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). The error says where in the event the first problem is;
    /// its [`report`](Error::report) has every violation of the schema.
    pub fn from_slice(json: &[u8]) -> Result<Self, Error> {
        read::text(json)?.parse()
    }

    /// Parses an event, and preserves one that isn't valid as [`CdEvent::Unknown`], together with
    /// the error that [`from_slice`](Self::from_slice) would return.
    ///
    /// Use this to store or forward what a producer gets wrong.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    ///
    /// let (event, tolerated) = CdEvent::from_slice_tolerant(br#"{
    ///     "context": {
    ///         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    ///         "type": "dev.cdevents.service.deploied.0.3.0"
    ///     },
    ///     "subject": { "id": "service/checkout", "content": {} }
    /// }"#)?;
    /// assert_eq!(event.subject_id(), "service/checkout");
    /// assert_eq!(tolerated.unwrap().instance_path(), "/context/type");
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the input isn't JSON, or lacks what every event has: an ID, source, type and
    /// timestamp, and the subject's ID.
    pub fn from_slice_tolerant(json: &[u8]) -> Result<(Self, Option<Error>), Error> {
        let text = read::text(json)?;
        match read::read_tolerant(text) {
            Ok((event, error)) => Ok((event, error.map(|error| error.with_report(text, None)))),
            Err(error) => Err(error.with_report(text, None)),
        }
    }

    /// Parses an event from a reader, up to its end.
    ///
    /// # Errors
    /// Fails if the reader does, and where [`from_slice`](Self::from_slice) fails.
    pub fn from_reader(reader: impl std::io::Read) -> Result<Self, Error> {
        Self::from_slice(&read::bytes(reader)?)
    }

    /// Converts a [`serde_json::Value`], given by value or by reference.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    /// use serde_json::json;
    ///
    /// let error = CdEvent::from_value(&json!({"context": {"type": 7}})).unwrap_err();
    /// assert_eq!((error.instance_path(), error.position()), ("/context/type", None));
    /// ```
    ///
    /// # Errors
    /// Fails where [`from_slice`](Self::from_slice) fails. The error has no position.
    pub fn from_value(value: impl Borrow<Value>) -> Result<Self, Error> {
        Self::from_str(&value.borrow().to_string()).map_err(Error::without_position)
    }

    /// Returns the event if it is known, and fails if it is [`CdEvent::Unknown`].
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    ///
    /// # fn receive(body: &[u8]) -> Result<(), cdevents_generated::Error> {
    /// let event = CdEvent::from_slice(body)?.into_known()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails if the event is unknown, with what validation says of it.
    pub fn into_known(self) -> Result<Self, Error> {
        if !matches!(self, Self::Unknown(_)) {
            return Ok(self);
        }
        let text = self.to_json();
        read::read_any(&text, None).map_err(|error| error.with_report(&text, None))
    }

    /// Returns the release that the event names. An event can name a release that lacks its type;
    /// it is then judged by another one, [`release`](Self::release).
    #[must_use]
    pub fn release_name(&self) -> Option<&str> {
        self.any().release_name()
    }

    /// The name of the event.
    #[must_use]
    pub fn event_type(&self) -> EventType {
        self.any().event_type()
    }

    /// The event's id, unique within its source.
    #[must_use]
    pub fn id(&self) -> &str {
        self.any().id()
    }

    /// What produced the event.
    #[must_use]
    pub fn source(&self) -> &str {
        self.any().source()
    }

    /// When the event arose.
    #[must_use]
    pub fn timestamp(&self) -> &Timestamp {
        self.any().timestamp()
    }

    /// The id of what the event is about.
    #[must_use]
    pub fn subject_id(&self) -> &str {
        self.any().subject_id()
    }

    /// What gave the subject its id, where the event says so.
    #[must_use]
    pub fn subject_source(&self) -> Option<&str> {
        self.any().subject_source()
    }

    /// What the producer added beyond the specification.
    #[must_use]
    pub fn custom_data(&self) -> Option<&CustomData> {
        self.any().custom_data()
    }

    /// The media type of the custom data.
    #[must_use]
    pub fn custom_data_content_type(&self) -> Option<&str> {
        self.any().custom_data_content_type()
    }

    /// The environment, of a continuous deployment event of any release.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    ///
    /// let event: CdEvent = r#"{
    ///     "context": {
    ///         "version": "draft", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    ///         "type": "dev.cdevents.environment.created"
    ///     },
    ///     "subject": { "id": "staging-7", "content": { "name": "Staging" } }
    /// }"#.parse()?;
    /// let environment = event.environment().unwrap();
    /// assert_eq!((environment.id, environment.name), ("staging-7", Some("Staging")));
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    #[must_use]
    pub fn environment(&self) -> Option<Environment<'_>> {
        self.any().environment()
    }
}

impl FromStr for CdEvent {
    type Err = Error;

    fn from_str(json: &str) -> Result<Self, Error> {
        read::read_or_keep(json).map_err(|error| error.with_report(json, None))
    }
}

/// Writes the event as compact JSON.
impl fmt::Display for CdEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_json())
    }
}
