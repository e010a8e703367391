//! The macros that implement types for schemas that no other Rust type expresses: strings with rules
//! of their own, and JSON that is checked against its schema.

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
