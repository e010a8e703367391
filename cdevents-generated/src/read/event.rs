//! Parsing an event whose type isn't known beforehand.

use super::entry::Entry;
use super::failure::{self, broken_rule};
use super::look::{entry, look};
use crate::event::assembly::NewParts;
use crate::event::envelope::Envelope;
use crate::event::unknown::UnknownEvent;
use crate::validate::resolve::resolved;
use crate::{Error, ErrorKind, Release};

/// An enum of events, whose variants are found by the index.
pub(crate) trait Indexed: Sized {
    /// The only release whose events the enum has, if there is one.
    const RELEASE: Option<Release>;

    /// Deserializes an event of the type that an entry names.
    fn deserialize_as(entry: &Entry, text: &str) -> Result<Self, serde_json::Error>;

    /// Makes an event of the type that an entry names from the parts of another event, if its schema
    /// allows them.
    fn assemble_as(entry: &Entry, event: &dyn Envelope, parts: NewParts) -> Option<Self>;

    /// Wraps an event that no known release has, if there is a variant for it.
    fn preserve(_event: UnknownEvent) -> Option<Self> {
        None
    }
}

/// Parses an event, and preserves one that names a newer release and isn't valid by a known one.
pub(crate) fn parse<T: Indexed>(text: &str) -> Result<T, Error> {
    let look = look(text);
    let entry = look.as_ref().and_then(|look| look.entry(T::RELEASE));
    if let Some(event) = deserialize(entry, text) {
        return Ok(event);
    }
    if look.is_some_and(|look| look.named().is_newer())
        && let Some(event) = preserve(text)
    {
        return Ok(event);
    }
    Err(error::<T>(text))
}

/// Parses an event that is valid by a known release.
pub(crate) fn parse_known<T: Indexed>(text: &str) -> Result<T, Error> {
    deserialize(entry(text, T::RELEASE), text).ok_or_else(|| error::<T>(text))
}

/// Parses an event, and preserves one that isn't valid, together with the reason.
pub(crate) fn parse_tolerant<T: Indexed>(text: &str) -> Result<(T, Option<Error>), Error> {
    let error = match parse_known(text) {
        Ok(event) => return Ok((event, None)),
        Err(error) => error,
    };
    match preserve(text) {
        Some(event) => Ok((event, Some(error))),
        None => Err(error),
    }
}

fn deserialize<T: Indexed>(entry: Option<&Entry>, text: &str) -> Option<T> {
    T::deserialize_as(entry?, text).ok()
}

fn preserve<T: Indexed>(text: &str) -> Option<T> {
    T::preserve(UnknownEvent::parse(text).ok()?)
}

fn error<T: Indexed>(text: &str) -> Error {
    let unexplained = || Error::new(ErrorKind::Invalid, "", "the event cannot be parsed");
    explain::<T>(text, T::RELEASE).unwrap_or_else(unexplained)
}

/// Returns what is wrong with an event by a required release, or else by the one that it names, if
/// anything is.
pub(crate) fn explain<T: Indexed>(text: &str, required: Option<Release>) -> Option<Error> {
    failure::violation(text, |node| resolved(node, required)?.validate(node)).or_else(|| {
        let look = look(text);
        match look.as_ref().map(|look| look.entry(required)) {
            Some(Some(entry)) => broken_rule(ErrorKind::Invalid, || T::deserialize_as(entry, text)),
            Some(None) => broken_rule(ErrorKind::UnknownEventType, || UnknownEvent::parse(text)),
            None => broken_rule(ErrorKind::NotAnEvent, || UnknownEvent::parse(text)),
        }
    })
}
