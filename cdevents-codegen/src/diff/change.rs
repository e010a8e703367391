//! A change, and whom it concerns.

use std::fmt;

use serde::{Serialize, Serializer};

/// A change of one or several events.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// Where in the event: a JSON Pointer, in which `*` stands for any item of an array, and a value
    /// in brackets for one of several objects. Empty for the whole event.
    pub path: String,
    /// What changed.
    #[serde(flatten)]
    pub kind: Kind,
    /// For those who emit events: is what was valid still valid?
    pub producers: Effect,
    /// For those who read events: is what can come now something that could come before?
    pub consumers: Effect,
    /// Why it is classed so.
    pub rule: Rule,
    /// The events that it is a change of: `service.deployed`; `custom` is the custom event, and
    /// `link END` a link that travels by itself.
    pub events: Vec<String>,
    /// Of them, those whose type has the same version as before.
    pub without_new_version: Vec<String>,
}

/// What a change does to one side.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Effect {
    /// All is as it was.
    Compatible,
    /// Something isn't.
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

/// What changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "change",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Kind {
    /// There is a new event.
    EventAdded,
    /// An event is gone.
    EventRemoved,
    /// An object may have another member.
    MemberAdded {
        /// Must it have it?
        required: bool,
        /// What the member holds.
        holds: String,
    },
    /// An object hasn't a member any more.
    MemberRemoved {
        /// Had it to have it?
        required: bool,
    },
    /// A member has another name. A guess, by what the member holds and by how alike the names are.
    MemberRenamed {
        /// The path that it had.
        from: String,
    },
    /// A member must be there that needn't be.
    RequiredNow,
    /// A member needn't be there that had to be.
    OptionalNow,
    /// Another type of JSON values.
    TypesChanged {
        /// The types before.
        from: String,
        /// The types now.
        to: String,
    },
    /// Other values of an enum.
    ValuesChanged {
        /// The values that are new.
        added: Vec<String>,
        /// The values that are gone.
        removed: Vec<String>,
    },
    /// Other values that are known, where any other may stand too.
    KnownValuesChanged {
        /// The values that are new.
        added: Vec<String>,
        /// The values that are gone.
        removed: Vec<String>,
    },
    /// Any value may stand where only some might.
    ValuesOpened,
    /// Only some values may stand where any might.
    ValuesClosed {
        /// These.
        values: Vec<String>,
    },
    /// The type of the event is fixed, where it was open.
    TypeFixed,
    /// The type of the event is open, where it was fixed.
    TypeOpened,
    /// Another value of a keyword, such as `format` or `minLength`.
    KeywordChanged {
        /// The keyword.
        keyword: &'static str,
        /// Its value before, if it was there.
        from: Option<String>,
        /// Its value now, if it is there.
        to: Option<String>,
    },
    /// An object may have members that it doesn't know, where it might not.
    ObjectOpened,
    /// An object may have no members that it doesn't know, where it might.
    ObjectClosed,
    /// One of several objects is new.
    AlternativeAdded {
        /// What tells it apart.
        name: String,
    },
    /// One of several objects is gone.
    AlternativeRemoved {
        /// What told it apart.
        name: String,
    },
    /// Other demands, of which only is known that they aren't the same.
    DemandsChanged {
        /// The keywords.
        keywords: Vec<&'static str>,
    },
    /// A fault of the older release's schema, which is read corrected, is mended.
    FaultMended {
        /// What was wrong.
        problem: String,
    },
    /// The newer release's schema has a fault, and is read corrected.
    FaultMade {
        /// What is wrong.
        problem: String,
    },
}

/// What a change does to the set of valid documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    /// Nothing.
    Neither,
    /// Some that were valid aren't.
    Narrowed,
    /// Some are valid that weren't.
    Widened,
    /// Both.
    Both,
}

impl Direction {
    pub(super) fn of(narrowed: bool, widened: bool) -> Self {
        match (narrowed, widened) {
            (false, false) => Self::Neither,
            (true, false) => Self::Narrowed,
            (false, true) => Self::Widened,
            (true, true) => Self::Both,
        }
    }

    /// What two changes do together.
    pub(super) fn and(self, other: Self) -> Self {
        let does = |direction: Self, what: Self| direction == what || direction == Self::Both;
        let [narrowed, widened] =
            [Self::Narrowed, Self::Widened].map(|what| does(self, what) || does(other, what));
        Self::of(narrowed, widened)
    }

    pub(super) fn rule(self) -> Rule {
        match self {
            Self::Neither => Rule::SameDocuments,
            Self::Narrowed => Rule::Narrowed,
            Self::Widened => Rule::Widened,
            Self::Both => Rule::Replaced,
        }
    }
}

/// Why a change is classed as it is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Rule {
    /// The same documents are valid.
    SameDocuments,
    /// Less is valid.
    Narrowed,
    /// More is valid.
    Widened,
    /// Some documents are valid no more, and others are now.
    Replaced,
    /// A new event.
    NewEvent,
    /// An event that is gone.
    GoneEvent,
    /// A fault that was read corrected before, or is now.
    Corrected,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::SameDocuments,
        Self::Narrowed,
        Self::Widened,
        Self::Replaced,
        Self::NewEvent,
        Self::GoneEvent,
        Self::Corrected,
    ];

    /// Its name.
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

    /// The rule, in a sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::SameDocuments => "The same events are valid as before.",
            Self::Narrowed => {
                "Some events that were valid aren't any more: who emits them must change. Whoever reads meets nothing new."
            }
            Self::Widened => {
                "Some events are valid that weren't: who reads must be ready for them. Whoever emits can go on."
            }
            Self::Replaced => {
                "Some events that were valid aren't any more, and some are that weren't: both sides must change."
            }
            Self::NewEvent => {
                "Events are read by their type, so that nobody meets a new one who doesn't ask for it."
            }
            Self::GoneEvent => "Whoever emits the event has no schema for it any more.",
            Self::Corrected => {
                "The faulty schema is read corrected, so that the same events are valid here; strictly, the fault allowed none or any."
            }
        }
    }

    /// What it says of those who emit, and of those who read.
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
