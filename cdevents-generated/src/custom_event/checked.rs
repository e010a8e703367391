//! The macros that implement types for schemas that no other Rust type expresses: strings with rules
//! of their own, and values that are checked against their schema.

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use crate::validate::table::Schema;
use crate::validate::{first_problem, is_text_valid};
use crate::{InvalidValue, Json};

/// Checks a value of the type with this name against its schema.
///
/// # Errors
/// Fails if the value isn't valid, or can't be written as JSON.
pub fn check<T: Serialize>(
    schema: &'static Schema,
    name: &str,
    value: &T,
) -> Result<(), InvalidValue> {
    let wrong = |problem: String, json: &str| {
        Err(InvalidValue::new(
            format!("JSON for `{name}` ({problem})"),
            json,
        ))
    };
    match Json::from_serialize(value) {
        Err(error) => wrong(error.to_string(), ""),
        Ok(json) => match first_problem(schema, json.as_str()) {
            None => Ok(()),
            Some(problem) => wrong(problem, json.as_str()),
        },
    }
}

/// Deserializes JSON that is valid against a schema.
///
/// # Errors
/// Fails if it isn't.
pub fn json<'de, D: Deserializer<'de>>(
    schema: &'static Schema,
    deserializer: D,
) -> Result<Json, D::Error> {
    let json = Json::deserialize(deserializer)?;
    match first_problem(schema, json.as_str()) {
        None => Ok(json),
        Some(problem) => Err(D::Error::custom(problem)),
    }
}

/// Reads a value from JSON that is valid against its schema.
///
/// # Errors
/// Fails if the JSON isn't a `T`.
pub fn read<T: DeserializeOwned, E: serde::de::Error>(json: &Json) -> Result<T, E> {
    json.read().map_err(E::custom)
}

/// Returns whether JSON is valid against a schema.
#[must_use]
pub fn accepts(schema: &'static Schema, json: &Json) -> bool {
    is_text_valid(schema, json.as_str())
}

/// Implements a string type with the rules of its schema.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_text {
    ($name:ident, expected = $expected:literal $(, $rule:ident = $value:tt)*) => {
        $crate::__text_impls! { $name, $expected, |text: &str| {
            static RULES: $crate::validate::table::TextRules =
                $crate::__text_rules!($($rule = $value),*);
            RULES.accepts(text)
        } }
        $crate::__text_equality! { $name }
        $crate::__checked_text_schema! { $name $(, $rule = $value)* }
    };
}
pub use __checked_text as checked_text;

/// Implements a type that wraps the JSON that its schema accepts.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_json {
    ($name:ident, schema = $table:path) => {
        impl $name {
            /// Returns the JSON.
            #[must_use]
            pub const fn as_json(&self) -> &$crate::Json {
                &self.0
            }
        }

        impl TryFrom<$crate::Json> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(json: $crate::Json) -> Result<Self, Self::Error> {
                let table = &$table;
                match $crate::__private::validate::first_problem(table, json.as_str()) {
                    None => Ok(Self(json)),
                    Some(problem) => {
                        let expected = format!("JSON for `{}` ({problem})", stringify!($name));
                        Err($crate::InvalidValue::new(expected, json.as_str()))
                    }
                }
            }
        }

        $crate::__checked_json_schema! { $name, $table }

        impl From<$name> for $crate::Json {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl AsRef<$crate::Json> for $name {
            fn as_ref(&self) -> &$crate::Json {
                &self.0
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__private::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let json: $crate::Json =
                    $crate::__private::serde::Deserialize::deserialize(deserializer)?;
                let table = &$table;
                match $crate::__private::validate::first_problem(table, json.as_str()) {
                    None => Ok(Self(json)),
                    Some(problem) => Err($crate::__private::serde::de::Error::custom(problem)),
                }
            }
        }
    };
}
pub use __checked_json as checked_json;

/// Implements a type that wraps a value that its schema accepts.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_value {
    ($name:ident, $type:ty, schema = $table:path) => {
        impl ::std::ops::Deref for $name {
            type Target = $type;

            fn deref(&self) -> &$type {
                &self.0
            }
        }

        impl AsRef<$type> for $name {
            fn as_ref(&self) -> &$type {
                &self.0
            }
        }

        impl TryFrom<$type> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(value: $type) -> Result<Self, Self::Error> {
                $crate::__private::custom_event::checked::check(
                    &$table,
                    stringify!($name),
                    &value,
                )?;
                Ok(Self(value))
            }
        }

        impl From<$name> for $type {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__private::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let json = $crate::__private::custom_event::checked::json(&$table, deserializer)?;
                $crate::__private::custom_event::checked::read(&json).map(Self)
            }
        }

        $crate::__checked_json_schema! { $name, $table }
    };
}
pub use __checked_value as checked_value;

/// Implements an enum whose variants have a schema each. A value belongs to the first that accepts it.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    ($name:ident, schema = $whole:path $(, $variant:ident = $table:expr)*) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::__private::serde::Serialize::serialize(value, serializer)
                    })*
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let json = $crate::__private::custom_event::checked::json(&$whole, deserializer)?;
                $(if $crate::__private::custom_event::checked::accepts($table, &json) {
                    return $crate::__private::custom_event::checked::read(&json)
                        .map(Self::$variant);
                })*
                Err($crate::__private::serde::de::Error::custom("no alternative matches"))
            }
        }

        $crate::__checked_json_schema! { $name, $whole }
    };
}
pub use __choice as choice;
