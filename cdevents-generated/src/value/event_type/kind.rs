//! The kinds of event types.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::borrowed::EventTypeRef;
use super::owned::EventType;
use super::parts::Parts;
use crate::json::suggest::nearest;
use crate::value::invalid::InvalidValue;
use crate::value::text::EnumVisitor;
use crate::{Kind, Stage};

const EXPECTED: &str = "an event's name or type (such as `service.deployed`)";

fn kind(event_type: &str) -> Option<Kind> {
    let parts = Parts::of(event_type);
    if parts.is_custom {
        Some(Kind::Custom)
    } else {
        Kind::of(parts.subject, parts.predicate)
    }
}

/// Returns the kind with that name, or of that event type.
fn named(text: &str) -> Option<Kind> {
    if text == Kind::Custom.name() {
        return Some(Kind::Custom);
    }
    let kind_of_name = || {
        let (subject, predicate) = text.split_once('.')?;
        Kind::of(subject, predicate)
    };
    kind(text).or_else(kind_of_name)
}

/// Writes the methods of an event type, owned or borrowed, that depend on its kind.
macro_rules! kind_methods {
    ($name:ty, $(&$owned:ident)? $($borrowed:ident)?) => {
        impl $name {
            /// Returns the kind of the event: its subject and its predicate, in any version; `None`
            /// if this crate knows no such event.
            ///
            /// ```
            /// use cdevents_generated::{EventType, Kind};
            ///
            /// let event_type: EventType = "dev.cdevents.service.deployed.0.3.0".parse()?;
            /// assert_eq!(event_type.kind(), Some(Kind::ServiceDeployed));
            /// # Ok::<(), cdevents_generated::InvalidValue>(())
            /// ```
            #[must_use]
            pub fn kind($(&$owned)? $($borrowed)?) -> Option<Kind> {
                kind($($owned)? $($borrowed)?.as_str())
            }

            /// Returns the stage of the software life cycle that the subject belongs to; `None` for a
            /// custom event, and if this crate knows no such event.
            #[must_use]
            pub fn stage($(&$owned)? $($borrowed)?) -> Option<Stage> {
                $($owned)? $($borrowed)?.kind().and_then(Kind::stage)
            }
        }
    };
}

kind_methods!(EventType, &self);
kind_methods!(EventTypeRef<'_>, self);

/// Parses a name, such as `service.deployed` or `custom`, or an event type, with or without its
/// version.
///
/// ```
/// use cdevents_generated::Kind;
///
/// let kind: Kind = "dev.cdevents.service.deployed.0.3.0".parse()?;
/// assert_eq!(kind, "service.deployed".parse()?);
/// let error = "service.deploied".parse::<Kind>().unwrap_err();
/// assert!(error.to_string().ends_with("did you mean `service.deployed`?"));
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
impl FromStr for Kind {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        named(text).ok_or_else(|| {
            let parts = Parts::of(text);
            let name = format!("{}.{}", parts.subject, parts.predicate);
            let name = if name == "." { text } else { &name };
            match nearest(name, Self::ALL) {
                Some(nearest) => {
                    InvalidValue::new(format!("{EXPECTED}; did you mean `{nearest}`?"), text)
                }
                None => InvalidValue::new(EXPECTED, text),
            }
        })
    }
}

impl TryFrom<&str> for Kind {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, InvalidValue> {
        text.parse()
    }
}

impl TryFrom<String> for Kind {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        text.parse()
    }
}

impl AsRef<str> for Kind {
    fn as_ref(&self) -> &str {
        self.name()
    }
}

/// Writes the name, such as `service.deployed`.
impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// Serializes the name.
impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(EnumVisitor {
            expected: EXPECTED,
            find: named,
        })
    }
}
