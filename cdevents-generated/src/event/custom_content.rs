//! The content of custom events.

use std::ops::{Deref, DerefMut};

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{self, Serialize, Serializer};

use crate::json::locate;
use crate::{Content, Error, ErrorKind, JsonObject};

/// What a custom event says: a value of a type of yours that JSON has as an object. Anything else is
/// an error when it is written, or read.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CustomContent<C>(pub C);

impl<C> From<C> for CustomContent<C> {
    fn from(content: C) -> Self {
        Self(content)
    }
}

impl<C> Deref for CustomContent<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

impl<C> DerefMut for CustomContent<C> {
    fn deref_mut(&mut self) -> &mut C {
        &mut self.0
    }
}

impl<C: Content> Serialize for CustomContent<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = JsonObject::from_serialize(&self.0).map_err(ser::Error::custom)?;
        object.serialize(serializer)
    }
}

impl<'de, C: Content> Deserialize<'de> for CustomContent<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = JsonObject::deserialize(deserializer)?;
        object.read().map(Self).map_err(|error| {
            // A type of the user's knows no path, but the position in the text leads to it.
            let text = object.as_str();
            let offset = error.column().saturating_sub(1);
            let message = Error::from_json(ErrorKind::Invalid, &error);
            let (path, message) = match message.instance_path() {
                "" => (locate::pointer_at(text, offset), message.message()),
                path => (path.to_owned(), message.message()),
            };
            let separator = if path.is_empty() { "" } else { ": " };
            de::Error::custom(format_args!("{path}{separator}{message}"))
        })
    }
}
