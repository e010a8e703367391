//! The rules that classify changes.

use std::fmt;

use serde::{Serialize, Serializer};

/// The effect of a change on producers or on consumers.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Effect {
    /// Nothing breaks.
    Compatible,
    /// Something may break.
    Breaking,
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        })
    }
}

/// The reason why a change is breaking or compatible.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Rule {
    /// The same events are valid.
    SameDocuments,
    /// Fewer events are valid.
    Narrowed,
    /// More events are valid.
    Widened,
    /// Some events are no longer valid, and others are newly valid.
    Replaced,
    /// An event type was added.
    NewEvent,
    /// An event type was removed.
    GoneEvent,
    /// A bug in a schema is corrected here, so validity did not change.
    Corrected,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 7] = [
        Self::SameDocuments,
        Self::Narrowed,
        Self::Widened,
        Self::Replaced,
        Self::NewEvent,
        Self::GoneEvent,
        Self::Corrected,
    ];

    /// Returns the rule's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameDocuments => "same-documents",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
            Self::Replaced => "replaced",
            Self::NewEvent => "new-event",
            Self::GoneEvent => "gone-event",
            Self::Corrected => "corrected",
        }
    }

    /// Returns the rule in a sentence or two.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::SameDocuments => "The same events are valid as before.",
            Self::Narrowed => {
                "Some events are no longer valid, so producers must change. Consumers see nothing new."
            }
            Self::Widened => {
                "Some events are newly valid, so consumers must be ready for them. Producers can stay as they are."
            }
            Self::Replaced => {
                "Some events are no longer valid and others are newly valid, so both sides must change."
            }
            Self::NewEvent => {
                "Consumers select events by type, so a new event type reaches only those that ask for it."
            }
            Self::GoneEvent => {
                "The event type no longer has a schema, so producers must stop emitting it."
            }
            Self::Corrected => {
                "The bug is corrected here, so the same events are valid as before. Without the correction, the schema accepts no event, or too many."
            }
        }
    }

    /// Returns the effects on producers and on consumers.
    #[must_use]
    pub const fn effects(self) -> (Effect, Effect) {
        match self {
            Self::SameDocuments | Self::NewEvent | Self::Corrected => {
                (Effect::Compatible, Effect::Compatible)
            }
            Self::Narrowed | Self::GoneEvent => (Effect::Breaking, Effect::Compatible),
            Self::Widened => (Effect::Compatible, Effect::Breaking),
            Self::Replaced => (Effect::Breaking, Effect::Breaking),
        }
    }

    /// Returns the rule for a change that makes some events invalid, or some valid, or both.
    pub(super) const fn of(narrowed: bool, widened: bool) -> Self {
        match (narrowed, widened) {
            (false, false) => Self::SameDocuments,
            (true, false) => Self::Narrowed,
            (false, true) => Self::Widened,
            (true, true) => Self::Replaced,
        }
    }

    /// Returns the rule for two changes together.
    pub(super) fn and(self, other: Self) -> Self {
        let applies = |rule| {
            [self, other]
                .iter()
                .any(|other| [rule, Self::Replaced].contains(other))
        };
        Self::of(applies(Self::Narrowed), applies(Self::Widened))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
