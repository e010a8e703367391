//! Points in time, in the format of RFC 3339.

pub(crate) mod calendar;
mod convert;
mod order;
mod parse;
mod write;

use crate::value::text_macros::text_impls;

use parse::{Instant, parse};

/// A point in time, in an RFC 3339 `date-time` text.
///
/// The text is kept: [`as_str`](Self::as_str), `Display` and serialization return it unchanged,
/// with its offset and all its digits.
///
/// Timestamps compare, and hash, as points in time: the offset is applied, all fraction digits
/// count, and trailing zeros don't. A leap second (`23:59:60`) comes after all of `23:59:59` and
/// before the next day's `00:00:00`. Events compare their timestamps in the same way, so two events
/// can be equal although their JSON differs. A timestamp can't be compared with a string; to compare
/// texts, compare [`as_str`](Self::as_str).
///
/// Timestamps convert to and from [`SystemTime`](std::time::SystemTime) and, with the features
/// `jiff`, `chrono` and `time`, to and from the types of these crates. Each conversion documents
/// what it loses.
///
/// ```
/// use cdevents_generated::Timestamp;
///
/// let timestamp: Timestamp = "2026-03-20T14:27:05.100+01:00".parse()?;
/// assert_eq!(timestamp.to_string(), "2026-03-20T14:27:05.100+01:00");
/// assert_eq!(timestamp, "2026-03-20T13:27:05.1Z".parse()?);
/// assert!("2026-02-30T14:27:05Z".parse::<Timestamp>().is_err());
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug)]
pub struct Timestamp(String);

text_impls! {
    Timestamp, "an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`)", is_date_time
}

/// Returns whether a text is a date and time (RFC 3339).
pub(crate) fn is_date_time(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

impl Timestamp {
    /// Returns the current time in UTC, as precise as the platform's clock: nanoseconds at most.
    #[cfg(feature = "now")]
    #[must_use]
    pub fn now() -> Self {
        // A clock outside RFC 3339's years 0000 to 9999 is broken: the epoch is as good.
        Self::try_from(std::time::SystemTime::now())
            .unwrap_or_else(|_| Self("1970-01-01T00:00:00Z".to_owned()))
    }

    /// Returns the point in time: `None` only for a text that wasn't checked.
    fn instant(&self) -> Option<Instant<'_>> {
        parse(self.0.as_bytes()).map(|parsed| parsed.instant)
    }

    /// Returns the offset from UTC, 0 for `-00:00`.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    fn offset_in_seconds(&self) -> i32 {
        parse(self.0.as_bytes()).map_or(0, |parsed| parsed.offset * 60)
    }
}
