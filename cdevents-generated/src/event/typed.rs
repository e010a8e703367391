//! Events of a known type.

use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::definition::{
    Content, Context, CustomDefinition, EventDefinition, KnownDefinition, NewContext, NewSubject,
};
use super::envelope::Envelope;
use super::known::{Known, KnownMut};
use super::methods::{common, parsing, writing};
use super::parts::{AsParts, Parts, PartsMut};
use crate::error::message::without_position;
use crate::error::path::at;
use crate::event::object::{self, Object, PropertyReader, WithFixed, missing};
use crate::json::scan::{Problem, Reader};
use crate::read::failure::{self, by};
use crate::read::input;
use crate::read::known::{self, CustomParts, KEYS, check_type};
use crate::{
    Boxed, CustomData, Environment, Error, ErrorKind, Kind, NonEmptyString, Release, Timestamp,
};

/// The JSON Pointer of the content.
const CONTENT: &str = "/subject/content";

/// An event of a known type. Each has a name of its own, such as
/// [`v0_5_1::ServiceDeployed`](crate::v0_5_1::ServiceDeployed).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
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

    /// The subject and the predicate, whatever the release and the version.
    pub const KIND: Kind = D::KIND;

    /// The `$id` of the JSON Schema.
    pub const SCHEMA_ID: &'static str = D::SCHEMA_ID;

    /// The release of the event.
    pub const RELEASE: Release = D::RELEASE;

    /// Reads an event from text.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Boxed<Self>, Problem> {
        let (mut context, mut subject) = (None, None);
        let mut custom = CustomParts::default();
        known::read(
            reader,
            D::DEFINITION,
            &mut context,
            &mut subject,
            &mut custom,
        )?;
        Self::boxed(&mut context, &mut subject, &mut custom).ok_or(Problem::Invalid)
    }

    /// Boxes an event at once, so that it is moved only once. Events with the same types of parts share
    /// this function, since the compiler merges equal ones.
    #[inline(never)]
    pub(crate) fn boxed(
        context: &mut Option<D::Context>,
        subject: &mut Option<D::Subject>,
        (custom_data, custom_data_content_type): &mut CustomParts,
    ) -> Option<Boxed<Self>> {
        Some(Boxed::new(Self {
            context: context.take()?,
            subject: subject.take()?,
            custom_data: custom_data.take(),
            custom_data_content_type: custom_data_content_type.take(),
        }))
    }

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
        content: <D::Subject as super::definition::Subject>::Content,
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
            // Everything but the content can always be written.
            .map_err(|error| Error::new(ErrorKind::Invalid, CONTENT, without_position(&error)))?;
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
        let mut reader = Reader::new(json);
        let read = Self::read(&mut reader).map(Boxed::into_inner);
        read.map_err(|_| {
            failure::stopped(json, D::SCHEMA, D::SCHEMA_ID, reader.position())
                .or_else(|| failure::violation(json, by(D::SCHEMA, D::SCHEMA_ID)))
                .or_else(|| failure::broken_rule(ErrorKind::Invalid, json, Self::read))
                .unwrap_or_else(failure::unexplained)
        })
    }
}

impl<D: EventDefinition> Object for Event<D> {
    const KEYS: &'static [&'static str] = KEYS;

    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<A>) -> Result<Self, A::Error> {
        let (mut context, mut subject) = (None, None);
        let (mut custom_data, mut custom_data_content_type) = (None, None);
        while let Some(key) = properties.next_key()? {
            match key {
                0 => {
                    properties.object(&mut context, D::EVENT_TYPE)?;
                    let own = context.as_ref().and_then(Context::own_event_type);
                    check_type(own, D::EVENT_TYPE).map_err(|error| at("context", error))?;
                }
                1 => properties.object(&mut subject, D::SUBJECT_TYPE)?,
                2 => properties.value(&mut custom_data)?,
                _ => properties.value(&mut custom_data_content_type)?,
            }
        }
        Ok(Self {
            context: context.ok_or_else(|| missing("context"))?,
            subject: subject.ok_or_else(|| missing("subject"))?,
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

impl<D: EventDefinition> AsParts for Event<D> {
    fn parts(&self) -> Parts<'_> {
        Parts::Known(Known {
            definition: D::DEFINITION,
            context: &self.context,
            subject: &self.subject,
            custom_data: &self.custom_data,
            custom_data_content_type: &self.custom_data_content_type,
        })
    }

    fn parts_mut(&mut self) -> PartsMut<'_> {
        PartsMut::Known(KnownMut {
            definition: D::DEFINITION,
            context: &mut self.context,
            subject: &mut self.subject,
            custom_data: &mut self.custom_data,
            custom_data_content_type: &mut self.custom_data_content_type,
        })
    }

    fn own_environment(&self) -> Option<Environment<'_>> {
        D::environment(&self.subject)
    }
}

impl<D: EventDefinition> Envelope for Event<D> {}

common!([D: EventDefinition] Event<D>);
