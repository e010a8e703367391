//! An event of any release: what it can be asked.

use std::str::FromStr;

use crate::{CdEvent, CustomData, Environment, Error, ErrorKind, EventType, Timestamp, read};

impl CdEvent {
    /// Reads an event of any release from JSON.
    ///
    /// It accepts what the event's schema accepts, formats included, and nothing else, but for two
    /// rules of its own: a key that stands twice in an object is an error, and so is JSON nested
    /// more than 120 deep where the schema leaves it free. An event that is newer than this crate,
    /// by its type or its release, is [`CdEvent::Unknown`]; [`CdEvent::into_known`] makes it an
    /// error.
    ///
    /// ```
    /// use cdevents_generated::{CdEvent, ErrorKind};
    ///
    /// let error = CdEvent::from_slice(br#"{"context": {}}"#).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotAnEvent);
    /// assert_eq!(error.to_string(), "/context: `type` is missing, which says what the event is");
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). The error says where in the event, and what is wrong
    /// there; its [`report`](Error::report) has every violation of the schema.
    pub fn from_slice(json: &[u8]) -> Result<Self, Error> {
        read::text(json)?.parse()
    }

    /// The event, where it is a known one: whether an unknown event is an error is yours to say.
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
    /// Where it is [`CdEvent::Unknown`]: what validation says of it.
    pub fn into_known(self) -> Result<Self, Error> {
        let Self::Unknown(event) = &self else {
            return Ok(self);
        };
        let text = serde_json::to_string(event)
            .map_err(|error| Error::from_json(ErrorKind::Invalid, &error))?;
        read::read_any(&text, None).map_err(|error| error.with_report(&text, None))
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// None is known: an event that exists can be written.
    pub fn to_vec(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// None is known: an event that exists can be written.
    pub fn to_string(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
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
