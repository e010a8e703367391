//! Timestamps are compared as instants, and event types as names with version numbers.

use std::collections::HashSet;

use cdevents_generated::{EventType, Timestamp};

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event_type(text: &str) -> EventType {
    text.parse().unwrap()
}

#[test]
fn offsets_are_applied_before_timestamps_are_compared() {
    assert!(timestamp("2026-03-20T01:00:00+02:00") < timestamp("2026-03-19T23:30:00Z"));
}

#[test]
fn a_fraction_comes_after_the_whole_second() {
    assert!(timestamp("2026-03-20T00:00:00Z") < timestamp("2026-03-20T00:00:00.5Z"));
}

#[test]
fn one_instant_written_four_ways_is_one_entry_of_a_set() {
    let texts = [
        "2026-03-20T14:27:05Z",
        "2026-03-20t14:27:05.000z",
        "2026-03-20T15:27:05+01:00",
        "2026-03-20T14:27:05-00:00",
    ];
    let timestamps: HashSet<Timestamp> = texts.into_iter().map(timestamp).collect();
    assert_eq!(timestamps.len(), 1);
    for text in texts {
        assert_eq!(timestamp(text).as_str(), text);
        assert_eq!(timestamp(text).to_string(), text);
    }
}

#[test]
fn every_fraction_digit_counts_but_trailing_zeros_do_not() {
    let zero = timestamp("2026-03-20T14:27:05.0Z");
    assert!(zero < timestamp("2026-03-20T14:27:05.0000000001Z"));
    assert!(zero < timestamp(&format!("2026-03-20T14:27:05.{}1Z", "0".repeat(40))));
    assert_eq!(zero, timestamp("2026-03-20T14:27:05.000000000000Z"));
    let half = timestamp("2026-03-20T14:27:05.5Z");
    assert_eq!(half, timestamp("2026-03-20T14:27:05.50Z"));
    assert!(half > timestamp("2026-03-20T14:27:05.49999999999999Z"));
}

#[test]
fn a_leap_second_comes_between_its_minute_and_the_next() {
    let in_order = [
        "2016-12-31T23:59:59Z",
        "2016-12-31T23:59:59.9999999999999999Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.5Z",
        "2016-12-31T23:59:60.9999999999999999Z",
        "2017-01-01T00:00:00Z",
    ];
    assert!(in_order.map(timestamp).is_sorted_by(|a, b| a < b));
    let elsewhere = timestamp("2017-01-01T00:59:60.50+01:00");
    assert_eq!(elsewhere, timestamp("2016-12-31T23:59:60.5Z"));
}

#[test]
fn unknown_offset_is_utc() {
    let utc = timestamp("2026-03-20T14:27:05Z");
    for offset in ["-00:00", "+00:00"] {
        assert_eq!(timestamp(&format!("2026-03-20T14:27:05{offset}")), utc);
    }
}

#[test]
fn version_0_10_0_comes_after_0_3_0() {
    let old = event_type("dev.cdevents.service.deployed.0.3.0");
    assert!(old < event_type("dev.cdevents.service.deployed.0.10.0"));
    assert!(event_type("dev.cdevents.service.deployed") < old);
}

#[test]
fn an_event_type_has_no_blanks_and_no_empty_version_parts() {
    for wrong in [
        "dev.cdevents. x.y",
        "dev.cdevents.x .y.0.1.0",
        "dev.cdevents.x.\ty.0.1.0",
        "dev.cdevents.x.y\n",
        "dev.cdevents.x.y.0.1.0\n",
        "dev.cdevents.x.y.0.1.0 ",
        "dev.cdevents.x\u{a0}.y.0.1.0",
        "dev.cdevents.x\u{0}.y.0.1.0",
        "dev.cdevents.x.y.0..1",
        "dev.cdevents.x.y.0.1.",
        "dev.cdevents.x.y..1",
        "dev.cdeventsx.my tool-x.y.0.1.0",
        "dev.cdeventsx.tool-x\u{3000}.y.0.1.0",
    ] {
        assert!(wrong.parse::<EventType>().is_err(), "{wrong:?}");
    }
}
