//! Setting the fields of generated types whose exact type depends on the release.

use serde::Serialize;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::unsupported::Refused;
use crate::error::message::without_position;
use crate::error::path::recorded;

/// Converts a string to the type of a field.
pub(crate) fn text<T: DeserializeOwned>(text: impl AsRef<str>) -> Result<T, Refused> {
    let deserializer: StrDeserializer<'_, serde::de::value::Error> =
        text.as_ref().into_deserializer();
    T::deserialize(deserializer).map_err(|error| Refused::Invalid(error.to_string()))
}

/// Returns a field as JSON.
pub(crate) fn to_json<T: Serialize>(field: &T) -> String {
    // A field has nothing that JSON can't express, and a `String` takes everything.
    serde_json::to_string(field).expect("a field can be written as JSON")
}

/// Converts JSON to the type of a field.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, Refused> {
    recorded(|| serde_json::from_str(json)).map_err(|(path, error)| {
        let message = without_position(&error);
        Refused::Invalid(if path.is_empty() {
            message
        } else {
            format!("{path}: {message}")
        })
    })
}
