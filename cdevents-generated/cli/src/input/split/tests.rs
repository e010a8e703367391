use std::collections::VecDeque;

use super::*;

/// A reader that returns a few bytes at a time.
struct Slow<'a> {
    bytes: VecDeque<&'a [u8]>,
}

impl<'a> Slow<'a> {
    fn new(text: &'a str, size: usize) -> Self {
        let bytes = text.as_bytes().chunks(size).collect();
        Self { bytes }
    }
}

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(bytes) = self.bytes.pop_front() else {
            return Ok(0);
        };
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

/// Returns each piece with its position; or what is wrong there.
fn split_by(text: &str, size: usize) -> Vec<String> {
    let mut splitter = Splitter::new(Slow::new(text, size));
    let mut pieces = Vec::new();
    while let Some(Batch { bytes, pieces: new }) = splitter.next_batch().unwrap() {
        for Piece {
            range,
            position,
            problem,
        } in new
        {
            let text = std::str::from_utf8(&bytes[range]).unwrap_or("?");
            pieces.push(match problem {
                None => format!("{position} {}", text.trim_end()),
                Some(problem) => format!("{position} ! {problem}"),
            });
        }
    }
    pieces
}

/// Splits a text, which gives the same pieces however it is read.
fn split(text: &str) -> Vec<String> {
    let pieces = split_by(text, BLOCK);
    for size in 1..text.len().min(8) {
        assert_eq!(split_by(text, size), pieces, "{size} {text}");
    }
    pieces
}

#[test]
fn json_in_a_row_is_split_in_any_layout() {
    assert_eq!(
        split("{}\n{\"a\":1}\r\n\n{}"),
        ["1:1 {}", "2:1 {\"a\":1}", "4:1 {}"]
    );
    assert_eq!(split("{} {}{}"), ["1:1 {}", "1:4 {}", "1:6 {}"]);
    assert_eq!(
        split(" {\n  \"é}\\\"\": [\n{}, [1]\n]\n}\n  {}"),
        ["1:2 {\n  \"é}\\\"\": [\n{}, [1]\n]\n}", "6:3 {}"]
    );
    assert!(split(" \n ").is_empty());
    assert!(split("").is_empty());
}

#[test]
fn the_items_of_an_array_are_pieces() {
    assert_eq!(
        split("[{}, {\"é\":[]} ,\n{}]"),
        ["1:2 {}", "1:6 {\"é\":[]}", "2:1 {}"]
    );
    assert_eq!(split("[]\n[{}]\n{}"), ["2:2 {}", "3:1 {}"]);
    assert_eq!(
        split("[1, \"a,]\", null,[{}]]"),
        ["1:2 1", "1:5 \"a,]\"", "1:12 null", "1:17 [{}]"]
    );
}

#[test]
fn a_line_that_is_not_json_ends_with_the_line() {
    assert_eq!(split("{}\nno, no\n{}"), ["1:1 {}", "2:1 no, no", "3:1 {}"]);
    assert_eq!(split("{} no\n{}"), ["1:1 {}", "1:4 no", "2:1 {}"]);
    assert_eq!(split("{\"a\n{}"), ["1:1 {\"a", "2:1 {}"]);
    assert_eq!(split("{\"a\\\n{}"), ["1:1 {\"a\\", "2:1 {}"]);
    assert_eq!(split("{\"a\": 1\n{}"), ["1:1 {\"a\": 1", "2:1 {}"]);
    assert_eq!(split("{\"a\": 1,\n{}\n"), ["1:1 {\"a\": 1,", "2:1 {}"]);
    assert_eq!(split("{\"a\": [1}\n{}"), ["1:1 {\"a\": [1}", "2:1 {}"]);
    assert_eq!(split("}\n{}"), ["1:1 }", "2:1 {}"]);
    assert_eq!(split("{\"a\": {"), ["1:1 {\"a\": {"]);
}

#[test]
fn after_a_broken_event_the_next_one_begins_a_line() {
    assert_eq!(
        split("{\n  \"a\": ]\n  \"b\": {}\n}\n{}\n"),
        ["1:1 {\n  \"a\": ]", "5:1 {}"]
    );
    assert_eq!(
        split("{\n \"a\": 1\n{\n}"),
        ["1:1 {\n \"a\": 1", "3:1 {\n}"]
    );
}

#[test]
fn what_is_wrong_between_the_items_of_an_array_is_found() {
    assert_eq!(
        split("[{} {}]"),
        [
            "1:2 {}",
            "1:5 ! expected `,` or `]` after an item of the array",
            "1:5 {}",
            "1:7 ]"
        ]
    );
    assert_eq!(
        split("[{},]\n{}"),
        [
            "1:2 {}",
            "1:5 ! expected an event after `,`, found `]`",
            "2:1 {}"
        ]
    );
    assert_eq!(
        split("[{},{}\n"),
        [
            "1:2 {}",
            "1:5 {}",
            "2:1 ! expected `]`, found the end of the input"
        ]
    );
    assert_eq!(split("[,{}]")[0], "1:2 ,");
}

#[test]
fn a_long_event_is_in_one_piece() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(3 * BLOCK));
    let text = format!("{{}}\n{long}\n{{}}");
    let pieces = split_by(&text, 10_000);
    assert_eq!(pieces.len(), 3);
    assert_eq!(pieces[1], format!("2:1 {long}"));
    assert_eq!(pieces[2], "3:1 {}");
}
