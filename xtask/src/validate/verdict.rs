//! Formats the verdict on one event.

use cdevents_generated::Error;
use cdevents_generated::verdict;
use serde::Serialize;

use crate::output::Format;

/// The verdict on an event.
pub struct Verdict {
    /// Whether the event is valid.
    pub is_valid: bool,
    /// The verdict and the violations, as text or JSON.
    pub text: String,
}

/// A verdict as JSON, with the location of the event.
#[derive(Serialize)]
struct Located<'a> {
    place: &'a str,
    #[serde(flatten)]
    verdict: &'a verdict::Verdict,
}

/// Validates an event. `place` is shown as its location.
///
/// # Panics
/// Never panics, because a verdict is always JSON.
#[must_use]
pub fn verdict(format: Format, place: &str, event: &str) -> Verdict {
    let verdict = verdict::Verdict::new(event.as_bytes(), None);
    let located = Located {
        place,
        verdict: &verdict,
    };
    let text = match format {
        Format::Text => text_line(place, verdict.event_type.as_deref(), verdict.error.as_ref()),
        Format::Json => serde_json::to_string(&located).expect("a verdict is JSON"),
    };
    Verdict {
        is_valid: verdict.is_valid(),
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
