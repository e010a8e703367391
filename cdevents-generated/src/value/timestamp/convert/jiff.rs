//! Conversions to and from the types of `jiff`.

use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{Timestamp as JiffTimestamp, ZonedDateTime};

use super::super::Timestamp;
use super::super::write::Parts;
use crate::InvalidValue;

impl TryFrom<&Timestamp> for JiffTimestamp {
    type Error = InvalidValue;

    /// Converts to the nanosecond. The offset and further digits are lost, and a leap second
    /// becomes the start of the next second. Fails after 9999-12-30T22:00:00.999999999Z, the
    /// largest value of `jiff::Timestamp`.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let instant = timestamp.instant();
        let jiff = instant.and_then(|instant| {
            let (seconds, nanoseconds) = instant.without_leap_second();
            Self::new(seconds, nanoseconds.cast_signed()).ok()
        });
        jiff.ok_or_else(|| out_of_range(timestamp))
    }
}

impl TryFrom<&Timestamp> for ZonedDateTime {
    type Error = InvalidValue;

    /// Converts like `jiff::Timestamp`, but keeps the offset, in a time zone of that fixed offset.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let jiff = JiffTimestamp::try_from(timestamp)?;
        let offset = Offset::from_seconds(timestamp.offset_in_seconds());
        let offset = offset.map_err(|_| out_of_range(timestamp))?;
        Ok(jiff.to_zoned_datetime(TimeZone::fixed(offset)))
    }
}

fn out_of_range(timestamp: &Timestamp) -> InvalidValue {
    InvalidValue::new("a time that `jiff::Timestamp` can hold", timestamp.as_str())
}

impl TryFrom<JiffTimestamp> for Timestamp {
    type Error = InvalidValue;

    /// Writes the time in UTC, without loss. Fails before the year 0000.
    fn try_from(time: JiffTimestamp) -> Result<Self, Self::Error> {
        parts(time, Offset::UTC).write(|| time.to_string())
    }
}

impl TryFrom<&ZonedDateTime> for Timestamp {
    type Error = InvalidValue;

    /// Writes the time with its offset. The time zone's name is lost. An offset with seconds, or of
    /// 24 hours or more, isn't valid in RFC 3339, so the time is written in UTC. Fails where the
    /// written year isn't one from 0000 to 9999.
    fn try_from(time: &ZonedDateTime) -> Result<Self, Self::Error> {
        parts(time.timestamp(), time.offset()).write(|| time.to_string())
    }
}

fn parts(time: JiffTimestamp, offset: Offset) -> Parts {
    const NANOSECONDS_PER_SECOND: i32 = 1_000_000_000;
    // Before the epoch, jiff rounds seconds towards it, and has negative nanoseconds.
    let seconds = time.as_second() - i64::from(time.subsec_nanosecond() < 0);
    let nanoseconds = time.subsec_nanosecond().rem_euclid(NANOSECONDS_PER_SECOND);
    Parts {
        offset: offset.seconds(),
        ..Parts::utc(seconds, nanoseconds.cast_unsigned())
    }
}
