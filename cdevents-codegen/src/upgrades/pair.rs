//! An event in two releases, and what changed.

use crate::model::{Event, Release, ReleaseName};

/// An event in two releases, with no release between them that has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair<'a> {
    /// The older release.
    pub(crate) older: &'a Release,
    /// The newer release.
    pub(crate) newer: &'a Release,
    /// The event in the older release.
    pub(crate) old: &'a Event,
    /// The event in the newer release, perhaps with another name.
    pub(crate) new: &'a Event,
    /// What changed, as the schemas say.
    pub(crate) inferred: Vec<Step>,
    /// What changed, with the declared moves.
    pub(crate) steps: Vec<Step>,
}

impl Pair<'_> {
    /// Returns whether a declaration about a release and its events is about this pair.
    pub(super) fn is_meant(&self, since: &ReleaseName, events: Option<&[String]>) -> bool {
        self.newer.name == *since && is_listed(events, &self.new.name)
    }
}

/// Returns whether a declaration is about an event. Without a list, it is about all.
pub(super) fn is_listed(events: Option<&[String]>, event: &str) -> bool {
    events.is_none_or(|events| events.iter().any(|other| other == event))
}

/// A change of one value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Step {
    /// The path in the older release.
    pub(crate) old: String,
    /// The path in the newer release.
    pub(crate) new: String,
    /// What changed.
    pub(crate) kind: StepKind,
    /// Whether a value of the older release may be invalid in the newer one.
    pub(crate) narrows: bool,
    /// Whether a value of the newer release may be invalid in the older one.
    pub(crate) widens: bool,
}

/// What changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum StepKind {
    /// The property has another name or place.
    Renamed,
    /// Only the newer release has the property.
    Added {
        /// Whether it is required.
        required: bool,
    },
    /// Only the older release has the property.
    Removed {
        /// Whether it was required.
        required: bool,
    },
    /// The property is now required.
    RequiredNow,
    /// The property is now optional.
    OptionalNow,
    /// The values of an enum changed. The values are JSON texts.
    Values {
        /// Only the newer release has these.
        added: Vec<String>,
        /// Only the older release has these.
        removed: Vec<String>,
    },
    /// The object now rejects additional properties, or no longer does.
    Additional,
    /// Another constraint changed. The text says how.
    Constraint(String),
}

/// Returns an event of a release by its name.
pub(super) fn event<'a>(release: &'a Release, name: &str) -> Option<&'a Event> {
    release.all_events().find(|event| event.name == name)
}
