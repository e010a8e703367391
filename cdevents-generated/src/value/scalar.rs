//! Strings that can't hold a wrong value.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use iri_string::types::{UriReferenceStr, UriStr};
use serde::de::{self, Deserializer, Unexpected, Visitor};

use crate::json::wording::shortened;

/// A value that its type doesn't allow.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidValue {
    expected: Cow<'static, str>,
    found: String,
}

impl InvalidValue {
    #[doc(hidden)]
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            found: found.into(),
        }
    }

    /// What would have been right, as words that fit behind "expected".
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The value that was given.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "invalid value {:?}, expected {}",
            shortened(&self.found),
            self.expected
        )
    }
}

impl std::error::Error for InvalidValue {}

/// A string with a rule.
pub trait Text: Sized {
    /// The rule, as words that fit behind "expected".
    const EXPECTED: &'static str;

    /// Does the rule hold for this text?
    fn accepts(text: &str) -> bool;

    /// Wraps a text for which the rule holds.
    fn wrap(text: String) -> Self;

    /// Wraps a text for which the rule may hold.
    ///
    /// # Errors
    /// Where it doesn't.
    fn checked(text: String) -> Result<Self, InvalidValue> {
        if Self::accepts(&text) {
            Ok(Self::wrap(text))
        } else {
            Err(InvalidValue::new(Self::EXPECTED, text))
        }
    }

    /// Reads a string for which the rule holds.
    ///
    /// # Errors
    /// Where it isn't one.
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
}

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

text_scalar! {
    /// A string of at least one character.
    ///
    /// ```
    /// use cdevents_generated::NonEmptyString;
    ///
    /// let id: NonEmptyString = "service/checkout".parse()?;
    /// assert_eq!(id, "service/checkout");
    /// assert!("".parse::<NonEmptyString>().is_err());
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    NonEmptyString, "a string that is not empty", |text: &str| !text.is_empty()
}

impl NonEmptyString {
    /// Wraps a text that isn't empty, as the generator knows.
    pub(crate) fn known(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// An id that no other event has: a random UUID (RFC 9562, version 4).
    #[cfg(feature = "now")]
    #[must_use]
    pub fn unique() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

/// Is it a URI (RFC 3986)?
#[inline]
pub(crate) fn is_uri(text: &str) -> bool {
    is_plain_web_address(text) || UriStr::new(text).is_ok()
}

/// Is it a URI or a relative reference (RFC 3986)?
#[inline]
pub(crate) fn is_uri_reference(text: &str) -> bool {
    is_plain_path(text) || is_plain_web_address(text) || UriReferenceStr::new(text).is_ok()
}

/// The most frequent reference of all, `/event/source/123`, needs no parser.
fn is_plain_path(text: &str) -> bool {
    text.bytes().all(is_plain) && !text.starts_with("//")
}

/// Nor does the most frequent URI, `https://example.com/a/b`: a name, and a path.
fn is_plain_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    let rest = rest.or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.bytes().all(is_plain))
}

/// Is it a slash, or one of RFC 3986's unreserved characters?
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~')
}

text_scalar! {
    /// A URI (RFC 3986): absolute, with a scheme.
    ///
    /// ```
    /// use cdevents_generated::Uri;
    ///
    /// assert!("https://example.com/checkout".parse::<Uri>().is_ok());
    /// assert!("/checkout".parse::<Uri>().is_err());
    /// ```
    Uri, "a URI (such as `https://example.com/a`)",
    is_uri
}

text_scalar! {
    /// A URI or a relative reference (RFC 3986) of at least one character.
    ///
    /// ```
    /// use cdevents_generated::UriReference;
    ///
    /// assert!("https://example.com/checkout".parse::<UriReference>().is_ok());
    /// assert!("/ci/jenkins".parse::<UriReference>().is_ok());
    /// assert!("not a reference".parse::<UriReference>().is_err());
    /// assert!("".parse::<UriReference>().is_err());
    /// ```
    UriReference, "a URI reference that is not empty (such as `/ci/main` or `https://example.com/a`)",
    |text: &str| !text.is_empty() && is_uri_reference(text)
}

impl From<Uri> for UriReference {
    fn from(uri: Uri) -> Self {
        Self(uri.0)
    }
}

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
