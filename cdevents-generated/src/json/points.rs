//! Converts byte offsets in a text to lines, columns and UTF-16 units.

use std::collections::{BTreeMap, BTreeSet};

/// A point in a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Point {
    /// The number of UTF-16 units before the point, which browsers count.
    pub(crate) units: usize,
    /// The line, counted from 1.
    pub(crate) line: usize,
    /// The character in the line, counted from 1.
    pub(crate) column: usize,
}

/// Returns the points at byte offsets in one pass over the text. An offset inside a character counts as
/// the next character, and one after the end as the end.
pub(crate) fn points(
    text: &str,
    offsets: impl IntoIterator<Item = usize>,
) -> BTreeMap<usize, Point> {
    let mut pending = BTreeSet::new();
    pending.extend(offsets);
    let mut found = BTreeMap::new();
    let mut point = Point {
        units: 0,
        line: 1,
        column: 1,
    };
    for (index, character) in text.char_indices() {
        while pending.first().is_some_and(|offset| *offset <= index) {
            found.extend(pending.pop_first().map(|offset| (offset, point)));
        }
        if pending.is_empty() {
            return found;
        }
        point.units += character.len_utf16();
        if character == '\n' {
            point.line += 1;
            point.column = 1;
        } else {
            point.column += 1;
        }
    }
    found.extend(pending.into_iter().map(|offset| (offset, point)));
    found
}

/// Returns the byte offset of a line and a byte in it, both counted from 1 and limited to the text. As
/// in `serde_json`, byte 0 of a line is the end of the line before.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let offset = text.len().min((start + column).saturating_sub(1));
    let mut downwards = (0..=offset).rev();
    let boundary = downwards.find(|index| text.is_char_boundary(*index));
    boundary.unwrap_or_default()
}

#[cfg(test)]
mod tests;
