//! The methods that the types of events have in common.

use serde::{Serialize, Serializer};

use super::parts::AsParts;
use crate::error::message::without_position;
use crate::json::emit::Emit;
use crate::{Error, ErrorKind};

/// Gives a type of events, which implements `FromStr`, the methods that parse it from other input.
/// The attributes are those of `from_slice`.
macro_rules! parsing {
    ($(#[$docs:meta])* [$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            $(#[$docs])*
            pub fn from_slice(json: &[u8]) -> Result<Self, $crate::Error> {
                $crate::read::input::text(json)?.parse()
            }

            /// Parses an event from a reader, up to its end.
            ///
            /// # Errors
            /// Fails if the reader does, and where [`from_slice`](Self::from_slice) fails.
            pub fn from_reader(reader: impl std::io::Read) -> Result<Self, $crate::Error> {
                Self::from_slice(&$crate::read::input::bytes(reader)?)
            }

            /// Converts a [`serde_json::Value`], given by value or by reference.
            ///
            /// # Errors
            /// Fails where [`from_slice`](Self::from_slice) fails. The error has no position.
            pub fn from_value(
                value: impl std::borrow::Borrow<serde_json::Value>,
            ) -> Result<Self, $crate::Error> {
                let json = value.borrow().to_string();
                json.parse().map_err($crate::Error::without_position)
            }
        }
    };
}
pub(crate) use parsing;

/// Gives a type of events the methods that write it as JSON.
macro_rules! writing {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// Returns the event as compact JSON. Numbers and timestamps keep their digits.
            #[must_use]
            pub fn to_json(&self) -> String {
                $crate::traits::Envelope::to_json(self)
            }

            /// Returns the event as compact JSON, in bytes.
            #[must_use]
            pub fn to_vec(&self) -> Vec<u8> {
                self.to_json().into_bytes()
            }

            /// Returns the event as a [`serde_json::Value`].
            ///
            /// # Errors
            /// Fails if free JSON in the event has a number that a `Value` can't hold, such as
            /// `1e400`.
            pub fn to_value(&self) -> Result<serde_json::Value, $crate::Error> {
                $crate::event::methods::to_value(self)
            }

            /// Writes the event as compact JSON.
            ///
            /// # Errors
            /// Fails if the writer does.
            pub fn to_writer(&self, mut writer: impl std::io::Write) -> std::io::Result<()> {
                writer.write_all(self.to_json().as_bytes())
            }
        }

        /// Writes the event as compact JSON.
        impl<$($generics)*> std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.to_json())
            }
        }
    };
}
pub(crate) use writing;

/// Serializes an event by its text. Serializing each type by itself would compile hundreds of functions
/// for each format.
pub(crate) fn serialize<S: Serializer>(
    event: &dyn AsParts,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Emit(&event.parts().to_json()).serialize(serializer)
}

pub(crate) fn to_value<T: Serialize>(event: &T) -> Result<serde_json::Value, Error> {
    serde_json::to_value(event)
        .map_err(|error| Error::new(ErrorKind::Invalid, "", without_position(&error)))
}

/// Gives a type of events the methods of [`Envelope`](crate::traits::Envelope).
macro_rules! common {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// Returns the event type.
            #[must_use]
            pub fn event_type(&self) -> $crate::EventTypeRef<'_> {
                $crate::traits::Envelope::event_type(self)
            }

            /// Returns whether this is the specification's event with that subject and predicate,
            /// in any version. Always `false` for a custom event.
            ///
            /// ```
            /// use cdevents_generated::CdEvent;
            ///
            /// # fn receive(body: &[u8]) -> Result<(), cdevents_generated::Error> {
            /// let event = CdEvent::from_slice(body)?;
            /// if event.is("service", "deployed") {
            ///     println!("{} was deployed", event.subject_id());
            /// }
            /// # Ok(())
            /// # }
            /// ```
            #[must_use]
            pub fn is(&self, subject: &str, predicate: &str) -> bool {
                self.event_type().is(subject, predicate)
            }

            /// Returns the event's ID, unique within its source.
            #[must_use]
            pub fn id(&self) -> &str {
                $crate::traits::Envelope::id(self)
            }

            /// Returns the event's producer.
            #[must_use]
            pub fn source(&self) -> &str {
                $crate::traits::Envelope::source(self)
            }

            /// Returns when the event occurred.
            #[must_use]
            pub fn timestamp(&self) -> &$crate::Timestamp {
                $crate::traits::Envelope::timestamp(self)
            }

            /// Returns the name of the release that the event names. An event can name a release
            /// that lacks its type; it is then parsed by another release.
            #[must_use]
            pub fn release_name(&self) -> Option<&str> {
                $crate::traits::Envelope::release_name(self)
            }

            /// Returns the `$id` of the event's JSON Schema; `None` for an unknown event.
            #[must_use]
            pub fn schema_id(&self) -> Option<&'static str> {
                $crate::traits::Envelope::schema_id(self)
            }

            /// Returns the subject's ID.
            #[must_use]
            pub fn subject_id(&self) -> &str {
                $crate::traits::Envelope::subject_id(self)
            }

            /// Returns the source that assigned the subject's ID, if the event names one.
            #[must_use]
            pub fn subject_source(&self) -> Option<&str> {
                $crate::traits::Envelope::subject_source(self)
            }

            /// Returns the data that the producer added.
            #[must_use]
            pub fn custom_data(&self) -> Option<&$crate::CustomData> {
                $crate::traits::Envelope::custom_data(self)
            }

            /// Returns the media type of the custom data.
            #[must_use]
            pub fn custom_data_content_type(&self) -> Option<&str> {
                $crate::traits::Envelope::custom_data_content_type(self)
            }

            /// Returns the environment of a continuous deployment event.
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
            pub fn environment(&self) -> Option<$crate::Environment<'_>> {
                $crate::traits::Envelope::environment(self)
            }

            /// Writes the event as an HTTP message that is a CloudEvent in binary mode. An
            /// [`Encoder`](crate::cloudevents::Encoder) writes the other modes and bindings.
            #[must_use]
            pub fn to_http(&self) -> $crate::cloudevents::Message {
                let http = $crate::cloudevents::Binding::Http;
                $crate::cloudevents::Encoder::new(http).binary(self)
            }
        }

        /// Converts the event with what [`Encoder`](crate::cloudevents::Encoder) writes by default.
        #[cfg(feature = "cloudevents-sdk")]
        impl<$($generics)*> From<&$name> for ::cloudevents::Event {
            fn from(event: &$name) -> Self {
                let http = $crate::cloudevents::Binding::Http;
                $crate::cloudevents::Encoder::new(http).sdk_event(event)
            }
        }

        /// Converts the event with what [`Encoder`](crate::cloudevents::Encoder) writes by default.
        #[cfg(feature = "cloudevents-sdk")]
        impl<$($generics)*> From<$name> for ::cloudevents::Event {
            fn from(event: $name) -> Self {
                Self::from(&event)
            }
        }

        $crate::event::asking::asking!([$($generics)*] $name);
        $crate::event::changing::changing!([$($generics)*] $name);
    };
}
pub(crate) use common;
