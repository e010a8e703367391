//! The WebAssembly module behind the site's page "Try an event" and the npm package `cdevents`.
//!
//! `package/` has the JavaScript around it. Results are JSON. An empty text stands for an argument that
//! isn't given, because that takes less code on both sides than an `Option`.

mod examples;
mod upgrading;
mod vocabulary;

use std::collections::BTreeMap;

use cdevents_generated::Release;
use cdevents_generated::verdict::Verdict;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

pub use examples::example_of;
pub use upgrading::upgraded;
pub use vocabulary::vocabulary_json;

/// Returns the verdict on a text, by a release or else by the one that the event names.
///
/// # Errors
/// Fails if there is no such release.
#[wasm_bindgen]
pub fn validate(json: &str, release: &str) -> Result<String, JsError> {
    let json = json.as_bytes();
    let verdict = Verdict::new(json, parsed(release)?).with_advice(json);
    Ok(serde_json::to_string(&verdict)?)
}

/// Converts an event to a release or else to the newest: returns the event and notes, or why it can't
/// be converted. `answers` is an object with a value for the JSON Pointer of each question.
///
/// # Errors
/// Fails if there is no such release, or if the answers aren't an object.
#[wasm_bindgen]
pub fn upgrade(json: &str, release: &str, answers: &str, keep: bool) -> Result<String, JsError> {
    let answers = match answers {
        "" => BTreeMap::new(),
        answers => serde_json::from_str(answers)?,
    };
    Ok(upgraded(json, parsed(release)?, &answers, keep).to_string())
}

/// Returns the releases, and the events of each.
#[wasm_bindgen]
#[must_use]
pub fn vocabulary() -> String {
    vocabulary_json().to_string()
}

/// Returns an example of an event, by its name or event type, in a release or else in the newest that
/// has it.
///
/// # Errors
/// Fails if there is no such release.
#[wasm_bindgen]
pub fn example(event: &str, release: &str) -> Result<Option<String>, JsError> {
    Ok(example_of(event, parsed(release)?).map(str::to_owned))
}

fn parsed(release: &str) -> Result<Option<Release>, JsError> {
    let given = (!release.is_empty()).then_some(release);
    Ok(given.map(str::parse).transpose()?)
}
