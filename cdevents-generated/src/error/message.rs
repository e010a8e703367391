//! The texts of messages.

use std::borrow::Cow;

/// Escapes line breaks and other control characters, so that a message stays on one line.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// The longest message, in characters. Only a message that quotes a long value is longer.
const LONGEST: usize = 500;

/// Escapes a text, and removes the middle of a long one: its beginning says what was found, and its
/// end what was expected.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    let text = escaped(text);
    let kept = LONGEST / 2;
    let end = text.char_indices().rev().nth(kept - 1);
    let start = text.char_indices().nth(kept);
    match (start, end) {
        (Some((start, _)), Some((end, _))) if start < end => {
            Cow::Owned(format!("{}…{}", &text[..start], &text[end..]))
        }
        _ => text,
    }
}

/// Returns the message of a JSON error without the position, which the error has as data.
pub(crate) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    shortened(text.strip_suffix(&position).unwrap_or(&text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_middle() {
        for length in [0, 1, LONGEST - 1, LONGEST] {
            let text = "é".repeat(length);
            assert_eq!(shortened(&text), text);
        }
        for length in [LONGEST + 1, 10 * LONGEST] {
            let text = format!("a{}z", "é".repeat(length));
            let short = shortened(&text);
            assert_eq!(short.chars().count(), LONGEST + 1);
            assert!(short.starts_with("aé") && short.ends_with("éz"), "{short}");
        }
    }
}
