//! Reading a value from any serde format as JSON text.
//!
//! `serde_json` provides the original text. From any other format, the text is written anew.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::deserialize::is_compact_text;
use super::raw::{NUMBER, RAW_VALUE, keeps_digits};
use super::wording;
use super::write::push_string;

/// How deep a value may nest: as deep as in `serde_json`.
const MAX_DEPTH: usize = 128;

/// A value as JSON text.
pub(crate) struct Captured<'de> {
    /// The text. It is well-formed, but may have duplicate keys.
    pub(crate) text: Cow<'de, str>,
    /// Whether the text is compact and follows the rules for free JSON.
    pub(crate) is_checked: bool,
}

/// Reads a value as JSON text.
pub(crate) fn capture<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Captured<'de>, D::Error> {
    deserializer.deserialize_newtype_struct(RAW_VALUE, RawVisitor)
}

/// Takes the original text from `serde_json`, and describes the values of other formats.
struct RawVisitor;

/// Forwards scalars to a `Description`.
macro_rules! describe {
    ($($method:ident: $type:ty,)*) => {$(
        fn $method<E: de::Error>(self, value: $type) -> Result<Self::Value, E> {
            describe(|description| description.$method(value))
        }
    )*};
}

fn describe<'de, E: de::Error>(
    visit: impl FnOnce(Description<'_>) -> Result<(), E>,
) -> Result<Captured<'de>, E> {
    let mut text = String::new();
    visit(Description {
        text: &mut text,
        depth: 0,
    })?;
    Ok(Captured::unchecked(text))
}

impl<'de> Captured<'de> {
    fn unchecked(text: impl Into<Cow<'de, str>>) -> Self {
        Self {
            text: text.into(),
            is_checked: false,
        }
    }
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Captured<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        describe(|description| deserializer.deserialize_any(description))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let first: Option<CowStr<'de>> = map.next_key()?;
        if first.as_ref().is_some_and(|key| key.0 == RAW_VALUE) {
            let CowStr(text) = map.next_value()?;
            let is_checked = is_compact_text::<A>();
            return Ok(Captured { text, is_checked });
        }
        describe(|description| description.object(first, map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        describe(|description| description.visit_seq(items))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Captured::unchecked("null"))
    }

    describe! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_f32: f32,
        visit_f64: f64,
        visit_str: &str,
    }
}

/// Writes scalars as Rust displays them.
macro_rules! display {
    ($($method:ident: $type:ty,)*) => {$(
        fn $method<E: de::Error>(self, value: $type) -> Result<(), E> {
            self.display(value);
            Ok(())
        }
    )*};
}

/// Writes a value, as any format describes it, as JSON text.
struct Description<'a> {
    text: &'a mut String,
    depth: usize,
}

impl Description<'_> {
    fn display(self, value: impl fmt::Display) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "{value}");
    }

    /// Goes one level deeper.
    fn inner<E: de::Error>(&mut self) -> Result<Description<'_>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(wording::too_deep(MAX_DEPTH)));
        }
        Ok(Description {
            text: self.text,
            depth: self.depth + 1,
        })
    }

    fn object<'de, A: MapAccess<'de>>(
        mut self,
        first: Option<CowStr<'de>>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut next = first;
        if next.as_ref().is_some_and(|key| key.0 == NUMBER) && keeps_digits() {
            let number: CowStr<'de> = map.next_value()?;
            self.text.push_str(&number.0);
            return Ok(());
        }
        let mut separator = '{';
        while let Some(key) = next {
            self.text.push(separator);
            let inner = self.inner()?;
            inner.visit_str(&key.0)?;
            self.text.push(':');
            map.next_value_seed(self.inner()?)?;
            separator = ',';
            next = map.next_key()?;
        }
        self.text
            .push_str(if separator == '{' { "{}" } else { "}" });
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Description<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Description<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON can express")
    }

    display! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
    }

    // Converting to `f64` would add digits.
    fn visit_f32<E: de::Error>(self, value: f32) -> Result<(), E> {
        if value.is_finite() {
            self.display(value);
            Ok(())
        } else {
            self.visit_f64(value.into())
        }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => {
                self.display(number);
                Ok(())
            }
            None => Err(E::invalid_value(de::Unexpected::Float(value), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        push_string(self.text, value);
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.text.push_str("null");
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.text.push('[');
        let start = self.text.len();
        loop {
            let end = self.text.len();
            if end > start {
                self.text.push(',');
            }
            if items.next_element_seed(self.inner()?)?.is_none() {
                self.text.truncate(end);
                self.text.push(']');
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let first = map.next_key()?;
        self.object(first, map)
    }
}

/// A string, borrowed if possible.
pub(crate) struct CowStr<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for CowStr<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(StrVisitor)
    }
}

struct StrVisitor;

impl<'de> Visitor<'de> for StrVisitor {
    type Value = CowStr<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<CowStr<'de>, E> {
        Ok(CowStr(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<CowStr<'de>, E> {
        Ok(CowStr(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<CowStr<'de>, E> {
        Ok(CowStr(Cow::Owned(text)))
    }
}
