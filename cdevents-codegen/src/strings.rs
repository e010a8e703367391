//! What fits the demands on a string.

use fluent_uri::{Uri, UriRef};
use regress::{Flags, Regex};

use crate::model::rules::{Format, Text};

/// How long a pattern may be, in bytes.
const LONGEST_PATTERN: usize = 20_000;

/// How many groups may be within one another: the parser of patterns is recursive.
const DEEPEST_GROUPS: usize = 100;

/// How many `|` a pattern may have: the parser makes a tree of them that is as deep.
const MOST_ALTERNATIVES: usize = 1_000;

/// How many `\p` a pattern may have: each is a table of characters.
const MOST_PROPERTIES: usize = 50;

/// A pattern, with the same flags as at run time: ECMA-262, with `u`. The error says what is wrong, as
/// words that fit behind the pattern.
pub fn pattern(pattern: &str) -> Result<Regex, String> {
    check_size(pattern)?;
    let flags = Flags {
        unicode: true,
        // Loops would be unrolled, those within them too: `((a{5}){5}){5}` is 125 times as long.
        no_opt: true,
        ..Flags::default()
    };
    Regex::with_flags(pattern, flags).map_err(|error| format!("is no ECMA-262 pattern: {error}"))
}

/// Rejects what would take the parser of patterns very long, or overflow its stack.
fn check_size(pattern: &str) -> Result<(), String> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for character in pattern.bytes() {
        match character {
            // Those that are escaped, or in a class, are counted too: there are never so many.
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let properties = pattern.matches("\\p").count() + pattern.matches("\\P").count();
    let sizes = [
        (pattern.len(), LONGEST_PATTERN, "bytes"),
        (deepest, DEEPEST_GROUPS, "groups within one another"),
        (pattern.matches('|').count(), MOST_ALTERNATIVES, "`|`"),
        (properties, MOST_PROPERTIES, "`\\p`"),
    ];
    match sizes.iter().find(|(size, most, _)| size > most) {
        Some((size, most, what)) => Err(format!(
            "is too large a pattern: it has {size} {what}, and at most {most} are supported; \
             simplify it, or use several patterns in an `allOf`"
        )),
        None => Ok(()),
    }
}

/// Does a pattern match somewhere? That isn't known of what is no pattern.
pub fn matches(pattern: &str, text: &str) -> Option<bool> {
    let pattern = self::pattern(pattern).ok()?;
    Some(pattern.find(text).is_some())
}

/// Does a string fit? That isn't known of a date and time that fits in all else.
pub fn fits(text: &str, demands: &Text) -> Option<bool> {
    let length = text.chars().count() as u64;
    let fits_length =
        length >= demands.min_length && demands.max_length.is_none_or(|max| length <= max);
    let format = match demands.format {
        None => Some(true),
        Some(Format::Uri) => Some(Uri::parse(text).is_ok()),
        Some(Format::UriReference) => Some(UriRef::parse(text).is_ok()),
        Some(Format::DateTime) => None,
    };
    let pattern = demands.pattern.as_ref();
    let pattern = pattern.map_or(Some(true), |pattern| matches(pattern, text));
    all([Some(fits_length), format, pattern])
}

/// One "no" decides, whatever isn't known.
pub fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
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
