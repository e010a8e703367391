//! What all events have alike: a context, a subject with a content, and custom data.

use std::borrow::Borrow;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::traits::{
    AnyKind, Content, Context, CustomContext, CustomKind, EventKind, FixedContext, KnownKind,
    Subject,
};
use crate::event::object::{self, Members, Object, WithFixed, required};
use crate::read::find;
use crate::value::scalar::Text;
use crate::{
    CdEvent, CustomData, Environment, Error, ErrorKind, EventType, NonEmptyString, Release,
    Timestamp, error, read, validate,
};

/// An event of one kind. Use it by its name: [`v0_5_1::ServiceDeployed`](crate::v0_5_1::ServiceDeployed).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event<K: EventKind> {
    /// Metadata: ID, source, type and time.
    pub context: K::Context,
    /// The subject and its details.
    pub subject: K::Subject,
    /// Data that the producer adds.
    pub custom_data: Option<CustomData>,
    /// Media type of the custom data.
    pub custom_data_content_type: Option<String>,
}

impl<K: EventKind> Event<K> {
    /// The event type; of custom events, whose contexts carry their own, what all of them begin
    /// with.
    pub const EVENT_TYPE: &'static str = K::EVENT_TYPE;

    /// The `$id` of the JSON Schema.
    pub const SCHEMA_ID: &'static str = K::SCHEMA_ID;

    /// The release that has this event.
    pub const RELEASE: Release = K::RELEASE;

    /// An event of its two parts.
    #[must_use]
    pub const fn from_parts(context: K::Context, subject: K::Subject) -> Self {
        Self {
            context,
            subject,
            custom_data: None,
            custom_data_content_type: None,
        }
    }

    /// The name of the event.
    #[must_use]
    pub fn event_type(&self) -> EventType {
        EventType::known(self.context.own_event_type().unwrap_or(K::EVENT_TYPE))
    }

    /// The environment, of a continuous deployment event: an id, and a name and a URL where the
    /// release has them and the event says them.
    #[must_use]
    pub fn environment(&self) -> Option<Environment<'_>> {
        K::environment(self)
    }
}

impl<K: EventKind> Event<K>
where
    K::Context: FixedContext,
{
    /// Creates the context of an event of this kind, with an ID and a timestamp of your choice.
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
        source: <K::Context as Context>::Source,
        timestamp: Timestamp,
    ) -> K::Context {
        K::Context::of_release(K::RELEASE, K::EVENT_TYPE, id, source, timestamp)
    }
}

#[cfg(feature = "now")]
impl<K: EventKind> Event<K>
where
    K::Context: FixedContext,
    K::Subject: crate::FixedSubject,
{
    /// An event that arises now, with an id of its own. The source is yours to say: it is what
    /// makes the id unique in the world.
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
    /// assert_eq!(event.environment().map(|it| it.id), Some("production"));
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn new(
        source: <K::Context as Context>::Source,
        subject_id: NonEmptyString,
        content: <K::Subject as Subject>::Content,
    ) -> Self {
        let (id, timestamp) = (NonEmptyString::unique(), Timestamp::now());
        Self::from_parts(
            Self::context(id, source, timestamp),
            crate::FixedSubject::of_content(K::SUBJECT_TYPE, subject_id, content),
        )
    }
}

impl<K: CustomKind> Event<K>
where
    K::Context: CustomContext,
{
    /// Creates the context of a custom event, with an ID and a timestamp of your choice.
    #[must_use]
    pub fn context_of_type(
        event_type: <K::Context as CustomContext>::EventType,
        id: NonEmptyString,
        source: <K::Context as Context>::Source,
        timestamp: Timestamp,
    ) -> K::Context {
        K::Context::of_release(K::RELEASE, event_type, id, source, timestamp)
    }
}

#[cfg(feature = "now")]
impl<K: CustomKind> Event<K>
where
    K::Context: CustomContext,
{
    /// An event of one's own that arises now, with an id of its own.
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
    #[must_use]
    pub fn of_type(
        event_type: <K::Context as CustomContext>::EventType,
        source: <K::Context as Context>::Source,
        subject: K::Subject,
    ) -> Self {
        let (id, timestamp) = (NonEmptyString::unique(), Timestamp::now());
        Self::from_parts(
            Self::context_of_type(event_type, id, source, timestamp),
            subject,
        )
    }
}

impl<K: CustomKind> Event<K> {
    /// The same event, with its content read as a type of yours, or as any JSON object.
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
    /// let event: CustomEvent = CustomEvent::from_slice(json)?;
    /// let event: CustomEvent<Reservation> = event.with_content()?;
    /// assert_eq!(event.subject.content.seats, 4);
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the content isn't of that type, or doesn't write itself as an object.
    pub fn with_content<C: Content>(&self) -> Result<Event<K::With<C>>, Error> {
        let text = serde_json::to_string(self)
            .map_err(|error| Error::from_json(ErrorKind::Invalid, &error))?;
        Event::from_slice(text.as_bytes())
    }
}

impl<K: EventKind> Event<K> {
    /// Reads an event of this kind, and of no other.
    ///
    /// # Errors
    /// See [`CdEvent::from_slice`].
    pub fn from_slice(json: &[u8]) -> Result<Self, Error> {
        read::text(json)?.parse()
    }

    /// Parses an event of this kind from a reader, up to its end.
    ///
    /// # Errors
    /// Fails if the reader does, and where [`CdEvent::from_slice`] fails.
    pub fn from_reader(reader: impl std::io::Read) -> Result<Self, Error> {
        Self::from_slice(&read::bytes(reader)?)
    }

    /// Converts a [`serde_json::Value`], given by value or by reference.
    ///
    /// # Errors
    /// Fails where [`CdEvent::from_slice`] fails. The error has no position.
    pub fn from_value(value: impl Borrow<serde_json::Value>) -> Result<Self, Error> {
        Self::from_str(&value.borrow().to_string()).map_err(Error::without_position)
    }
}

impl<K: EventKind> FromStr for Event<K> {
    type Err = Error;

    fn from_str(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|error| {
            let report = |text: &str| validate::validate_text(K::SCHEMA, K::SCHEMA_ID, text).err();
            read::explain(json, ErrorKind::Invalid, &error).with_report_by(json, report)
        })
    }
}

/// Checks the event type where the schema leaves it open.
fn check_type<K: EventKind, E: de::Error>(context: Option<&K::Context>) -> Result<(), E> {
    match context.and_then(Context::own_event_type) {
        Some(event_type) if !find::is_of_kind(event_type, K::EVENT_TYPE) => {
            let expected = format_args!("`{}`, with or without a version", K::EVENT_TYPE);
            let unexpected = de::Unexpected::Str(event_type);
            let error = E::invalid_value(unexpected, &expected.to_string().as_str());
            Err(error::at("context", &error::at("type", &error)))
        }
        _ => Ok(()),
    }
}

impl<K: EventKind> Object for Event<K> {
    const KEYS: &'static [&'static str] =
        &["context", "subject", "customData", "customDataContentType"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<A>) -> Result<Self, A::Error> {
        let (mut context, mut subject) = (None, None);
        let (mut custom_data, mut custom_data_content_type) = (None, None);
        while let Some(key) = members.next_key()? {
            match key {
                0 => {
                    members.object(&mut context, K::EVENT_TYPE)?;
                    check_type::<K, A::Error>(context.as_ref())?;
                }
                1 => members.object(&mut subject, K::SUBJECT_TYPE)?,
                2 => members.value(&mut custom_data)?,
                _ => members.value(&mut custom_data_content_type)?,
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
        map.serialize_entry("subject", &WithFixed(&self.subject, K::SUBJECT_TYPE))?;
        if let Some(custom_data) = &self.custom_data {
            map.serialize_entry("customData", custom_data)?;
        }
        if let Some(media_type) = &self.custom_data_content_type {
            map.serialize_entry("customDataContentType", media_type)?;
        }
        Ok(())
    }
}

impl<K: EventKind> Serialize for Event<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer, K::EVENT_TYPE)
    }
}

impl<'de, K: EventKind> Deserialize<'de> for Event<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer, K::EVENT_TYPE)
    }
}

impl<K: EventKind> AnyKind for Event<K> {
    fn event_type(&self) -> EventType {
        self.event_type()
    }

    fn id(&self) -> &str {
        self.context.id().as_str()
    }

    fn source(&self) -> &str {
        self.context.source().as_ref()
    }

    fn timestamp(&self) -> &Timestamp {
        self.context.timestamp()
    }

    fn subject_id(&self) -> &str {
        self.subject.id().as_str()
    }

    fn subject_source(&self) -> Option<&str> {
        self.subject.source()
    }

    fn custom_data(&self) -> Option<&CustomData> {
        self.custom_data.as_ref()
    }

    fn custom_data_content_type(&self) -> Option<&str> {
        self.custom_data_content_type.as_deref()
    }

    fn environment(&self) -> Option<Environment<'_>> {
        self.environment()
    }

    fn release_name(&self) -> Option<&str> {
        Some(self.context.release_name())
    }
}

impl<K: KnownKind> From<Event<K>> for CdEvent {
    fn from(event: Event<K>) -> Self {
        K::wrap(Box::new(event))
    }
}

impl From<Release> for NonEmptyString {
    fn from(release: Release) -> Self {
        // No release is without a name.
        Self::wrap(release.as_str().to_owned())
    }
}
