//! What `cdevents_codegen::custom` returns compiles without a warning, whatever the schema's names
//! and however large the schema; and where it returns an error, the error's advice works.

mod adversarial;
mod advice;
mod compile;
mod corpus;
mod limits;
mod names;

use cdevents_codegen::custom::{CustomEvent, Schema};
use serde_json::Value;

const TYPE: &str = "dev.cdeventsx.gatekeeper-gate.checked.0.1.0";

fn of_text(text: &str) -> CustomEvent {
    CustomEvent::of_content(TYPE, Schema::new("schemas/gate.json", text).unwrap())
}

fn of_content(content: &Value) -> CustomEvent {
    of_text(&content.to_string())
}
