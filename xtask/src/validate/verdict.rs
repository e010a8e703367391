//! Formats the verdict on one event.

use cdevents_generated::Error;
use cdevents_generated::validate::validate_slice;
use serde_json::{Value, json};

use crate::output::Format;

/// The verdict on an event.
pub struct Verdict {
    /// Whether the event is valid.
    pub is_valid: bool,
    /// The verdict and the violations, as text or JSON.
    pub text: String,
}

/// Validates an event. `place` is shown as its location.
#[must_use]
pub fn verdict(format: Format, place: &str, event: &str) -> Verdict {
    let result = validate_slice(event.as_bytes());
    let value: Option<Value> = serde_json::from_str(event).ok();
    let event_type = value
        .as_ref()
        .and_then(|value| value.pointer("/context/type")?.as_str());
    let error = result.as_ref().err();
    let text = match format {
        Format::Text => text_line(place, event_type, error),
        Format::Json => json_line(place, event_type, error),
    };
    Verdict {
        is_valid: error.is_none(),
        text,
    }
}

fn text_line(place: &str, event_type: Option<&str>, error: Option<&Error>) -> String {
    let event_type = event_type.unwrap_or("event without a type");
    let Some(error) = error else {
        return format!("{place}: valid {event_type}");
    };
    let violations = error
        .report()
        .map_or_else(|| error.to_string(), ToString::to_string);
    let violations = violations.replace('\n', "\n  ");
    format!("{place}: invalid {event_type}\n  {violations}")
}

fn json_line(place: &str, event_type: Option<&str>, error: Option<&Error>) -> String {
    let mut line = json!({ "place": place, "type": event_type, "valid": error.is_none() });
    if let Some(error) = error {
        line["kind"] = json!(format!("{:?}", error.kind()));
        line["errors"] = match error.report().map(serde_json::to_value) {
            Some(Ok(report)) => report["errors"].clone(),
            _ => json!([{
                "instanceLocation": error.instance_path(),
                "error": error.message(),
            }]),
        };
    }
    line.to_string()
}
