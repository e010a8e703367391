//! Reading bodies.

use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::envelope::{Envelope, decode_base64, is_envelope};
use super::error::{Error, ErrorKind};
use super::incoming::Incoming;
use crate::json::locate;
use crate::json::scan::Reader;
use crate::json::wording::quoted;
use crate::read::{input, not_json};
use crate::{CdEvent, ErrorKind as EventErrorKind};

/// An envelope in a body.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// The text of the body.
    text: &'a str,
    /// The bytes of the envelope.
    range: Range<usize>,
    /// The index of the envelope in its batch.
    index: Option<usize>,
}

/// Reads a body that is an event. `advice` says what to do about one that is an envelope.
pub(super) fn event(body: &[u8], advice: &str) -> Result<CdEvent, Error> {
    CdEvent::from_slice(body).map_err(|error| {
        let text = std::str::from_utf8(body).unwrap_or_default();
        if is_envelope(text) {
            let message = format!("expected an event, found a CloudEvents envelope; {advice}");
            return Error::new(ErrorKind::Envelope, message);
        }
        Error::of_event(kind(&error), "", error)
    })
}

/// Returns the kind of an error about the text of an event.
fn kind(error: &crate::Error) -> ErrorKind {
    match error.kind() {
        EventErrorKind::Syntax => ErrorKind::Syntax,
        _ => ErrorKind::InvalidEvent,
    }
}

/// Reads each envelope of a body that is a batch.
pub(super) fn batch<T>(
    body: &[u8],
    mut read: impl FnMut(&Source<'_>) -> Result<T, Error>,
) -> Result<Vec<Result<T, Error>>, Error> {
    let Source { text, .. } = Source::whole(body)?;
    let mut reader = Reader::new(text);
    if reader.peek().is_ok_and(|first| first != b'[') {
        // Text that isn't JSON has a better error than the wrong type of a value.
        if let Some(error) = syntax_error(text) {
            return Err(error);
        }
        let advice = if is_envelope(text) {
            "found an envelope; a single one has the content type `application/cloudevents+json`"
        } else {
            "found another value"
        };
        let message = format!("expected a batch, which is an array of envelopes, {advice}");
        return Err(Error::new(ErrorKind::Envelope, message));
    }
    let ranges = reader.items(b'[', b']', |reader| {
        let start = reader.start()?;
        reader.pass()?;
        Ok(start..reader.position())
    });
    let ranges = ranges.and_then(|ranges| reader.end().map(|()| ranges));
    let ranges = ranges.map_err(|_| syntax_error(text).unwrap_or_else(unexplained))?;
    let envelopes = ranges.into_iter().enumerate().map(|(index, range)| {
        read(&Source {
            text,
            range,
            index: Some(index),
        })
    });
    Ok(envelopes.collect())
}

/// Says what is wrong with a string where the event should be.
pub(super) fn misplaced_text(text: &str) -> String {
    if text.trim_start().starts_with(['{', '[']) {
        "expected an event, which is an object, found a string that holds JSON; send it as an \
         object, not as text"
            .to_owned()
    } else {
        format!(
            "expected an event, which is an object, found the string {}; base64 belongs into \
             `data_base64`",
            quoted(text)
        )
    }
}

fn syntax_error(text: &str) -> Option<Error> {
    let error = not_json(text)?;
    Some(Error::of_event(ErrorKind::Syntax, "", error))
}

/// Returns why a text isn't JSON.
fn not_json(text: &str) -> Option<crate::Error> {
    // Only parsing a value checks the escapes in strings, but it also fails for large numbers.
    let error = serde_json::from_str::<IgnoredAny>(text).err();
    let error = error.or_else(|| serde_json::from_str::<Value>(text).err())?;
    Some(not_json::text(text, &error))
}

fn unexplained() -> Error {
    Error::new(ErrorKind::Syntax, "the body is not JSON")
}

impl<'a> Source<'a> {
    /// Wraps a body that is an envelope.
    pub(super) fn whole(body: &'a [u8]) -> Result<Self, Error> {
        let text =
            input::text(body).map_err(|error| Error::of_event(ErrorKind::Syntax, "", error))?;
        Ok(Self {
            text,
            range: 0..text.len(),
            index: None,
        })
    }

    pub(super) const fn index(&self) -> Option<usize> {
        self.index
    }

    /// Returns the JSON Pointer of the envelope.
    fn pointer(&self) -> String {
        let index = self.index.map(|index| format!("/{index}"));
        index.unwrap_or_default()
    }

    /// Returns the beginning of a message about the envelope.
    pub(super) fn prefix(&self) -> String {
        let index = self.index.map(|index| format!("/{index}: "));
        index.unwrap_or_default()
    }

    /// Reads the attributes and the event.
    pub(super) fn read(&self) -> Result<(Incoming, CdEvent), Error> {
        let text = self.text.get(self.range.clone()).unwrap_or_default();
        let mut reader = Reader::new(text);
        if reader.peek().is_ok_and(|first| first != b'{') {
            return Err(self.no_object(text));
        }
        let envelope = Envelope::read(&mut reader, text);
        let envelope = envelope.and_then(|envelope| reader.end().map(|()| envelope));
        let envelope = envelope.map_err(|_| self.syntax_error(text))?;
        let event = self.event(&envelope, text);
        match event {
            Ok(event) => Ok((envelope.attributes, event)),
            Err(error) => Err(error
                .with_problems(envelope.attributes.problems)
                .with_index(self.index)),
        }
    }

    fn event(&self, envelope: &Envelope, text: &str) -> Result<CdEvent, Error> {
        if let Some((key, range)) = &envelope.duplicate {
            let message = format!("duplicate property `{key}`");
            return Err(self.error("", range, &message));
        }
        match (&envelope.data, &envelope.data_base64) {
            (Some(_), Some(range)) => {
                let message = "expected `data` or `data_base64`, found both; send one of them";
                Err(self.error("", range, message))
            }
            (Some(range), None) => self.event_in_data(range, text),
            (None, Some(range)) => self.event_in_base64(range, text),
            (None, None) => {
                let message = "missing `data`, which has the event";
                Err(self.error("", &(0..0), message))
            }
        }
    }

    fn event_in_data(&self, range: &Range<usize>, text: &str) -> Result<CdEvent, Error> {
        let data = text.get(range.clone()).unwrap_or_default();
        if data.starts_with('"') {
            return Err(self.text_in_data(range, data));
        }
        data.parse::<CdEvent>().map_err(|error| {
            if is_envelope(data) {
                let message = "expected an event, found another CloudEvents envelope; send the \
                               event in one envelope";
                return self.error("/data", range, message);
            }
            let kind = kind(&error);
            let pointer = format!("{}/data", self.pointer());
            let error = error.within(&pointer, self.text, self.range.start + range.start);
            Error::of_event(kind, "", error)
        })
    }

    /// Returns the error for `data` that is a string.
    fn text_in_data(&self, range: &Range<usize>, data: &str) -> Error {
        let inner = serde_json::from_str::<String>(data).unwrap_or_default();
        self.error("/data", range, &misplaced_text(&inner))
    }

    fn event_in_base64(&self, range: &Range<usize>, text: &str) -> Result<CdEvent, Error> {
        let json = text.get(range.clone()).unwrap_or_default();
        let bytes =
            decode_base64(json).map_err(|message| self.error("/data_base64", range, &message))?;
        CdEvent::from_slice(&bytes).map_err(|error| {
            let prefix = format!("{}/data_base64, decoded: ", self.pointer());
            Error::of_event(kind(&error), &prefix, error)
        })
    }

    fn no_object(&self, text: &str) -> Error {
        if let Some(error) = syntax_error(text) {
            return error.with_index(self.index);
        }
        let advice = if self.index.is_none() && text.trim_start().starts_with('[') {
            "found an array; a batch has the content type `application/cloudevents-batch+json`"
                .to_owned()
        } else {
            format!("found {}", quoted(text.trim()))
        };
        let message = format!("expected a CloudEvents envelope, which is an object, {advice}");
        self.error("", &(0..0), &message)
    }

    fn syntax_error(&self, text: &str) -> Error {
        let Some(error) = not_json(text) else {
            return unexplained().with_index(self.index);
        };
        let error = error.within(&self.pointer(), self.text, self.range.start);
        Error::of_event(ErrorKind::Syntax, "", error).with_index(self.index)
    }

    /// Returns an error about a part of the envelope.
    fn error(&self, pointer: &str, range: &Range<usize>, message: &str) -> Error {
        let pointer = format!("{}{pointer}", self.pointer());
        let separator = if pointer.is_empty() { "" } else { ": " };
        let (line, column) = locate::position(self.text, self.range.start + range.start);
        let message = format!("{pointer}{separator}{message} (line {line}, column {column})");
        Error::new(ErrorKind::Envelope, message).with_index(self.index)
    }
}
