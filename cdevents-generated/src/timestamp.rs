//! Points in time, as RFC 3339 writes them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::InvalidValue;
use crate::scalar::{Text, text_scalar};

text_scalar! {
    /// A point in time (RFC 3339 `date-time`). The text is kept: its offset and its digits come
    /// back as they were.
    ///
    /// ```
    /// use cdevents_generated::Timestamp;
    ///
    /// let timestamp: Timestamp = "2026-03-20T14:27:05.100+01:00".parse()?;
    /// assert_eq!(timestamp.to_string(), "2026-03-20T14:27:05.100+01:00");
    /// assert!("2026-02-30T14:27:05Z".parse::<Timestamp>().is_err());
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    Timestamp, "an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`)",
    is_date_time
}

/// Is it a date and time (RFC 3339)?
pub(crate) fn is_date_time(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

const SECONDS_A_DAY: i64 = 86_400;

/// What a text says, in UTC.
struct Instant {
    seconds_since_epoch: i64,
    nanoseconds: u32,
}

/// Reads RFC 3339 strictly: `T`, `Z` in either case, any number of fraction digits, a leap second
/// only where UTC can have one.
fn parse(text: &[u8]) -> Option<Instant> {
    let (date, rest) = text.split_first_chunk::<10>()?;
    let (&[b'T' | b't'], rest) = rest.split_first_chunk::<1>()? else {
        return None;
    };
    let (time, rest) = rest.split_first_chunk::<8>()?;
    if (date[4], date[7], time[2], time[5]) != (b'-', b'-', b':', b':') {
        return None;
    }
    let (year, month, day) = (
        number(&date[..4])?,
        number(&date[5..7])?,
        number(&date[8..])?,
    );
    let (hour, minute, second) = (
        number(&time[..2])?,
        number(&time[3..5])?,
        number(&time[6..])?,
    );
    if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanoseconds, rest) = fraction(rest)?;
    let offset = offset_in_minutes(rest)?;
    let minute_of_day = hour * 60 + minute - offset;
    if second == 60 && minute_of_day.rem_euclid(24 * 60) != 23 * 60 + 59 {
        return None;
    }
    let days = days_since_epoch(year, month, day);
    Some(Instant {
        seconds_since_epoch: days * SECONDS_A_DAY + minute_of_day * 60 + second,
        nanoseconds,
    })
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

/// The nanoseconds of an optional fraction, and what is behind it.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let length = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    if length == 0 {
        return None;
    }
    let padded = digits[..length].iter().chain(std::iter::repeat(&b'0'));
    let nanoseconds = padded
        .take(9)
        .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    Some((nanoseconds, &digits[length..]))
}

fn offset_in_minutes(text: &[u8]) -> Option<i64> {
    match text {
        b"Z" | b"z" => Some(0),
        [sign @ (b'+' | b'-'), hours @ .., b':', tens, ones] if hours.len() == 2 => {
            let (hours, minutes) = (number(hours)?, number(&[*tens, *ones])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            Some(if *sign == b'-' { -minutes } else { minutes })
        }
        _ => None,
    }
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is a year's last.
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date that lies so many days from 1970-01-01: the inverse of [`days_since_epoch`].
const fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

impl Timestamp {
    /// The time now, in UTC, to the microsecond.
    #[cfg(feature = "now")]
    #[must_use]
    pub fn now() -> Self {
        // A clock that stands outside RFC 3339's years 0 to 9999 is broken: the epoch is as good.
        Self::try_from(SystemTime::now())
            .unwrap_or_else(|_| Self("1970-01-01T00:00:00Z".to_owned()))
    }

    /// The same point in time as the standard library has it, to the nanosecond; a leap second is
    /// the second after it. `None` where the platform can't represent it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let instant = parse(self.0.as_bytes())?;
        let whole = Duration::from_secs(instant.seconds_since_epoch.unsigned_abs());
        let seconds = if instant.seconds_since_epoch < 0 {
            UNIX_EPOCH.checked_sub(whole)
        } else {
            UNIX_EPOCH.checked_add(whole)
        };
        seconds?.checked_add(Duration::from_nanos(instant.nanoseconds.into()))
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidValue;

    /// Writes it in UTC, to the microsecond; fails outside the years 0 to 9999.
    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let microseconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_micros()),
            Err(before) => i64::try_from(before.duration().as_micros()).map(i64::wrapping_neg),
        };
        let out_of_range = || InvalidValue::new(<Self as Text>::EXPECTED, format!("{time:?}"));
        let microseconds = microseconds.map_err(|_| out_of_range())?;
        let seconds = microseconds.div_euclid(1_000_000);
        let (year, month, day) = date_of(seconds.div_euclid(SECONDS_A_DAY));
        if !(0..=9999).contains(&year) {
            return Err(out_of_range());
        }
        let second_of_day = seconds.rem_euclid(SECONDS_A_DAY);
        Ok(Self(format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:06}Z",
            second_of_day / 3600,
            second_of_day / 60 % 60,
            second_of_day % 60,
            microseconds.rem_euclid(1_000_000),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_number_are_each_other_s_inverse() {
        let first = days_since_epoch(0, 1, 1);
        let last = days_since_epoch(9999, 12, 31);
        for day in first..=last {
            let (year, month, day_of_month) = date_of(day);
            assert_eq!(days_since_epoch(year, month, day_of_month), day);
            assert!((1..=days_in_month(year, month)).contains(&day_of_month));
        }
        assert_eq!(days_since_epoch(1970, 1, 1), 0);
    }

    #[test]
    fn a_system_time_comes_back_to_the_microsecond() {
        for microseconds in [0, 1, 951_782_400_123_456, 1_774_016_825_000_000] {
            let time = UNIX_EPOCH + Duration::from_micros(microseconds);
            let timestamp = Timestamp::try_from(time).unwrap();
            assert_eq!(timestamp.to_system_time(), Some(time), "{timestamp}");
            let before = UNIX_EPOCH - Duration::from_micros(microseconds);
            let timestamp = Timestamp::try_from(before).unwrap();
            assert_eq!(timestamp.to_system_time(), Some(before), "{timestamp}");
        }
        let text = "2000-02-29T01:00:00.123456+01:00";
        let timestamp: Timestamp = text.parse().unwrap();
        let utc = Timestamp::try_from(timestamp.to_system_time().unwrap()).unwrap();
        assert_eq!(utc, "2000-02-29T00:00:00.123456Z");
    }

    #[test]
    fn only_rfc_3339_is_a_timestamp() {
        for right in [
            "2026-03-20T14:27:05Z",
            "2026-03-20t14:27:05z",
            "2026-03-20T14:27:05.123456789012345Z",
            "0000-01-01T00:00:00-23:59",
            "2016-12-31T23:59:60Z",
            "2017-01-01T00:59:60+01:00",
        ] {
            assert!(right.parse::<Timestamp>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "2026-03-20",
            "2026-03-20 14:27:05Z",
            "2026-03-20T14:27:05",
            "2026-03-20T14:27:05.Z",
            "2026-03-20T24:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-00-10T00:00:00Z",
            "2026-10-00T00:00:00Z",
            "2016-12-31T23:58:60Z",
            "2026-03-20T14:27:05+24:00",
            "2026-03-20T14:27:05+0100",
            "2026-03-20T14:27:05Z ",
            "２026-03-20T14:27:05Z",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }
}
