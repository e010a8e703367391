//! The macros that implement what every string type with a rule has.

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

        impl $crate::__private::value::text::Text for $name {
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
                $crate::__private::value::text::Text::checked(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $crate::__private::value::text::Text::checked(text)
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
                <Self as $crate::__private::value::text::Text>::deserialize_text(deserializer)
            }
        }
    };
}
pub(crate) use __text_impls as text_impls;

/// Implements comparison with strings, for types that are equal if and only if their texts are.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_equality {
    ($name:ident) => {
        $crate::__text_equality! { $name: str, &str, String }
    };
    ($name:ident: $($text:ty),*) => {$(
        impl PartialEq<$text> for $name {
            fn eq(&self, other: &$text) -> bool {
                let (text, other): (&str, &str) = (self.as_ref(), other.as_ref());
                text == other
            }
        }

        impl PartialEq<$name> for $text {
            fn eq(&self, other: &$name) -> bool {
                other == self
            }
        }
    )*};
}
pub(crate) use __text_equality as text_equality;
