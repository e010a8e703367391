//! Code that `cdevents_codegen::custom` generates compiles without warnings, for schemas with any
//! names and of any size. Where it returns an error, following the error's advice fixes it.

mod adversarial;
mod advice;
mod compile;
mod corpus;
mod limits;
mod mutated;
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
