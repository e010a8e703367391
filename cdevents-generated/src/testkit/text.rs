//! Strategies for strings: any text, IDs, and texts that match a pattern.

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::{SBoxedStrategy, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;
use proptest::string::string_regex;

use super::knobs::Knobs;

/// Characters that are special in JSON, in URIs, in headers, or in some text encodings.
const SPECIAL: &[char] = &[
    '"',
    '\\',
    '/',
    '\0',
    '\t',
    '\n',
    '\r',
    '\u{7f}',
    '\u{85}',
    ' ',
    '%',
    '+',
    '\u{a0}',
    'é',
    'ß',
    'İ',
    '\u{301}',
    '\u{2028}',
    '\u{2029}',
    '\u{200d}',
    '\u{202e}',
    '\u{feff}',
    '\u{fffd}',
    '\u{ffff}',
    '𝕏',
    '🚀',
    '\u{10ffff}',
];

/// Any text of a length.
pub(super) fn text(lengths: RangeInclusive<usize>, knobs: &Knobs) -> SBoxedStrategy<String> {
    let mut chars = vec![
        (4, proptest::char::range('a', 'z').sboxed()),
        (2, proptest::char::range(' ', '~').sboxed()),
    ];
    if !knobs.is_ascii {
        chars.push((1, select(SPECIAL).sboxed()));
        chars.push((1, proptest::char::any().sboxed()));
    }
    let chars = vec(Union::new_weighted(chars), lengths);
    chars.prop_map(String::from_iter).sboxed()
}

/// A text of a length that is safe as the name of a file.
pub(super) fn file_name(lengths: RangeInclusive<usize>) -> SBoxedStrategy<String> {
    let longest = *lengths.end().max(&1) - 1;
    let shortest = (*lengths.start().max(&1) - 1).min(longest);
    let rest = vec(one_of("[a-z0-9A-Z._-]"), shortest..=longest);
    let parts = (one_of("[a-z0-9A-Z_]"), rest);
    parts
        .prop_map(|(first, rest)| first + &rest.concat())
        .sboxed()
}

fn one_of(class: &'static str) -> SBoxedStrategy<String> {
    regex(class)
}

/// A text that matches one of our own expressions.
///
/// # Panics
/// Panics if the expression isn't one that `proptest` supports, which a test of its caller shows.
pub(super) fn regex(expression: &'static str) -> SBoxedStrategy<String> {
    let strategy = string_regex(expression);
    strategy.expect("an expression of this module").sboxed()
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
