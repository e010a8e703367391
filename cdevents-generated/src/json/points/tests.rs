//! Points and offsets in texts.

use super::*;

#[test]
fn characters_are_counted_like_in_browsers() {
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
fn a_line_and_a_column_give_a_byte_offset() {
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
