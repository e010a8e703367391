//! Owned event types.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parts::{Parts, event_type_methods};
use crate::value::invalid::InvalidValue;
use crate::value::text::EnumVisitor;
use crate::value::text_macros::text_equality;

const EXPECTED: &str = "an event type (such as `dev.cdevents.service.deployed.0.3.0`)";

/// The type of an event: `dev.cdevents.<subject>.<predicate>.<version>`, without a version in the
/// draft; `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>` for a custom event.
///
/// Parsing rejects empty parts, whitespace and control characters. The type of an event of 0.1.0 or
/// 0.1.1 may still have them, since the schemas of these releases allow any text; a part that is
/// missing from such a type is the empty string.
///
/// ```
/// use cdevents_generated::EventType;
///
/// let event_type: EventType = "dev.cdevents.service.deployed.0.3.0".parse()?;
/// assert_eq!(event_type.subject(), "service");
/// assert_eq!(event_type.predicate(), "deployed");
/// assert_eq!(event_type.version(), Some("0.3.0"));
/// assert!(event_type < "dev.cdevents.service.deployed.0.10.0".parse()?);
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct EventType(String);

text_equality! { EventType }

impl EventType {
    /// Wraps the type of an event without a check: where a schema leaves the type open, any text
    /// is valid.
    pub(super) fn new_unchecked(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    event_type_methods!(self, &self);
}

impl FromStr for EventType {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

impl TryFrom<&str> for EventType {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for EventType {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if Parts::of(&text).are_valid() {
            Ok(Self(text))
        } else {
            Err(InvalidValue::new(EXPECTED, text))
        }
    }
}

impl AsRef<str> for EventType {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for EventType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EventType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(EnumVisitor {
            expected: EXPECTED,
            find: |text: &str| text.parse().ok(),
        })
    }
}
