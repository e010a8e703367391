//! The parts of events with their schemas, for the test that both accept the same.

use std::marker::PhantomData;

use schemars_1::{JsonSchema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Event;
use crate::traits::EventDefinition;

/// A part of an event.
#[derive(Clone, Debug)]
pub struct Part {
    /// The `$id` of the event's schema.
    pub schema_id: &'static str,
    /// The JSON Pointer of the part.
    pub pointer: &'static str,
    /// The schema of its type, with all definitions.
    pub schema: Value,
    /// Whether its type deserializes from a value.
    pub accepts: fn(&Value) -> bool,
}

/// Returns the parts of an event.
#[must_use]
pub fn parts<D: EventDefinition>(_: PhantomData<Event<D>>) -> [Part; 2]
where
    D::Context: JsonSchema + DeserializeOwned,
    D::Subject: JsonSchema + DeserializeOwned,
{
    [
        part::<D::Context>(D::SCHEMA_ID, "/context"),
        part::<D::Subject>(D::SCHEMA_ID, "/subject"),
    ]
}

fn part<T: JsonSchema + DeserializeOwned>(schema_id: &'static str, pointer: &'static str) -> Part {
    Part {
        schema_id,
        pointer,
        schema: SchemaGenerator::default()
            .into_root_schema_for::<T>()
            .to_value(),
        accepts: |value| T::deserialize(value).is_ok(),
    }
}
