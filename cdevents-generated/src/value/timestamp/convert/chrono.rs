//! Conversions to and from the types of `chrono`.

use ::chrono::{DateTime, FixedOffset, Offset as _, TimeZone, Utc};

use super::super::Timestamp;
use super::super::write::Parts;
use crate::InvalidValue;

/// `chrono` has leap seconds as nanoseconds from this number on.
const LEAP_SECOND: u32 = 1_000_000_000;

impl TryFrom<&Timestamp> for DateTime<Utc> {
    type Error = InvalidValue;

    /// Converts to the nanosecond, leap seconds included. The offset and further digits are lost.
    /// Every timestamp is in range.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let time = timestamp.instant().and_then(|instant| {
            let leap_second = if instant.is_leap_second {
                LEAP_SECOND
            } else {
                0
            };
            Self::from_timestamp(instant.seconds, instant.nanoseconds() + leap_second)
        });
        time.ok_or_else(|| out_of_range(timestamp))
    }
}

impl TryFrom<&Timestamp> for DateTime<FixedOffset> {
    type Error = InvalidValue;

    /// Converts to the nanosecond, with the offset and leap seconds. Further digits are lost. Every
    /// timestamp is in range.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let utc = DateTime::<Utc>::try_from(timestamp)?;
        let offset = FixedOffset::east_opt(timestamp.offset_in_seconds());
        let offset = offset.ok_or_else(|| out_of_range(timestamp))?;
        Ok(utc.with_timezone(&offset))
    }
}

fn out_of_range(timestamp: &Timestamp) -> InvalidValue {
    InvalidValue::new(
        "a time that `chrono::DateTime` can hold",
        timestamp.as_str(),
    )
}

impl<Tz: TimeZone> TryFrom<DateTime<Tz>> for Timestamp {
    type Error = InvalidValue;

    /// Writes the time with its offset, without loss. The time zone's name is lost. An offset with
    /// seconds isn't valid in RFC 3339, so the time is written in UTC. Fails where the written
    /// year isn't one from 0000 to 9999, and for a leap second at another time than 23:59:60 UTC.
    fn try_from(time: DateTime<Tz>) -> Result<Self, Self::Error> {
        let nanoseconds = time.timestamp_subsec_nanos();
        let parts = Parts {
            seconds: time.timestamp(),
            nanoseconds: nanoseconds % LEAP_SECOND,
            is_leap_second: nanoseconds >= LEAP_SECOND,
            offset: time.offset().fix().local_minus_utc(),
        };
        parts.write(|| format!("{time:?}"))
    }
}
