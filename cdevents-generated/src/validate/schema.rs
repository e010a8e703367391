//! Validation by one schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::Report;
use super::table::{ObjectRules, Schema};
use super::violation::Cause;
use super::violation::Violation;
use super::{collect, fast};
use crate::error::kind::ErrorKind;
use crate::json::scan::{self, Reader};
use crate::json::tree::Node;
use crate::json::view::JsonValue;

/// Returns every violation of a schema.
pub(crate) fn validate_with<J: JsonValue>(
    schema: &'static Schema,
    schema_id: &'static str,
    value: &J,
) -> Result<(), Report> {
    let violations = collect::violations(schema, schema_id, value);
    if violations.is_empty() {
        return Ok(());
    }
    Err(Report::new(ErrorKind::Invalid, violations))
}

/// Returns the path and the message of the first violation in a JSON text, if there is one.
pub(crate) fn first_violation(schema: &'static Schema, text: &str) -> Option<(String, String)> {
    if fast::text::is_valid(schema, text) {
        return None;
    }
    let report = Node::parse(text)
        .ok()
        .and_then(|node| validate_with(schema, "", &node).err());
    let first = report.as_ref().and_then(|report| report.iter().next());
    let first = first.map(|violation| (violation.instance_path().to_owned(), violation.message()));
    Some(first.unwrap_or_else(|| {
        // The text breaks only the rules that go beyond the schema.
        let problem = scan::check(text).err();
        let duplicate = || "duplicate property".to_owned();
        (String::new(), problem.unwrap_or_else(duplicate))
    }))
}

/// Returns the first violation in a JSON text, in one line.
#[doc(hidden)]
#[must_use]
pub fn first_problem(schema: &'static Schema, text: &str) -> Option<String> {
    let (path, message) = first_violation(schema, text)?;
    Some(match path.as_str() {
        "" => message,
        path => format!("{path}: {message}"),
    })
}

/// Returns the message about a property that an object doesn't allow.
pub(crate) fn unknown_property(rules: &'static ObjectRules, key: &str) -> String {
    Cause::Unknown(key.to_owned(), rules).to_string()
}

/// Returns the message about a property that an object with these keys lacks.
pub(crate) fn missing_property(
    key: &'static str,
    rules: &'static ObjectRules,
    keys: &BTreeSet<String>,
) -> String {
    let is_unknown = |key: &&String| rules.property(key).is_none();
    let unknown = keys.iter().filter(is_unknown).cloned().collect();
    Cause::Missing(key, unknown).to_string()
}

/// Returns every violation in a document. For tests, which have schemas of their own.
#[doc(hidden)]
#[must_use]
pub fn violations_of(schema: &'static Schema, value: &Value) -> Vec<Violation> {
    collect::violations(schema, "", value)
}

/// Returns whether a document is valid.
#[doc(hidden)]
#[must_use]
pub fn is_value_valid(schema: &'static Schema, value: &Value) -> bool {
    fast::value::is_valid(schema, value)
}

/// Returns whether the next value of a reader is valid, and moves the reader behind it if it is.
pub(crate) fn is_next_valid(schema: &'static Schema, reader: &mut Reader<'_>) -> bool {
    fast::text::is_next_valid(schema, reader)
}

/// Returns whether a JSON text is valid.
#[doc(hidden)]
#[must_use]
pub fn is_text_valid(schema: &'static Schema, text: &str) -> bool {
    fast::text::is_valid(schema, text)
}
