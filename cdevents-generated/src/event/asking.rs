//! Reading from an event without knowing its type: its content, and the properties that events of
//! many types have.

use serde::de::DeserializeOwned;

use super::accessors::{accessors, returned};
use super::envelope::Envelope;
use super::parts::Parts;
use crate::error::message::without_position;
use crate::error::path::recorded;
use crate::json::locate::pointer_at;
use crate::json::lookup::{find, string, strings};
use crate::json::{pointer, wording};
use crate::{Error, ErrorKind, Json, JsonObject};

/// The JSON Pointers of the subject and of its content.
const SUBJECT: &str = "/subject";
const CONTENT: &str = "/subject/content";

/// Writes the named properties as methods of [`EnvelopeExt`].
macro_rules! provided {
    (
        []
        $($(#[$docs:meta])* $name:ident: $read:ident $arguments:tt,)*
    ) => {
        $(
            $(#[$docs])*
            #[must_use]
            fn $name(&self) -> returned!($read) {
                call!(self, $read $arguments)
            }
        )*
    };
}

/// Reads a named property.
macro_rules! call {
    ($event:ident, text([$($path:literal),*] $(, subject = $subject:literal)?)) => {
        text($event.parts(), &[$($path),*], None$(.or(Some($subject)))?)
    };
    ($event:ident, texts($key:literal)) => {
        texts($event.parts(), $key)
    };
}

/// Reading from any event: its content, and the properties that events of many types have.
///
/// Every [`Event`](crate::Event), each `AnyEvent`, [`CdEvent`](crate::CdEvent) and
/// [`UnknownEvent`](crate::UnknownEvent) has the same methods itself. Import the trait to call them
/// on `impl Envelope` or `dyn Envelope`:
///
/// ```
/// use cdevents_generated::traits::{Envelope, EnvelopeExt};
///
/// fn log(event: &dyn Envelope) {
///     println!("{} {:?}", event.subject_id(), event.artifact_id());
/// }
/// ```
///
/// The methods that are named after a property return what the content has there, whatever the
/// release calls it, and `None` for an event without it. Unknown and custom events are read in the
/// same way.
pub trait EnvelopeExt: Envelope {
    /// Deserializes the content as a type of your own, for what the contents of several types of
    /// events have in common.
    ///
    /// # Errors
    /// Fails if the content isn't a `C`, and if an unknown event has no content.
    fn content<C: DeserializeOwned>(&self) -> Result<C, Error> {
        let invalid = |path, message| Error::new(ErrorKind::Invalid, path, message);
        let content = self
            .content_text()
            .ok_or_else(|| invalid(SUBJECT.to_owned(), wording::missing_property("content")))?;
        recorded(|| serde_json::from_str(&content)).map_err(|(path, error)| {
            let path = if path.is_empty() {
                // A type of your own records no path, but the position in the text leads to it.
                pointer_at(&content, error.column().saturating_sub(1))
            } else {
                path
            };
            invalid(format!("{CONTENT}{path}"), without_position(&error))
        })
    }

    /// Returns the content. There is none if an unknown event has no object there, or if the content
    /// of a custom event is of your own type and doesn't serialize as an object.
    #[must_use]
    fn content_json(&self) -> Option<JsonObject> {
        self.content_text()?.parse().ok()
    }

    /// Returns the value at a JSON Pointer (RFC 6901), such as `/subject/content/environment/id`, if
    /// the event has it and it nests at most 120 deep.
    #[must_use]
    fn property(&self, pointer: &str) -> Option<Json> {
        property(self.parts(), pointer)
    }

    accessors!([provided]);
}

impl<E: Envelope + ?Sized> EnvelopeExt for E {}

/// Gives a type of events the methods that read from it.
macro_rules! asking {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// Returns the kind of the event: its subject and its predicate, in any release and any
            /// version; `None` if this crate knows no such event.
            #[must_use]
            pub fn kind(&self) -> Option<$crate::Kind> {
                $crate::traits::Envelope::kind(self)
            }

            /// Deserializes the content as a type of your own, for what the contents of several types
            /// of events have in common.
            ///
            /// ```
            /// use cdevents_generated::CdEvent;
            /// use serde::Deserialize;
            ///
            /// #[derive(Deserialize)]
            /// #[serde(rename_all = "camelCase")]
            /// struct Deployment {
            ///     artifact_id: String,
            /// }
            ///
            /// # let json = include_bytes!(concat!(
            /// #     env!("CARGO_MANIFEST_DIR"),
            /// #     "/examples/0.5.1/service-deployed.minimal.json"
            /// # ));
            /// let event = CdEvent::from_slice(json)?;
            /// let deployment: Deployment = event.content()?;
            /// assert_eq!(Some(deployment.artifact_id), event.artifact_id());
            /// # Ok::<(), cdevents_generated::Error>(())
            /// ```
            ///
            /// # Errors
            /// Fails if the content isn't a `C`, and if an unknown event has no content.
            pub fn content<C: serde::de::DeserializeOwned>(&self) -> Result<C, $crate::Error> {
                $crate::traits::EnvelopeExt::content(self)
            }

            /// Returns the content. There is none if an unknown event has no object there, or if the
            /// content of a custom event is of your own type and doesn't serialize as an object.
            #[must_use]
            pub fn content_json(&self) -> Option<$crate::JsonObject> {
                $crate::traits::EnvelopeExt::content_json(self)
            }

            /// Returns the value at a JSON Pointer (RFC 6901), such as
            /// `/subject/content/environment/id`, if the event has it and it nests at most 120 deep.
            ///
            /// ```
            /// use cdevents_generated::{CdEvent, Json};
            ///
            /// # let json = include_bytes!(concat!(
            /// #     env!("CARGO_MANIFEST_DIR"),
            /// #     "/examples/0.5.1/service-deployed.minimal.json"
            /// # ));
            /// let event = CdEvent::from_slice(json)?;
            /// let id = event.property("/context/id");
            /// assert_eq!(id, Some(Json::from(event.id())));
            /// assert_eq!(event.property("/subject/content/colour"), None);
            /// # Ok::<(), cdevents_generated::Error>(())
            /// ```
            #[must_use]
            pub fn property(&self, pointer: &str) -> Option<$crate::Json> {
                $crate::traits::EnvelopeExt::property(self, pointer)
            }
        }

        $crate::event::accessors::accessors!([$crate::event::asking::inherent] [$($generics)*] $name);
    };
}
pub(crate) use asking;

/// Writes the named properties as methods of a type of events.
macro_rules! inherent {
    (
        [[$($generics:tt)*] $type:ty]
        $($(#[$docs:meta])* $name:ident: $read:ident $arguments:tt,)*
    ) => {
        impl<$($generics)*> $type {
            $(
                $(#[$docs])*
                #[must_use]
                pub fn $name(&self) -> $crate::event::accessors::returned!($read) {
                    $crate::traits::EnvelopeExt::$name(self)
                }
            )*
        }
    };
}
pub(crate) use inherent;

// These functions take the parts of an event, so that they aren't compiled for each type.

fn property(parts: Parts<'_>, pointer: &str) -> Option<Json> {
    let in_content = pointer.strip_prefix(CONTENT);
    let in_content = in_content.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    if let Some(rest) = in_content {
        let content = parts.content_text()?;
        return find(&content, pointer::segments(rest))?.parse().ok();
    }
    let is_pointer = pointer.is_empty() || pointer.starts_with('/');
    let event = is_pointer.then(|| parts.to_json())?;
    find(&event, pointer::segments(pointer))?.parse().ok()
}

/// Returns the first of several properties of the content that is a string, or the subject's ID if
/// the subject is this one.
fn text(parts: Parts<'_>, paths: &[&str], subject: Option<&str>) -> Option<String> {
    let event_type = parts.event_type();
    if subject == Some(event_type.subject()) && !event_type.is_custom() {
        return Some(parts.subject_id().to_owned());
    }
    let content = parts.content_text()?;
    let found = |path: &&str| string(find(&content, path.split('/'))?);
    paths.iter().find_map(found)
}

/// Returns the strings in an array of the content.
fn texts(parts: Parts<'_>, key: &str) -> Vec<String> {
    let content = parts.content_text();
    let found = content.and_then(|content| strings(find(&content, [key])?));
    found.unwrap_or_default()
}
