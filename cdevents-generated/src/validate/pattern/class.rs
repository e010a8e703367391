//! The characters that an atom of a pattern matches, such as `a`, `.`, `\d` or `[a-z]`.

/// A set of characters.
#[derive(Debug)]
pub(super) struct Class {
    /// A bit for each ASCII character.
    ascii: u128,
    /// The characters beyond ASCII, as sorted ranges. The first one may begin in ASCII.
    others: Vec<Range>,
}

/// The first and last code point of a range. They can be surrogates, which no text has.
type Range = (u32, u32);

const DIGITS: &[Range] = &[(0x30, 0x39)];
const WORD_CHARACTERS: &[Range] = &[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];
const LINE_ENDS: &[Range] = &[(0xa, 0xa), (0xd, 0xd), (0x2028, 0x2029)];
/// ECMA-262's white space and line ends: the Unicode category `Zs`, and U+FEFF.
const SPACES: &[Range] = &[
    (0x9, 0xd),
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];

impl Class {
    /// Parses the atom at the start of a text. Also returns the text after it.
    pub(super) fn parse(text: &str, dot_is_all: bool) -> Option<(Self, &str)> {
        let mut rest = text;
        let ranges = match next(&mut rest)? {
            '.' if dot_is_all => complement(Vec::new()),
            '.' => complement(LINE_ENDS.to_vec()),
            '[' => bracketed(&mut rest)?,
            '\\' => escaped(&mut rest)?,
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            character => one(character),
        };
        Some((Self::new(ranges), rest))
    }

    /// Creates a class of sorted ranges.
    fn new(mut ranges: Vec<Range>) -> Self {
        let ascii = ranges.iter().flat_map(|range| range.0..=range.1.min(0x7f));
        let ascii = ascii.fold(0, |ascii, code| ascii | 1 << code);
        ranges.retain(|range| range.1 > 0x7f);
        Self {
            ascii,
            others: ranges,
        }
    }

    #[inline]
    pub(super) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        if character.is_ascii() {
            return self.ascii >> code & 1 == 1;
        }
        let index = self.others.partition_point(|range| range.1 < code);
        let range = self.others.get(index);
        range.is_some_and(|range| range.0 <= code)
    }
}

fn one(code: impl Into<u32>) -> Vec<Range> {
    let code = code.into();
    vec![(code, code)]
}

/// Returns the code points that are not in ranges, as sorted ranges with gaps between them.
fn complement(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    let (mut gaps, mut start) = (Vec::new(), 0);
    let end = u32::from(char::MAX) + 1;
    for (first, last) in ranges.into_iter().chain([(end, end)]) {
        if start < first {
            gaps.push((start, first - 1));
        }
        start = start.max(last + 1);
    }
    gaps
}

/// Parses what follows `[`.
fn bracketed(rest: &mut &str) -> Option<Vec<Range>> {
    let is_negated = accept(rest, "^");
    let mut ranges = Vec::new();
    while !accept(rest, "]") {
        let mut atom = class_atom(rest)?;
        if !rest.starts_with("-]") && accept(rest, "-") {
            let [(first, end), (start, last)] = [&atom[..], &class_atom(rest)?].concat()[..] else {
                return None;
            };
            // Only single characters have ranges.
            if first != end || start != last || first > last {
                return None;
            }
            atom = vec![(first, last)];
        }
        ranges.extend(atom);
    }
    let others = complement(ranges);
    Some(if is_negated {
        others
    } else {
        complement(others)
    })
}

fn class_atom(rest: &mut &str) -> Option<Vec<Range>> {
    match () {
        () if accept(rest, "\\b") => Some(one('\u{8}')),
        () if accept(rest, "\\-") => Some(one('-')),
        () if accept(rest, "\\") => escaped(rest),
        () => next(rest).map(one),
    }
}

/// Parses what follows a backslash.
fn escaped(rest: &mut &str) -> Option<Vec<Range>> {
    let code = match next(rest)? {
        'd' => return Some(DIGITS.to_vec()),
        'D' => return Some(complement(DIGITS.to_vec())),
        's' => return Some(SPACES.to_vec()),
        'S' => return Some(complement(SPACES.to_vec())),
        'w' => return Some(WORD_CHARACTERS.to_vec()),
        'W' => return Some(complement(WORD_CHARACTERS.to_vec())),
        'f' => 0xc,
        'n' => 0xa,
        'r' => 0xd,
        't' => 0x9,
        'v' => 0xb,
        '0' if !rest.starts_with(|next: char| next.is_ascii_digit()) => 0,
        'c' => u32::from(next(rest).filter(char::is_ascii_alphabetic)?) % 32,
        'x' => hexadecimal(rest, 2)?,
        'u' if accept(rest, "{") => {
            let code = hexadecimal(rest, rest.find('}')?)?;
            next(rest);
            code
        }
        'u' => unit(rest)?,
        syntax if "^$\\.*+?()[]{}|/".contains(syntax) => syntax.into(),
        _ => return None,
    };
    Some(one(code))
}

/// Parses what follows `\u`: a UTF-16 code unit, or a surrogate pair.
fn unit(rest: &mut &str) -> Option<u32> {
    let first = hexadecimal(rest, 4)?;
    let mut ahead = *rest;
    if (0xd800..0xdc00).contains(&first)
        && accept(&mut ahead, "\\u")
        && let Some(second @ 0xdc00..0xe000) = hexadecimal(&mut ahead, 4)
    {
        *rest = ahead;
        return Some(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
    }
    Some(first)
}

fn hexadecimal(rest: &mut &str, length: usize) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(length)?;
    *rest = after;
    let code = u32::from_str_radix(digits, 16).ok();
    code.filter(|code| *code <= u32::from(char::MAX))
}

fn next(rest: &mut &str) -> Option<char> {
    let next = rest.chars().next()?;
    *rest = &rest[next.len_utf8()..];
    Some(next)
}

fn accept(rest: &mut &str, text: &str) -> bool {
    let after = rest.strip_prefix(text);
    *rest = after.unwrap_or(rest);
    after.is_some()
}
