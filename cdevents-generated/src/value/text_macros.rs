//! The macros that implement what every string type with a rule has.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Unexpected, Visitor};

use crate::InvalidValue;

/// A string with a rule.
pub trait Text: Sized {
    /// The rule: the text behind "expected" in an error.
    const EXPECTED: &'static str;

    /// Returns whether a text follows the rule.
    fn accepts(text: &str) -> bool;

    /// Wraps a text that follows the rule.
    fn wrap(text: String) -> Self;

    /// Wraps a text if it follows the rule.
    ///
    /// # Errors
    /// Fails if the text breaks the rule.
    fn checked(text: String) -> Result<Self, InvalidValue> {
        if Self::accepts(&text) {
            Ok(Self::wrap(text))
        } else {
            Err(InvalidValue::new(Self::EXPECTED, text))
        }
    }

    /// Reads a string that follows the rule.
    ///
    /// # Errors
    /// Fails if the value isn't a string or breaks the rule.
    fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// Checks a string before copying it.
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
}

/// Defines a string type with a rule.
macro_rules! text_scalar {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        $crate::__text_impls! { $name, $expected, $accepts }
        $crate::__text_equality! { $name }
    };
}
pub(crate) use text_scalar;

/// Implements conversions and serde's traits for a string type with a rule.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_impls {
    ($name:ident, $expected:literal, $accepts:expr) => {
        impl $name {
            /// Returns the text, unchanged.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::__private::value::text_macros::Text for $name {
            const EXPECTED: &'static str = $expected;

            fn accepts(text: &str) -> bool {
                $accepts(text)
            }

            fn wrap(text: String) -> Self {
                Self(text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::__private::value::text_macros::Text::checked(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $crate::__private::value::text_macros::Text::checked(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                <Self as $crate::__private::value::text_macros::Text>::deserialize_text(
                    deserializer,
                )
            }
        }
    };
}
pub use __text_impls as text_impls;

/// Implements comparison with `str`, for types that are equal if and only if their texts are.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_equality {
    ($name:ident) => {
        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
    };
}
pub use __text_equality as text_equality;
