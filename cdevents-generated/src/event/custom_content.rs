//! The content of custom events.

use std::ops::{Deref, DerefMut};

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{self, Serialize, Serializer};

use crate::JsonObject;
use crate::error::message::without_position;
use crate::error::path::{recorded, within};
use crate::json::locate;
use crate::traits::Content;

/// The content of a custom event: a value of your own type, which must serialize as a JSON object.
/// Anything else is an error, in both directions.
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
        recorded(|| object.read())
            .map(Self)
            .map_err(|(path, error)| {
                let path = if path.is_empty() {
                    // Your type records no path, but the position in the text leads to it.
                    locate::pointer_at(object.as_str(), error.column().saturating_sub(1))
                } else {
                    path
                };
                within(&path, de::Error::custom(without_position(&error)))
            })
    }
}
