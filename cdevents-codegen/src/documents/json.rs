//! Parses JSON and rejects duplicate keys, because parsers disagree on which of the two values counts.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::Error;

use super::pointer::step;

/// Parses the text of a file. Fails if it is not JSON or has a duplicate key.
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
    let mut duplicate = None;
    let keys = Keys {
        pointer: "",
        duplicate: &mut duplicate,
    };
    let checked = keys.deserialize(&mut serde_json::Deserializer::from_str(text));
    match (duplicate, checked) {
        (Some(pointer), _) => {
            let reason = "duplicate key; remove one of the two";
            Err(Error::new(file, pointer, reason))
        }
        (None, Err(error)) => Err(Error::new(file, "", format!("is not JSON: {error}"))),
        (None, Ok(())) => Ok(value),
    }
}

/// Finds the first duplicate key.
struct Keys<'a> {
    /// The JSON Pointer of the current value.
    pointer: &'a str,
    /// The JSON Pointer of the duplicate key, once found.
    duplicate: &'a mut Option<String>,
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

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<(), A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = properties.next_key::<String>()? {
            let pointer = step(self.pointer, &key);
            if !keys.insert(key) {
                *self.duplicate = Some(pointer);
                return Err(A::Error::custom("duplicate key"));
            }
            properties.next_value_seed(Keys {
                pointer: &pointer,
                duplicate: self.duplicate,
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
                duplicate: self.duplicate,
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
