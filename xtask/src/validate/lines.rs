//! Counts lines while a file is read.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// A reader that counts lines.
pub(super) struct CountingReader<R> {
    pub(super) reader: R,
    pub(super) lines: Rc<RefCell<Lines>>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.lines.borrow_mut().add(&buffer[..count]);
        Ok(count)
    }
}

/// The lines of what was read. Ends of lines before the last request are only counted.
#[derive(Default)]
pub(super) struct Lines {
    /// How many bytes were read.
    bytes: usize,
    /// How many lines end before the last request.
    before: usize,
    /// The ends of the lines after it.
    ends: VecDeque<usize>,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        self.ends.extend(ends.map(|(index, _)| self.bytes + index));
        self.bytes += bytes.len();
    }

    /// Returns the line of a byte, counted from 1. No byte may be earlier than the last one.
    pub(super) fn line_of(&mut self, offset: usize) -> usize {
        while self.ends.front().is_some_and(|end| *end < offset) {
            self.ends.pop_front();
            self.before += 1;
        }
        self.before + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_while_reading() {
        let mut lines = Lines::default();
        lines.add(b"{}\n\n{");
        assert_eq!(lines.line_of(0), 1);
        assert_eq!(lines.line_of(4), 3);
        lines.add(b"\n}\n{}");
        assert_eq!(lines.line_of(8), 5);
        assert!(lines.ends.is_empty());
    }
}
