//! What the validators ask of a JSON value, so that every keyword has one implementation: for a
//! `serde_json` value, and for the [tree](super::tree) of a text.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash, Hasher};

use serde_json::{Map, Number, Value};

use super::types::Types;
use crate::json::decimal::Decimal;
use crate::json::keys::is_same;

/// A JSON value.
pub(crate) trait Json: Sized {
    type Number: JsonNumber + ?Sized;
    type Object: Object<Self>;

    fn view(&self) -> View<'_, Self>;

    // These could ask the view, and it takes a quarter longer to judge an event.

    fn as_str(&self) -> Option<&str>;

    fn as_array(&self) -> Option<&[Self]>;

    fn as_object(&self) -> Option<&Self::Object>;
}

/// A JSON value by its type.
pub(crate) enum View<'a, J: Json> {
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

    /// The text, for a message.
    fn text(&self) -> Cow<'_, str>;
}

/// The members of a JSON object. No key is there twice.
pub(crate) trait Object<J> {
    fn len(&self) -> usize;

    fn get(&self, key: &str) -> Option<&J>;

    fn iter<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a J)>
    where
        J: 'a;

    fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl Json for Value {
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
            Self::Object(members) => View::Object(members),
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

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Object<Value> for Map<String, Value> {
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

/// Returns whether a value's type is in a set. Whether a number is whole is asked only where it
/// matters.
#[inline]
pub(crate) fn has_type<J: Json>(types: Types, value: &J) -> bool {
    match value.view() {
        View::Null => types.has(Types::NULL),
        View::Bool(_) => types.has(Types::BOOLEAN),
        View::Number(number) => {
            types.has(Types::FRACTION) || (types.has(Types::INTEGER) && number.is_integer())
        }
        View::Text(_) => types.has(Types::STRING),
        View::Array(_) => types.has(Types::ARRAY),
        View::Object(_) => types.has(Types::OBJECT),
    }
}

/// Returns a property of an object. In small objects, as most are, looking at each is the fastest.
pub(crate) fn property<'a, J: Json>(members: &'a J::Object, key: &str) -> Option<&'a J> {
    const FEW: usize = 8;
    if members.len() > FEW {
        return members.get(key);
    }
    for (other, value) in members.iter() {
        if is_same(other, key) {
            return Some(value);
        }
    }
    None
}

/// Returns whether two values are equal: numbers by value, objects whatever the order of their keys.
pub(crate) fn equal<A: Json, B: Json>(one: &A, other: &B) -> bool {
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

/// A hash that is the same for equal values.
pub(crate) fn hash<J: Json>(value: &J, hashers: &impl BuildHasher) -> u64 {
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
        View::Object(members) => {
            Types::OBJECT.0.hash(&mut state);
            // A sum, since the order of the keys doesn't count.
            let members = members.iter().map(|(key, value)| {
                let mut state = hashers.build_hasher();
                key.hash(&mut state);
                state.write_u64(hash(value, hashers));
                state.finish()
            });
            state.write_u64(members.fold(0, u64::wrapping_add));
        }
    }
    state.finish()
}
