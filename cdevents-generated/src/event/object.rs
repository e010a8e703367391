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
use crate::json::deserialize::finds_keys;
use crate::json::free::Json;
use crate::json::keys::is_same;
use crate::json::wording::{self, Worded};

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
        T::read(&mut PropertyReader::new::<T>(map, self.fixed))
    }
}

/// The index of every key that isn't known.
const ADDITIONAL: usize = usize::MAX;

/// The properties of an object that is being deserialized.
pub struct PropertyReader<A> {
    map: A,
    fixed: &'static str,
    keys: &'static [&'static str],
    current: usize,
}

impl<'de, A: MapAccess<'de>> PropertyReader<A> {
    pub(crate) fn new<T: Object>(map: A, fixed: &'static str) -> Self {
        Self {
            map,
            fixed,
            keys: T::KEYS,
            current: usize::MAX,
        }
    }

    /// Returns the index of the next key of a closed object.
    ///
    /// # Errors
    /// Fails if the key is unknown, or the input invalid.
    pub fn next_key(&mut self) -> Result<Option<usize>, A::Error> {
        self.next_of(None)
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
            let mut key = String::new();
            let known = self.next_of(Some(&mut key))?;
            if known != Some(ADDITIONAL) {
                return Ok(known);
            }
            let value = self.map.next_value()?;
            match additional.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => return Err(duplicate(entry.key())),
            }
        }
    }

    /// Returns the index of the next key, or [`ADDITIONAL`] and the key, if any is allowed.
    #[inline]
    fn next_of(&mut self, additional: Option<&mut String>) -> Result<Option<usize>, A::Error> {
        let key = self.map.next_key_seed(KeySeed {
            keys: self.keys,
            first: self.current.wrapping_add(1),
            additional,
        })?;
        if let Some(index) = key {
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
        if place.is_some() {
            return Err(duplicate(self.key()));
        }
        match self.map.next_value_seed(seed) {
            Ok(value) => {
                *place = Some(value);
                Ok(())
            }
            Err(error) => Err(self.within_property(error)),
        }
    }

    fn key(&self) -> &'static str {
        self.keys.get(self.current).copied().unwrap_or_default()
    }

    #[cold]
    fn within_property(&self, error: A::Error) -> A::Error {
        at(self.key(), error)
    }
}

pub(crate) fn duplicate<E: de::Error>(key: &str) -> E {
    E::custom(Worded(|| wording::duplicate_property(key)))
}

/// Returns the error for a required property that is missing.
#[cold]
#[must_use]
pub fn missing<E: de::Error>(key: &str) -> E {
    E::custom(Worded(|| wording::missing_property(key)))
}

pub(crate) fn unknown<E: de::Error>(key: &str, keys: &[&str]) -> E {
    E::custom(Worded(|| wording::unknown_property(key, None, keys)))
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

/// Finds the index of a key, or keeps it and returns [`ADDITIONAL`], if any key is allowed.
struct KeySeed<'a> {
    keys: &'static [&'static str],
    first: usize,
    additional: Option<&'a mut String>,
}

impl<'de> de::DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        if finds_keys::<D>() {
            deserializer.deserialize_struct("", self.keys, FoundKey(self))
        } else {
            deserializer.deserialize_identifier(self)
        }
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        // Most producers write keys in the order of the schema.
        if self
            .keys
            .get(self.first)
            .is_some_and(|key| is_same(key, text))
        {
            return Ok(self.first);
        }
        if let Some(index) = self.keys.iter().position(|key| is_same(key, text)) {
            return Ok(index);
        }
        let additional = self.additional.ok_or_else(|| unknown(text, self.keys))?;
        text.clone_into(additional);
        Ok(ADDITIONAL)
    }
}

/// Takes the index of a key from a deserializer that finds it, or else the key.
struct FoundKey<'a>(KeySeed<'a>);

impl Visitor<'_> for FoundKey<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, index: u64) -> Result<usize, E> {
        usize::try_from(index).map_err(|_| E::invalid_type(Unexpected::Unsigned(index), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        self.0.visit_str(text)
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
