//! What was found in an event, and where in its text.

use std::ops::Range;

use cdevents_generated::advise::{self, Advice};
use cdevents_generated::registry::{RegistryError, SchemaViolation};
use cdevents_generated::validate::span;
use cdevents_generated::verdict::{Finding, findings};
use cdevents_generated::{Error, ErrorKind, cloudevents};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::input::Position;
use crate::validate::excerpt::Excerpt;
use crate::validate::problem::{Problem, Severity, Verdict};

/// A verdict, and the reasons.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) kind: Option<ErrorKind>,
    pub(super) note: Option<String>,
    pub(super) found: Vec<Found>,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            verdict: Verdict::Valid,
            kind: None,
            note: None,
            found: Vec::new(),
        }
    }
}

/// A problem, and the bytes that it is about.
#[derive(Debug)]
pub(super) struct Found {
    severity: Severity,
    rule: String,
    path: String,
    message: String,
    reference: Option<String>,
    range: Range<usize>,
    details: Map<String, Value>,
}

impl Outcome {
    /// Describes why the specification rejects an event.
    pub(super) fn library(error: &Error, bytes: &[u8]) -> Self {
        let found = findings(bytes, error).into_iter();
        let rule = match error.kind() {
            ErrorKind::Syntax => "json",
            _ => "event",
        };
        Self {
            verdict: match error.kind() {
                ErrorKind::Syntax => Verdict::NotJson,
                _ => Verdict::Invalid,
            },
            kind: Some(error.kind()),
            note: error
                .report()
                .and_then(|report| report.note().map(str::to_owned)),
            found: found.map(|found| Found::finding(found, rule)).collect(),
        }
    }

    /// Describes why the user's schemas reject an event.
    pub(super) fn schemas(error: &RegistryError, bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let found = match error {
            RegistryError::Custom(violations) => {
                let found = violations.iter();
                found
                    .map(|violation| Found::schema(violation, &text))
                    .collect()
            }
            error => {
                let message = error.to_string();
                let path = "/context/schemaUri";
                let message = message
                    .strip_prefix(path)
                    .map_or(message.as_str(), |rest| rest.trim_start_matches([':', ' ']));
                vec![Found::new("schemaUri", path, message, &text)]
            }
        };
        Self {
            verdict: Verdict::Invalid,
            kind: Some(ErrorKind::Invalid),
            note: None,
            found,
        }
    }

    /// Makes the event invalid.
    pub(super) fn reject(&mut self, found: Found) {
        self.verdict = Verdict::Invalid;
        self.found.push(found);
    }

    /// Moves what was found into a larger document.
    pub(super) fn shift(&mut self, path: &str, offset: usize) {
        for found in &mut self.found {
            found.path.insert_str(0, path);
            found.range = found.range.start + offset..found.range.end + offset;
        }
    }

    /// Moves what was found to one place in a larger document.
    pub(super) fn gather(&mut self, path: &str, range: &Range<usize>) {
        for found in &mut self.found {
            found.path.insert_str(0, path);
            found.range = range.clone();
        }
    }
}

impl Found {
    fn new(rule: &str, path: &str, message: &str, text: &str) -> Self {
        Self {
            severity: Severity::Error,
            rule: rule.to_owned(),
            path: path.to_owned(),
            message: message.to_owned(),
            reference: None,
            range: span(text, path).unwrap_or_default(),
            details: details(&json!({ "instanceLocation": path, "error": message })),
        }
    }

    /// Describes a finding. If that isn't about a keyword, the rule is the given one.
    fn finding(mut finding: Finding, rule: &str) -> Self {
        // The place in the file is added later.
        let place = finding.place.take();
        let details = details(&finding);
        let rule = finding.keyword.map_or(rule, |keyword| keyword.as_str());
        Self {
            severity: Severity::Error,
            rule: rule.to_owned(),
            path: finding.instance_path,
            message: finding.message,
            reference: finding.keyword_uri,
            range: place.map(|place| place.bytes).unwrap_or_default(),
            details,
        }
    }

    fn schema(violation: &SchemaViolation, text: &str) -> Self {
        let path = violation.instance_path();
        Self {
            reference: Some(match violation.location() {
                Some(location) => location.to_owned(),
                None => format!("{}, {}", violation.schema(), violation.schema_path()),
            }),
            details: details(violation),
            ..Self::new(violation.keyword(), path, violation.message(), text)
        }
    }

    /// Describes advice on an event.
    pub(super) fn advice(advice: &Advice, text: &str) -> Self {
        let path = advice.instance_path();
        Self {
            severity: match advice.severity() {
                advise::Severity::Warning => Severity::Warning,
                _ => Severity::Note,
            },
            reference: Some(advice.url().to_owned()),
            details: details(advice),
            ..Self::new(advice.code().as_ref(), path, advice.message(), text)
        }
    }

    /// Describes an envelope that contradicts its event, or has none.
    pub(super) fn envelope(error: &cloudevents::Error) -> Self {
        let mut found = Self::new("cloudevents", "", &error.to_string(), "");
        found.range = 0..1;
        found
    }

    /// Returns the problem with its place in a file, given the text and where that starts.
    pub(super) fn placed(self, text: &str, position: Position) -> Problem {
        let bytes = text.as_bytes();
        let [start, end] = [self.range.start, self.range.end].map(|at| at.min(bytes.len()));
        let start_position = position.after(&bytes[..start]);
        Problem {
            severity: self.severity,
            rule: self.rule,
            path: self.path,
            message: self.message,
            reference: self.reference,
            start: start_position,
            end: start_position.after(&bytes[start..end.max(start)]),
            excerpt: Excerpt::new(text, &self.range, start_position.line),
            details: self.details,
        }
    }
}

fn details(problem: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(problem) {
        Ok(Value::Object(details)) => details,
        _ => Map::new(),
    }
}
