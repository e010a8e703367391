//! Verdicts and problems, as data.

use serde_json::{Map, Value, json};

use super::excerpt::Excerpt;
use crate::input::Position;

/// The verdict on a piece of the input.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    Valid,
    Invalid,
    NotJson,
}

/// A verdict that has something to say.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) position: Position,
    pub(super) verdict: Verdict,
    pub(super) event_type: Option<String>,
    /// The kind of the library's error.
    pub(super) kind: Option<String>,
    /// Which release's schema applied, if the event does not name it.
    pub(super) note: Option<String>,
    pub(super) problems: Vec<Problem>,
    /// How many more problems there are.
    pub(super) omitted: usize,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Severity {
    Note,
    Warning,
    Error,
}

/// A violation, or advice.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) severity: Severity,
    /// The keyword of the schema, the code of the advice, or what else is wrong.
    pub(super) rule: String,
    /// The JSON Pointer of the value.
    pub(super) path: String,
    pub(super) message: String,
    /// The keyword's place in the schema, or the section of the specification.
    pub(super) reference: Option<String>,
    pub(super) start: Position,
    pub(super) end: Position,
    pub(super) excerpt: Excerpt,
    /// How the library writes the problem as JSON.
    pub(super) details: Map<String, Value>,
}

impl Problem {
    /// Describes a place that is not JSON.
    pub(super) fn not_json(message: &str, text: &str, start: Position) -> Self {
        let details = json!({ "instanceLocation": "", "error": message });
        Self {
            severity: Severity::Error,
            rule: "json".to_owned(),
            path: String::new(),
            message: message.to_owned(),
            reference: None,
            start,
            end: start.after(text.as_bytes()),
            excerpt: Excerpt::new(text, &(0..text.len()), start.line),
            details: details.as_object().cloned().unwrap_or_default(),
        }
    }

    /// Returns the path and the message in one line.
    pub(super) fn text(&self) -> String {
        match self.path.as_str() {
            "" => self.message.clone(),
            path => format!("{path}: {}", self.message),
        }
    }
}
