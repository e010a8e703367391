//! The validator's verdict on what was pasted, as JSON for the page.

use std::borrow::Cow;
use std::ops::Range;

use cdevents_generated::validate::{Report, Violation, resolve, validate_slice};
use cdevents_generated::{CdEvent, Error};
use miette::Diagnostic as _;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::points::{offset_of, points};

/// How many violations are shown. Finding the place of each takes a way through the text.
const MAX_VIOLATIONS: usize = 100;

/// The verdict on any bytes.
pub(super) fn judge(bytes: &[u8]) -> Value {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    let text_at = |pointer| value.as_ref()?.pointer(pointer)?.as_str();
    let resolution = value.as_ref().and_then(|value| resolve(value).ok());
    let is_exact = resolution.as_ref().is_some_and(|it| it.is_exact);
    let error = validate_slice(bytes).err();
    let findings = error.as_ref().map_or_else(Vec::new, |it| find(bytes, it));
    let count = error.as_ref().and_then(Error::report).map(count);
    json!({
        "valid": error.is_none(),
        "newer": error.is_some() && !is_exact && is_newer(bytes),
        "kind": error.as_ref().map(|error| format!("{:?}", error.kind())),
        "eventType": text_at("/context/type"),
        "release": resolution.map(|it| it.release.to_string()),
        "subjectId": text_at("/subject/id"),
        "omitted": count.map_or(0, |count| count - findings.len()),
        "violations": with_points(bytes, findings),
    })
}

/// Does reading keep it as an event of a release to come? One that names a known release it never
/// does.
fn is_newer(bytes: &[u8]) -> bool {
    matches!(CdEvent::from_slice(bytes), Ok(CdEvent::Unknown(_)))
}

fn count(report: &Report) -> usize {
    report.violations().len()
}

/// What is wrong, and at which bytes.
struct Finding {
    instance_path: String,
    keyword: Option<&'static str>,
    message: String,
    schema: Option<String>,
    bytes: Option<Range<usize>>,
}

/// What the schema finds; and where that is nothing, what keeps the text from being read.
fn find(bytes: &[u8], error: &Error) -> Vec<Finding> {
    let Some(report) = error.report() else {
        return vec![Finding {
            instance_path: error.instance_path().to_owned(),
            keyword: None,
            message: error.message().to_owned(),
            schema: None,
            bytes: stop(bytes, error),
        }];
    };
    let report = report.clone().with_source("event", text(bytes));
    let labels = report.labels().into_iter().flatten();
    let places = labels.map(|label| label.offset()..label.offset() + label.len());
    let violations = report.report().iter().zip(places);
    violations
        .take(MAX_VIOLATIONS)
        .map(|(violation, place)| Finding {
            instance_path: violation.instance_path().to_owned(),
            keyword: Some(violation.keyword().as_str()),
            message: violation.message(),
            schema: schema(violation),
            bytes: Some(place),
        })
        .collect()
}

/// The keyword's place, where a schema applies.
fn schema(violation: &Violation) -> Option<String> {
    let id = violation.schema_id();
    (!id.is_empty()).then(|| format!("{id}#{}", violation.schema_path()))
}

/// The character at which reading stopped: none, where the text ends too early.
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

/// The text, as browsers show bytes that are none.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn with_points(bytes: &[u8], findings: Vec<Finding>) -> Vec<Value> {
    let text = text(bytes);
    let places = findings.iter().filter_map(|it| it.bytes.clone());
    let points = points(&text, places.flat_map(|place| [place.start, place.end]));
    let finding = |it: Finding| {
        let place = it.bytes.as_ref();
        let start = place.and_then(|place| points.get(&place.start));
        let end = place.and_then(|place| points.get(&place.end));
        json!({
            "instancePath": it.instance_path,
            "keyword": it.keyword,
            "message": it.message,
            "schema": it.schema,
            "start": start.map(|point| point.units),
            "end": end.map(|point| point.units),
            "line": start.map(|point| point.line),
            "column": start.map(|point| point.column),
        })
    };
    findings.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests;
