//! The JSON Schemas of events and of their parts accept what the crate accepts.

mod custom;
mod documents;
mod events;
mod parts;
mod scalars;

use jsonschema::Validator;
use serde_json::Value;

/// Compiles a schema, with formats asserted.
fn compiled(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .expect("a valid schema")
}
