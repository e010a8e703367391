//! The macros that implement checked strings, and enums of strings.

/// Defines a string type with a rule, and all that such a type should do.
macro_rules! text_scalar {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        $crate::value::scalar::text_impls! { $name, $expected, $accepts }
        $crate::value::scalar::text_equality! { $name }
    };
}
pub(crate) use text_scalar;

/// Gives a string type with a rule all that such a type should have.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_impls {
    ($name:ident, $expected:literal, $accepts:expr) => {
        impl $name {
            /// The text, as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::__private::value::scalar::Text for $name {
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
                $crate::__private::value::scalar::Text::checked(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $crate::__private::value::scalar::Text::checked(text)
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
                <Self as $crate::__private::value::scalar::Text>::deserialize_text(deserializer)
            }
        }
    };
}
pub use __text_impls as text_impls;

/// Makes a string type comparable with strings. Only for types that are equal if and only if their
/// texts are.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_equality {
    ($name:ident) => {
        $crate::__private::value::scalar::text_equality! { $name: str, &str, String }
    };
    ($name:ident: $($text:ty),*) => {$(
        impl PartialEq<$text> for $name {
            fn eq(&self, other: &$text) -> bool {
                let other: &str = other.as_ref();
                self.0 == other
            }
        }

        impl PartialEq<$name> for $text {
            fn eq(&self, other: &$name) -> bool {
                other == self
            }
        }
    )*};
}
pub use __text_equality as text_equality;

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

        $crate::__private::value::scalar::enum_traits!($name, $expected, Self::known);
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

        $crate::__private::value::scalar::enum_traits!($name, $expected, Self::known);
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
                deserializer.deserialize_str($crate::__private::value::scalar::EnumVisitor {
                    expected: $expected,
                    find: $known,
                })
            }
        }
    };
}
pub use __enum_traits as enum_traits;
