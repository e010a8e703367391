//! Writes RFC 3339.

use super::Timestamp;
use super::calendar::{SECONDS_PER_DAY, date_of, days_since_epoch};
use crate::InvalidValue;

/// A description of a time that can be written, which reads well after "expected".
const EXPECTED: &str = "a time in the years 0000 to 9999, with a leap second only at 23:59:60 UTC";

/// The first and the last day that RFC 3339 can express.
const FIRST_DAY: i32 = days_since_epoch(0, 1, 1);
const LAST_DAY: i32 = days_since_epoch(9999, 12, 31);

/// A point in time, as other libraries represent it.
pub(super) struct Parts {
    /// Seconds since the epoch, rounded towards the past; during a leap second, those of the second
    /// before it.
    pub(super) seconds: i64,
    /// Nanoseconds after `seconds`, less than 1,000,000,000.
    pub(super) nanoseconds: u32,
    pub(super) is_leap_second: bool,
    /// The offset from UTC in seconds.
    pub(super) offset: i32,
}

impl Parts {
    /// Returns a time in UTC outside any leap second.
    pub(super) const fn utc(seconds: i64, nanoseconds: u32) -> Self {
        Self {
            seconds,
            nanoseconds,
            is_leap_second: false,
            offset: 0,
        }
    }

    /// Writes the timestamp. `found` describes the converted time, for an error.
    pub(super) fn write(self, found: impl FnOnce() -> String) -> Result<Timestamp, InvalidValue> {
        self.text()
            .map(Timestamp)
            .ok_or_else(|| InvalidValue::new(EXPECTED, found()))
    }

    fn text(&self) -> Option<String> {
        if self.is_leap_second && self.seconds.rem_euclid(SECONDS_PER_DAY) != SECONDS_PER_DAY - 1 {
            return None;
        }
        let offset = written_offset(self.offset);
        let local = self.seconds.checked_add(i64::from(offset) * 60)?;
        let days = i32::try_from(local.div_euclid(SECONDS_PER_DAY)).ok()?;
        if !(FIRST_DAY..=LAST_DAY).contains(&days) {
            return None;
        }
        let (year, month, day) = date_of(days);
        let second_of_day = local.rem_euclid(SECONDS_PER_DAY);
        let second = second_of_day % 60 + i64::from(self.is_leap_second);
        Some(format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{second:02}{}{}",
            second_of_day / 3600,
            second_of_day / 60 % 60,
            fraction(self.nanoseconds),
            offset_text(offset),
        ))
    }
}

/// Returns the offset in minutes, or 0 for an offset that RFC 3339 can't express.
const fn written_offset(seconds: i32) -> i32 {
    if seconds % 60 == 0 && seconds.abs() < 24 * 60 * 60 {
        seconds / 60
    } else {
        0
    }
}

/// Writes as many digits as needed: none, 3, 6 or 9.
fn fraction(nanoseconds: u32) -> String {
    match nanoseconds {
        0 => String::new(),
        _ if nanoseconds.is_multiple_of(1_000_000) => format!(".{:03}", nanoseconds / 1_000_000),
        _ if nanoseconds.is_multiple_of(1_000) => format!(".{:06}", nanoseconds / 1_000),
        _ => format!(".{nanoseconds:09}"),
    }
}

fn offset_text(minutes: i32) -> String {
    let sign = match minutes {
        0 => return "Z".to_owned(),
        ..0 => '-',
        _ => '+',
    };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
