//! Finds where events begin and end, from brackets, strings and line breaks alone.

use std::ops::Range;

use super::piece::Piece;
use crate::input::position::Position;

/// The state after the bytes that were scanned.
#[derive(Default)]
pub(super) struct Scanner {
    /// How many bytes of the buffer were scanned.
    at: usize,
    place: Place,
    state: State,
    /// What comes next in an array of events.
    array: Option<Expected>,
    pieces: Vec<Piece>,
    /// Whether the last byte of the buffer cannot be understood without the next one.
    needs_more: bool,
}

/// A position that is known, as an offset and as a line and column.
struct Place {
    offset: usize,
    position: Position,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            offset: 0,
            position: Position::START,
        }
    }
}

#[derive(Default)]
enum State {
    /// Between two events.
    #[default]
    Between,
    /// In an event.
    Value(Value),
    /// In a number, a word, or a line that is not JSON.
    Word(usize, Position),
    /// After an event that is not JSON: up to a line that begins with a bracket.
    Lost { is_at_line_start: bool },
}

/// An event that has begun.
struct Value {
    start: usize,
    position: Position,
    /// The brackets that must be closed.
    closers: Vec<u8>,
    is_in_string: bool,
    /// The last byte that is not white space.
    last: u8,
    /// Where the line starts, if it has had only white space.
    fresh_line: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Expected {
    ItemOrEnd,
    Item,
    CommaOrEnd,
}

impl Value {
    /// Returns whether a bracket may open here. JSON that ends too early is noticed by that.
    fn may_open(&self) -> bool {
        match self.closers.last() {
            Some(b']') => matches!(self.last, b'[' | b','),
            _ => self.last == b':',
        }
    }
}

impl Scanner {
    pub(super) fn has_pieces(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Returns the pieces that were found.
    pub(super) fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    /// Forgets what is no longer needed, and returns how much that is. The buffer must then begin
    /// after it.
    pub(super) fn kept_from(&mut self, buffer: &[u8]) -> usize {
        let end = match &self.state {
            State::Value(value) => value.start,
            State::Word(start, _) => *start,
            State::Between | State::Lost { .. } => self.at,
        };
        if self.place.offset < end {
            self.advance(buffer, end);
        }
        self.at -= end;
        self.place.offset -= end;
        match &mut self.state {
            State::Value(value) => {
                value.start = 0;
                value.fresh_line = value.fresh_line.map(|line| line.saturating_sub(end));
            }
            State::Word(start, _) => *start = 0,
            State::Between | State::Lost { .. } => {}
        }
        end
    }

    /// Scans the rest of the buffer.
    pub(super) fn scan(&mut self, buffer: &[u8], is_at_end: bool) {
        self.needs_more = false;
        while self.at < buffer.len() && !self.needs_more {
            match std::mem::take(&mut self.state) {
                State::Between => self.between(buffer),
                State::Value(value) => self.value(buffer, value),
                State::Word(start, position) => self.word(buffer, start, position),
                State::Lost { is_at_line_start } => self.lost(buffer, is_at_line_start),
            }
        }
        if is_at_end {
            self.end(buffer);
        }
    }

    fn end(&mut self, buffer: &[u8]) {
        match std::mem::take(&mut self.state) {
            State::Between => {
                if self.array.take().is_some() {
                    let message = "expected `]`, found the end of the input";
                    self.problem(buffer, buffer.len()..buffer.len(), message);
                }
            }
            State::Value(Value {
                start, position, ..
            })
            | State::Word(start, position) => {
                self.push(start..buffer.len(), position);
            }
            State::Lost { .. } => {}
        }
        self.at = buffer.len();
    }

    fn between(&mut self, buffer: &[u8]) {
        let at = self.at;
        let byte = buffer[at];
        self.at += 1;
        match (byte, self.array) {
            (b' ' | b'\t' | b'\r', _) => {}
            (b'\n', _) => self.line_break(at),
            (b'[', None) => self.array = Some(Expected::ItemOrEnd),
            (b']', Some(expected)) => {
                self.array = None;
                if expected == Expected::Item {
                    self.problem(buffer, at..at + 1, "expected an event after `,`, found `]`");
                }
            }
            (b',', Some(Expected::CommaOrEnd)) => self.array = Some(Expected::Item),
            (_, Some(Expected::CommaOrEnd)) => {
                // Whatever this is, it is no array, so go on without one.
                self.array = None;
                let message = "expected `,` or `]` after an item of the array";
                self.problem(buffer, at..at + 1, message);
                self.at = at;
            }
            (_, array) => {
                let position = self.advance(buffer, at);
                self.array = array.map(|_| Expected::CommaOrEnd);
                let is_string = byte == b'"' && array.is_some();
                self.state = if is_string || matches!(byte, b'{' | b'[') {
                    self.at = at;
                    State::Value(Value {
                        start: at,
                        position,
                        closers: Vec::new(),
                        is_in_string: false,
                        last: b':',
                        fresh_line: None,
                    })
                } else {
                    self.at = at;
                    State::Word(at, position)
                };
            }
        }
    }

    fn word(&mut self, buffer: &[u8], start: usize, position: Position) {
        let rest = &buffer[self.at..];
        let end = if self.array.is_some() {
            memchr::memchr3(b'\n', b',', b']', rest)
        } else {
            memchr::memchr(b'\n', rest)
        };
        let Some(end) = end else {
            self.at = buffer.len();
            self.state = State::Word(start, position);
            return;
        };
        self.at += end;
        let text = buffer[start..self.at].trim_ascii_end();
        self.push(start..(start + text.len()).max(start + 1), position);
        // A comma or bracket where the item should be is not part of it.
        self.at = self.at.max(start + 1);
    }

    fn lost(&mut self, buffer: &[u8], is_at_line_start: bool) {
        if is_at_line_start && matches!(buffer[self.at], b'{' | b'[') {
            self.array = None;
            return;
        }
        let end = memchr::memchr(b'\n', &buffer[self.at..]);
        let end = end.map(|end| self.at + end);
        self.state = State::Lost {
            is_at_line_start: end.is_some(),
        };
        self.at = end.map_or(buffer.len(), |end| end + 1);
        if let Some(end) = end {
            self.line_break(end);
        }
    }

    fn value(&mut self, buffer: &[u8], mut value: Value) {
        while self.at < buffer.len() {
            let at = self.at;
            if value.is_in_string {
                let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', &buffer[at..]) else {
                    self.at = buffer.len();
                    break;
                };
                self.at += found;
                match buffer[self.at] {
                    b'"' => {
                        value.is_in_string = false;
                        self.at += 1;
                        if value.closers.is_empty() {
                            return self.push(value.start..self.at, value.position);
                        }
                    }
                    b'\\' if self.at + 1 == buffer.len() => {
                        self.needs_more = true;
                        break;
                    }
                    // A line break is found next.
                    b'\\' if buffer[self.at + 1] == b'\n' => self.at += 1,
                    b'\\' => self.at += 2,
                    _ => return self.broken(value.start, value.position),
                }
                continue;
            }
            let byte = buffer[at];
            match byte {
                b' ' | b'\t' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b'\n' => {
                    self.at += 1;
                    self.line_break(at);
                    value.fresh_line = Some(at + 1);
                    continue;
                }
                b'"' => value.is_in_string = true,
                b'{' | b'[' => {
                    if let Some(line) = value.fresh_line
                        && !value.may_open()
                    {
                        // The event ends too early, and another one begins.
                        self.array = None;
                        let end = line - 1;
                        return self.push(value.start..end.max(value.start + 1), value.position);
                    }
                    value.closers.push(if byte == b'{' { b'}' } else { b']' });
                }
                b'}' | b']' if value.closers.pop() != Some(byte) => {
                    return self.broken(value.start, value.position);
                }
                b'}' | b']' if value.closers.is_empty() => {
                    self.at += 1;
                    return self.push(value.start..self.at, value.position);
                }
                _ => {}
            }
            value.last = byte;
            value.fresh_line = None;
            self.at += 1;
        }
        self.state = State::Value(value);
    }

    /// Ends an event that is not JSON at the next byte.
    fn broken(&mut self, start: usize, position: Position) {
        self.at += 1;
        self.push(start..self.at, position);
        self.at -= 1;
        self.state = State::Lost {
            is_at_line_start: false,
        };
    }

    fn push(&mut self, range: Range<usize>, position: Position) {
        self.pieces.push(Piece {
            range,
            position,
            problem: None,
        });
    }

    fn problem(&mut self, buffer: &[u8], range: Range<usize>, message: &'static str) {
        let position = self.advance(buffer, range.start);
        self.pieces.push(Piece {
            range,
            position,
            problem: Some(message),
        });
    }

    fn line_break(&mut self, at: usize) {
        self.place.offset = at + 1;
        self.place.position.line += 1;
        self.place.position.column = 1;
    }

    /// Returns the position of an offset in the line of the known position, which becomes known.
    fn advance(&mut self, buffer: &[u8], offset: usize) -> Position {
        let passed = &buffer[self.place.offset..offset];
        self.place.position = self.place.position.after(passed);
        self.place.offset = offset;
        self.place.position
    }
}
