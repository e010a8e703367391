//! Strategies for strings: any text, IDs, and texts that match a pattern.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

use proptest::char::CharStrategy;
use proptest::collection::vec;
use proptest::prelude::{SBoxedStrategy, Strategy};
use proptest::string::string_regex;

use super::knobs::Knobs;

/// The characters of printable ASCII, mostly letters. Those of the first range that has them shrink to
/// an `a`.
const ASCII: &[RangeInclusive<char>] = &[' '..='~', 'a'..='z', 'a'..='z', 'a'..='z'];

/// Any characters, mostly letters.
const ANY: &[RangeInclusive<char>] = &['\0'..=char::MAX, 'a'..='z', 'a'..='z', 'a'..='z'];

/// What half of any characters are: ASCII, and what is special in JSON, in URIs, in headers, or in
/// some text encodings.
const COMMON: &[RangeInclusive<char>] = &[
    'a'..='z',
    'a'..='z',
    'a'..='z',
    ' '..='~',
    ' '..='~',
    '"'..='"',
    '\\'..='\\',
    '%'..='%',
    '\0'..='\u{1f}',
    '\t'..='\r',
    '\u{7f}'..='\u{a0}',
    '\u{a0}'..='\u{ff}',
    'İ'..='ı',
    '\u{301}'..='\u{301}',
    '\u{200b}'..='\u{202e}',
    '\u{feff}'..='\u{feff}',
    '\u{fff0}'..='\u{ffff}',
    '𝕏'..='𝕏',
    '🚀'..='🚀',
    char::MAX..=char::MAX,
];

/// Any text of a length.
pub(super) fn text(lengths: RangeInclusive<usize>, knobs: &Knobs) -> SBoxedStrategy<String> {
    let chars = if knobs.is_ascii {
        CharStrategy::new_borrowed(&[], &[], ASCII)
    } else {
        CharStrategy::new_borrowed(&[], COMMON, ANY)
    };
    vec(chars, lengths).prop_map(String::from_iter).sboxed()
}

/// A text of a length that is safe as the name of a file.
pub(super) fn file_name(lengths: RangeInclusive<usize>) -> SBoxedStrategy<String> {
    let longest = *lengths.end().max(&1) - 1;
    let shortest = (*lengths.start().max(&1) - 1).min(longest);
    let rest = vec(regex("[a-z0-9A-Z._-]"), shortest..=longest);
    let parts = (regex("[a-z0-9A-Z_]"), rest);
    parts
        .prop_map(|(first, rest)| first + &rest.concat())
        .sboxed()
}

/// A text that matches one of our own expressions. Each is parsed once, because parsing takes longer
/// than making a text.
///
/// # Panics
/// Panics if the expression isn't one that `proptest` supports, which a test of its caller shows.
pub(super) fn regex(expression: &'static str) -> SBoxedStrategy<String> {
    static PARSED: Mutex<BTreeMap<&str, SBoxedStrategy<String>>> = Mutex::new(BTreeMap::new());
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    let strategy = parsed.entry(expression).or_insert_with(|| {
        let strategy = string_regex(expression);
        strategy.expect("an expression of this crate").sboxed()
    });
    strategy.clone()
}

/// A text that matches the pattern of a schema, if its expression means the same to ECMA-262 and to
/// `proptest`. A `.` becomes a period, so that a subset of all matches is made.
pub(super) fn pattern(source: &str) -> Result<SBoxedStrategy<String>, String> {
    let anchored = source.strip_prefix('^');
    let anchored = anchored.and_then(|source| source.strip_suffix('$'));
    let source = anchored.ok_or("a pattern without `^` and `$`")?;
    let mut expression = String::new();
    let mut chars = source.chars();
    let mut is_class = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                // Letters and digits mean classes, assertions or references.
                let escaped = chars.next().filter(char::is_ascii_punctuation);
                let escaped = escaped.ok_or("a pattern with an escape other than punctuation")?;
                expression.extend(['\\', escaped]);
                continue;
            }
            '[' | ']' => is_class = char == '[',
            '.' if !is_class => expression.push('\\'),
            '^' | '$' | '&' | '~' => return Err(format!("a pattern with `{char}`")),
            '?' if expression.ends_with('(') => return Err("a pattern with `(?`".to_owned()),
            _ => {}
        }
        expression.push(char);
    }
    let strategy = string_regex(&expression).map_err(|error| error.to_string())?;
    Ok(strategy.sboxed())
}
