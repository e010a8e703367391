//! Timestamps compare as instants, however they are written.

use std::collections::HashSet;

use cdevents_generated::Timestamp;
use proptest::prelude::*;

use super::assert_total_order;
use super::texts::{Written, written};

fn timestamp(text: &str) -> Timestamp {
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
fn timestamps_of_one_instant_are_equal_however_they_are_written() {
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

/// Returns the sort key of a timestamp, computed with the `time` crate.
fn key(written: &Written) -> (i64, bool, String) {
    let whole = Written {
        fraction: String::new(),
        second: written.second.min(59),
        ..written.clone()
    };
    let text = whole.text().to_uppercase();
    let time = time::OffsetDateTime::parse(&text, &time::format_description::well_known::Rfc3339);
    let seconds = time.unwrap().unix_timestamp();
    let is_leap_second = written.second == 60;
    (
        seconds,
        is_leap_second,
        format!("{:0<30}", written.fraction),
    )
}

proptest! {
    #[test]
    fn timestamps_are_totally_ordered(one in written(), other in written(), third in written()) {
        assert_total_order(&mut [&one, &other, &third].map(Written::timestamp));
    }

    #[test]
    fn timestamps_are_ordered_as_in_the_time_crate(one in written(), other in written()) {
        let order = one.timestamp().cmp(&other.timestamp());
        prop_assert_eq!(order, key(&one).cmp(&key(&other)));
    }

    #[test]
    fn timestamps_are_ordered_as_in_the_jiff_crate(one in written(), other in written()) {
        let jiff = |written: &Written| {
            let is_exact = written.second < 60 && written.fraction.len() <= 9;
            is_exact.then(|| written.text().parse::<jiff::Timestamp>().ok()).flatten()
        };
        if let (Some(one_jiff), Some(other_jiff)) = (jiff(&one), jiff(&other)) {
            prop_assert_eq!(one.timestamp().cmp(&other.timestamp()), one_jiff.cmp(&other_jiff));
        }
    }

    #[test]
    fn timestamps_keep_their_text(written in written()) {
        let text = written.text();
        let timestamp = written.timestamp();
        prop_assert_eq!(timestamp.as_str(), &text);
        prop_assert_eq!(timestamp.to_string(), &*text);
        let json = serde_json::to_string(&timestamp).unwrap();
        prop_assert_eq!(json, format!("\"{text}\""));
    }
}
