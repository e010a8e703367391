//! Timestamps convert to the time types of other crates and back.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cdevents_generated::{InvalidValue, Timestamp};
use chrono::{DateTime, FixedOffset, Utc};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use time::OffsetDateTime;

use super::texts::{Written, written};

/// The first and the last second of the years 0000 to 9999 in UTC.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;

/// The last second of `jiff::Timestamp`.
const LAST_OF_JIFF: i64 = 253_402_207_200;

const DAY: i64 = 86_400;

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn system_time(seconds: i64, nanoseconds: u32) -> SystemTime {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 {
        UNIX_EPOCH - whole
    } else {
        UNIX_EPOCH + whole
    };
    time + Duration::from_nanos(nanoseconds.into())
}

/// Converts a timestamp to each time type and back. A failed first conversion gives `None`.
fn round_trips(timestamp: &Timestamp) -> [Option<Result<Timestamp, InvalidValue>>; 6] {
    let round_trips = [
        SystemTime::try_from(timestamp).map(Timestamp::try_from),
        jiff::Timestamp::try_from(timestamp).map(Timestamp::try_from),
        ZonedDateTime::try_from(timestamp).map(|time| Timestamp::try_from(&time)),
        DateTime::<Utc>::try_from(timestamp).map(Timestamp::try_from),
        DateTime::<FixedOffset>::try_from(timestamp).map(Timestamp::try_from),
        OffsetDateTime::try_from(timestamp).map(Timestamp::try_from),
    ];
    round_trips.map(Result::ok)
}

#[test]
fn a_system_time_is_written_with_as_many_digits_as_it_needs() {
    for (seconds, nanoseconds, text) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (0, 100_000_000, "1970-01-01T00:00:00.100Z"),
        (0, 123_000, "1970-01-01T00:00:00.000123Z"),
        (0, 1, "1970-01-01T00:00:00.000000001Z"),
        (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
        (-1, 0, "1969-12-31T23:59:59Z"),
        (FIRST, 0, "0000-01-01T00:00:00Z"),
        (LAST, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ] {
        let time = system_time(seconds, nanoseconds);
        let timestamp = Timestamp::try_from(time).unwrap();
        assert_eq!(timestamp.as_str(), text);
        assert_eq!(timestamp.to_system_time(), Some(time));
    }
}

#[test]
fn a_time_outside_the_years_of_rfc_3339_is_an_error() {
    for seconds in [FIRST - 1, LAST + 1] {
        let error = Timestamp::try_from(system_time(seconds, 0)).unwrap_err();
        assert!(error.to_string().contains("0000 to 9999"), "{error}");
        let time = DateTime::from_timestamp(seconds, 0).unwrap();
        assert!(Timestamp::try_from(time).is_err());
    }
    assert!(Timestamp::try_from(jiff::Timestamp::MIN).is_err());
    for time in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert!(Timestamp::try_from(time).is_err());
        for offset in [-86_399, 86_399] {
            let offset = FixedOffset::east_opt(offset).unwrap();
            assert!(Timestamp::try_from(time.with_timezone(&offset)).is_err());
        }
    }
    let time = OffsetDateTime::from_unix_timestamp(FIRST - 1).unwrap();
    assert!(Timestamp::try_from(time).is_err());
    if let Some(time) = UNIX_EPOCH.checked_sub(Duration::from_secs(1 << 63)) {
        assert!(Timestamp::try_from(time).is_err());
    }
}

#[test]
fn a_leap_second_becomes_the_start_of_the_next_second() {
    let next = timestamp("2017-01-01T00:00:00Z");
    for text in [
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.999Z",
        "2017-01-01T00:59:60.5+01:00",
    ] {
        let timestamp = timestamp(text);
        let [system, jiff, zoned, utc, fixed, time] = round_trips(&timestamp);
        for back in [system, jiff, zoned, time] {
            assert_eq!(back, Some(Ok(next.clone())), "{text}");
        }
        // chrono supports leap seconds.
        for back in [utc, fixed] {
            assert_eq!(back, Some(Ok(timestamp.clone())), "{text}");
        }
    }
}

#[test]
fn the_last_representable_leap_second_is_an_error() {
    let last = timestamp("9999-12-31T23:59:60Z");
    let [system, jiff, zoned, utc, fixed, time] = round_trips(&last);
    assert!(system.is_none_or(|back| back.is_err()));
    assert_eq!([jiff, zoned, time], [None, None, None]);
    assert_eq!([utc, fixed], [Some(Ok(last.clone())), Some(Ok(last))]);
}

#[test]
fn a_chrono_leap_second_that_utc_cannot_have_is_an_error() {
    let in_place = DateTime::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
    let text = Timestamp::try_from(in_place).unwrap();
    assert_eq!(text.as_str(), "2016-12-31T23:59:60.500Z");
    let elsewhere = DateTime::from_timestamp(1_483_228_739, 1_500_000_000).unwrap();
    assert!(Timestamp::try_from(elsewhere).is_err());
}

#[test]
fn timestamps_outside_the_years_in_utc_convert_only_to_types_with_an_offset() {
    for text in [
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
    ] {
        let timestamp = timestamp(text);
        let [system, jiff, zoned, utc, fixed, time] = round_trips(&timestamp);
        for back in [system, jiff, utc].into_iter().flatten() {
            assert!(back.is_err(), "{text}");
        }
        // The range of jiff ends before the year 9999 does.
        assert_eq!(zoned.is_some(), text.starts_with('0'), "{text}");
        for back in [zoned, fixed, time].into_iter().flatten() {
            assert_eq!(back.unwrap().as_str(), text);
        }
    }
}

#[test]
fn digits_beyond_nanoseconds_are_truncated() {
    let timestamp = timestamp(&format!("1969-12-31T23:59:59.{}Z", "9".repeat(30)));
    for back in round_trips(&timestamp) {
        let back = back.unwrap().unwrap();
        assert_eq!(back.as_str(), "1969-12-31T23:59:59.999999999Z");
    }
}

#[test]
fn an_offset_that_rfc_3339_cannot_express_is_written_in_utc() {
    let seconds = 1_774_016_825;
    let utc = "2026-03-20T14:27:05Z";
    for offset in [1, 1_172, -1_172, 86_399, -86_400, 90_000] {
        let zone = TimeZone::fixed(jiff::tz::Offset::from_seconds(offset).unwrap());
        let time = jiff::Timestamp::from_second(seconds).unwrap();
        let zoned = time.to_zoned_datetime(zone);
        assert_eq!(Timestamp::try_from(&zoned).unwrap().as_str(), utc);
        let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let time = time.to_offset(time::UtcOffset::from_whole_seconds(offset).unwrap());
        assert_eq!(Timestamp::try_from(time).unwrap().as_str(), utc);
        if let Some(offset) = FixedOffset::east_opt(offset) {
            let time = DateTime::from_timestamp(seconds, 0).unwrap();
            let time = Timestamp::try_from(time.with_timezone(&offset)).unwrap();
            assert_eq!(time.as_str(), utc);
        }
    }
}

fn nanoseconds() -> impl Strategy<Value = u32> {
    let thousands =
        (0_u32..1_000, 0_u32..3).prop_map(|(number, power)| number * 1_000_u32.pow(power));
    prop_oneof![Just(0), Just(999_999_999), thousands, 0_u32..1_000_000_000]
}

fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![-3_i64..3, Just(FIRST), Just(LAST), FIRST..=LAST]
}

/// Offsets in minutes.
fn offsets() -> impl Strategy<Value = i32> {
    prop_oneof![Just(0), -(24 * 60 - 1)..24 * 60]
}

proptest! {
    #[test]
    fn every_system_time_round_trips(seconds in seconds(), nanoseconds in nanoseconds()) {
        let time = system_time(seconds, nanoseconds);
        let timestamp = Timestamp::try_from(time).unwrap();
        prop_assert_eq!(SystemTime::try_from(&timestamp).unwrap(), time);
        let digits = timestamp.as_str().len() - "0000-00-00T00:00:00Z".len();
        prop_assert!([0, 4, 7, 10].contains(&digits), "{}", timestamp);
    }

    #[test]
    fn every_time_of_jiff_round_trips(
        seconds in seconds(),
        nanoseconds in nanoseconds(),
        offset in offsets(),
    ) {
        // Stay a day inside the range, to leave room for the offset.
        let seconds = seconds.clamp(FIRST + DAY, LAST_OF_JIFF - DAY);
        let time = jiff::Timestamp::new(seconds, nanoseconds.cast_signed()).unwrap();
        let timestamp = Timestamp::try_from(time).unwrap();
        prop_assert_eq!(jiff::Timestamp::try_from(&timestamp).unwrap(), time);

        let offset = jiff::tz::Offset::from_seconds(offset * 60).unwrap();
        let time = time.to_zoned_datetime(TimeZone::fixed(offset));
        let timestamp = Timestamp::try_from(&time).unwrap();
        let back = ZonedDateTime::try_from(&timestamp).unwrap();
        prop_assert_eq!(back.offset(), offset);
        prop_assert_eq!(back, time);
    }

    #[test]
    fn every_time_of_chrono_round_trips(
        seconds in seconds(),
        nanoseconds in nanoseconds(),
        offset in offsets(),
        is_leap_second in any::<bool>(),
    ) {
        let seconds = seconds.clamp(FIRST + DAY, LAST - DAY);
        let (seconds, nanoseconds) = if is_leap_second {
            (seconds.div_euclid(DAY) * DAY + DAY - 1, nanoseconds + 1_000_000_000)
        } else {
            (seconds, nanoseconds)
        };
        let time = DateTime::from_timestamp(seconds, nanoseconds).unwrap();
        let timestamp = Timestamp::try_from(time).unwrap();
        prop_assert_eq!(DateTime::<Utc>::try_from(&timestamp).unwrap(), time);

        let time = time.with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
        let timestamp = Timestamp::try_from(time).unwrap();
        let back = DateTime::<FixedOffset>::try_from(&timestamp).unwrap();
        prop_assert_eq!(back.offset(), time.offset());
        prop_assert_eq!(back, time);
    }

    #[test]
    fn every_time_of_the_time_crate_round_trips(
        seconds in seconds(),
        nanoseconds in nanoseconds(),
        offset in offsets(),
    ) {
        let seconds = seconds.clamp(FIRST + DAY, LAST - DAY);
        let nanoseconds = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        let time = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).unwrap();
        let time = time.to_offset(time::UtcOffset::from_whole_seconds(offset * 60).unwrap());
        let timestamp = Timestamp::try_from(time).unwrap();
        let back = OffsetDateTime::try_from(&timestamp).unwrap();
        prop_assert_eq!(back.offset(), time.offset());
        prop_assert_eq!(back, time);
    }

    /// Covers leap seconds, all offsets and up to 30 digits. A converted timestamp is never later
    /// than the original, except for a leap second, which becomes the next second.
    #[test]
    fn every_timestamp_converts_or_is_an_error(written in written()) {
        let timestamp = written.timestamp();
        let is_exact = written.fraction.trim_end_matches('0').len() <= 9;
        for (index, back) in round_trips(&timestamp).into_iter().enumerate() {
            let Some(Ok(back)) = back else { continue };
            let has_leap_seconds = (3..=4).contains(&index);
            if written.second == 60 && !has_leap_seconds {
                prop_assert!(back > timestamp, "{} {}", back, timestamp);
            } else if is_exact {
                prop_assert_eq!(back, timestamp.clone());
            } else {
                prop_assert!(back <= timestamp, "{} {}", back, timestamp);
            }
        }
        prop_assert!(DateTime::<FixedOffset>::try_from(&timestamp).is_ok());
    }

    #[test]
    fn no_conversion_reverses_an_order(one in written(), other in written()) {
        let (one, other) = (one.timestamp(), other.timestamp());
        let (earlier, later) = if one <= other { (one, other) } else { (other, one) };
        macro_rules! assert_in_order {
            ($type:ty) => {
                if let (Ok(earlier), Ok(later)) =
                    (<$type>::try_from(&earlier), <$type>::try_from(&later))
                {
                    prop_assert!(earlier <= later, "{:?} {:?}", earlier, later);
                }
            };
        }
        assert_in_order!(SystemTime);
        assert_in_order!(jiff::Timestamp);
        assert_in_order!(ZonedDateTime);
        assert_in_order!(DateTime<Utc>);
        assert_in_order!(DateTime<FixedOffset>);
        assert_in_order!(OffsetDateTime);
    }

    /// All conversions give the same nanosecond, as each crate counts it.
    #[test]
    fn all_conversions_agree(written in written()) {
        if written.second == 60 {
            return Ok(());
        }
        let timestamp = written.timestamp();
        let chrono = DateTime::<Utc>::try_from(&timestamp).unwrap();
        let expected = i128::from(chrono.timestamp()) * 1_000_000_000
            + i128::from(chrono.timestamp_subsec_nanos());
        let time = OffsetDateTime::try_from(&timestamp).unwrap();
        prop_assert_eq!(time.unix_timestamp_nanos(), expected);
        if let Ok(jiff) = jiff::Timestamp::try_from(&timestamp) {
            prop_assert_eq!(jiff.as_nanosecond(), expected);
        }
        let own_text = Written { is_lower: false, ..written }.text();
        let parsed = DateTime::parse_from_rfc3339(&own_text).unwrap();
        prop_assert_eq!(DateTime::<FixedOffset>::try_from(&timestamp).unwrap(), parsed);
    }
}
