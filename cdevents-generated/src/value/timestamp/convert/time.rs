//! Conversions to and from the type of `time`.

use ::time::{Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::super::Timestamp;
use super::super::write::Parts;
use crate::InvalidValue;

impl TryFrom<&Timestamp> for OffsetDateTime {
    type Error = InvalidValue;

    /// Converts to the nanosecond, with the offset. Further digits are lost, and a leap second
    /// becomes the start of the next second. Fails where that is in the year 10000.
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        convert(timestamp).ok_or_else(|| {
            InvalidValue::new(
                "a time that `time::OffsetDateTime` can hold",
                timestamp.as_str(),
            )
        })
    }
}

/// Adds up the local time: in UTC, a time in the first or last hours of all years might be outside
/// what `time` can hold.
fn convert(timestamp: &Timestamp) -> Option<OffsetDateTime> {
    let (seconds, nanoseconds) = timestamp.instant()?.without_leap_second();
    let offset = timestamp.offset_in_seconds();
    let since_epoch = Duration::new(seconds + i64::from(offset), nanoseconds.cast_signed());
    let epoch = PrimitiveDateTime::new(OffsetDateTime::UNIX_EPOCH.date(), Time::MIDNIGHT);
    let local = epoch.checked_add(since_epoch)?;
    Some(local.assume_offset(UtcOffset::from_whole_seconds(offset).ok()?))
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = InvalidValue;

    /// Writes the time with its offset, without loss. An offset with seconds, or of 24 hours or
    /// more, isn't valid in RFC 3339, so the time is written in UTC. Fails where the written year
    /// isn't one from 0000 to 9999.
    fn try_from(time: OffsetDateTime) -> Result<Self, Self::Error> {
        let parts = Parts {
            offset: time.offset().whole_seconds(),
            ..Parts::utc(time.unix_timestamp(), time.nanosecond())
        };
        parts.write(|| time.to_string())
    }
}
