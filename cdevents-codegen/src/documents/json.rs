//! Parses JSON and rejects duplicate keys, since parsers disagree on which of the two values counts.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::Error;
use crate::documents::resolve::step;

/// Parses the text of a file.
pub(crate) fn parse(file: &Path, text: &str) -> Result<Value, Error> {
    let value = serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        if reason.starts_with("recursion limit exceeded") {
            let reason = "is nested deeper than 127 levels, which is not supported; move inner \
                          schemas to `$defs` and refer to them";
            return Error::new(file, "", reason);
        }
        Error::new(file, "", format!("is not JSON: {reason}"))
    })?;
    let mut twice = None;
    let keys = Keys {
        pointer: "",
        twice: &mut twice,
    };
    let checked = keys.deserialize(&mut serde_json::Deserializer::from_str(text));
    match (twice, checked) {
        (Some(pointer), _) => {
            let reason = "stands here twice; remove one of the two";
            Err(Error::new(file, pointer, reason))
        }
        (None, Err(error)) => Err(Error::new(file, "", format!("is not JSON: {error}"))),
        (None, Ok(())) => Ok(value),
    }
}

/// Finds a key that an object has twice.
struct Keys<'a> {
    /// The place of the value at hand.
    pointer: &'a str,
    /// Where such a key is found.
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = members.next_key::<String>()? {
            let pointer = step(self.pointer, &key);
            if !keys.insert(key) {
                *self.twice = Some(pointer);
                return Err(A::Error::custom("a key stands twice"));
            }
            members.next_value_seed(Keys {
                pointer: &pointer,
                twice: self.twice,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let pointer = step(self.pointer, &index.to_string());
            let item = Keys {
                pointer: &pointer,
                twice: self.twice,
            };
            if items.next_element_seed(item)?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}
