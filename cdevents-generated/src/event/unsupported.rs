//! The error for a property that an event's release has no place for.

use std::fmt;

use crate::json::wording::shortened;
use crate::{EventTypeRef, Release};

/// The error for setting a property of an event that its release has no place for, or that its
/// schema doesn't allow that value of. The event is unchanged.
///
/// ```
/// use cdevents_generated::{CdEvent, Release};
///
/// let mut event = CdEvent::from_slice(include_bytes!(concat!(
///     env!("CARGO_MANIFEST_DIR"),
///     "/examples/0.3.0/build-started.minimal.json"
/// )))?;
/// let error = event.set_chain_id("chain-7".parse::<cdevents_generated::NonEmptyString>()?).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`dev.cdevents.build.started.0.1.1` of release 0.3.0 has no `chainId`; \
///      send the event by release 0.4.0 or newer"
/// );
/// assert_eq!(error.since(), Some(Release::V0_4_0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnsupportedProperty {
    property: &'static str,
    event_type: String,
    release: Option<Release>,
    since: Option<Release>,
    reason: Option<String>,
}

/// Why a part of an event doesn't take a value.
#[doc(hidden)]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refused {
    /// Its schema doesn't have the property.
    NoPlace,
    /// Its schema doesn't allow the value.
    Invalid(String),
}

impl UnsupportedProperty {
    /// Creates the error for a property of an event. `since` is the first newer release in which the
    /// event has it.
    pub(crate) fn new(
        property: &'static str,
        event_type: EventTypeRef<'_>,
        release: Option<Release>,
        since: Option<Release>,
        refused: Refused,
    ) -> Self {
        Self {
            property,
            event_type: event_type.to_string(),
            release,
            since,
            reason: match refused {
                Refused::NoPlace => None,
                Refused::Invalid(reason) => Some(reason),
            },
        }
    }

    /// Returns the key of the property, as the event's release spells it, or the newest release that
    /// has the property.
    #[must_use]
    pub fn property(&self) -> &str {
        self.property
    }

    /// Returns the release of the event; `None` for an event of an unknown release.
    #[must_use]
    pub fn release(&self) -> Option<Release> {
        self.release
    }

    /// Returns the first newer release in which the event has the property, if there is one.
    #[must_use]
    pub fn since(&self) -> Option<Release> {
        self.since
    }

    /// Returns what is wrong with the value; `None` if the event can't have the property at all.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

impl fmt::Display for UnsupportedProperty {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", shortened(&self.event_type))?;
        if let Some(release) = self.release {
            write!(formatter, " of release {release}")?;
        }
        let property = self.property;
        match (&self.reason, self.since) {
            (Some(reason), _) => write!(
                formatter,
                " does not allow this `{property}`: {}",
                shortened(reason)
            ),
            (None, Some(since)) => write!(
                formatter,
                " has no `{property}`; send the event by release {since} or newer"
            ),
            (None, None) => write!(formatter, " has no `{property}`"),
        }
    }
}

impl std::error::Error for UnsupportedProperty {}
