//! Conversions to and from [`SystemTime`].

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::Timestamp;
use super::super::write::Parts;
use crate::InvalidValue;

impl Timestamp {
    /// Returns the time as a `SystemTime`, or `None` where the platform can't
    /// represent it.
    ///
    /// The offset and the digits after the ninth, the nanosecond, are lost. A leap second becomes
    /// the start of the next second.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use cdevents_generated::Timestamp;
    ///
    /// let timestamp: Timestamp = "1970-01-01T01:00:00.5+01:00".parse()?;
    /// assert_eq!(timestamp.to_system_time(), Some(UNIX_EPOCH + Duration::from_millis(500)));
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.instant()?.without_leap_second();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds < 0 {
            UNIX_EPOCH.checked_sub(whole)
        } else {
            UNIX_EPOCH.checked_add(whole)
        };
        time?.checked_add(Duration::from_nanos(nanoseconds.into()))
    }
}

impl TryFrom<&Timestamp> for SystemTime {
    type Error = InvalidValue;

    /// Converts like [`Timestamp::to_system_time`].
    fn try_from(timestamp: &Timestamp) -> Result<Self, Self::Error> {
        let time = timestamp.to_system_time();
        time.ok_or_else(|| {
            InvalidValue::new("a time that `SystemTime` can hold", timestamp.as_str())
        })
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidValue;

    /// Writes the time in UTC, without loss: with 3, 6 or 9 fraction digits, or without a fraction
    /// in a whole second. Fails outside the years 0000 to 9999.
    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let parts = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs())
                .map(|seconds| Parts::utc(seconds, after.subsec_nanos())),
            Err(error) => {
                let before = error.duration();
                i64::try_from(before.as_secs()).map(|seconds| match before.subsec_nanos() {
                    0 => Parts::utc(-seconds, 0),
                    nanoseconds => Parts::utc(-seconds - 1, 1_000_000_000 - nanoseconds),
                })
            }
        };
        // More seconds than `i64` holds are out of range as well.
        let parts = parts.unwrap_or(Parts::utc(i64::MAX, 0));
        parts.write(|| format!("{time:?}"))
    }
}

#[cfg(test)]
mod tests;
