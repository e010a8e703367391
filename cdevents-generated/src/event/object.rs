//! Deserializing and serializing JSON objects with known properties.
//!
//! This rejects what serde's derive would accept: an array in place of an object, `null` for an
//! optional property, a duplicate key. Each error has the path of the value that it is about.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::error::path::at;
use crate::json::free::Json;
use crate::json::keys::is_same;
use crate::json::wording;

/// A JSON object with known properties.
///
/// Some contexts and subjects have a string that the kind of the event fixes, such as the event type.
/// It is passed as `fixed`, which is empty outside of an event.
pub trait Object: Sized {
    /// The known keys, in the order in which they are written.
    const KEYS: &'static [&'static str];

    /// Deserializes the properties.
    ///
    /// # Errors
    /// Fails if a property is missing, unknown, repeated, or invalid.
    fn read<'de, A: MapAccess<'de>>(properties: &mut PropertyReader<A>) -> Result<Self, A::Error>;

    /// Serializes the properties.
    ///
    /// # Errors
    /// Fails if the serializer does.
    fn write<M: SerializeMap>(&self, map: &mut M, fixed: &str) -> Result<(), M::Error>;
}

/// Deserializes an object.
///
/// # Errors
/// Fails if the value isn't an object, or if a property is missing, unknown, repeated, or invalid.
pub fn read<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    fixed: &'static str,
) -> Result<T, D::Error> {
    de::DeserializeSeed::deserialize(ObjectSeed::<T>::new(fixed), deserializer)
}

/// Serializes an object.
///
/// # Errors
/// Fails if the serializer does.
pub fn write<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
    fixed: &str,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    object.write(&mut map, fixed)?;
    map.end()
}

/// An object to serialize, with its fixed string.
pub(crate) struct WithFixed<'a, T>(pub(crate) &'a T, pub(crate) &'a str);

impl<T: Object> Serialize for WithFixed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer, self.1)
    }
}

struct ObjectSeed<T> {
    fixed: &'static str,
    object: PhantomData<T>,
}

impl<T> ObjectSeed<T> {
    const fn new(fixed: &'static str) -> Self {
        let object = PhantomData;
        Self { fixed, object }
    }
}

impl<'de, T: Object> de::DeserializeSeed<'de> for ObjectSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Object> Visitor<'de> for ObjectSeed<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut PropertyReader {
            map,
            fixed: self.fixed,
            keys: T::KEYS,
            current: usize::MAX,
        })
    }
}

/// The properties of an object that is being deserialized.
pub struct PropertyReader<A> {
    map: A,
    fixed: &'static str,
    keys: &'static [&'static str],
    current: usize,
}

/// A key of an open object.
enum Key {
    /// A known one, by its index.
    Known(usize),
    /// Any other.
    Additional(String),
}

impl<'de, A: MapAccess<'de>> PropertyReader<A> {
    /// Returns the index of the next key of a closed object.
    ///
    /// # Errors
    /// Fails if the key is unknown, or the input invalid.
    pub fn next_key(&mut self) -> Result<Option<usize>, A::Error> {
        match self.next_of_open()? {
            Some(Key::Known(index)) => Ok(Some(index)),
            Some(Key::Additional(key)) => Err(unknown(&key, self.keys)),
            None => Ok(None),
        }
    }

    /// Returns the index of the next known key of an open object, and keeps the properties before
    /// it.
    ///
    /// # Errors
    /// Fails if an additional property is there twice or isn't JSON.
    pub fn next_known_key(
        &mut self,
        additional: &mut BTreeMap<String, Json>,
    ) -> Result<Option<usize>, A::Error> {
        loop {
            let key = match self.next_of_open()? {
                Some(Key::Additional(key)) => key,
                Some(Key::Known(index)) => return Ok(Some(index)),
                None => return Ok(None),
            };
            let value = self.map.next_value()?;
            match additional.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => return Err(duplicate(entry.key())),
            }
        }
    }

    fn next_of_open(&mut self) -> Result<Option<Key>, A::Error> {
        let seed = KeySeed {
            keys: self.keys,
            first: self.current.wrapping_add(1),
        };
        let key = self.map.next_key_seed(seed)?;
        if let Some(Key::Known(index)) = key {
            self.current = index;
        }
        Ok(key)
    }

    /// Deserializes the value of the current key into its place.
    ///
    /// # Errors
    /// Fails if the property is repeated or invalid.
    pub fn value<T: Deserialize<'de>>(&mut self, place: &mut Option<T>) -> Result<(), A::Error> {
        self.seeded(place, PhantomData)
    }

    /// Deserializes an array like [`Self::value`]. Errors have the index of the item.
    ///
    /// # Errors
    /// Fails where [`Self::value`] does.
    pub fn list<T: Deserialize<'de>>(
        &mut self,
        place: &mut Option<Vec<T>>,
    ) -> Result<(), A::Error> {
        self.seeded(place, ListSeed(PhantomData))
    }

    /// Deserializes an object with a fixed string like [`Self::value`].
    ///
    /// # Errors
    /// Fails where [`Self::value`] does.
    pub fn object<T: Object>(
        &mut self,
        place: &mut Option<T>,
        fixed: &'static str,
    ) -> Result<(), A::Error> {
        self.seeded(place, ObjectSeed::new(fixed))
    }

    /// Deserializes a string that can have one value only, like [`Self::value`].
    ///
    /// # Errors
    /// Fails where [`Self::value`] does.
    pub fn constant(
        &mut self,
        place: &mut Option<()>,
        constant: &'static str,
    ) -> Result<(), A::Error> {
        let mut index = place.map(|()| 0);
        self.seeded(&mut index, OneOfSeed(&[constant]))?;
        *place = Some(());
        Ok(())
    }

    /// Deserializes the string that the kind of the event fixes, like [`Self::value`].
    ///
    /// # Errors
    /// Fails where [`Self::value`] does.
    pub fn fixed(&mut self, place: &mut Option<()>) -> Result<(), A::Error> {
        if self.fixed.is_empty() {
            let mut any: Option<String> = place.map(|()| String::new());
            self.value(&mut any)?;
            *place = Some(());
            return Ok(());
        }
        self.constant(place, self.fixed)
    }

    /// Checks that the string that the kind of the event fixes is there. Outside of an event, it is
    /// optional.
    ///
    /// # Errors
    /// Fails if the string is required and missing.
    pub fn require_fixed(&self, place: Option<()>, key: &'static str) -> Result<(), A::Error> {
        match place {
            None if !self.fixed.is_empty() => Err(missing(key)),
            _ => Ok(()),
        }
    }

    /// Deserializes one of a few strings like [`Self::value`], and stores its index.
    ///
    /// # Errors
    /// Fails where [`Self::value`] does.
    pub fn one_of(
        &mut self,
        place: &mut Option<usize>,
        texts: &'static [&'static str],
    ) -> Result<(), A::Error> {
        self.seeded(place, OneOfSeed(texts))
    }

    fn seeded<T>(
        &mut self,
        place: &mut Option<T>,
        seed: impl de::DeserializeSeed<'de, Value = T>,
    ) -> Result<(), A::Error> {
        let key = self.keys[self.current];
        if place.is_some() {
            return Err(duplicate(key));
        }
        let value = self.map.next_value_seed(seed);
        *place = Some(value.map_err(|error| at(key, error))?);
        Ok(())
    }
}

/// Returns the value of a required property.
///
/// # Errors
/// Fails if the property is missing.
pub fn required<T, E: de::Error>(place: Option<T>, key: &'static str) -> Result<T, E> {
    place.ok_or_else(|| missing(key))
}

fn duplicate<E: de::Error>(key: &str) -> E {
    E::custom(wording::duplicate_property(key))
}

fn missing<E: de::Error>(key: &str) -> E {
    E::custom(wording::missing_property(key))
}

fn unknown<E: de::Error>(key: &str, keys: &[&str]) -> E {
    E::custom(wording::unknown_property(key, None, keys))
}

/// Rejects a property that isn't among the keys that turned out to apply.
///
/// # Errors
/// Fails if the property is there.
pub fn absent<T, E: de::Error>(
    place: Option<&T>,
    key: &'static str,
    keys: &'static [&'static str],
) -> Result<(), E> {
    match place {
        Some(_) => Err(unknown(key, keys)),
        None => Ok(()),
    }
}

struct KeySeed {
    keys: &'static [&'static str],
    first: usize,
}

impl<'de> de::DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
        // Most producers write keys in the order of the schema.
        if self
            .keys
            .get(self.first)
            .is_some_and(|key| is_same(key, text))
        {
            return Ok(Key::Known(self.first));
        }
        let index = self.keys.iter().position(|key| is_same(key, text));
        Ok(index.map_or_else(|| Key::Additional(text.to_owned()), Key::Known))
    }
}

struct OneOfSeed<'a>(&'a [&'static str]);

impl<'de> de::DeserializeSeed<'de> for OneOfSeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for OneOfSeed<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [text] => write!(formatter, "{text:?}"),
            texts => write!(formatter, "one of {texts:?}"),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        let index = self.0.iter().position(|allowed| *allowed == text);
        index.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct ListSeed<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::DeserializeSeed<'de> for ListSeed<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListSeed<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        loop {
            let item = items.next_element();
            match item.map_err(|error| at(&list.len().to_string(), error))? {
                Some(item) => list.push(item),
                None => return Ok(list),
            }
        }
    }
}
