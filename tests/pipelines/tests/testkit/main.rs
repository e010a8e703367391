//! The testkit makes every event that the specification allows, and no other.

mod coverage;
mod examples;
mod knobs;
mod shrinking;
mod transport;
mod validity;

use cdevents_generated::testkit::Events;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Returns the number of events to make of each type, unless `CDEVENTS_CASES` sets it.
fn cases(default: usize) -> usize {
    let cases = std::env::var("CDEVENTS_CASES");
    cases.map_or(default, |cases| cases.parse().expect("a number"))
}

/// Returns an endless series of events as JSON, the same in each run.
fn series(events: &Events) -> impl Iterator<Item = String> + use<> {
    let strategy = events.json();
    // Without optimizations, the default generator takes most of the time.
    let algorithm = RngAlgorithm::XorShift;
    let rng = TestRng::deterministic_rng(algorithm);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    std::iter::repeat_with(move || strategy.new_tree(&mut runner).expect("an event").current())
}
