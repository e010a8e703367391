//! What every enum of strings has.

use std::fmt;

use serde::de::{self, Unexpected, Visitor};

/// Gives an enum of texts all that such an enum should have.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident, $expected:literal, $($variant:ident = $text:literal),+ $(,)?) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as JSON has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            fn known(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::known(text).ok_or_else(|| $crate::InvalidValue::new($expected, text))
            }
        }

        $crate::__private::value::enum_macros::enum_traits!($name, $expected, Self::known);
    };
}
pub use __text_enum as text_enum;

/// Gives an enum of texts that leaves room for others, as a type that can be made of a `String`,
/// all that such an enum should have.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident, $expected:literal, $other:ty, $($variant:ident = $text:literal),+ $(,)?) => {
        impl $name {
            /// The value as JSON has it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(other) => other.as_ref(),
                }
            }

            fn known(text: &str) -> Option<Self> {
                Some(match text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(<$other>::try_from(text.to_owned()).ok()?),
                })
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::known(text).ok_or_else(|| $crate::InvalidValue::new($expected, text))
            }
        }

        $crate::__private::value::enum_macros::enum_traits!($name, $expected, Self::known);
    };
}
pub use __open_enum as open_enum;

/// What all enums of texts have.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_traits {
    ($name:ident, $expected:literal, $known:expr) => {
        impl TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &str) -> Result<Self, $crate::InvalidValue> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, $crate::InvalidValue> {
                text.parse()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::__private::value::enum_macros::EnumVisitor {
                    expected: $expected,
                    find: $known,
                })
            }
        }
    };
}
pub use __enum_traits as enum_traits;

/// Reads an enum from a string and from nothing else.
pub struct EnumVisitor<F> {
    /// What a string must be, as words that fit behind "expected".
    pub expected: &'static str,
    /// Finds the value of a text.
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
