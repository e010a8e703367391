//! An event of any release: parsing, writing, and what every event has.

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::methods::{common, parsing, writing};
use crate::read::{embedded, event, input};
use crate::{CdEvent, Error};

parsing! {
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
    [] CdEvent
}

writing!([] CdEvent);

common!([] CdEvent);

impl CdEvent {
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
        event::parse_tolerant(input::text(json)?)
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
    /// Fails if the event is unknown, with what [`from_slice`](Self::from_slice) would return if it
    /// didn't preserve newer events.
    pub fn into_known(self) -> Result<Self, Error> {
        if !matches!(self, Self::Unknown(_)) {
            return Ok(self);
        }
        let text = self.to_json();
        event::parse_known(&text)
    }
}

impl FromStr for CdEvent {
    type Err = Error;

    fn from_str(json: &str) -> Result<Self, Error> {
        event::parse(json)
    }
}

impl<'de> Deserialize<'de> for CdEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        embedded::deserialize(deserializer)
    }
}
