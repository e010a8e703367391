//! The error for an event of another type.

use std::fmt;

use super::envelope::Envelope;
use crate::Release;

/// The error for converting an event into a type that it isn't of. It gives the event back.
///
/// ```
/// use cdevents_generated::{CdEvent, v0_5_1};
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// let event = CdEvent::from_slice(json)?;
/// let error = v0_5_1::BuildStarted::try_from(event).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected `dev.cdevents.build.started.0.3.0` of release 0.5.1, \
///      found `dev.cdevents.service.deployed.0.3.0` of release 0.5.1"
/// );
/// let event: v0_5_1::ServiceDeployed = error.into_event().try_into()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UnexpectedEvent<E> {
    event: Box<E>,
    expected: String,
    found: String,
}

impl<E> UnexpectedEvent<E> {
    pub(crate) fn new(event: E, expected: String, found: String) -> Self {
        Self {
            event: Box::new(event),
            expected,
            found,
        }
    }

    /// Returns the event unchanged.
    #[must_use]
    pub fn into_event(self) -> E {
        *self.event
    }

    /// Replaces the event by a wider type.
    pub(crate) fn map<F>(self, widen: impl FnOnce(E) -> F) -> UnexpectedEvent<F> {
        UnexpectedEvent {
            event: Box::new(widen(*self.event)),
            expected: self.expected,
            found: self.found,
        }
    }
}

/// Returns the error for an event of a release that is of another type of that release.
pub(crate) fn unexpected<E: Envelope>(
    event: E,
    expected: &str,
    release: Release,
) -> UnexpectedEvent<E> {
    let expected = format!("`{expected}` of release {release}");
    let found = format!("`{}` of release {release}", event.event_type());
    UnexpectedEvent::new(event, expected, found)
}

impl<E> fmt::Display for UnexpectedEvent<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "expected {}, found {}",
            self.expected, self.found
        )
    }
}

impl<E: fmt::Debug> std::error::Error for UnexpectedEvent<E> {}
