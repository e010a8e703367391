//! The line of a text that a problem is about.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::style::{ERROR, FAINT};

/// How many characters of a long line are shown before and after the place.
const BEFORE: usize = 40;
const AFTER: usize = 60;

/// A line, or the part of it around a place, and which characters to underline.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Excerpt {
    line: usize,
    before: String,
    marked: String,
    after: String,
}

impl Excerpt {
    /// Takes the line at a range of bytes out of a text. `line` is its number in the file.
    pub(super) fn new(text: &str, range: &Range<usize>, line: usize) -> Self {
        let start = boundary(text, range.start);
        let before = &text[..start];
        let before = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        let rest = &text[start..];
        let rest = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let end = range.end.saturating_sub(start).min(rest.len());
        let (marked, after) = rest.split_at(boundary(rest, end));
        let marked = first(marked, AFTER);
        let left = AFTER.saturating_sub(marked.chars().count());
        Self {
            line,
            before: last(before.trim_start(), BEFORE),
            after: first(after.trim_end(), left),
            marked,
        }
    }
}

/// Returns the last character boundary up to an index.
fn boundary(text: &str, index: usize) -> usize {
    let mut indices = (0..=index.min(text.len())).rev();
    let boundary = indices.find(|index| text.is_char_boundary(*index));
    boundary.unwrap_or_default()
}

fn first(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        None => printable(text),
        Some((end, _)) => printable(&text[..end]) + "…",
    }
}

fn last(text: &str, count: usize) -> String {
    match text.char_indices().rev().nth(count) {
        None => printable(text),
        Some((start, first)) => format!("…{}", printable(&text[start + first.len_utf8()..])),
    }
}

/// Replaces what would change the terminal or the alignment.
fn printable(text: &str) -> String {
    let replace = |character: char| match character {
        '\t' => ' ',
        character if character.is_control() => '\u{fffd}',
        character => character,
    };
    text.chars().map(replace).collect()
}

fn width(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// Writes the line and the marks below it, each with a line break before it.
impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            before,
            marked,
            after,
        } = self;
        let number = line.to_string();
        let (gutter, space) = (number.len() + 2, width(before));
        let marks = "^".repeat(width(marked).max(1));
        write!(
            formatter,
            "\n{FAINT}  {number} |{FAINT:#} {before}{marked}{after}\n\
             {FAINT}{:gutter$} |{FAINT:#} {:space$}{ERROR}{marks}{ERROR:#}",
            "", ""
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, range: Range<usize>) -> String {
        let excerpt = Excerpt::new(text, &range, 7).to_string();
        anstream::adapter::strip_str(&excerpt).to_string()
    }

    #[test]
    fn the_place_is_underlined() {
        let text = "{\n  \"é漢\": 12, \"b\": 3\n}";
        let start = text.find("12").unwrap();
        assert_eq!(
            excerpt(text, start..start + 2),
            "\n  7 | \"é漢\": 12, \"b\": 3\n    |        ^^"
        );
        assert_eq!(excerpt("", 0..0), "\n  7 | \n    | ^");
        assert_eq!(excerpt("{", 1..1), "\n  7 | {\n    |  ^");
        assert_eq!(
            excerpt("a\u{1b}[31m", 0..1),
            "\n  7 | a\u{fffd}[31m\n    | ^"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}\"x\"{}", "a".repeat(1000), "b".repeat(1000));
        let shown = excerpt(&text, 1000..1003);
        let lines: Vec<_> = shown.lines().skip(1).collect();
        assert_eq!(
            lines[0],
            format!(
                "  7 | …{}\"x\"{}…",
                "a".repeat(BEFORE),
                "b".repeat(AFTER - 3)
            )
        );
        assert_eq!(lines[1].find('^'), Some("    | ".len() + 1 + BEFORE));
        assert!(lines[1].ends_with("^^^"));
        assert!(excerpt(&text, 0..2000).len() < 200);
    }
}
