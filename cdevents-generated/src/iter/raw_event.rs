//! An event as text.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::line::Line;
use crate::read::not_json;
use crate::validate::{is_valid_slice, validate_slice};
use crate::{CdEvent, Error};

/// The text of an event, which is not parsed yet, and its place in a text of many events.
///
/// [`ndjson()`](super::ndjson()) and [`array()`](super::array()) return it.
#[derive(Clone)]
pub struct RawEvent<'t> {
    text: &'t [u8],
    span: Range<usize>,
    line: Line,
    column: usize,
}

impl<'t> RawEvent<'t> {
    /// The span must be within the text.
    pub(super) const fn new(text: &'t [u8], span: Range<usize>, line: Line, column: usize) -> Self {
        Self {
            text,
            span,
            line,
            column,
        }
    }

    /// Returns the event's bytes, which may be anything.
    ///
    /// In NDJSON, this is the line without its line break.
    #[must_use]
    pub fn as_bytes(&self) -> &'t [u8] {
        &self.text[self.span.clone()]
    }

    /// Returns where the event is in the whole text: the offsets of its bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Returns the line and column where the event starts in the whole text, both from 1.
    ///
    /// As in [`Error::position`], columns count bytes.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.line.number(self.text), self.column)
    }

    /// Parses the event, as [`CdEvent::from_slice`] does.
    ///
    /// # Errors
    /// Fails where [`CdEvent::from_slice`] fails. The position of the error is that in the whole text.
    pub fn parse(&self) -> Result<CdEvent, Error> {
        self.parse_as()
    }

    /// Parses the event as another type: [`AnyEvent`](crate::latest::AnyEvent) for the events of one
    /// release, or the type of one event.
    ///
    /// ```
    /// use cdevents_generated::{iter, v0_5_1};
    ///
    /// # let text = include_bytes!(concat!(
    /// #     env!("CARGO_MANIFEST_DIR"),
    /// #     "/examples/0.5.1/service-deployed.minimal.json"
    /// # ));
    /// # let text = [b"[", &text[..], b"]"].concat();
    /// for event in iter::array(&text) {
    ///     let event = event?.parse_as::<v0_5_1::ServiceDeployed>()?;
    ///     println!("{} runs", event.subject.content.artifact_id);
    /// }
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fails where [`FromStr::from_str`] of the type fails, and if the bytes aren't UTF-8. The position
    /// of the error is that in the whole text.
    pub fn parse_as<T: FromStr<Err = Error>>(&self) -> Result<T, Error> {
        let json = std::str::from_utf8(self.as_bytes());
        let json = json.map_err(|error| self.not_utf8(error.valid_up_to()))?;
        json.parse().map_err(|error| self.moved(error))
    }

    /// Returns whether the event is valid, as [`is_valid_slice`] does, without parsing it.
    ///
    /// An event of a release newer than this crate parses, but isn't valid.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        is_valid_slice(self.as_bytes())
    }

    /// Returns every violation in the event, as [`validate_slice`] does, without parsing it.
    ///
    /// For the place of each violation, pass [`as_bytes`](Self::as_bytes) to
    /// [`Verdict::new`](crate::verdict::Verdict::new), whose places are those in the event.
    ///
    /// # Errors
    /// Fails if the event isn't valid. The position of the error is that in the whole text.
    pub fn validate(&self) -> Result<(), Error> {
        let bytes = self.as_bytes();
        validate_slice(bytes).map_err(|error| match std::str::from_utf8(bytes) {
            Ok(_) => self.moved(error),
            Err(error) => self.not_utf8(error.valid_up_to()),
        })
    }

    /// Moves an error about the event into the whole text.
    pub(super) fn moved(&self, error: Error) -> Error {
        error.moved(self.position())
    }

    fn not_utf8(&self, offset: usize) -> Error {
        let (line, column) = self.position();
        let before = &self.as_bytes()[..offset];
        let position = match memchr::memrchr(b'\n', before) {
            None => (line, column + offset),
            Some(last) => {
                let lines = memchr::memchr_iter(b'\n', before).count();
                (line + lines, offset - last)
            }
        };
        not_json::bytes(self.text, self.span.start + offset).at(position)
    }
}

impl fmt::Debug for RawEvent<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawEvent")
            .field("span", &self.span)
            .field("bytes", &String::from_utf8_lossy(self.as_bytes()))
            .finish_non_exhaustive()
    }
}
