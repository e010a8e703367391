//! What is wrong with an event, as JSON for the sender.

use cdevents_generated::{Error, cloudevents};
use serde_json::{Value, json};

/// Returns every violation of a message's event, and everything that is wrong with its attributes.
/// For an event of a batch, each has the event's index.
pub(super) fn of_message(error: &cloudevents::Error) -> Vec<Value> {
    let mut violations = error.event_error().map_or_else(Vec::new, of_event);
    violations.extend(error.problems().iter().map(
        |problem| json!({ "attribute": problem.attribute(), "message": problem.to_string() }),
    ));
    // A message without an event has neither.
    if violations.is_empty() {
        violations.push(json!({ "path": "", "message": error.to_string() }));
    }
    if let Some(index) = error.index() {
        for violation in &mut violations {
            violation["index"] = index.into();
        }
    }
    violations
}

/// Returns every violation of an event.
pub(super) fn of_event(error: &Error) -> Vec<Value> {
    let report = error.report().into_iter().flatten();
    let mut violations: Vec<_> = report
        .map(|violation| json!({ "path": violation.instance_path(), "message": violation.message() }))
        .collect();
    // Input that isn't JSON has no report.
    if violations.is_empty() {
        violations.push(json!({ "path": error.instance_path(), "message": error.message() }));
    }
    violations
}
