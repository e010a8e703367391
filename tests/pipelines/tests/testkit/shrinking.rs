//! A failure shrinks to a small event.

use cdevents_generated::Release;
use cdevents_generated::testkit::Events;
use proptest::prelude::prop_assert;
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Value, json};

/// Returns the smallest event that a test fails for.
fn smallest(events: &Events, is_failure: impl Fn(&Value) -> bool) -> Value {
    let config = Config {
        cases: 1000,
        failure_persistence: None,
        max_shrink_iters: 100_000,
        ..Config::default()
    };
    let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&events.json(), |json| {
        let value = serde_json::from_str(&json).expect("JSON");
        prop_assert!(!is_failure(&value));
        Ok(())
    });
    match result {
        Err(TestError::Fail(_, json)) => serde_json::from_str(&json).expect("JSON"),
        other => panic!("a failure is expected: {other:?}"),
    }
}

#[test]
fn optional_properties_disappear_and_strings_become_short() {
    let newest = *Release::ALL.last().expect("a release");
    let events = Events::all().of_type("service.deployed").of_release(newest);
    let smallest = smallest(&events, |event| {
        event.get("customDataContentType").is_some()
    });
    assert_eq!(smallest["customDataContentType"], json!(""));
    assert_eq!(
        smallest.as_object().map(serde_json::Map::len),
        Some(3),
        "{smallest}"
    );
    assert_eq!(
        smallest["context"].as_object().map(serde_json::Map::len),
        Some(5),
        "{smallest}"
    );
    assert_eq!(smallest["context"]["id"], json!("a"));
    assert_eq!(
        smallest["subject"]["content"]["environment"],
        json!({"id": "a"})
    );
}

#[test]
fn a_failure_of_any_event_shrinks_to_one_of_the_newest_release() {
    let newest = Release::ALL.last().expect("a release").as_str();
    let smallest = smallest(&Events::all(), |_| true);
    assert_eq!(smallest["context"]["specversion"], newest);
    assert!(smallest.to_string().len() < 300, "{smallest}");
}
