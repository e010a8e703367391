//! JSON whose objects keep the order of their properties, unlike those of `Value`.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Value, from_str, to_vec, to_vec_pretty};

/// A JSON value.
#[derive(Clone)]
pub(crate) enum Tree {
    Object(Vec<(String, Tree)>),
    Array(Vec<Tree>),
    Leaf(Leaf),
}

/// A string, number, boolean or null, as it is written.
#[derive(Clone)]
pub(crate) struct Leaf(Box<RawValue>);

impl Tree {
    /// Parses a JSON text.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim_ascii();
        match text.as_bytes().first() {
            Some(b'{') => {
                let pairs = from_str::<Pairs<'_>>(text).expect("an object").0;
                let parsed = pairs
                    .into_iter()
                    .map(|(key, value)| (key, Self::parse(value.get())));
                Self::Object(parsed.collect())
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = from_str(text).expect("an array");
                Self::Array(items.iter().map(|item| Self::parse(item.get())).collect())
            }
            _ => Self::Leaf(Leaf::new(text.to_owned())),
        }
    }

    /// Writes the value without white space.
    pub(super) fn compact(&self) -> Vec<u8> {
        to_vec(self).expect("JSON")
    }

    /// Writes the value with an indentation of two spaces.
    pub(super) fn pretty(&self) -> Vec<u8> {
        to_vec_pretty(self).expect("JSON")
    }

    /// Sorts the properties of all objects.
    pub(super) fn sort(&mut self) {
        self.each_object(&mut |properties| properties.sort_by(|(a, _), (b, _)| a.cmp(b)));
    }

    /// Reverses the properties of all objects.
    pub(super) fn reverse(&mut self) {
        self.each_object(&mut |properties| properties.reverse());
    }

    fn each_object(&mut self, change: &mut impl FnMut(&mut Vec<(String, Self)>)) {
        match self {
            Self::Object(properties) => {
                change(properties);
                for (_, value) in properties {
                    value.each_object(change);
                }
            }
            Self::Array(items) => items.iter_mut().for_each(|item| item.each_object(change)),
            Self::Leaf(_) => {}
        }
    }

    /// Returns all strings, in the order of the text.
    pub(super) fn strings(&mut self) -> Vec<&mut Leaf> {
        match self {
            Self::Object(properties) => {
                let values = properties.iter_mut().map(|(_, value)| value);
                values.flat_map(Self::strings).collect()
            }
            Self::Array(items) => items.iter_mut().flat_map(Self::strings).collect(),
            Self::Leaf(leaf) if leaf.0.get().starts_with('"') => vec![leaf],
            Self::Leaf(_) => Vec::new(),
        }
    }

    /// Sets the property at a path of keys. A new property becomes the last one.
    pub(super) fn set(&mut self, path: &[&str], value: &Value) {
        let value = Self::parse(&value.to_string());
        let (properties, last) = self.parent(path);
        match properties.iter_mut().find(|(key, _)| key == last) {
            Some((_, old)) => *old = value,
            None => properties.push((last.to_owned(), value)),
        }
    }

    /// Removes the property at a path of keys.
    pub(super) fn remove(&mut self, path: &[&str]) {
        let (properties, last) = self.parent(path);
        properties.retain(|(key, _)| key != last);
    }

    /// Returns the properties of the object at a path without its last key, and the last key.
    fn parent<'p>(&mut self, path: &[&'p str]) -> (&mut Vec<(String, Self)>, &'p str) {
        let Self::Object(properties) = self else {
            panic!("no object for {path:?}");
        };
        match path {
            [last] => (properties, last),
            [first, rest @ ..] => {
                let found = properties.iter_mut().find(|(key, _)| key == first);
                found.expect("the property").1.parent(rest)
            }
            [] => panic!("an empty path"),
        }
    }
}

impl Leaf {
    fn new(text: String) -> Self {
        Self(RawValue::from_string(text).expect("JSON"))
    }

    /// Appends text, which is written as in JSON, to a string.
    pub(super) fn append(&mut self, escaped: &str) {
        let text = self.0.get();
        let open = text.strip_suffix('"').expect("a string");
        *self = Self::new(format!("{open}{escaped}\""));
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(properties) => {
                serializer.collect_map(properties.iter().map(|(key, value)| (key, value)))
            }
            Self::Array(items) => serializer.collect_seq(items),
            Self::Leaf(leaf) => leaf.0.serialize(serializer),
        }
    }
}

/// The properties of an object, in the order of the text.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}
