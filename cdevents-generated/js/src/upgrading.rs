//! Conversions between releases.

use std::collections::BTreeMap;

use cdevents_generated::upgrade::{Error, Loss, Upgrade};
use cdevents_generated::{CdEvent, Json, Release};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Converts an event to a release or else to the newest. Returns the event and notes, or why it can't
/// be converted.
#[must_use]
pub fn upgraded(
    json: &str,
    release: Option<Release>,
    answers: &BTreeMap<String, Box<RawValue>>,
    keep: bool,
) -> Value {
    let event = match CdEvent::from_slice(json.as_bytes()) {
        Ok(event) => event,
        Err(error) => return json!({ "error": error.to_string(), "questions": [] }),
    };
    let upgrade = release.map_or_else(Upgrade::to_newest, Upgrade::new);
    let loss = if keep { Loss::Keep } else { Loss::Report };
    let upgrade = upgrade.loss(loss).answers(|question| {
        let answer = answers.get(question.pointer())?;
        answer.get().parse::<Json>().ok()
    });
    match upgrade.convert(event) {
        Ok(upgraded) => json!({
            "event": upgraded.event.to_json(),
            "notes": upgraded.notes,
        }),
        Err(error) => failure(&error),
    }
}

fn failure(error: &Error) -> Value {
    json!({ "error": error.to_string(), "questions": error.questions() })
}
