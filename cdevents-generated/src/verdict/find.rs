//! Finding the places of an error.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::finding::{Finding, Place};
use crate::Error;
use crate::json::points::{offset_of, points};
use crate::validate::Violation;

/// Returns what is wrong with a text, and where, given the error of [parsing](crate::CdEvent::from_slice)
/// or [validating](crate::validate::validate_slice) it: every violation of the schema, or the place where
/// parsing stopped.
///
/// ```
/// use cdevents_generated::validate::validate_slice;
/// use cdevents_generated::verdict::findings;
///
/// let json = b"{\n  \"context\": tru\n}";
/// let error = validate_slice(json).unwrap_err();
/// let place = findings(json, &error)[0].place.clone().unwrap();
/// assert_eq!((place.line, place.column), (2, 17));
/// ```
#[must_use]
pub fn findings(bytes: &[u8], error: &Error) -> Vec<Finding> {
    // As browsers and editors show it.
    let text = String::from_utf8_lossy(bytes);
    let (mut findings, ranges): (Vec<_>, Vec<_>) = match error.report() {
        None => (vec![without_schema(error)], vec![stop(bytes, error)]),
        Some(report) => {
            let pair = |violation| (of(violation), violation.range_in(&text));
            report.iter().map(pair).unzip()
        }
    };
    let offsets = ranges.iter().flatten();
    let points = points(&text, offsets.flat_map(|range| [range.start, range.end]));
    for (finding, range) in findings.iter_mut().zip(ranges) {
        let place = |bytes: Range<usize>| {
            let (start, end) = (points.get(&bytes.start)?, points.get(&bytes.end)?);
            Some(Place {
                line: start.line,
                column: start.column,
                utf16: start.units..end.units,
                bytes,
            })
        };
        finding.place = range.and_then(place);
    }
    findings
}

fn without_schema(error: &Error) -> Finding {
    Finding {
        instance_path: error.instance_path().to_owned(),
        message: error.message().to_owned(),
        keyword: None,
        keyword_path: None,
        keyword_uri: None,
        place: None,
    }
}

fn of(violation: &Violation) -> Finding {
    let id = violation.schema_id();
    let path = || violation.evaluation_path();
    let uri = || format!("{id}#{}", violation.schema_path());
    Finding {
        instance_path: violation.instance_path().to_owned(),
        message: violation.message(),
        keyword: Some(violation.keyword()),
        keyword_path: (!id.is_empty()).then(path),
        keyword_uri: (!id.is_empty()).then(uri),
        place: None,
    }
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
