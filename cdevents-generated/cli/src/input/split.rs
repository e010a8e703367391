//! Splits a stream into the events that it holds, without parsing them.

mod piece;
mod scanner;

use std::io::{self, ErrorKind, Read};

pub(crate) use piece::Piece;
use scanner::Scanner;

/// How much is read at a time.
const BLOCK: usize = 128 * 1024;

/// Some pieces that follow each other.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pieces: Vec<Piece>,
}

/// Splits what it reads into pieces: JSON values, the items of arrays, and lines that are not JSON.
/// Keeps one piece in memory, or one block.
pub(crate) struct Splitter<R> {
    reader: R,
    buffer: Vec<u8>,
    scanner: Scanner,
    is_at_end: bool,
}

impl<R: Read> Splitter<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            scanner: Scanner::default(),
            is_at_end: false,
        }
    }

    /// Reads until there is at least one more piece; returns `None` at the end.
    pub(crate) fn next_batch(&mut self) -> io::Result<Option<Batch>> {
        while !self.is_at_end {
            self.read()?;
            self.scanner.scan(&self.buffer, self.is_at_end);
            if self.scanner.has_pieces() {
                let pieces = self.scanner.take();
                let end = self.scanner.kept_from(&self.buffer);
                let rest = self.buffer.split_off(end);
                let mut bytes = std::mem::replace(&mut self.buffer, rest);
                // What is wrong in one place may also begin the next piece.
                let overlap = pieces
                    .last()
                    .map_or(0, |last| last.range.end.saturating_sub(end));
                bytes.extend_from_slice(&self.buffer[..overlap]);
                return Ok(Some(Batch { bytes, pieces }));
            }
            let end = self.scanner.kept_from(&self.buffer);
            self.buffer.drain(..end);
        }
        Ok(None)
    }

    /// Reads what is there, up to a block.
    fn read(&mut self) -> io::Result<()> {
        let start = self.buffer.len();
        // A long piece grows by its own length, so that it is not copied for each block.
        self.buffer.resize(start + BLOCK.max(start), 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[start..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(start + *read.as_ref().unwrap_or(&0));
        self.is_at_end = read? == 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
