//! Free JSON: values that the specification says nothing about, such as custom data.

use std::fmt;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::str::FromStr;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::capture::capture;
use super::compact;
use super::emit::Emit;
use super::lookup;
use super::pointer;
use super::scan;
use super::tree::Node;
use super::view::{equal, hash};
use crate::InvalidValue;

/// Any JSON value, kept as compact text.
///
/// Numbers and strings keep the spelling that they came in, so `1.50` is written as `1.50`. Two
/// values are equal if JSON considers them equal: the order of keys, escapes and the spelling of
/// numbers don't count.
///
/// ```
/// use cdevents_generated::Json;
///
/// let json: Json = r#"{ "price": 1.50, "name": "caf\u00e9" }"#.parse()?;
/// assert_eq!(json.as_str(), r#"{"price":1.50,"name":"caf\u00e9"}"#);
/// assert_eq!(json, r#"{"name":"café","price":1.5}"#.parse()?);
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
///
/// Formats other than JSON text store numbers in their own types, so digits beyond those of a
/// 64-bit integer or float are rounded there, and a number beyond the range of a float is an error.
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    const EXPECTED: &str = "JSON without duplicate keys, nested at most 120 deep";

    /// Wraps compact JSON that this crate wrote.
    pub(crate) fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the JSON text, without white space between its tokens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Deserializes the value.
    ///
    /// # Errors
    /// Fails if the value isn't a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// Serializes a value.
    ///
    /// # Errors
    /// Fails if the value can't be written as JSON, repeats a key, or nests more than 120 deep.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        Self::from_text(&serde_json::to_string(value)?).map_err(de::Error::custom)
    }

    /// Returns the value at a JSON Pointer (RFC 6901), such as `/build/number`; an empty pointer
    /// returns the whole value.
    ///
    /// ```
    /// use cdevents_generated::Json;
    ///
    /// let json: Json = r#"{ "build": { "number": 7 } }"#.parse()?;
    /// assert_eq!(json.pointer("/build/number"), Some(Json::from(7)));
    /// assert_eq!(json.pointer("/build/name"), None);
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        let is_pointer = pointer.is_empty() || pointer.starts_with('/');
        let found = lookup::find(&self.0, pointer::segments(pointer));
        found.filter(|_| is_pointer).map(|text| Self(text.into()))
    }

    /// Checks and compacts a text, or says what is wrong with it.
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(Self(if scan::check(text)? {
            compact::compact(text).into()
        } else {
            text.into()
        }))
    }
}

impl FromStr for Json {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::from_text(text).map_err(|_| InvalidValue::new(Self::EXPECTED, text))
    }
}

impl TryFrom<&Value> for Json {
    type Error = InvalidValue;

    /// Fails if the value nests more than 120 deep.
    fn try_from(value: &Value) -> Result<Self, InvalidValue> {
        value.to_string().parse()
    }
}

impl TryFrom<Value> for Json {
    type Error = InvalidValue;

    /// Fails if the value nests more than 120 deep.
    fn try_from(value: Value) -> Result<Self, InvalidValue> {
        Self::try_from(&value)
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
            || match (Node::parse(&self.0), Node::parse(&other.0)) {
                (Ok(one), Ok(other)) => equal(&one, &other),
                _ => false,
            }
    }
}

impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let hashers = BuildHasherDefault::<DefaultHasher>::new();
        state.write_u64(Node::parse(&self.0).map_or(0, |node| hash(&node, &hashers)));
    }
}

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
        Emit(self.as_str()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let captured = capture(deserializer)?;
        if captured.is_checked {
            return Ok(Self(captured.text.into()));
        }
        Self::from_text(&captured.text).map_err(de::Error::custom)
    }
}

/// A JSON object, kept as compact text. Equality is that of [`Json`].
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
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct JsonObject(Json);

impl JsonObject {
    const EXPECTED: &str = "an object";

    /// Wraps the compact JSON text of an object without a check.
    pub(super) fn new(text: impl Into<Box<str>>) -> Self {
        Self(Json::new(text))
    }

    /// Returns the JSON text, without white space between its tokens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Deserializes the object.
    ///
    /// # Errors
    /// Fails if the object isn't a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        self.0.read()
    }

    /// Returns the value of a property.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Json> {
        lookup::find(self.as_str(), [key]).map(|text| Json(text.into()))
    }

    /// Returns the value at a JSON Pointer, like [`Json::pointer`].
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Json> {
        self.0.pointer(pointer)
    }

    /// Serializes a value, which must become a JSON object.
    ///
    /// # Errors
    /// Fails if the value can't be written as JSON, isn't an object, repeats a key, or nests more
    /// than 120 deep.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        Self::checked(Json::from_serialize(value)?).map_err(de::Error::custom)
    }

    fn checked(json: Json) -> Result<Self, InvalidValue> {
        Self::try_from(json).map_err(|json| InvalidValue::new(Self::EXPECTED, json.as_str()))
    }
}

impl TryFrom<Json> for JsonObject {
    type Error = Json;

    /// Returns the value if it isn't an object.
    fn try_from(json: Json) -> Result<Self, Json> {
        if json.as_str().starts_with('{') {
            Ok(Self(json))
        } else {
            Err(json)
        }
    }
}

impl Default for JsonObject {
    /// Returns the empty object.
    fn default() -> Self {
        Self(Json("{}".into()))
    }
}

impl FromStr for JsonObject {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::checked(text.parse()?)
    }
}

impl TryFrom<&Value> for JsonObject {
    type Error = InvalidValue;

    /// Fails if the value isn't an object, or nests more than 120 deep.
    fn try_from(value: &Value) -> Result<Self, InvalidValue> {
        Self::checked(Json::try_from(value)?)
    }
}

impl TryFrom<Value> for JsonObject {
    type Error = InvalidValue;

    /// Fails if the value isn't an object, or nests more than 120 deep.
    fn try_from(value: Value) -> Result<Self, InvalidValue> {
        Self::try_from(&value)
    }
}

impl From<JsonObject> for Json {
    fn from(object: JsonObject) -> Self {
        object.0
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

/// Returns the type of a JSON text, for an error.
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
