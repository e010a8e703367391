//! A common view of JSON values, so that every keyword has one implementation: for a `serde_json`
//! value and for the [tree](super::tree) of a text.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash, Hasher};

use serde_json::{Map, Number, Value};

use super::decimal::Decimal;
use super::keys::is_same;
use super::types::Types;

/// A JSON value.
pub(crate) trait JsonValue: Sized {
    type Number: JsonNumber + ?Sized;
    type Object: Properties<Self>;

    fn view(&self) -> View<'_, Self>;

    /// Returns where the value starts in the text that it was parsed from, if any.
    fn offset(&self) -> Option<usize> {
        None
    }

    // Implementing these by `view` would make validation a quarter slower.

    fn as_str(&self) -> Option<&str>;

    fn as_array(&self) -> Option<&[Self]>;

    fn as_object(&self) -> Option<&Self::Object>;
}

/// A JSON value by its type.
pub(crate) enum View<'a, J: JsonValue> {
    Null,
    Bool(bool),
    Number(&'a J::Number),
    Text(&'a str),
    Array(&'a [J]),
    Object(&'a J::Object),
}

/// A JSON number.
pub(crate) trait JsonNumber {
    fn decimal(&self) -> Decimal<'_>;

    fn is_integer(&self) -> bool;

    /// Returns whether the number has neither a fraction nor an exponent.
    fn is_plain_integer(&self) -> bool;

    /// Returns the number's text, for a message.
    fn text(&self) -> Cow<'_, str>;
}

/// The properties of a JSON object, without duplicate keys.
pub(crate) trait Properties<J> {
    fn len(&self) -> usize;

    fn get(&self, key: &str) -> Option<&J>;

    /// Returns where a key starts in the text that the object was parsed from, if any.
    fn key_offset(&self, _key: &str) -> Option<usize> {
        None
    }

    fn iter<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a J)>
    where
        J: 'a;

    fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl JsonValue for Value {
    type Number = Number;
    type Object = Map<String, Value>;

    #[inline]
    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(number) => View::Number(number),
            Self::String(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(properties) => View::Object(properties),
        }
    }

    #[inline]
    fn as_str(&self) -> Option<&str> {
        Self::as_str(self)
    }

    #[inline]
    fn as_array(&self) -> Option<&[Self]> {
        Self::as_array(self).map(Vec::as_slice)
    }

    #[inline]
    fn as_object(&self) -> Option<&Map<String, Value>> {
        Self::as_object(self)
    }
}

impl JsonNumber for Number {
    fn decimal(&self) -> Decimal<'_> {
        Decimal::of(self)
    }

    #[inline]
    fn is_integer(&self) -> bool {
        self.is_i64() || self.is_u64() || self.decimal().is_integer()
    }

    fn is_plain_integer(&self) -> bool {
        self.is_i64() || self.is_u64() || !self.to_string().contains(['.', 'e', 'E'])
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Properties<Value> for Map<String, Value> {
    #[inline]
    fn len(&self) -> usize {
        Map::len(self)
    }

    #[inline]
    fn get(&self, key: &str) -> Option<&Value> {
        Map::get(self, key)
    }

    #[inline]
    fn iter<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a Value)>
    where
        Value: 'a,
    {
        Map::iter(self).map(|(key, value)| (key.as_str(), value))
    }
}

/// Returns whether a value's type is in a set. Checks whether a number is whole only if that matters.
#[inline]
pub(crate) fn has_type<J: JsonValue>(types: Types, value: &J) -> bool {
    match value.view() {
        View::Null => types.has(Types::NULL),
        View::Bool(_) => types.has(Types::BOOLEAN),
        View::Number(number) => {
            types.has(Types::FRACTION)
                || (types.has(Types::PLAIN_INTEGER) && number.is_plain_integer())
                || (types.has_all(Types::INTEGER) && number.is_integer())
        }
        View::Text(_) => types.has(Types::STRING),
        View::Array(_) => types.has(Types::ARRAY),
        View::Object(_) => types.has(Types::OBJECT),
    }
}

/// Returns a property of an object. Most objects are small, where comparing each key is fastest.
pub(crate) fn property<'a, J: JsonValue>(properties: &'a J::Object, key: &str) -> Option<&'a J> {
    const FEW: usize = 8;
    if properties.len() > FEW {
        return properties.get(key);
    }
    for (other, value) in properties.iter() {
        if is_same(other, key) {
            return Some(value);
        }
    }
    None
}

/// Returns whether two values are equal: numbers by value, and objects in any order of their keys.
pub(crate) fn equal<A: JsonValue, B: JsonValue>(one: &A, other: &B) -> bool {
    match (one.view(), other.view()) {
        (View::Null, View::Null) => true,
        (View::Bool(one), View::Bool(other)) => one == other,
        (View::Number(one), View::Number(other)) => one.decimal() == other.decimal(),
        (View::Text(one), View::Text(other)) => one == other,
        (View::Array(one), View::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (View::Object(one), View::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| equal(one, other)))
        }
        _ => false,
    }
}

/// Returns a hash, which is the same for equal values.
pub(crate) fn hash<J: JsonValue>(value: &J, hashers: &impl BuildHasher) -> u64 {
    let mut state = hashers.build_hasher();
    match value.view() {
        View::Null => Types::NULL.0.hash(&mut state),
        View::Bool(value) => (Types::BOOLEAN.0, value).hash(&mut state),
        View::Number(number) => (Types::NUMBER.0, number.decimal()).hash(&mut state),
        View::Text(text) => (Types::STRING.0, text).hash(&mut state),
        View::Array(items) => {
            Types::ARRAY.0.hash(&mut state);
            items.len().hash(&mut state);
            for item in items {
                state.write_u64(hash(item, hashers));
            }
        }
        View::Object(properties) => {
            Types::OBJECT.0.hash(&mut state);
            // A sum, which doesn't depend on the order of the keys.
            let hashes = properties.iter().map(|(key, value)| {
                let mut state = hashers.build_hasher();
                key.hash(&mut state);
                state.write_u64(hash(value, hashers));
                state.finish()
            });
            state.write_u64(hashes.fold(0, u64::wrapping_add));
        }
    }
    state.finish()
}
