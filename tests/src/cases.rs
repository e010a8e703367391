//! The number of random cases, and random events.

use cdevents_generated::testkit::Events;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Returns the number of random cases: `CDEVENTS_CASES`, or else a default.
///
/// # Panics
/// Panics if `CDEVENTS_CASES` isn't a number.
#[must_use]
pub fn cases(default: usize) -> usize {
    let cases = std::env::var("CDEVENTS_CASES").ok();
    cases.map_or(default, |cases| {
        cases.parse().expect("CDEVENTS_CASES: a number")
    })
}

/// Returns an endless series of events as JSON, the same in each run.
///
/// # Panics
/// The series panics if the strategy fails.
pub fn series(events: &Events) -> impl Iterator<Item = String> + use<> {
    let strategy = events.json();
    // Without optimizations, the default generator takes most of the time.
    let algorithm = RngAlgorithm::XorShift;
    let rng = TestRng::deterministic_rng(algorithm);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    std::iter::repeat_with(move || strategy.new_tree(&mut runner).expect("an event").current())
}
