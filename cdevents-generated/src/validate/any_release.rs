//! Validation by the release that an event names.

use serde_json::Value;

use super::by_release;
use super::report::Report;
use crate::Error;

/// Returns every violation in a document.
///
/// # Errors
/// Fails if there is a violation, or if no schema applies.
pub fn validate(value: &Value) -> Result<(), Report> {
    by_release::validate(value, None)
}

/// Returns whether a document is valid.
///
/// Numbers are compared as decimals, of any length. A document is also invalid if a pattern with a
/// back-reference takes more steps than allowed, so that it can't be decided.
#[must_use]
pub fn is_valid(value: &Value) -> bool {
    by_release::is_valid(value, None)
}

/// Returns whether a JSON text is valid.
///
/// Two rules go beyond the schema. An object may not repeat a key, which a [`Value`] can't. And JSON
/// that the schema leaves free, such as `customData`, may nest at most 120 arrays and objects. What a
/// schema describes property by property may nest at most 127, as in `serde_json`.
#[must_use]
pub fn is_valid_slice(json: &[u8]) -> bool {
    by_release::is_valid_slice(json, None)
}

/// Returns every violation in a JSON text. The rules are those of [`is_valid_slice`].
///
/// # Errors
/// Fails if the text isn't valid. The error has a [`Report`], unless the text isn't JSON, or breaks
/// only the rules that go beyond the schema.
pub fn validate_slice(json: &[u8]) -> Result<(), Error> {
    by_release::validate_slice(json, None)
}
