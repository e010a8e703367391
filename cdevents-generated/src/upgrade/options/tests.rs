//! Converting by parts against converting the whole text.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::testkit::Events;

/// Returns events of each type and release, the same in each run.
fn events(count: usize) -> impl Iterator<Item = CdEvent> {
    let all: Vec<_> = Events::all().each().collect();
    all.into_iter().flat_map(move |events| {
        let strategy = events.json();
        let rng = TestRng::deterministic_rng(RngAlgorithm::XorShift);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let next = move || strategy.new_tree(&mut runner).expect("an event").current();
        let texts = std::iter::repeat_with(next).take(count);
        texts.map(|json| json.parse().expect("a valid event"))
    })
}

fn sorted(notes: &[Note]) -> Vec<String> {
    let mut notes: Vec<_> = notes.iter().map(|note| format!("{note:?}")).collect();
    notes.sort_unstable();
    notes
}

#[test]
fn converting_by_parts_is_converting_the_text() {
    let (mut by_parts, mut all) = (0, 0);
    for event in events(5) {
        let entry = entry(&event).expect("a known event");
        for release in Release::ALL.iter().copied() {
            let upgrade = Upgrade::new(release);
            if release == entry.release {
                continue;
            }
            all += 1;
            let Some(result) = upgrade.converted_by_parts(&event) else {
                continue;
            };
            by_parts += 1;
            let result = result.expect("losses are reported");
            let whole = upgrade.convert_text(entry, &event, &event.to_json(), Vec::new());
            let whole = whole.unwrap_or_else(|problem| {
                panic!("{problem:?}: {} to {release}: {event}", entry.release)
            });
            assert_eq!(
                result.event, whole.event,
                "{} to {release}: {event}",
                entry.release
            );
            assert_eq!(sorted(&result.notes), sorted(&whole.notes), "{event}");
        }
    }
    // About a third of the conversions is impossible, or needs an answer.
    assert!(
        by_parts * 2 > all,
        "{by_parts} of {all} conversions by parts"
    );
}
