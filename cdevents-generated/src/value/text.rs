//! Deserializing checked strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Unexpected, Visitor};

use super::invalid::InvalidValue;

/// A string with a rule.
pub trait Text: Sized {
    /// A description of a valid string, which reads well after "expected".
    const EXPECTED: &'static str;

    /// Returns whether a string follows the rule.
    fn accepts(text: &str) -> bool;

    /// Wraps a string that is known to follow the rule.
    fn wrap(text: String) -> Self;

    /// Checks and wraps a string.
    ///
    /// # Errors
    /// Fails if the string breaks the rule.
    fn checked(text: String) -> Result<Self, InvalidValue> {
        if Self::accepts(&text) {
            Ok(Self::wrap(text))
        } else {
            Err(InvalidValue::new(Self::EXPECTED, text))
        }
    }

    /// Deserializes and checks a string.
    ///
    /// # Errors
    /// Fails if the value isn't a string, or breaks the rule.
    fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// Checks a string before it is copied.
struct TextVisitor<T>(PhantomData<T>);

impl<T: Text> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        if T::accepts(text) {
            Ok(T::wrap(text.to_owned()))
        } else {
            Err(E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
        if T::accepts(&text) {
            Ok(T::wrap(text))
        } else {
            self.visit_str(&text)
        }
    }
}

/// Deserializes a value from a string, and from nothing else.
pub struct EnumVisitor<F> {
    /// A description of a valid string, which reads well after "expected".
    pub expected: &'static str,
    /// Parses the string.
    pub find: F,
}

impl<T, F: FnOnce(&str) -> Option<T>> Visitor<'_> for EnumVisitor<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        let expected = self.expected;
        (self.find)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &expected))
    }
}
