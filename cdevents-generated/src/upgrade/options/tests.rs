//! Converting by parts against converting the whole text.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::generated::upgrades::UPGRADES;
use crate::testkit::Events;
use crate::upgrade::plan::compile;

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
fn rules_that_a_plan_leaves_out_change_nothing() {
    let mut left_out = 0;
    for event in events(1) {
        let entry = entry(&event).expect("a known event");
        let text = event.to_json();
        for release in Release::ALL.iter().copied() {
            let Some(plan) = plan(entry, release) else {
                continue;
            };
            let all = compile(entry, release, UPGRADES).expect("a plan");
            left_out += all.rules.len() - plan.rules.len();
            let all = convert(Box::leak(Box::new(all)), &text, Asking::Nobody);
            let some = convert(plan, &text, Asking::Nobody);
            assert_eq!(some.notes, all.notes, "{event}");
            assert_eq!(some.questions.len(), all.questions.len(), "{event}");
            // The order of the properties may differ in the texts, and not in the events.
            let [some, all] = [some, all].map(|converted| {
                let event = parse(plan.target, &converted.text).ok()?;
                Some(event.to_json())
            });
            assert_eq!(some, all, "{} to {release}: {event}", entry.release);
        }
    }
    assert!(left_out > 0);
}

#[test]
fn content_that_both_releases_describe_alike_is_copied() {
    let copied = crate::read::find::entries().filter(|entry| {
        let plan = plan(entry, Release::V0_5_1);
        let ways = plan.and_then(|plan| plan.ways.as_ref());
        entry.release == Release::V0_3_0 && ways.is_some_and(|ways| ways.content.is_same())
    });
    assert!(copied.count() > 20);
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
