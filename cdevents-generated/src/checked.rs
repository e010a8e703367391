//! Strings and other JSON with demands that no type of ours makes: kept as they are, and held to
//! their schema by its table.

/// Gives a string type all that such a type should have: its name, what it expects, and its demands.
macro_rules! checked_text {
    ($name:ident, $expected:literal, $($field:ident: $value:expr),*) => {
        $crate::scalar::text_impls! { $name, $expected, |text: &str| {
            use $crate::validate::table::TextRules;
            static RULES: TextRules = TextRules { $($field: $value,)* ..TextRules::ANY };
            RULES.accepts(text)
        } }
    };
}
pub(crate) use checked_text;

/// Gives a type that wraps JSON all that such a type should have: its name, and its table.
#[allow(unused_macros)] // No release needs it so far.
macro_rules! checked_json {
    ($name:ident, $table:path) => {
        impl $name {
            /// The JSON.
            #[must_use]
            pub const fn as_json(&self) -> &$crate::Json {
                &self.0
            }
        }

        impl TryFrom<$crate::Json> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(json: $crate::Json) -> Result<Self, Self::Error> {
                let table = &$table;
                match $crate::validate::first_problem(table, json.as_str()) {
                    None => Ok(Self(json)),
                    Some(_) => {
                        let expected = concat!("JSON as `", stringify!($name), "` allows it");
                        Err($crate::InvalidValue::new(expected, json.as_str()))
                    }
                }
            }
        }

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

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = $crate::Json::deserialize(deserializer)?;
                let table = &$table;
                match $crate::validate::first_problem(table, json.as_str()) {
                    None => Ok(Self(json)),
                    Some(problem) => Err(serde::de::Error::custom(problem)),
                }
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use checked_json;
