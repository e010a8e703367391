//! The verdict on a pasted text, as JSON for the page.

use std::borrow::Cow;
use std::ops::Range;

use cdevents_generated::validate::{Report, Violation, resolve, validate_slice};
use cdevents_generated::{CdEvent, Error};
use miette::Diagnostic as _;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::points::{offset_of, points};

/// How many violations are shown. Locating each of them takes a pass over the text.
const MAX_VIOLATIONS: usize = 100;

/// Returns the verdict on any bytes.
pub(super) fn judge(bytes: &[u8]) -> Value {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    let text_at = |pointer| value.as_ref()?.pointer(pointer)?.as_str();
    let resolution = value.as_ref().and_then(|value| resolve(value).ok());
    let is_exact = resolution
        .as_ref()
        .is_some_and(|resolution| resolution.is_exact);
    let error = validate_slice(bytes).err();
    let problems = error
        .as_ref()
        .map_or_else(Vec::new, |error| find(bytes, error));
    let count = error.as_ref().and_then(Error::report).map(violation_count);
    json!({
        "valid": error.is_none(),
        "newer": error.is_some() && !is_exact && is_newer(bytes),
        "kind": error.as_ref().map(|error| format!("{:?}", error.kind())),
        "eventType": text_at("/context/type"),
        "release": resolution.map(|resolution| resolution.release.to_string()),
        "subjectId": text_at("/subject/id"),
        "omitted": count.map_or(0, |count| count - problems.len()),
        "violations": with_points(bytes, problems),
    })
}

/// Returns whether parsing preserves the event as one of a newer release. An event that names a known
/// release is never preserved.
fn is_newer(bytes: &[u8]) -> bool {
    matches!(CdEvent::from_slice(bytes), Ok(CdEvent::Unknown(_)))
}

fn violation_count(report: &Report) -> usize {
    report.violations().len()
}

/// A violation and its bytes in the text.
struct Problem {
    instance_path: String,
    keyword: Option<&'static str>,
    message: String,
    schema: Option<String>,
    bytes: Option<Range<usize>>,
}

/// Returns the violations of the schema, or the error if the text cannot be parsed.
fn find(bytes: &[u8], error: &Error) -> Vec<Problem> {
    let Some(report) = error.report() else {
        return vec![Problem {
            instance_path: error.instance_path().to_owned(),
            keyword: None,
            message: error.message().to_owned(),
            schema: None,
            bytes: stop(bytes, error),
        }];
    };
    let report = report.clone().with_source("event", text(bytes));
    let labels = report.labels().into_iter().flatten();
    let ranges = labels.map(|label| label.offset()..label.offset() + label.len());
    let violations = report.report().iter().zip(ranges);
    violations
        .take(MAX_VIOLATIONS)
        .map(|(violation, range)| Problem {
            instance_path: violation.instance_path().to_owned(),
            keyword: Some(violation.keyword().as_str()),
            message: violation.message(),
            schema: schema(violation),
            bytes: Some(range),
        })
        .collect()
}

/// Returns the location of the violated keyword.
fn schema(violation: &Violation) -> Option<String> {
    let id = violation.schema_id();
    (!id.is_empty()).then(|| format!("{id}#{}", violation.schema_path()))
}

/// Returns the character at which parsing stopped; an empty range if the text ends too early.
fn stop(bytes: &[u8], error: &Error) -> Option<Range<usize>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Some(error.valid_up_to()..error.valid_up_to() + 1),
    };
    let syntax = serde_json::from_str::<IgnoredAny>(text);
    if syntax.is_err_and(|error| error.is_eof()) {
        return Some(text.len()..text.len());
    }
    let (line, column) = error.position()?;
    let start = offset_of(text, line, column);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    Some(start..start + length)
}

/// Decodes bytes as browsers do.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn with_points(bytes: &[u8], problems: Vec<Problem>) -> Vec<Value> {
    let text = text(bytes);
    let ranges = problems.iter().filter_map(|problem| problem.bytes.clone());
    let points = points(&text, ranges.flat_map(|range| [range.start, range.end]));
    let to_json = |problem: Problem| {
        let range = problem.bytes.as_ref();
        let start = range.and_then(|range| points.get(&range.start));
        let end = range.and_then(|range| points.get(&range.end));
        json!({
            "instancePath": problem.instance_path,
            "keyword": problem.keyword,
            "message": problem.message,
            "schema": problem.schema,
            "start": start.map(|point| point.units),
            "end": end.map(|point| point.units),
            "line": start.map(|point| point.line),
            "column": start.map(|point| point.column),
        })
    };
    problems.into_iter().map(to_json).collect()
}

#[cfg(test)]
mod tests;
