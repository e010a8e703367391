//! The lines of NDJSON.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;

use super::line::Line;
use super::raw_event::RawEvent;

/// Returns an iterator over the events of a text with one event on each line: NDJSON, which is also
/// called JSON Lines.
///
/// Lines end in `\n` or `\r\n`. Blank lines are skipped. Each other line is an item, even if it isn't
/// an event: parsing that item fails, and the iteration goes on with the next line.
///
/// ```
/// use cdevents_generated::iter;
///
/// # let event = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci",
/// #     "type":"dev.cdevents.build.started.0.3.0","timestamp":"2026-03-20T14:27:05Z"},
/// #     "subject":{"id":"build/7","content":{}}}"#.replace('\n', "");
/// let text = format!("{event}\n\n{{\"context\": 7}}\r\n{event}\n");
/// let events: Vec<_> = iter::ndjson(text.as_bytes()).collect();
/// assert_eq!(events.len(), 3);
/// assert!(events[0].is_valid() && events[2].is_valid());
///
/// let error = events[1].parse().unwrap_err();
/// assert_eq!(error.position(), Some((3, 13)));
/// assert_eq!(error.instance_path(), "/context");
/// ```
pub const fn ndjson(text: &[u8]) -> Ndjson<'_> {
    Ndjson {
        text,
        rest: 0..text.len(),
        line: Line::FIRST,
    }
}

/// An iterator over the events of NDJSON.
///
/// [`ndjson()`] creates it. With the feature `rayon`, it implements `IntoParallelIterator`.
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Ndjson<'t> {
    text: &'t [u8],
    /// The bytes that are left. They start with a line.
    rest: Range<usize>,
    /// The line with which they start.
    line: Line,
}

#[cfg(feature = "rayon")]
impl Ndjson<'_> {
    /// Splits the rest between two lines, near its middle. Fails if there is only one line.
    pub(super) fn split(&mut self) -> Option<Self> {
        let Range { start, end } = self.rest;
        let middle = start + (end - start) / 2;
        let (left, right) = self.text.get(self.rest.clone())?.split_at(middle - start);
        let after_middle = memchr::memchr(b'\n', right).map(|at| middle + at + 1);
        let after_middle = after_middle.filter(|at| *at < end);
        let before_middle = || memchr::memrchr(b'\n', left).map(|at| start + at + 1);
        let second = after_middle.or_else(before_middle)?;
        self.rest.end = second;
        Some(Self {
            text: self.text,
            rest: second..end,
            line: self.line.after(start..second),
        })
    }
}

impl<'t> Iterator for Ndjson<'t> {
    type Item = RawEvent<'t>;

    fn next(&mut self) -> Option<RawEvent<'t>> {
        loop {
            let start = self.rest.start;
            let rest = self.text.get(self.rest.clone())?;
            let (line, length) = match memchr::memchr(b'\n', rest) {
                Some(end) => (without_return(&rest[..end]), end + 1),
                None if rest.is_empty() => return None,
                None => (rest, rest.len()),
            };
            let event = (!is_blank(line)).then(|| {
                let span = start..start + line.len();
                RawEvent::new(self.text, span, self.line.clone(), 1)
            });
            self.rest.start += length;
            self.line.advance();
            if event.is_some() {
                return event;
            }
        }
    }
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Returns whether a line has nothing but the white space of JSON.
fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

impl FusedIterator for Ndjson<'_> {}

impl fmt::Debug for Ndjson<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ndjson")
            .field("rest", &self.rest)
            .finish_non_exhaustive()
    }
}
