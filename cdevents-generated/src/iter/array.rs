//! The items of JSON arrays.

use std::fmt;
use std::iter::FusedIterator;

use serde::de::IgnoredAny;

use super::line::Line;
use super::raw_event::RawEvent;
use crate::json::string::plain_length;
use crate::read::{input, not_json};
use crate::{Error, ErrorKind};

/// Returns an iterator over the events of a text that is a JSON array.
///
/// An item is found by its brackets, without checking it: if it isn't an event, parsing it fails, and
/// the iteration goes on with the next item. If the array itself is broken, for example because the
/// text is cut off, the last item is an error.
///
/// ```
/// use cdevents_generated::iter;
///
/// # let event = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci",
/// #     "type":"dev.cdevents.build.started.0.3.0","timestamp":"2026-03-20T14:27:05Z"},
/// #     "subject":{"id":"build/7","content":{}}}"#.replace('\n', "");
/// let text = format!("[{event},\n{{\"context\": 7}},\n{event}]");
/// let events = iter::array(text.as_bytes()).collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(events.len(), 3);
/// assert!(events[0].is_valid() && events[2].is_valid());
///
/// let error = events[1].parse().unwrap_err();
/// assert_eq!(error.position(), Some((2, 13)));
/// assert_eq!(error.instance_path(), "/context");
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
///
/// # Errors
/// The last item is an error of [`ErrorKind::Syntax`] if the text isn't an array, if the text ends
/// before the array or goes on after it, or if a comma is missing or superfluous. Its position is
/// where that is.
pub const fn array(text: &[u8]) -> Array<'_> {
    Array {
        text,
        offset: 0,
        line: Line::FIRST,
        line_start: 0,
        closers: Vec::new(),
        state: State::Start,
    }
}

/// An iterator over the events of a JSON array.
///
/// [`array()`] creates it. With the feature `rayon`, it implements `IntoParallelIterator`.
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Array<'t> {
    text: &'t [u8],
    /// How many bytes were passed.
    offset: usize,
    line: Line,
    /// The offset at which the line starts.
    line_start: usize,
    /// The brackets that must be closed, in an item.
    closers: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Start,
    AfterItem,
    End,
}

impl<'t> Array<'t> {
    /// Returns the next item, or `None` at the end of the array.
    fn item(&mut self) -> Result<Option<RawEvent<'t>>, Error> {
        match (self.state, self.peek()) {
            (State::Start, Some(b'[')) => {
                self.offset += 1;
                if self.peek() == Some(b']') {
                    return self.end();
                }
            }
            (State::Start, found) => return Err(self.not_an_array(found)),
            (State::AfterItem, Some(b',')) => self.offset += 1,
            (State::AfterItem, Some(b']')) => return self.end(),
            (State::AfterItem, found) => {
                return Err(self.expected("`,` or `]` after an item of the array", found));
            }
            (State::End, _) => return Ok(None),
        }
        match self.peek() {
            found @ (None | Some(b',' | b':' | b']' | b'}')) => {
                Err(self.expected("an event", found))
            }
            Some(first) => self.value(first).map(Some),
        }
    }

    /// Passes the end of the array, after which nothing may follow.
    fn end(&mut self) -> Result<Option<RawEvent<'t>>, Error> {
        self.offset += 1;
        match self.peek() {
            None => Ok(None),
            found => Err(self.expected("the end of the input after the array", found)),
        }
    }

    fn value(&mut self, first: u8) -> Result<RawEvent<'t>, Error> {
        let Self { text, offset, .. } = *self;
        let (line, column) = (self.line.clone(), self.column());
        let event = |end| RawEvent::new(text, offset..end, line, column);
        let passed = match first {
            b'"' => self.pass_string(),
            b'{' | b'[' => self.pass_brackets(),
            _ => self.pass_word(),
        };
        if passed.is_some() {
            return Ok(event(self.offset));
        }
        let rest = event(text.len());
        Err(rest.moved(syntax_error(rest.as_bytes())))
    }

    /// Passes an object or array; fails if it isn't closed.
    fn pass_brackets(&mut self) -> Option<()> {
        self.closers.clear();
        loop {
            let byte = self.peek()?;
            match byte {
                b'"' => {
                    self.pass_string()?;
                    continue;
                }
                b'{' => self.closers.push(b'}'),
                b'[' => self.closers.push(b']'),
                b'}' | b']' if self.closers.pop() != Some(byte) => return None,
                _ => {}
            }
            self.offset += 1;
            if self.closers.is_empty() {
                return Some(());
            }
        }
    }

    /// Passes a string; fails if it isn't closed. Parsing the item finds what else is wrong in it.
    fn pass_string(&mut self) -> Option<()> {
        self.offset += 1;
        loop {
            let rest = self.text.get(self.offset..)?;
            let length = plain_length(rest);
            self.offset += length;
            match rest.get(length..)? {
                [b'"', ..] => {
                    self.offset += 1;
                    return Some(());
                }
                [b'\n', ..] => self.pass_line_break(),
                [b'\\', b'\n', ..] | [0..0x20, ..] => self.offset += 1,
                _ => self.offset += 2,
            }
        }
    }

    /// Passes a number, `true`, `false`, `null`, or what is there in place of a value.
    fn pass_word(&mut self) -> Option<()> {
        let ends = |byte: &u8| {
            let is_token = matches!(byte, b',' | b':' | b'[' | b']' | b'{' | b'}' | b'"');
            is_token || matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
        };
        let rest = self.text.get(self.offset..)?;
        let length = rest.iter().position(ends);
        self.offset += length.unwrap_or(rest.len());
        Some(())
    }

    /// Passes white space and returns the byte after it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.offset)? {
                b' ' | b'\t' | b'\r' => self.offset += 1,
                b'\n' => self.pass_line_break(),
                byte => return Some(*byte),
            }
        }
    }

    fn pass_line_break(&mut self) {
        self.offset += 1;
        self.line.advance();
        self.line_start = self.offset;
    }

    fn column(&self) -> usize {
        self.offset - self.line_start + 1
    }

    fn expected(&self, expected: &str, found: Option<u8>) -> Error {
        let found = match found {
            None => "the end of the input".to_owned(),
            Some(byte) if byte.is_ascii_graphic() => format!("`{}`", char::from(byte)),
            Some(byte) => format!("byte {byte:#04x}"),
        };
        let message = format!("expected {expected}, found {found}");
        let position = (self.line.number(self.text), self.column());
        Error::new(ErrorKind::Syntax, "", message).at(position)
    }

    fn not_an_array(&self, found: Option<u8>) -> Error {
        if found == Some(b'{') {
            let expected = "an array (for NDJSON, use `iter::ndjson`)";
            return self.expected(expected, found);
        }
        let text = match input::text(self.text) {
            Ok(text) => text,
            Err(error) => return error,
        };
        match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => self.expected("an array", found),
            Err(error) => not_json::text(text, &error),
        }
    }
}

/// Returns why a text does not start with a JSON value.
fn syntax_error(text: &[u8]) -> Error {
    match serde_json::from_slice::<IgnoredAny>(text) {
        Ok(_) => Error::new(ErrorKind::Syntax, "", "expected JSON"),
        Err(error) => Error::from_json(ErrorKind::Syntax, &error),
    }
}

impl<'t> Iterator for Array<'t> {
    type Item = Result<RawEvent<'t>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.item();
        self.state = match item {
            Ok(Some(_)) => State::AfterItem,
            _ => State::End,
        };
        item.transpose()
    }
}

impl FusedIterator for Array<'_> {}

impl fmt::Debug for Array<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Array")
            .field("rest", &(self.offset..self.text.len()))
            .finish_non_exhaustive()
    }
}
