//! Checks strings against patterns, formats and lengths.

use fluent_uri::{Uri, UriRef};
use regress::{Flags, Regex};

use crate::model::rules::{Format, StringRules};

/// The maximum length of a pattern in bytes.
const LONGEST_PATTERN: usize = 20_000;

/// The maximum depth of nested groups: the parser of patterns is recursive.
const DEEPEST_GROUPS: usize = 100;

/// The maximum number of `|`: the parser builds a tree of that depth.
const MOST_ALTERNATIVES: usize = 1_000;

/// The maximum number of `\p`: each is a table of characters.
const MOST_PROPERTIES: usize = 50;

/// Compiles a pattern of ECMA-262 with the flag `u`.
///
/// # Errors
/// Fails if the pattern is invalid or too large. The error is a phrase to append to the pattern.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    check_size(pattern)?;
    regex(pattern).map_err(|error| format!("is not an ECMA-262 pattern: {error}"))
}

/// Compiles a pattern of any size.
pub(crate) fn regex(pattern: &str) -> Result<Regex, regress::Error> {
    let flags = Flags {
        unicode: true,
        // The optimizer unrolls nested loops: `((a{5}){5}){5}` becomes 125 times as long.
        no_opt: true,
        ..Flags::default()
    };
    Regex::with_flags(pattern, flags)
}

/// Rejects patterns that would take the parser very long, or overflow its stack.
fn check_size(pattern: &str) -> Result<(), String> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for character in pattern.bytes() {
        match character {
            // Escaped parentheses and those in a class count too. No real pattern has that many.
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let properties = pattern.matches("\\p").count() + pattern.matches("\\P").count();
    let sizes = [
        (pattern.len(), LONGEST_PATTERN, "bytes"),
        (deepest, DEEPEST_GROUPS, "nested groups"),
        (pattern.matches('|').count(), MOST_ALTERNATIVES, "`|`"),
        (properties, MOST_PROPERTIES, "`\\p`"),
    ];
    match sizes.iter().find(|(size, most, _)| size > most) {
        Some((size, most, what)) => Err(format!(
            "is too large: a pattern may have at most {most} {what}, and this has {size}; simplify it, \
             or use several patterns in an `allOf`"
        )),
        None => Ok(()),
    }
}

/// Returns whether a pattern matches anywhere in a text; `None` if the pattern is invalid.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> Option<bool> {
    let pattern = compile(pattern).ok()?;
    Some(pattern.find(text).is_some())
}

/// Returns whether a string satisfies rules. `None` if that depends on a format that is not checked here.
#[must_use]
pub fn fits(text: &str, rules: &StringRules) -> Option<bool> {
    let length = text.chars().count() as u64;
    let fits_length =
        length >= rules.min_length && rules.max_length.is_none_or(|max| length <= max);
    let format = match rules.format {
        None => Some(true),
        Some(Format::Uri) => Some(Uri::parse(text).is_ok()),
        Some(Format::UriReference) => Some(UriRef::parse(text).is_ok()),
        Some(_) => None,
    };
    let pattern = rules.pattern.as_ref();
    let pattern = pattern.map_or(Some(true), |pattern| matches(pattern, text));
    all([Some(fits_length), format, pattern])
}

/// Returns `false` if one answer is, `None` if one is unknown, and `true` otherwise.
pub(crate) fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}
