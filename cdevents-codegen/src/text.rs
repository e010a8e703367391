//! What fits the demands on a string.

use fluent_uri::{Uri, UriRef};
use regress::{Error, Flags, Regex};

use crate::rules::{Format, Text};

/// A pattern, with the same flags as at run time: ECMA-262, with `u`.
pub(crate) fn pattern(pattern: &str) -> Result<Regex, Error> {
    let flags = Flags {
        unicode: true,
        ..Flags::default()
    };
    Regex::with_flags(pattern, flags)
}

/// Does a pattern match somewhere? That isn't known of what is no pattern.
pub(crate) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let pattern = self::pattern(pattern).ok()?;
    Some(pattern.find(text).is_some())
}

/// Does a string fit? That isn't known of a date and time that fits in all else.
pub(crate) fn fits(text: &str, demands: &Text) -> Option<bool> {
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
