//! Parsing an event whose type isn't known beforehand.

use super::attempt::{Failed, attempt};
use super::entry::Entry;
use super::failure::{self, broken_rule};
use super::look::look;
use crate::event::assembly::NewParts;
use crate::event::envelope::Envelope;
use crate::event::known::Known;
use crate::event::unknown::UnknownEvent;
use crate::json::scan::{Problem, Reader};
use crate::validate::resolve::resolved;
use crate::{Error, ErrorKind, Release};

/// An enum of events, whose variants are found by the index.
pub(crate) trait Indexed: Envelope + Sized {
    /// The only release whose events the enum has, if there is one.
    const RELEASE: Option<Release>;

    /// Reads an event of the type that an entry names.
    fn read_as(entry: &Entry, reader: &mut Reader<'_>) -> Result<Self, Problem>;

    /// Makes an event of the type that an entry names from the parts of another event, if its schema
    /// allows them.
    fn assemble_as(entry: &Entry, event: Known<'_>, parts: NewParts) -> Option<Self>;

    /// Wraps an event that no known release has, if there is a variant for it.
    fn preserve(_event: UnknownEvent) -> Option<Self> {
        None
    }
}

/// Parses an event, and preserves one that names a newer release and isn't valid by a known one.
pub(crate) fn parse<T: Indexed>(text: &str) -> Result<T, Error> {
    read(text).or_else(|failed| {
        if let Failed::Unexplained { look, .. } = &failed
            && look.as_ref().is_some_and(|look| look.named().is_newer())
            && let Some(event) = preserve(text)
        {
            return Ok(event);
        }
        Err(error::<T>(text, failed))
    })
}

/// Parses an event that is valid by a known release.
pub(crate) fn parse_known<T: Indexed>(text: &str) -> Result<T, Error> {
    read(text).map_err(|failed| error::<T>(text, failed))
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

fn read<T: Indexed>(text: &str) -> Result<T, Failed<'_, Error>> {
    let read = |entry: &'static Entry| {
        let mut reader = Reader::new(text);
        T::read_as(entry, &mut reader).map_err(|_| reader.position())
    };
    let names =
        |entry: &'static Entry, event: &T| event.release_name() == Some(entry.release.as_str());
    let explain = |entry, offset| failure::stopped_by_guess(text, entry, offset);
    attempt(text, T::RELEASE, read, names, explain)
}

fn preserve<T: Indexed>(text: &str) -> Option<T> {
    T::preserve(UnknownEvent::parse(text).ok()?)
}

fn error<T: Indexed>(text: &str, failed: Failed<'_, Error>) -> Error {
    let stopped = match failed {
        Failed::Explained(error) => return error,
        Failed::Unexplained { stopped, .. } => stopped,
    };
    stopped
        .and_then(|(entry, offset)| failure::stopped(text, entry.schema, entry.schema_id, offset))
        .or_else(|| explain::<T>(text, T::RELEASE))
        .unwrap_or_else(failure::unexplained)
}

/// Returns what is wrong with an event by a required release, or else by the one that it names, if
/// anything is.
pub(crate) fn explain<T: Indexed>(text: &str, required: Option<Release>) -> Option<Error> {
    failure::violation(text, |node| resolved(node, required)?.validate(node)).or_else(|| {
        let unknown = UnknownEvent::read;
        let look = look(text);
        match look.as_ref().map(|look| look.entry(required)) {
            Some(Some(entry)) => {
                broken_rule(ErrorKind::Invalid, text, |reader| T::read_as(entry, reader))
            }
            Some(None) => broken_rule(ErrorKind::UnknownEventType, text, unknown),
            None => broken_rule(ErrorKind::NotAnEvent, text, unknown),
        }
    })
}
