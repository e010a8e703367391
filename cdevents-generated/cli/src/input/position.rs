//! Lines and columns.

use std::fmt;

/// A position in a file: a line and a character in it, both from 1.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    /// The beginning of a file.
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// Returns the position after some bytes that follow this one.
    pub(crate) fn after(self, bytes: &[u8]) -> Self {
        match memchr::memrchr(b'\n', bytes) {
            None => Self {
                column: self.column + characters(bytes),
                ..self
            },
            Some(end) => Self {
                line: self.line + memchr::memchr_iter(b'\n', bytes).count(),
                column: 1 + characters(&bytes[end + 1..]),
            },
        }
    }
}

/// Counts characters: the bytes that don't continue one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_the_last_line_break() {
        let start = Position { line: 3, column: 5 };
        assert_eq!(start.after("é😀".as_bytes()).to_string(), "3:7");
        assert_eq!(start.after("é\n\n😀x".as_bytes()).to_string(), "5:3");
        assert_eq!(start.after(b""), start);
    }
}
