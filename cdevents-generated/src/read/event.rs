//! Parsing an event whose type isn't known beforehand.

use super::attempt::{Failed, attempt};
use super::entry::Entry;
use super::failure::{self, broken_rule};
use super::look::look;
use crate::event::unknown::UnknownEvent;
use crate::json::scan::Reader;
use crate::validate::resolve::resolved;
use crate::{CdEvent, Error, ErrorKind, Release};

/// An enum of events.
pub(crate) trait Indexed: TryFrom<CdEvent> {
    /// The only release whose events the enum has, if there is one.
    const RELEASE: Option<Release>;
}

/// Parses an event, and preserves one that names a newer release and isn't valid by a known one.
pub(crate) fn parse<T: Indexed>(text: &str) -> Result<T, Error> {
    let event = parse_by(text, T::RELEASE)?;
    event.try_into().map_err(|_| failure::unexplained())
}

/// Parses an event by a required release, or else by the one that it names.
fn parse_by(text: &str, required: Option<Release>) -> Result<CdEvent, Error> {
    read(text, required).or_else(|failed| {
        if required.is_none()
            && let Failed::Unexplained { look, .. } = &failed
            && look.as_ref().is_some_and(|look| look.named().is_newer())
            && let Some(event) = preserve(text)
        {
            return Ok(event);
        }
        Err(error(text, required, failed))
    })
}

/// Parses an event that is valid by a known release.
pub(crate) fn parse_known(text: &str) -> Result<CdEvent, Error> {
    read(text, None).map_err(|failed| error(text, None, failed))
}

/// Parses an event, and preserves one that isn't valid, together with the reason.
pub(crate) fn parse_tolerant(text: &str) -> Result<(CdEvent, Option<Error>), Error> {
    let error = match parse_known(text) {
        Ok(event) => return Ok((event, None)),
        Err(error) => error,
    };
    match preserve(text) {
        Some(event) => Ok((event, Some(error))),
        None => Err(error),
    }
}

fn read(text: &str, required: Option<Release>) -> Result<CdEvent, Failed<'_, Error>> {
    let read = |entry: &'static Entry| {
        let mut reader = Reader::new(text);
        CdEvent::make(entry, &mut reader).map_err(|_| reader.position())
    };
    let names = |entry: &'static Entry, event: &CdEvent| {
        event.release_name() == Some(entry.release.as_str())
    };
    let explain = |entry, offset| failure::stopped_by_guess(text, entry, offset);
    attempt(text, required, read, names, explain)
}

fn preserve(text: &str) -> Option<CdEvent> {
    let event = UnknownEvent::parse(text).ok()?;
    Some(CdEvent::Unknown(Box::new(event)))
}

fn error(text: &str, required: Option<Release>, failed: Failed<'_, Error>) -> Error {
    let stopped = match failed {
        Failed::Explained(error) => return error,
        Failed::Unexplained { stopped, .. } => stopped,
    };
    stopped
        .and_then(|(entry, offset)| failure::stopped(text, entry.schema, entry.schema_id, offset))
        .or_else(|| explain(text, required))
        .unwrap_or_else(failure::unexplained)
}

/// Returns what is wrong with an event by a required release, or else by the one that it names, if
/// anything is.
pub(crate) fn explain(text: &str, required: Option<Release>) -> Option<Error> {
    failure::violation(text, |node| resolved(node, required)?.validate(node)).or_else(|| {
        let unknown = UnknownEvent::read;
        let look = look(text);
        match look.as_ref().map(|look| look.entry(required)) {
            Some(Some(entry)) => broken_rule(ErrorKind::Invalid, text, |reader| {
                CdEvent::make(entry, reader)
            }),
            Some(None) => broken_rule(ErrorKind::UnknownEventType, text, unknown),
            None => broken_rule(ErrorKind::NotAnEvent, text, unknown),
        }
    })
}
