//! What all events have alike: a context, a subject with a content, and custom data.

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::object::{self, Members, Object, WithFixed, required};
use crate::scalar::Text;
use crate::validate::table::Schema;
use crate::{CdEvent, CustomData, Environment, EventType, NonEmptyString, Release, Timestamp};

/// What tells one kind of event from another. Every kind is generated.
pub trait EventKind: Clone + fmt::Debug + Eq + 'static {
    /// The event's context: who says so, and when.
    type Context: Context;

    /// The event's subject: what it is about.
    type Subject: Subject;

    /// The event type; of custom events, whose contexts carry their own, what all of them begin
    /// with.
    const EVENT_TYPE: &'static str;

    /// The `$id` of the JSON Schema.
    const SCHEMA_ID: &'static str;

    /// The release that has this event.
    const RELEASE: Release;

    #[doc(hidden)]
    const SCHEMA: &'static Schema;

    /// The environment, of a continuous deployment event.
    #[doc(hidden)]
    #[must_use]
    fn environment(_event: &Event<Self>) -> Option<Environment<'_>> {
        None
    }

    #[doc(hidden)]
    fn wrap(event: Box<Event<Self>>) -> CdEvent;
}

/// An event's context.
pub trait Context: Object + Clone + fmt::Debug + Eq {
    /// What names the producer.
    type Source: AsRef<str>;

    /// The event's id.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// The producer.
    #[must_use]
    fn source(&self) -> &Self::Source;

    /// When the event arose.
    #[must_use]
    fn timestamp(&self) -> &Timestamp;

    /// The event's type, where its schema leaves that open.
    #[must_use]
    fn own_event_type(&self) -> Option<&str> {
        None
    }
}

/// A context whose event type is the same in every event of its kind.
pub trait FixedContext: Context {
    /// A context of what is required.
    #[must_use]
    fn of_release(
        release: Release,
        id: NonEmptyString,
        source: Self::Source,
        timestamp: Timestamp,
    ) -> Self;
}

/// An event's subject.
pub trait Subject: Object + Clone + fmt::Debug + Eq {
    /// What is said of it.
    type Content: Content;

    /// A subject of what is required.
    #[must_use]
    fn of_content(id: NonEmptyString, content: Self::Content) -> Self;

    /// The subject's id, unique within its source.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// Who gave it its id, where that isn't the event's source.
    #[must_use]
    fn source(&self) -> Option<&str> {
        None
    }

    /// What is said of it.
    #[must_use]
    fn content(&self) -> &Self::Content;
}

/// Implements [`Context`], for a context with a source of that type; behind it may stand the field
/// with the event's own type.
macro_rules! context {
    ($name:ident, $source:ty $(, $own_type:ident)?) => {
        impl $crate::Context for $name {
            type Source = $source;

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            fn source(&self) -> &Self::Source {
                &self.source
            }

            fn timestamp(&self) -> &$crate::Timestamp {
                &self.timestamp
            }

            $(fn own_event_type(&self) -> Option<&str> {
                Some(self.$own_type.as_ref())
            })?
        }
    };
}
pub(crate) use context;

/// Implements [`Subject`]; behind the name stands the field with the source, if there is one.
macro_rules! subject {
    ($name:ident $(, $source:ident)?) => {
        impl<C: $crate::Content> $crate::Subject for $name<C> {
            type Content = C;

            fn of_content(id: $crate::NonEmptyString, content: C) -> Self {
                Self::new(id, content)
            }

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            $(fn source(&self) -> Option<&str> {
                self.$source.as_ref().map(AsRef::as_ref)
            })?

            fn content(&self) -> &C {
                &self.content
            }
        }
    };
}
pub(crate) use subject;

/// What an event says of its subject.
pub trait Content: Serialize + DeserializeOwned + Clone + fmt::Debug + Eq {}

impl<T: Serialize + DeserializeOwned + Clone + fmt::Debug + Eq> Content for T {}

/// An event of one kind. Use it by its name: [`v0_5_1::ServiceDeployed`](crate::v0_5_1::ServiceDeployed).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event<K: EventKind> {
    /// Who says so, and when.
    pub context: K::Context,
    /// What it is about.
    pub subject: K::Subject,
    /// What the producer adds beyond the specification.
    pub custom_data: Option<CustomData>,
    /// The media type of the custom data.
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

#[cfg(feature = "now")]
impl<K: EventKind> Event<K>
where
    K::Context: FixedContext,
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
            K::Context::of_release(K::RELEASE, id, source, timestamp),
            K::Subject::of_content(subject_id, content),
        )
    }
}

impl<K: EventKind> Object for Event<K> {
    const KEYS: &'static [&'static str] =
        &["context", "subject", "customData", "customDataContentType"];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<A>) -> Result<Self, A::Error> {
        let (mut context, mut subject) = (None, None);
        let (mut custom_data, mut custom_data_content_type) = (None, None);
        while let Some(key) = members.next()? {
            match key {
                0 => members.object(&mut context, K::EVENT_TYPE)?,
                1 => members.object(&mut subject, "")?,
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
        map.serialize_entry("subject", &WithFixed(&self.subject, ""))?;
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

/// What is asked of any event, whatever its kind.
pub(crate) trait AnyKind {
    /// See [`CdEvent`]'s method of the same name; so for the others.
    fn event_type(&self) -> EventType;
    fn id(&self) -> &str;
    fn source(&self) -> &str;
    fn timestamp(&self) -> &Timestamp;
    fn subject_id(&self) -> &str;
    fn subject_source(&self) -> Option<&str>;
    fn custom_data(&self) -> Option<&CustomData>;
    fn custom_data_content_type(&self) -> Option<&str>;
    fn environment(&self) -> Option<Environment<'_>>;
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
}

impl<K: EventKind> From<Event<K>> for CdEvent {
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
