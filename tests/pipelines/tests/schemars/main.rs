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

/// Returns the number of damaged events of each type, unless `CDEVENTS_CASES` sets it.
fn cases(default: usize) -> usize {
    let cases = std::env::var("CDEVENTS_CASES");
    cases.map_or(default, |cases| cases.parse().expect("a number"))
}
