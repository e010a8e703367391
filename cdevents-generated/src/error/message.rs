//! The texts of messages.

use crate::json::wording::shortened;

/// Returns the message of a JSON error without the position, which the error has as data.
pub(crate) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    shortened(text.strip_suffix(&position).unwrap_or(&text)).into_owned()
}
