//! Judges one piece of the input.

mod found;

use cdevents_generated::advise::advise;
use cdevents_generated::registry::{RegistryError, SchemaRegistry};
use cdevents_generated::validate::validate_slice;
use cdevents_generated::{CdEvent, Error, Release, peek};

use super::problem::{Judged, Verdict};
use crate::input::{Envelope, Position};
use found::{Found, Outcome};

/// How many problems of an event are reported. Locating each of them takes a pass over the event.
const MOST: usize = 100;

/// By what events are judged.
#[derive(Debug, Default)]
pub(super) struct Checker {
    /// The release in which an event must be valid, instead of the one that it names.
    pub(super) release: Option<Release>,
    pub(super) registry: Option<SchemaRegistry>,
    pub(super) advises: bool,
}

impl Checker {
    /// Judges an event, or one within a CloudEvent.
    pub(super) fn judge(&self, bytes: &[u8], position: Position) -> Judged {
        let outcome = self.outcome(bytes);
        let text = String::from_utf8_lossy(bytes);
        let count = outcome.found.len();
        let found = outcome.found.into_iter().take(MOST);
        Judged {
            position,
            verdict: outcome.verdict,
            event_type: peek(bytes).event_type,
            kind: outcome.kind.map(|kind| format!("{kind:?}")),
            note: outcome.note,
            problems: found.map(|found| found.placed(&text, position)).collect(),
            omitted: count.saturating_sub(MOST),
        }
    }

    /// Returns whether an event is valid, if that can be known without looking for more.
    pub(super) fn is_plainly_valid(&self, bytes: &[u8]) -> bool {
        !self.advises && self.error(bytes).is_none()
    }

    fn outcome(&self, bytes: &[u8]) -> Outcome {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return self.event(bytes);
        };
        match Envelope::read(text) {
            Some(envelope) => self.enveloped(&envelope),
            None => self.event(bytes),
        }
    }

    /// Judges an event and, if it is valid, the envelope around it.
    fn enveloped(&self, envelope: &Envelope<'_>) -> Outcome {
        let mut outcome = match envelope.event() {
            Some(event) => self.event(event.as_bytes()),
            None => Outcome::default(),
        };
        match (envelope.event_offset(), envelope.base64_range()) {
            (Some(offset), _) => outcome.shift("/data", offset),
            (None, Some(range)) => outcome.gather("/data_base64", &range),
            (None, None) => {}
        }
        if outcome.verdict == Verdict::Valid
            && let Some(problem) = envelope.problem()
        {
            outcome.reject(Found::envelope(&problem));
        }
        outcome
    }

    fn event(&self, bytes: &[u8]) -> Outcome {
        match self.error(bytes) {
            None => Outcome {
                found: self.advice(bytes),
                ..Outcome::default()
            },
            Some(Rejection::Library(error)) => Outcome::library(&error, bytes),
            Some(Rejection::Schemas(error)) => Outcome::schemas(&error, bytes),
        }
    }

    fn error(&self, bytes: &[u8]) -> Option<Rejection> {
        let verdict = match self.release {
            None => validate_slice(bytes),
            Some(release) => release.validate_slice(bytes),
        };
        if let Err(error) = verdict {
            return Some(Rejection::Library(error));
        }
        match self.registry.as_ref()?.validate_slice(bytes) {
            Ok(()) => None,
            Err(RegistryError::Unreadable(error)) => Some(Rejection::Library(error)),
            Err(error) => Some(Rejection::Schemas(error)),
        }
    }

    fn advice(&self, bytes: &[u8]) -> Vec<Found> {
        let event = CdEvent::from_slice(bytes);
        match event {
            Ok(event) if self.advises => {
                let text = String::from_utf8_lossy(bytes);
                let advice = advise(&event);
                let found = advice.iter().map(|advice| Found::advice(advice, &text));
                found.collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Why an event is rejected.
enum Rejection {
    Library(Error),
    Schemas(RegistryError),
}
