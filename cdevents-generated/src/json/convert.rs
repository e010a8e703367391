//! Conversions of Rust values to free JSON.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Number, Value};

use super::free::{Json, JsonObject};
use super::write::{push_key, string};
use crate::InvalidValue;

/// Converts strings to JSON strings. [`Json::from_str`](std::str::FromStr) parses JSON text instead.
impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::new(string(text))
    }
}

/// Converts strings to JSON strings. [`Json::from_str`](std::str::FromStr) parses JSON text instead.
impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Number> for Json {
    fn from(number: Number) -> Self {
        Self::new(number.to_string())
    }
}

impl TryFrom<f64> for Json {
    type Error = InvalidValue;

    /// Fails if the number isn't finite.
    fn try_from(number: f64) -> Result<Self, InvalidValue> {
        let json = Number::from_f64(number).map(Self::from);
        json.ok_or_else(|| InvalidValue::new("a finite number", number.to_string()))
    }
}

/// Implements conversions for scalars that Rust displays as JSON writes them.
macro_rules! displayed {
    ($($scalar:ty),*) => {$(
        impl From<$scalar> for Json {
            fn from(scalar: $scalar) -> Self {
                Self::new(scalar.to_string())
            }
        }
    )*};
}

displayed!(bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

/// Implements the collection of scalars to an object: their depth needs no check.
macro_rules! collected {
    ($([$($lifetime:lifetime)?] $scalar:ty),*) => {$(
        /// Collects properties, sorted by key. Of the values of a key, the last one counts.
        impl<$($lifetime,)? K: Into<String>> FromIterator<(K, $scalar)> for JsonObject {
            fn from_iter<I: IntoIterator<Item = (K, $scalar)>>(properties: I) -> Self {
                let properties = properties.into_iter();
                object(properties.map(|(key, value)| (key.into(), Json::from(value))).collect())
            }
        }
    )*};
}

collected!(
    ['a] &'a str, [] String, [] bool, [] i8, [] i16, [] i32, [] i64, [] isize, [] u8, [] u16, [] u32,
    [] u64, [] usize
);

/// Writes an object with these properties.
fn object(properties: BTreeMap<String, Json>) -> JsonObject {
    let mut json = String::from("{");
    for (key, value) in properties {
        push_key(&mut json, &key);
        json.push_str(value.as_str());
    }
    json.push('}');
    JsonObject::new(json)
}

/// Checks how deep an object nests that was written around JSON.
fn checked(properties: BTreeMap<String, Json>) -> Result<JsonObject, InvalidValue> {
    object(properties).as_str().parse()
}

impl<K, V> From<BTreeMap<K, V>> for JsonObject
where
    Self: FromIterator<(K, V)>,
{
    fn from(properties: BTreeMap<K, V>) -> Self {
        properties.into_iter().collect()
    }
}

impl<K, V, S> From<HashMap<K, V, S>> for JsonObject
where
    Self: FromIterator<(K, V)>,
{
    fn from(properties: HashMap<K, V, S>) -> Self {
        properties.into_iter().collect()
    }
}

/// Implements the conversion of maps to JSON values, which may turn out too deep.
macro_rules! maps {
    ($(impl$([$($generics:tt)*])? TryFrom<$map:ty>;)*) => {$(
        impl$(<$($generics)*>)? TryFrom<$map> for JsonObject {
            type Error = InvalidValue;

            /// Fails if the object nests more than 120 deep.
            fn try_from(properties: $map) -> Result<Self, InvalidValue> {
                let properties = properties.into_iter();
                checked(properties.map(|(key, value)| (key.into(), value)).collect())
            }
        }
    )*};
}

maps! {
    impl[K: Into<String>] TryFrom<BTreeMap<K, Json>>;
    impl[K: Into<String>, S] TryFrom<HashMap<K, Json, S>>;
    impl[K: Into<String>] TryFrom<Vec<(K, Json)>>;
    impl[K: Into<String>, const N: usize] TryFrom<[(K, Json); N]>;
}

impl TryFrom<&Map<String, Value>> for JsonObject {
    type Error = InvalidValue;

    /// Fails if the object nests more than 120 deep.
    fn try_from(properties: &Map<String, Value>) -> Result<Self, InvalidValue> {
        serde_json::to_string(properties)
            .unwrap_or_default()
            .parse()
    }
}

impl TryFrom<Map<String, Value>> for JsonObject {
    type Error = InvalidValue;

    /// Fails if the object nests more than 120 deep.
    fn try_from(properties: Map<String, Value>) -> Result<Self, InvalidValue> {
        Self::try_from(&properties)
    }
}
