//! Events of a known type.

use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::methods::{parsing, writing};
use super::traits::{
    Content, Context, CustomDefinition, EventDefinition, KnownDefinition, NewContext, NewSubject,
    Subject,
};
use super::unexpected::UnexpectedEvent;
use crate::error::path::at;
use crate::event::object::{self, Object, PropertyReader, WithFixed, required};
use crate::read::failure::{self, by};
use crate::read::input;
use crate::value::event_type::continues;
use crate::{CustomData, Error, ErrorKind, EventType, NonEmptyString, Release, Timestamp};

/// An event of a known type. Each has a name of its own, such as
/// [`v0_5_1::ServiceDeployed`](crate::v0_5_1::ServiceDeployed).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event<D: EventDefinition> {
    /// Metadata: ID, source, type and time.
    pub context: D::Context,
    /// The subject and its details.
    pub subject: D::Subject,
    /// The data that the producer added.
    pub custom_data: Option<CustomData>,
    /// The media type of the custom data.
    pub custom_data_content_type: Option<String>,
}

impl<D: EventDefinition> Event<D> {
    /// The event type; for custom events, whose contexts have their own, the prefix of all of them.
    pub const EVENT_TYPE: &'static str = D::EVENT_TYPE;

    /// The `$id` of the JSON Schema.
    pub const SCHEMA_ID: &'static str = D::SCHEMA_ID;

    /// The release of the event.
    pub const RELEASE: Release = D::RELEASE;

    /// Creates an event from its context and its subject.
    #[must_use]
    pub const fn from_parts(context: D::Context, subject: D::Subject) -> Self {
        Self {
            context,
            subject,
            custom_data: None,
            custom_data_content_type: None,
        }
    }

    /// Returns the error for an event of this release that is of another type.
    pub(crate) fn unexpected<E>(event: E, event_type: &EventType) -> UnexpectedEvent<E> {
        let expected = format!("`{}` of release {}", D::EVENT_TYPE, D::RELEASE);
        let found = format!("`{event_type}` of release {}", D::RELEASE);
        UnexpectedEvent::new(event, expected, found)
    }
}

impl<D: EventDefinition> Event<D>
where
    D::Context: NewContext<EventType = &'static str>,
{
    /// Creates the context of an event of this type, with an ID and a timestamp of your choice.
    ///
    /// ```
    /// use cdevents_generated::v0_5_1::{BuildStarted, build_started};
    ///
    /// let context = BuildStarted::context(
    ///     "271069a8-fc18-44f1-b38f-9d70a1695819".parse()?,
    ///     "/ci/main".parse()?,
    ///     "2026-03-20T14:27:05Z".parse()?,
    /// );
    /// let subject = build_started::Subject::new("build/7".parse()?, build_started::Content {});
    /// let event = BuildStarted::from_parts(context, subject);
    /// assert_eq!(event.context.spec_version(), "0.5.1");
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn context(
        id: NonEmptyString,
        source: <D::Context as Context>::Source,
        timestamp: Timestamp,
    ) -> D::Context {
        D::Context::of_release(D::RELEASE, D::EVENT_TYPE, id, source, timestamp)
    }
}

impl<D: EventDefinition> Event<D>
where
    D::Context: NewContext<EventType = &'static str>,
    D::Subject: NewSubject,
{
    /// Creates an event that occurs now, with a unique ID.
    ///
    /// ```
    /// use cdevents_generated::v0_5_1::{ServiceDeployed, service_deployed};
    ///
    /// let environment = service_deployed::Environment::new("production".parse()?);
    /// let artifact = "pkg:oci/checkout@sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d".parse()?;
    /// let event = ServiceDeployed::new(
    ///     "/ci/main".parse()?,
    ///     "service/checkout".parse()?,
    ///     service_deployed::Content::new(environment, artifact),
    /// );
    /// assert_eq!(event.environment().map(|environment| environment.id), Some("production"));
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[cfg(feature = "now")]
    #[must_use]
    pub fn new(
        source: <D::Context as Context>::Source,
        subject_id: NonEmptyString,
        content: <D::Subject as Subject>::Content,
    ) -> Self {
        let (id, timestamp) = (NonEmptyString::unique(), Timestamp::now());
        Self::from_parts(
            Self::context(id, source, timestamp),
            D::Subject::of_content(D::SUBJECT_TYPE, subject_id, content),
        )
    }
}

impl<D: CustomDefinition> Event<D>
where
    D::Context: NewContext,
{
    /// Creates the context of a custom event, with an ID and a timestamp of your choice.
    #[must_use]
    pub fn context_of_type(
        event_type: <D::Context as NewContext>::EventType,
        id: NonEmptyString,
        source: <D::Context as Context>::Source,
        timestamp: Timestamp,
    ) -> D::Context {
        D::Context::of_release(D::RELEASE, event_type, id, source, timestamp)
    }
}

impl<D: CustomDefinition> Event<D>
where
    D::Context: NewContext,
{
    /// Creates a custom event that occurs now, with a unique ID.
    ///
    /// ```
    /// use cdevents_generated::JsonObject;
    /// use cdevents_generated::v0_5_1::{CustomEvent, custom_event};
    /// use serde_json::json;
    ///
    /// let content = JsonObject::try_from(&json!({"seats": 4}))?;
    /// let event: CustomEvent = CustomEvent::of_type(
    ///     "dev.cdeventsx.mytool-table.reserved.0.1.0".parse()?,
    ///     "/my/tool".parse()?,
    ///     custom_event::Subject::new("table/7".parse()?, content.into()),
    /// );
    /// assert_eq!(event.event_type().tool(), Some("mytool"));
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[cfg(feature = "now")]
    #[must_use]
    pub fn of_type(
        event_type: <D::Context as NewContext>::EventType,
        source: <D::Context as Context>::Source,
        subject: D::Subject,
    ) -> Self {
        let (id, timestamp) = (NonEmptyString::unique(), Timestamp::now());
        Self::from_parts(
            Self::context_of_type(event_type, id, source, timestamp),
            subject,
        )
    }
}

impl<D: CustomDefinition> Event<D> {
    /// Converts the content to your own type, or to any JSON object.
    ///
    /// ```
    /// use cdevents_generated::v0_5_1::CustomEvent;
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Deserialize, Serialize)]
    /// struct Reservation {
    ///     seats: u32,
    /// }
    ///
    /// # let json = br#"{
    /// #     "context": {
    /// #         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    /// #         "type": "dev.cdeventsx.mytool-table.reserved.0.1.0"
    /// #     },
    /// #     "subject": { "id": "table/7", "content": { "seats": 4 } }
    /// # }"#;
    /// let event = CustomEvent::from_slice(json)?;
    /// if event.event_type().tool() == Some("mytool") {
    ///     let event = event.with_content::<Reservation>()?;
    ///     assert_eq!(event.subject.content.seats, 4);
    /// }
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the content isn't of that type, or doesn't serialize as an object.
    pub fn with_content<C: Content>(&self) -> Result<Event<D::With<C>>, Error> {
        let json = serde_json::to_string(self)
            .map_err(|error| Error::from_json(ErrorKind::Invalid, &error))?;
        json.parse()
    }
}

impl<D: CustomDefinition + KnownDefinition> Event<D> {
    /// Parses a custom event with a content of your own type.
    ///
    /// ```
    /// use cdevents_generated::v0_5_1::CustomEvent;
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Deserialize, Serialize)]
    /// struct Reservation {
    ///     seats: u32,
    /// }
    ///
    /// # let json = br#"{
    /// #     "context": {
    /// #         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    /// #         "type": "dev.cdeventsx.mytool-table.reserved.0.1.0"
    /// #     },
    /// #     "subject": { "id": "table/7", "content": { "seats": 4 } }
    /// # }"#;
    /// let event = CustomEvent::from_slice_with::<Reservation>(json)?;
    /// assert_eq!(event.subject.content.seats, 4);
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fails where [`from_slice`](Self::from_slice) fails, and if the content isn't of that type.
    pub fn from_slice_with<C: Content>(json: &[u8]) -> Result<Event<D::With<C>>, Error> {
        input::text(json)?.parse()
    }
}

parsing! {
    /// Parses an event of this type from JSON.
    ///
    /// The content of a custom event is then any JSON object; [`from_slice_with`](Self::from_slice_with)
    /// and [`with_content`](Self::with_content) give it your own type.
    ///
    /// # Errors
    /// Fails where [`CdEvent::from_slice`](crate::CdEvent::from_slice) fails, and for an event of
    /// another type or release.
    [D: KnownDefinition] Event<D>
}

writing!([D: KnownDefinition] Event<D>);

impl<D: EventDefinition> FromStr for Event<D> {
    type Err = Error;

    fn from_str(json: &str) -> Result<Self, Error> {
        failure::parse(json, by(D::SCHEMA, D::SCHEMA_ID))
    }
}

/// Checks the event type if the schema leaves it open.
fn check_type<D: EventDefinition, E: de::Error>(context: Option<&D::Context>) -> Result<(), E> {
    match context.and_then(Context::own_event_type) {
        Some(event_type) if !continues(event_type, D::EVENT_TYPE) => {
            let expected = format!("`{}`, with or without a version", D::EVENT_TYPE);
            let unexpected = de::Unexpected::Str(event_type);
            let error = E::invalid_value(unexpected, &expected.as_str());
            Err(at("context", at("type", error)))
        }
        _ => Ok(()),
    }
}

impl<D: EventDefinition> Object for Event<D> {
    const KEYS: &'static [&'static str] =
        &["context", "subject", "customData", "customDataContentType"];

    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<A>) -> Result<Self, A::Error> {
        let (mut context, mut subject) = (None, None);
        let (mut custom_data, mut custom_data_content_type) = (None, None);
        while let Some(key) = properties.next_key()? {
            match key {
                0 => {
                    properties.object(&mut context, D::EVENT_TYPE)?;
                    check_type::<D, A::Error>(context.as_ref())?;
                }
                1 => properties.object(&mut subject, D::SUBJECT_TYPE)?,
                2 => properties.value(&mut custom_data)?,
                _ => properties.value(&mut custom_data_content_type)?,
            }
        }
        Ok(Self {
            context: required(context, "context")?,
            subject: required(subject, "subject")?,
            custom_data,
            custom_data_content_type,
        })
    }

    fn write<M: SerializeMap>(&self, map: &mut M, fixed: &str) -> Result<(), M::Error> {
        map.serialize_entry("context", &WithFixed(&self.context, fixed))?;
        map.serialize_entry("subject", &WithFixed(&self.subject, D::SUBJECT_TYPE))?;
        if let Some(custom_data) = &self.custom_data {
            map.serialize_entry("customData", custom_data)?;
        }
        if let Some(media_type) = &self.custom_data_content_type {
            map.serialize_entry("customDataContentType", media_type)?;
        }
        Ok(())
    }
}

impl<D: EventDefinition> Serialize for Event<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer, D::EVENT_TYPE)
    }
}

impl<'de, D: EventDefinition> Deserialize<'de> for Event<D> {
    fn deserialize<F: Deserializer<'de>>(deserializer: F) -> Result<Self, F::Error> {
        object::read(deserializer, D::EVENT_TYPE)
    }
}
