//! Bytes of a text → what people and browsers count.

use std::collections::{BTreeMap, BTreeSet};

/// A point in a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Point {
    /// How many UTF-16 units are before it, which is how browsers count.
    pub(super) units: usize,
    /// The line, from 1.
    pub(super) line: usize,
    /// The character in the line, from 1.
    pub(super) column: usize,
}

/// The points at these bytes, found on one way through the text. A byte amid a character counts as
/// the next, and one behind the end as the end.
pub(super) fn points(
    text: &str,
    offsets: impl IntoIterator<Item = usize>,
) -> BTreeMap<usize, Point> {
    let mut pending = BTreeSet::from_iter(offsets);
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

/// The byte at which a line and a byte in it, both from 1, stand; as far as there are as many. The
/// byte 0 of a line is the end of the line before, as `serde_json` counts.
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let offset = text.len().min((start + column).saturating_sub(1));
    let mut downwards = (0..=offset).rev();
    let boundary = downwards.find(|index| text.is_char_boundary(*index));
    boundary.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_as_browsers_count_them() {
        let text = "é\n😀x";
        let found = points(text, [9, 7, 3, 0, 2, 70]);
        let point = |units, line, column| Point {
            units,
            line,
            column,
        };
        assert_eq!(found[&0], point(0, 1, 1));
        assert_eq!(found[&2], point(1, 1, 2));
        assert_eq!(found[&3], point(2, 2, 1));
        assert_eq!(found[&7], point(4, 2, 2));
        assert_eq!(found[&9], point(5, 2, 3));
        assert_eq!(found[&70], point(5, 2, 3));
    }

    #[test]
    fn a_line_and_a_byte_in_it_are_a_byte() {
        let text = "{\n\"é\": 7}";
        assert_eq!(offset_of(text, 1, 1), 0);
        assert_eq!(offset_of(text, 2, 1), 2);
        assert_eq!(offset_of(text, 2, 3), 3);
        assert_eq!(offset_of(text, 2, 7), 8);
        assert_eq!(offset_of(text, 2, 0), 1);
        assert_eq!(offset_of(text, 2, 70), text.len());
        assert_eq!(offset_of(text, 0, 0), 0);
        assert_eq!(offset_of("", 1, 0), 0);
    }
}
