//! The strategies for typed events.

use std::fmt::Debug;

use proptest::arbitrary::Arbitrary;
use proptest::prelude::SBoxedStrategy;

use super::events::Events;
use super::knobs::Knobs;
use crate::traits::KnownDefinition;
use crate::{CdEvent, Event, Release};

impl Events {
    /// Returns the strategy for events.
    ///
    /// # Panics
    /// Panics where [`json`](Self::json) does.
    pub fn events(&self) -> SBoxedStrategy<CdEvent> {
        self.parsed()
    }
}

/// Returns the strategy for any event of any release, custom events included.
///
/// ```
/// use cdevents_generated::{CdEvent, testkit};
/// use proptest::proptest;
///
/// proptest! {
///     # #![proptest_config(proptest::test_runner::Config { cases: 1, ..Default::default() })]
///     # fn test(event in testkit::any_event()) {
///     #     proptest::prop_assert_eq!(CdEvent::from_slice(&event.to_vec()).unwrap(), event);
///     # }
///     # /*
///     #[test]
///     fn events_survive_a_round_trip(event in testkit::any_event()) {
///         assert_eq!(CdEvent::from_slice(&event.to_vec()).unwrap(), event);
///     }
///     # */
/// }
/// # test();
/// ```
pub fn any_event() -> SBoxedStrategy<CdEvent> {
    Events::all().events()
}

/// Returns the strategy for any event of a release.
pub fn event_of(release: Release) -> SBoxedStrategy<CdEvent> {
    Events::all().of_release(release).events()
}

/// Returns the strategy for events of a type, in every release that has it: see [`Events::of_type`].
///
/// # Panics
/// Panics if no release has the type.
pub fn event_of_type(name: &str) -> SBoxedStrategy<CdEvent> {
    Events::all().of_type(name).events()
}

/// Returns the strategy for events of a Rust type, such as
/// [`v0_5_1::ServiceDeployed`](crate::v0_5_1::ServiceDeployed), the
/// [`AnyEvent`](crate::v0_5_1::AnyEvent) of a release, or [`CdEvent`].
///
/// It is that of [`proptest::arbitrary::any`]; [`any_with`](proptest::arbitrary::any_with) takes
/// [`Knobs`].
///
/// ```
/// use cdevents_generated::{testkit, v0_5_1};
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
///
/// let strategy = testkit::event::<v0_5_1::ServiceDeployed>();
/// let event = strategy.new_tree(&mut TestRunner::deterministic())?.current();
/// assert!(!event.context.id.as_str().is_empty());
/// # Ok::<(), proptest::test_runner::Reason>(())
/// ```
#[must_use]
pub fn event<E: Arbitrary<Parameters = Knobs>>() -> E::Strategy {
    E::arbitrary()
}

impl Arbitrary for CdEvent {
    type Parameters = Knobs;
    type Strategy = SBoxedStrategy<Self>;

    fn arbitrary_with(knobs: Knobs) -> SBoxedStrategy<Self> {
        Events::all().with_knobs(knobs).events()
    }
}

impl<D: KnownDefinition> Arbitrary for Event<D>
where
    Self: Debug,
{
    type Parameters = Knobs;
    type Strategy = SBoxedStrategy<Self>;

    fn arbitrary_with(knobs: Knobs) -> SBoxedStrategy<Self> {
        Events::of::<D>(knobs).parsed()
    }
}
