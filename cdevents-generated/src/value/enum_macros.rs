//! The macros that implement what every enum of strings has.

/// Implements conversions and serde's traits for an enum of strings. Without `expected`, errors list
/// the strings.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident, expected = $expected:expr $(, $variant:ident = $text:literal)+ $(,)?) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the value as it is written in JSON.
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

        $crate::__enum_traits!($name, $expected);
        $crate::__enum_schema!($name $(, $text)+);
    };
    ($name:ident, $first:ident = $text:literal $(, $variant:ident = $other:literal)* $(,)?) => {
        $crate::__text_enum!(
            $name,
            expected = $crate::__listed!($text $(, $other)*),
            $first = $text
            $(, $variant = $other)*
        );
    };
}
pub use __text_enum as text_enum;

/// Lists the strings that an enum expects.
#[doc(hidden)]
#[macro_export]
macro_rules! __listed {
    ($text:literal) => {
        concat!("`", $text, "`")
    };
    ($first:literal $(, $text:literal)+) => {
        concat!("one of `", $first, $("`, `", $text,)+ "`")
    };
}

/// Implements the same for an enum whose variant `Other` holds any other string: a `$other`.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    (
        $name:ident,
        expected = $expected:literal,
        other = $other:ty
        $(, $variant:ident = $text:literal)+
    ) => {
        impl $name {
            /// Returns the value as it is written in JSON.
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

        $crate::__enum_traits!($name, $expected);
        $crate::__enum_schema!($name $(, $text)+, ..$other);
    };
}
pub use __open_enum as open_enum;

/// Implements what closed and open enums of strings have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_traits {
    ($name:ident, $expected:expr) => {
        impl std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::known(text).ok_or_else(|| $crate::InvalidValue::new($expected, text))
            }
        }

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

        $crate::__text_equality! { $name }

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
                deserializer.deserialize_str($crate::__private::value::text::EnumVisitor {
                    expected: $expected,
                    find: Self::known,
                })
            }
        }
    };
}
