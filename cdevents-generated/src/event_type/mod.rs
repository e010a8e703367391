//! The names of events.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::InvalidValue;
use crate::scalar::{EnumVisitor, text_scalar};

const PREFIX: &str = "dev.cdevents.";
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";
const EXPECTED: &str = "an event type (such as `dev.cdevents.service.deployed.0.3.0`)";

/// The name of an event: `dev.cdevents.<subject>.<predicate>`, with a version behind it in every
/// release but the draft; `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>` for a custom one.
///
/// ```
/// use cdevents_generated::EventType;
///
/// let event_type: EventType = "dev.cdevents.service.deployed.0.3.0".parse()?;
/// assert_eq!(event_type.subject(), "service");
/// assert_eq!(event_type.predicate(), "deployed");
/// assert_eq!(event_type.version(), Some("0.3.0"));
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EventType(String);

impl EventType {
    /// Wraps a text that is known to be an event type.
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
        let subject = self.parts().0;
        match subject.split_once('-') {
            Some((_, subject)) if self.is_custom() => subject,
            _ => subject,
        }
    }

    /// What happened to it: `deployed`.
    #[must_use]
    pub fn predicate(&self) -> &str {
        self.parts().1
    }

    /// The event's own version, where it has one; it isn't the release's.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.parts().2
    }

    /// Is it a tool's own event, outside the vocabulary?
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.0.starts_with(CUSTOM_PREFIX)
    }

    /// Whose event it is, where it is a custom one.
    #[must_use]
    pub fn tool(&self) -> Option<&str> {
        let (tool, _) = self.parts().0.split_once('-')?;
        self.is_custom().then_some(tool)
    }

    /// Subject, predicate and version.
    fn parts(&self) -> (&str, &str, Option<&str>) {
        split(&self.0).unwrap_or_default()
    }
}

fn split(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let custom = text.strip_prefix(CUSTOM_PREFIX);
    let (subject, rest) = custom
        .or_else(|| text.strip_prefix(PREFIX))?
        .split_once('.')?;
    let (predicate, version) = match rest.split_once('.') {
        Some((predicate, version)) => (predicate, Some(version)),
        None => (rest, None),
    };
    let named = match custom {
        Some(_) => subject
            .split_once('-')
            .is_some_and(|(tool, subject)| !tool.is_empty() && !subject.is_empty()),
        None => !subject.is_empty(),
    };
    (named && !predicate.is_empty() && version != Some("")).then_some((subject, predicate, version))
}

impl FromStr for EventType {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match split(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(InvalidValue::new(EXPECTED, text)),
        }
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
        text.parse()
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

text_scalar! {
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
    CustomEventType,
    "a custom event's type (such as `dev.cdeventsx.mytool-resource.created.0.1.0`)",
    is_custom_event_type
}

/// The pattern of the custom schema, by hand: a regular expression engine is a heavy dependency
/// for one line.
fn is_custom_event_type(text: &str) -> bool {
    let Some((subject, predicate, Some(version))) = split(text) else {
        return false;
    };
    let Some((tool, subject)) = subject.split_once('-') else {
        return false;
    };
    text.starts_with(CUSTOM_PREFIX)
        && tool.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && subject.bytes().all(|byte| byte.is_ascii_alphabetic())
        && predicate.bytes().all(|byte| byte.is_ascii_alphabetic())
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
