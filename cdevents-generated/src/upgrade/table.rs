//! What no schema says about converting events between releases, as static data. The generator
//! writes the table.

use crate::Release;

/// A fact about a release and the one before it, or about a release alone.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) fact: Fact,
    /// The newer release of the pair, or the release itself.
    pub(crate) release: Release,
    /// The events that the fact is about, as `<subject>.<predicate>` in the newer release. Empty if
    /// it is about all.
    pub(crate) events: &'static [&'static str],
    /// A JSON Pointer, in which `*` stands for any index of an array.
    pub(crate) property: &'static str,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
}

/// What a row says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fact {
    /// An event was renamed from `old` to `new`.
    Event,
    /// A property moved from the path `old` to the path `new`.
    Property,
    /// A value of a property was renamed from `old` to `new`, both as JSON.
    Value,
    /// The property has the value `new`, as JSON, if an event of another release lacks it.
    Default,
    /// The property is required, and no other release has it: the caller is asked.
    Question,
}

impl Row {
    pub(crate) const fn of(fact: Fact) -> Self {
        Self {
            fact,
            release: Release::ALL[0],
            events: &[],
            property: "",
            old: "",
            new: "",
        }
    }

    /// Returns whether the row is about an event of its release.
    pub(super) fn is_about(&self, event: &str) -> bool {
        self.events.is_empty() || self.events.contains(&event)
    }
}

/// Writes the table. Each row is a fact with its keys: `event(since, old, new)`,
/// `property(since, events, old, new)`, `value(since, events, property, old, new)`,
/// `default(release, events, property, value)` or `question(release, events, property)`. `events` is
/// left out in a fact about all events. The path of a value is that of the newer release.
macro_rules! upgrades {
    ($($fact:ident($($key:ident = $value:tt),* $(,)?)),* $(,)?) => {
        pub(crate) static UPGRADES: &[$crate::upgrade::table::Row] = &[$({
            let row = $crate::upgrade::table::Row::of($crate::upgrade::table::upgrades!(@fact $fact));
            $(let row = $crate::upgrade::table::upgrades!(@set row $key $value);)*
            row
        },)*];
    };
    (@fact event) => { $crate::upgrade::table::Fact::Event };
    (@fact property) => { $crate::upgrade::table::Fact::Property };
    (@fact value) => { $crate::upgrade::table::Fact::Value };
    (@fact default) => { $crate::upgrade::table::Fact::Default };
    (@fact question) => { $crate::upgrade::table::Fact::Question };
    (@set $row:ident since $release:ident) => {
        $crate::upgrade::table::Row { release: $crate::Release::$release, ..$row }
    };
    (@set $row:ident release $release:ident) => {
        $crate::upgrade::table::Row { release: $crate::Release::$release, ..$row }
    };
    (@set $row:ident events [$($event:literal),* $(,)?]) => {
        $crate::upgrade::table::Row { events: &[$($event),*], ..$row }
    };
    (@set $row:ident value $new:literal) => {
        $crate::upgrade::table::Row { new: $new, ..$row }
    };
    (@set $row:ident $key:ident $value:literal) => {
        $crate::upgrade::table::Row { $key: $value, ..$row }
    };
}
pub(crate) use upgrades;
