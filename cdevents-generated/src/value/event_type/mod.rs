//! The names of events.

mod order;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::InvalidValue;
use crate::value::text::EnumVisitor;
use crate::value::text_macros::{text_equality, text_impls};

const PREFIX: &str = "dev.cdevents.";
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";
const EXPECTED: &str = "an event type (such as `dev.cdevents.service.deployed.0.3.0`)";

/// The name of an event: `dev.cdevents.<subject>.<predicate>`, with a version behind it in every
/// release but the draft; `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>` for a custom one.
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
    pub(crate) fn known(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the event is about: `service`. Of a custom event, what is behind the tool's name.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.parts().subject
    }

    /// What happened to it: `deployed`.
    #[must_use]
    pub fn predicate(&self) -> &str {
        self.parts().predicate
    }

    /// The event's own version, where it has one; it isn't the release's.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.parts().version.filter(|version| !version.is_empty())
    }

    /// Returns whether this is the specification's event with that subject and predicate, in any
    /// version. Always `false` for a custom event.
    ///
    /// ```
    /// use cdevents_generated::EventType;
    ///
    /// let event_type: EventType = "dev.cdevents.service.deployed.0.3.0".parse()?;
    /// assert!(event_type.is("service", "deployed"));
    /// let custom: EventType = "dev.cdeventsx.mytool-service.deployed.0.1.0".parse()?;
    /// assert!(!custom.is("service", "deployed"));
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn is(&self, subject: &str, predicate: &str) -> bool {
        let parts = self.parts();
        !parts.is_custom && (parts.subject, parts.predicate) == (subject, predicate)
    }

    /// Is it a tool's own event, outside the vocabulary?
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.parts().is_custom
    }

    /// Whose event it is, where it is a custom one.
    #[must_use]
    pub fn tool(&self) -> Option<&str> {
        self.parts().tool
    }

    fn parts(&self) -> Parts<'_> {
        Parts::of(&self.0)
    }
}

/// The parts of an event type.
#[derive(Default)]
struct Parts<'a> {
    is_custom: bool,
    tool: Option<&'a str>,
    subject: &'a str,
    predicate: &'a str,
    version: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Splits a text. Whatever it lacks is empty.
    fn of(text: &'a str) -> Self {
        let (is_custom, name) = match text.strip_prefix(CUSTOM_PREFIX) {
            Some(name) => (true, name),
            None => match text.strip_prefix(PREFIX) {
                Some(name) => (false, name),
                None => return Self::default(),
            },
        };
        let mut parts = name.splitn(3, '.');
        let subject = parts.next().unwrap_or_default();
        let (tool, subject) = match subject.split_once('-') {
            Some((tool, subject)) if is_custom => (Some(tool), subject),
            _ => (None, subject),
        };
        Self {
            is_custom,
            tool,
            subject,
            predicate: parts.next().unwrap_or_default(),
            version: parts.next(),
        }
    }

    /// Returns whether these are the parts of an event type: none is empty or has a blank.
    fn are_valid(&self) -> bool {
        let is_named = |part: &str| {
            !part.is_empty()
                && !part.contains(|char: char| char.is_whitespace() || char.is_control())
        };
        is_named(self.subject)
            && is_named(self.predicate)
            && self.is_custom == self.tool.is_some_and(is_named)
            && self
                .version
                .is_none_or(|version| version.split('.').all(is_named))
    }
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

/// The name of a custom event: `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>`, with
/// letters and digits in the tool's name, letters in subject and predicate, and a version of
/// three digits.
///
/// ```
/// use cdevents_generated::CustomEventType;
///
/// assert!("dev.cdeventsx.mytool-resource.created.0.1.0".parse::<CustomEventType>().is_ok());
/// assert!("dev.cdeventsx.resource.created.0.1.0".parse::<CustomEventType>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CustomEventType(String);

text_impls! {
    CustomEventType,
    "a custom event's type (such as `dev.cdeventsx.mytool-resource.created.0.1.0`)",
    is_custom_event_type
}
text_equality! { CustomEventType }

/// The pattern of the custom schema, by hand: a regular expression engine is a heavy dependency
/// for one line.
fn is_custom_event_type(text: &str) -> bool {
    let parts = Parts::of(text);
    let (Some(tool), Some(version)) = (parts.tool, parts.version) else {
        return false;
    };
    let names = [tool, parts.subject, parts.predicate];
    names.iter().all(|name| !name.is_empty())
        && tool.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && parts.subject.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts
            .predicate
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic())
        && matches!(
            version.as_bytes(),
            [b'0'..=b'9', b'.', b'0'..=b'9', b'.', b'0'..=b'9']
        )
}

impl From<CustomEventType> for EventType {
    fn from(custom: CustomEventType) -> Self {
        Self(custom.into())
    }
}
