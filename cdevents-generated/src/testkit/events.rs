//! A choice of events, and the strategies for them.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::{Just, SBoxedStrategy, Strategy, any};
use proptest::strategy::Union;
use serde_json::Value;

use super::definition::document;
use super::knobs::Knobs;
use super::walk::Walker;
use crate::Release;
use crate::read::entry::Entry;
use crate::read::find::newest_entries;
use crate::traits::EventDefinition;

/// A choice of events, and the strategies for them.
///
/// Events are valid by construction: the strategies follow the schemas and discard nothing. They
/// shrink to events with fewer properties and shorter strings, of the newest release.
///
/// ```
/// use cdevents_generated::testkit::{Events, Knobs};
/// use cdevents_generated::{CdEvent, Release};
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
///
/// let events = Events::all()
///     .of_release(Release::V0_5_1)
///     .of_type("service.deployed")
///     .with_knobs(Knobs::default().with_optional(0.0));
/// let mut runner = TestRunner::deterministic();
/// let json = events.json().new_tree(&mut runner).unwrap().current();
/// assert!(CdEvent::from_slice(json.as_bytes())?.is("service", "deployed"));
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Events {
    entries: Vec<Entry>,
    knobs: Knobs,
}

impl Default for Events {
    fn default() -> Self {
        Self::all()
    }
}

impl Events {
    /// Chooses every event of every release, custom events included.
    pub fn all() -> Self {
        // A failure shrinks to the newest release.
        let entries = newest_entries().into_iter().copied().collect();
        let knobs = Knobs::default();
        Self { entries, knobs }
    }

    /// Chooses an event of a known type.
    pub(super) fn of<D: EventDefinition>(knobs: Knobs) -> Self {
        // The strategy doesn't depend on the number.
        let entries = vec![Entry::of::<D>(0)];
        Self { entries, knobs }
    }

    /// Keeps the events of a release.
    pub fn of_release(mut self, release: Release) -> Self {
        self.entries.retain(|entry| entry.release == release);
        self
    }

    /// Keeps the events with a type, such as `dev.cdevents.service.deployed.0.3.0`, or with a subject
    /// and a predicate, such as `service.deployed`. `custom` keeps custom events.
    pub fn of_type(mut self, name: &str) -> Self {
        self.entries.retain(|entry| entry.is_named(name));
        self
    }

    /// Sets what can be chosen about the events.
    pub fn with_knobs(mut self, knobs: Knobs) -> Self {
        self.knobs = knobs;
        self
    }

    /// Returns whether no event is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the releases and the types of the events, by release, newest first. The type of a
    /// custom event is the prefix of all of them, `dev.cdeventsx.`.
    pub fn types(&self) -> impl Iterator<Item = (Release, &'static str)> + '_ {
        let entries = self.entries.iter();
        entries.map(|entry| (entry.release, entry.event_type))
    }

    /// Splits the choice into one for each event of each release, so that a test can cover them all.
    pub fn each(&self) -> impl Iterator<Item = Self> + '_ {
        self.entries.iter().map(|entry| Self {
            entries: vec![*entry],
            knobs: self.knobs.clone(),
        })
    }

    /// Returns the strategy for events as compact JSON.
    ///
    /// # Panics
    /// Panics if no event is left, or if a schema has something that the testkit does not support.
    /// No schema of this version has.
    pub fn json(&self) -> SBoxedStrategy<String> {
        let mut walker = Walker::new(self.knobs.clone());
        let documents = self.entries.iter().map(|entry| {
            document(entry, &mut walker).unwrap_or_else(|unsupported| {
                let Entry {
                    event_type,
                    release,
                    ..
                } = entry;
                panic!("`{event_type}` of release {release}, at {unsupported}")
            })
        });
        let documents: Vec<_> = documents.collect();
        assert!(!documents.is_empty(), "no event has this release and type");
        let order = if self.knobs.has_shuffled_keys {
            any::<u64>().sboxed()
        } else {
            Just(0).sboxed()
        };
        (Union::new(documents), order)
            .prop_map(|(document, order)| document.to_json(order))
            .sboxed()
    }

    /// Returns the strategy for events as JSON values.
    ///
    /// # Panics
    /// Panics where [`json`](Self::json) does.
    pub fn values(&self) -> SBoxedStrategy<Value> {
        self.parsed()
    }

    /// Returns the strategy for events that are parsed as a type.
    pub(crate) fn parsed<T: FromStr<Err: Debug> + Debug + 'static>(&self) -> SBoxedStrategy<T> {
        let parse = |json: String| {
            let event = json.parse();
            event
                .unwrap_or_else(|error| panic!("a generated event is not valid: {error:?}: {json}"))
        };
        self.json().prop_map(parse).sboxed()
    }
}
