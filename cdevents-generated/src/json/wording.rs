//! The wording of messages that several modules share.

use std::borrow::Cow;
use std::fmt;

use super::suggest::nearest;

/// A message that is worded only if it is wanted.
pub(crate) struct Worded<F>(pub(crate) F);

impl<F: Fn() -> String> fmt::Display for Worded<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0())
    }
}

/// Says that an object lacks a property.
pub(crate) fn missing_property(key: &str) -> String {
    format!("missing property `{key}`")
}

/// Says that an object has a property twice.
pub(crate) fn duplicate_property(key: &str) -> String {
    format!("duplicate property `{}`", shortened(key))
}

/// Says that an object doesn't allow a property, and which one may have been meant: the one that
/// it was renamed to, the nearest known one, or any known one.
pub(crate) fn unknown_property(key: &str, renamed: Option<&str>, known: &[&str]) -> String {
    let hint = match (renamed, nearest(key, known)) {
        _ if known.is_empty() => "no property is allowed".to_owned(),
        (Some(renamed), _) => format!("this release calls it `{renamed}`"),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => format!("known properties: {}", listed(known)),
    };
    format!("unknown property `{}`; {hint}", shortened(key))
}

/// Says that JSON nests too deep.
pub(crate) fn too_deep(max_depth: usize) -> String {
    format!("nested more than {max_depth} deep")
}

/// Lists words in backticks.
fn listed(words: &[&str]) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.extend(["`", word, "`"]);
    }
    list
}

/// Puts each word in backticks.
pub(crate) fn in_backticks<T: AsRef<str>>(words: &[T]) -> Vec<String> {
    let words = words.iter();
    words.map(|word| format!("`{}`", word.as_ref())).collect()
}

/// Joins alternatives: `a`; `a or b`; `a, b or c`.
pub(crate) fn alternatives(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// The longest part of a value that a message quotes, in characters.
pub(crate) const LONGEST_QUOTE: usize = 60;

/// Returns the beginning of a text in quotation marks, with an ellipsis if there is more.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// Escapes line breaks and other control characters, so that a message is one line.
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

/// The length in characters up to which a text is kept as it is.
const LONGEST: usize = 500;

/// Makes a text fit into a line. A long text loses its middle: a message starts with what was found
/// and ends with what was expected.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    let text = escaped(text);
    if text.len() <= LONGEST {
        return text;
    }
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

#[cfg(test)]
mod tests;
