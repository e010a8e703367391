//! The changes between two releases, as plain data.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rule::{Effect, Rule};

/// The name that stands for the custom event.
const CUSTOM: &str = "custom";

/// The prefix of names that stand for links sent on their own.
pub(super) const LINK: &str = "link ";

/// Returns whether a name stands for an event of the vocabulary, and not for the custom event or a link.
pub(super) fn is_in_vocabulary(name: &str) -> bool {
    name != CUSTOM && !name.starts_with(LINK)
}

/// The changes between two releases.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Diff {
    /// The older release.
    pub old: String,
    /// The newer release.
    pub new: String,
    /// The names of the events in both releases, such as `service.deployed`.
    pub common: Vec<String>,
    /// The old and new version of each event type that has a new one, by the event's name. Types of
    /// the draft, 0.1.0 and 0.1.1 have no version.
    pub versions: BTreeMap<String, (Option<String>, Option<String>)>,
    /// The changes. A change that several events share is listed once.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Returns whether a change breaks producers or consumers.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(Change::is_breaking)
    }

    /// Returns the changes of one event.
    pub fn of_event<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Change> {
        let has = move |change: &&Change| change.events.iter().any(|event| event == name);
        self.changes.iter().filter(has)
    }
}

/// A change of one or several events.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// The JSON Pointer to the changed value, where `*` stands for any item of an array, and a value
    /// in brackets for one of several alternatives. Empty for the whole event.
    pub path: String,
    /// What changed.
    #[serde(flatten)]
    pub kind: ChangeKind,
    /// Breaking if an event that was valid may now be invalid.
    pub producers: Effect,
    /// Breaking if an event that was invalid may now be valid.
    pub consumers: Effect,
    /// The reason for both effects.
    pub rule: Rule,
    /// The names of the changed events, such as `service.deployed`. `custom` is the custom event, and
    /// `link END` a link that is sent on its own.
    pub events: Vec<String>,
    /// The changed events whose type kept its version.
    pub without_new_version: Vec<String>,
}

impl Change {
    /// Returns whether the change breaks producers or consumers.
    pub(crate) fn is_breaking(&self) -> bool {
        [self.producers, self.consumers].contains(&Effect::Breaking)
    }
}

/// What changed.
///
/// Some variants keep an older name in JSON, so that programs that read it still work.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "change",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum ChangeKind {
    /// An event was added.
    EventAdded,
    /// An event was removed.
    EventRemoved,
    /// A property was added.
    #[serde(rename = "memberAdded")]
    PropertyAdded {
        /// Whether the property is required.
        required: bool,
        /// The JSON types of the property's value.
        #[serde(rename = "holds")]
        types: String,
    },
    /// A property was removed.
    #[serde(rename = "memberRemoved")]
    PropertyRemoved {
        /// Whether the property was required.
        required: bool,
    },
    /// A property was renamed. Inferred from similar names and equal types.
    #[serde(rename = "memberRenamed")]
    PropertyRenamed {
        /// The old path.
        from: String,
    },
    /// An optional property is now required.
    RequiredNow,
    /// A required property is now optional.
    OptionalNow,
    /// The JSON types of a value changed.
    TypesChanged {
        /// The old types.
        from: String,
        /// The new types.
        to: String,
    },
    /// The values of an enum changed.
    ValuesChanged {
        /// The values added.
        added: Vec<String>,
        /// The values removed.
        removed: Vec<String>,
    },
    /// The known values changed. Any other value was allowed and still is.
    KnownValuesChanged {
        /// The values added.
        added: Vec<String>,
        /// The values removed.
        removed: Vec<String>,
    },
    /// An enum now allows any value.
    ValuesOpened,
    /// A value is now restricted to an enum.
    ValuesClosed {
        /// The values of the enum.
        values: Vec<String>,
    },
    /// The schema now requires one event type.
    TypeFixed,
    /// The schema no longer requires one event type.
    TypeOpened,
    /// The value of a keyword changed, such as `format` or `minLength`.
    KeywordChanged {
        /// The keyword.
        keyword: &'static str,
        /// The old value.
        from: Option<String>,
        /// The new value.
        to: Option<String>,
    },
    /// An object now allows additional properties.
    ObjectOpened,
    /// An object no longer allows additional properties.
    ObjectClosed,
    /// An alternative was added.
    AlternativeAdded {
        /// The value that identifies the alternative.
        name: String,
    },
    /// An alternative was removed.
    AlternativeRemoved {
        /// The value that identified the alternative.
        name: String,
    },
    /// Constraints changed in a way that is not analyzed further.
    #[serde(rename = "demandsChanged")]
    ConstraintsChanged {
        /// The keywords of the constraints.
        keywords: Vec<&'static str>,
    },
    /// A bug in the older release's schemas, corrected here, is fixed in the newer release.
    #[serde(rename = "faultMended")]
    BugFixed {
        /// The bug.
        problem: String,
    },
    /// The newer release's schemas have a new bug, corrected here.
    #[serde(rename = "faultMade")]
    BugIntroduced {
        /// The bug.
        problem: String,
    },
}
