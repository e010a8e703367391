//! Conversions of Rust values to custom data.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use serde_json::{Map, Value};

use super::custom_data::CustomData;
use super::invalid::InvalidValue;
use crate::json::free::{Json, JsonObject};

const EXPECTED: &str = "an object or a string";

/// Wraps a string, which the specification expects to be base64; [`CustomData::from_bytes`] encodes
/// bytes. Parse JSON text with [`FromStr`] instead.
impl From<&str> for CustomData {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Wraps a string, which the specification expects to be base64; [`CustomData::from_bytes`] encodes
/// bytes. Parse JSON text with [`FromStr`] instead.
impl From<String> for CustomData {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Parses the JSON text of an object or a string.
///
/// ```
/// use cdevents_generated::CustomData;
///
/// let data: CustomData = r#"{ "team": "checkout" }"#.parse()?;
/// assert_eq!(data, [("team", "checkout")].into_iter().collect());
/// assert!("[1]".parse::<CustomData>().is_err());
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
impl FromStr for CustomData {
    type Err = InvalidValue;

    fn from_str(json: &str) -> Result<Self, InvalidValue> {
        json.parse::<Json>()?.try_into()
    }
}

impl TryFrom<Json> for CustomData {
    type Error = InvalidValue;

    /// Fails if the value is neither an object nor a string.
    fn try_from(json: Json) -> Result<Self, InvalidValue> {
        let json = match JsonObject::try_from(json) {
            Ok(object) => return Ok(Self::Object(object)),
            Err(json) => json,
        };
        let text = json.read().map(Self::Text);
        text.map_err(|_| InvalidValue::new(EXPECTED, json.as_str()))
    }
}

impl From<CustomData> for Json {
    fn from(data: CustomData) -> Self {
        match data {
            CustomData::Object(object) => object.into(),
            CustomData::Text(text) => text.into(),
        }
    }
}

impl TryFrom<&Value> for CustomData {
    type Error = InvalidValue;

    /// Fails if the value is neither an object nor a string, or nests more than 120 deep.
    fn try_from(value: &Value) -> Result<Self, InvalidValue> {
        Json::try_from(value)?.try_into()
    }
}

impl TryFrom<Value> for CustomData {
    type Error = InvalidValue;

    /// Fails if the value is neither an object nor a string, or nests more than 120 deep.
    fn try_from(value: Value) -> Result<Self, InvalidValue> {
        Self::try_from(&value)
    }
}

/// Collects the properties of an object, sorted by key, as [`JsonObject`] does.
impl<K, V> FromIterator<(K, V)> for CustomData
where
    JsonObject: FromIterator<(K, V)>,
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(properties: I) -> Self {
        Self::Object(properties.into_iter().collect())
    }
}

/// Implements the conversion of a map whose conversion to an object can't fail.
macro_rules! maps {
    ($([$($generics:tt)*] $map:ty;)*) => {$(
        impl<$($generics)*> From<$map> for CustomData
        where
            JsonObject: From<$map>,
        {
            fn from(properties: $map) -> Self {
                Self::Object(properties.into())
            }
        }
    )*};
}

maps! {
    [K, V] BTreeMap<K, V>;
    [K, V, S] HashMap<K, V, S>;
}

/// Implements the conversion of a map that may turn out too deep.
macro_rules! deep_maps {
    ($([$($generics:tt)*] $map:ty;)*) => {$(
        impl<$($generics)*> TryFrom<$map> for CustomData {
            type Error = InvalidValue;

            /// Fails if the object nests more than 120 deep.
            fn try_from(properties: $map) -> Result<Self, InvalidValue> {
                JsonObject::try_from(properties).map(Self::Object)
            }
        }
    )*};
}

deep_maps! {
    [] Map<String, Value>;
    [] &Map<String, Value>;
    [K: Into<String>] BTreeMap<K, Json>;
    [K: Into<String>, S] HashMap<K, Json, S>;
    [K: Into<String>] Vec<(K, Json)>;
    [K: Into<String>, const N: usize] [(K, Json); N];
}
