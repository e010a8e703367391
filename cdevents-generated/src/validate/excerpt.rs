//! Values, shortened for messages.

use std::borrow::Cow;
use std::fmt;

use crate::json::view::{JsonNumber as _, JsonValue, View};
use crate::json::wording::{LONGEST_QUOTE, quoted};

/// As much of a value as a message shows.
#[derive(Clone, Debug)]
pub(super) enum Excerpt {
    Null,
    /// `null` in place of an optional property.
    NullOfOptional,
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    String(String),
    Array,
    Object,
}

impl Excerpt {
    pub(super) fn new<J: JsonValue>(value: &J) -> Self {
        match value.view() {
            View::Null => Self::Null,
            View::Bool(value) => Self::Boolean(value),
            View::Number(number) => Self::Number(match number.text() {
                Cow::Owned(text) if text.len() <= LONGEST_QUOTE => text,
                text => start(&text),
            }),
            View::Text(text) => Self::string(text),
            View::Array(_) => Self::Array,
            View::Object(_) => Self::Object,
        }
    }

    /// Creates an excerpt of the value of a property, which may be optional.
    pub(super) fn of_property<J: JsonValue>(value: &J, is_optional: bool) -> Self {
        match Self::new(value) {
            Self::Null if is_optional => Self::NullOfOptional,
            excerpt => excerpt,
        }
    }

    pub(super) fn string(text: &str) -> Self {
        Self::String(start(text))
    }
}

/// Returns the part of a text that a message quotes, and one more character if there is one.
fn start(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST_QUOTE + 1);
    end.map_or(text, |(end, _)| &text[..end]).to_owned()
}

impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::NullOfOptional => formatter.write_str("null; leave the property out instead"),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Number(number) => match number.get(..LONGEST_QUOTE) {
                Some(start) if start.len() < number.len() => {
                    write!(formatter, "the number {start}…")
                }
                _ => write!(formatter, "the number {number}"),
            },
            Self::String(text) if text.is_empty() => formatter.write_str("an empty string"),
            Self::String(text) => write!(formatter, "the string {}", quoted(text)),
            Self::Array => formatter.write_str("an array"),
            Self::Object => formatter.write_str("an object"),
        }
    }
}
