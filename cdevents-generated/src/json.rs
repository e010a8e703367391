//! JSON that the specification leaves free, kept as it came.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::{InvalidValue, scan};

/// Any JSON value, as text: what is written is what was read, to the last digit.
///
/// Two values are equal when their texts are.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads it as a type of yours, or as a [`Value`].
    ///
    /// # Errors
    /// Where it isn't such a value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// Keeps a value of yours.
    ///
    /// # Errors
    /// Where the value can't be written as JSON, or as JSON with a key twice.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        // A `Value` prints as JSON, always.
        Self(RawValue::from_string(value.to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        scan::check(raw.get()).map_err(de::Error::custom)?;
        Ok(Self(raw))
    }
}

/// A JSON object whose members the specification leaves free, as text: what is written is what
/// was read, to the last digit.
///
/// ```
/// use cdevents_generated::JsonObject;
/// use serde_json::json;
///
/// let object = JsonObject::try_from(&json!({"team": "checkout"}))?;
/// assert_eq!(object.as_str(), r#"{"team":"checkout"}"#);
/// assert!(JsonObject::try_from(&json!("checkout")).is_err());
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct JsonObject(Json);

impl JsonObject {
    const EXPECTED: &str = "an object";

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Reads it as a type of yours, or as a [`Value`].
    ///
    /// # Errors
    /// Where it isn't such a value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        self.0.read()
    }

    /// Keeps a value of yours, which must write itself as a JSON object.
    ///
    /// # Errors
    /// Where the value can't be written as JSON, or isn't written as an object.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        Self::checked(Json::from_serialize(value)?).map_err(de::Error::custom)
    }

    fn checked(json: Json) -> Result<Self, InvalidValue> {
        Self::try_from(json).map_err(|json| InvalidValue::new(Self::EXPECTED, json.as_str()))
    }
}

impl TryFrom<Json> for JsonObject {
    type Error = Json;

    /// Gives the value back where it isn't an object.
    fn try_from(json: Json) -> Result<Self, Json> {
        if json.as_str().starts_with('{') {
            Ok(Self(json))
        } else {
            Err(json)
        }
    }
}

impl Default for JsonObject {
    /// The object without members.
    fn default() -> Self {
        Self(Json::from(&Value::Object(serde_json::Map::new())))
    }
}

impl TryFrom<&Value> for JsonObject {
    type Error = InvalidValue;

    fn try_from(value: &Value) -> Result<Self, Self::Error> {
        Self::checked(Json::from(value))
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for JsonObject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Self::try_from(json)
            .map_err(|json| de::Error::invalid_type(kind(json.as_str()), &Self::EXPECTED))
    }
}

/// What a JSON text is, for an error.
pub(crate) fn kind(text: &str) -> de::Unexpected<'static> {
    de::Unexpected::Other(match text.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    })
}

/// The members of an open object that its schema doesn't name. They are allowed, and kept.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AdditionalMembers(BTreeMap<String, Json>);

impl AdditionalMembers {
    /// No members.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.get(key)
    }

    /// Every member, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(crate) fn insert_unchecked(&mut self, key: String, value: Json) -> Option<Json> {
        self.0.insert(key, value)
    }

    /// Sets a member that isn't one of the object's own.
    #[doc(hidden)]
    pub fn insert(
        &mut self,
        key: String,
        value: Json,
        own: &[&str],
    ) -> Result<Option<Json>, InvalidValue> {
        if own.contains(&key.as_str()) {
            let expected = "a key that the object's schema doesn't name";
            return Err(InvalidValue::new(expected, key));
        }
        Ok(self.insert_unchecked(key, value))
    }

    #[doc(hidden)]
    pub fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}
