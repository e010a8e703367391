//! Deserializing from a JSON text, by the rules of this crate: no object may repeat a key, and free
//! JSON has a limit to nesting. Errors are kept small, since the schema explains them; only where a
//! message is wanted, they are [`explained`].

use std::any::type_name;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::raw::RAW_VALUE;
use super::scan::{Problem, Reader};
use super::wording::Worded;

/// How many arrays and objects a text may nest: as many as in `serde_json`.
const MAX_DEPTH: usize = 127;

thread_local! {
    /// The message of the last error, if it is wanted.
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Reads a text. If that fails, returns the message of the error and the offset where it was found.
pub(crate) fn explained<'de, T>(
    text: &'de str,
    read: impl FnOnce(&mut Reader<'de>) -> Result<T, Problem>,
) -> Result<T, (String, usize)> {
    let mut reader = Reader::new(text);
    let outer = MESSAGE.replace(Some(String::new()));
    let read = read(&mut reader);
    let message = MESSAGE.replace(outer).unwrap_or_default();
    read.map_err(|_| (message, reader.position()))
}

/// Deserializes a whole text.
pub(crate) fn whole<'de, T: Deserialize<'de>>(reader: &mut Reader<'de>) -> Result<T, Problem> {
    let value = T::deserialize(TextDeserializer::new(reader, 0))?;
    reader.end()?;
    Ok(value)
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Syntax => "not JSON",
            Self::Duplicate => "duplicate property",
            Self::Depth => "nested too deep",
            Self::Invalid => "invalid",
        })
    }
}

impl std::error::Error for Problem {}

impl de::Error for Problem {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        MESSAGE.with_borrow_mut(|kept| {
            if let Some(kept) = kept {
                *kept = message.to_string();
            }
        });
        Self::Invalid
    }
}

/// Deserializes the next value of a reader.
pub(crate) struct TextDeserializer<'r, 'de> {
    reader: &'r mut Reader<'de>,
    depth: usize,
}

impl<'r, 'de> TextDeserializer<'r, 'de> {
    /// Deserializes a value that is nested in `depth` arrays and objects.
    pub(crate) const fn new(reader: &'r mut Reader<'de>, depth: usize) -> Self {
        Self { reader, depth }
    }

    const fn deeper(&self) -> Result<usize, Problem> {
        if self.depth == MAX_DEPTH {
            Err(Problem::Depth)
        } else {
            Ok(self.depth + 1)
        }
    }

    /// Enters an object.
    fn properties(self) -> Result<TextProperties<'r, 'de>, Problem> {
        let depth = self.deeper()?;
        TextProperties::enter(self.reader, depth)
    }
}

impl<'de> Deserializer<'de> for TextDeserializer<'_, 'de> {
    type Error = Problem;

    /// Deserializes a number, or another value that is none of this crate's, with `serde_json`.
    #[cold]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let text = self.reader.raw()?;
        let mut other = serde_json::Deserializer::from_str(text);
        other.deserialize_any(visitor).map_err(de::Error::custom)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.reader.plain() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_string(self.reader.string()?.into_owned()),
        }
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.reader.peek()? == b'n' {
            self.reader.raw()?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if name != RAW_VALUE {
            return visitor.visit_newtype_struct(self);
        }
        let raw = self.reader.raw_and_compact();
        let (text, is_compact) =
            raw.map_err(|problem| de::Error::custom(Worded(|| self.reader.explain(problem))))?;
        if is_compact {
            visitor.visit_map(CompactText(Some(text)))
        } else {
            visitor.visit_map(RawText(Some(text)))
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let depth = self.deeper()?;
        let goes_on = self.reader.enter(b'[', b']')?;
        let mut items = Items {
            reader: self.reader,
            depth,
            goes_on,
        };
        let value = visitor.visit_seq(&mut items)?;
        if items.goes_on {
            return Err(Problem::Invalid);
        }
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        // Returning the value at once saves a move. So nothing checks here that the visitor has read all
        // properties, as those of this crate do. If one doesn't, reading what follows fails.
        match self.properties() {
            Ok(mut properties) => visitor.visit_map(&mut properties),
            Err(problem) => Err(problem),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.deserialize_map(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct enum ignored_any
    }
}

/// The items of an array.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    depth: usize,
    goes_on: bool,
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Problem> {
        if !self.goes_on {
            return Ok(None);
        }
        let item = seed.deserialize(TextDeserializer::new(self.reader, self.depth))?;
        self.goes_on = self.reader.next(b']')?;
        Ok(Some(item))
    }
}

/// The properties of an object.
pub(crate) struct TextProperties<'r, 'de> {
    reader: &'r mut Reader<'de>,
    depth: usize,
    expected: usize,
    goes_on: bool,
    /// Whether the next thing in the text is what follows a value.
    is_after_value: bool,
}

impl<'r, 'de> TextProperties<'r, 'de> {
    /// Enters an object, in which values are nested in `depth` arrays and objects.
    pub(crate) fn enter(reader: &'r mut Reader<'de>, depth: usize) -> Result<Self, Problem> {
        let goes_on = reader.enter(b'{', b'}')?;
        Ok(Self {
            reader,
            depth,
            expected: 0,
            goes_on,
            is_after_value: false,
        })
    }

    /// Fails if a property follows.
    pub(crate) const fn end(&self) -> Result<(), Problem> {
        if self.goes_on || self.is_after_value {
            return Err(Problem::Invalid);
        }
        Ok(())
    }
}

impl<'de> MapAccess<'de> for &mut TextProperties<'_, 'de> {
    type Error = Problem;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Problem> {
        if self.is_after_value {
            self.is_after_value = false;
            self.goes_on = self.reader.next(b'}')?;
        }
        if !self.goes_on {
            return Ok(None);
        }
        let key = seed.deserialize(KeyDeserializer {
            reader: self.reader,
            expected: &mut self.expected,
        });
        key.map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        self.is_after_value = true;
        seed.deserialize(TextDeserializer::new(self.reader, self.depth))
    }
}

/// Deserializes the next key of a reader.
struct KeyDeserializer<'r, 'de> {
    reader: &'r mut Reader<'de>,
    /// The index of the key that is the most likely to follow.
    expected: &'r mut usize,
}

/// Returns whether a deserializer is a [`KeyDeserializer`], which finds known keys without scanning
/// them. It takes the known keys as the fields of a struct, and visits the index of the key that it
/// finds.
pub(crate) fn finds_keys<D>() -> bool {
    type_name::<D>() == type_name::<KeyDeserializer<'_, '_>>()
}

impl<'de> Deserializer<'de> for KeyDeserializer<'_, 'de> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.reader.key()? {
            Cow::Borrowed(key) => visitor.visit_borrowed_str(key),
            Cow::Owned(key) => visitor.visit_string(key),
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        match self.reader.position_of_key(keys, |key| key, *self.expected) {
            Some(index) => {
                *self.expected = index + 1;
                visitor.visit_u64(index as u64)
            }
            None => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The text of a value whose visitor asked for raw JSON text.
struct RawText<'de>(Option<&'de str>);

/// The same, if the text is compact. Like any text that was read, it follows the rules for free JSON.
struct CompactText<'de>(Option<&'de str>);

/// Returns whether the properties are a compact text that was checked. Only the type can tell: a key
/// could come from the input.
pub(crate) fn is_compact_text<A>() -> bool {
    type_name::<A>() == type_name::<CompactText<'_>>()
}

macro_rules! raw_text {
    ($name:ident) => {
        impl<'de> MapAccess<'de> for $name<'de> {
            type Error = Problem;

            fn next_key_seed<K: DeserializeSeed<'de>>(
                &mut self,
                seed: K,
            ) -> Result<Option<K::Value>, Problem> {
                let key = self.0.map(|_| BorrowedStrDeserializer::new(RAW_VALUE));
                key.map(|key| seed.deserialize(key)).transpose()
            }

            fn next_value_seed<V: DeserializeSeed<'de>>(
                &mut self,
                seed: V,
            ) -> Result<V::Value, Problem> {
                let text = self.0.take().ok_or(Problem::Invalid)?;
                seed.deserialize(BorrowedStrDeserializer::new(text))
            }
        }
    };
}

raw_text!(RawText);
raw_text!(CompactText);
