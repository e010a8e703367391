//! Setting the fields of generated types whose exact type depends on the release.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

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

/// Converts a JSON array to the type of a field.
pub(crate) fn list<T: DeserializeOwned>(json: &str) -> Result<Vec<T>, Refused> {
    let items: Vec<&RawValue> = from_json(json)?;
    let items = items.iter().enumerate();
    items
        .map(|(index, item)| {
            from_json(item.get()).map_err(|refused| match refused {
                Refused::NoPlace => Refused::NoPlace,
                Refused::Invalid(reason) => {
                    let separator = if reason.starts_with('/') { "" } else { ": " };
                    Refused::Invalid(format!("/{index}{separator}{reason}"))
                }
            })
        })
        .collect()
}

fn from_json<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, Refused> {
    recorded(|| serde_json::from_str(json)).map_err(|(path, error)| {
        let message = without_position(&error);
        Refused::Invalid(if path.is_empty() {
            message
        } else {
            format!("{path}: {message}")
        })
    })
}
