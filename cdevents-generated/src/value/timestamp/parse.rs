//! Parses RFC 3339 without an allocation.

use super::calendar::{SECONDS_PER_DAY, days_in_month, days_since_epoch};

/// A parsed timestamp.
pub(super) struct Parsed<'a> {
    pub(super) instant: Instant<'a>,
    /// The offset from UTC in minutes, 0 for `-00:00`.
    #[cfg_attr(
        not(any(feature = "chrono", feature = "jiff", feature = "time")),
        expect(dead_code, reason = "`SystemTime` has no offset")
    )]
    pub(super) offset: i32,
}

/// A point in time. The derived order relies on the order of the fields.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Instant<'a> {
    /// Seconds since 1970-01-01T00:00:00Z; during a leap second, those of the second before it.
    pub(super) seconds: i64,
    /// Whether this is within a leap second: later than all of `seconds`, and earlier than the next.
    pub(super) is_leap_second: bool,
    /// The digits after the point, without trailing zeros, so that equal fractions are equal
    /// slices, and slices have the order of the fractions.
    fraction: &'a [u8],
}

impl Instant<'_> {
    /// Returns the whole nanoseconds of the fraction.
    pub(super) fn nanoseconds(&self) -> u32 {
        let padded = self.fraction.iter().chain(std::iter::repeat(&b'0'));
        padded
            .take(9)
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    }

    /// Returns seconds since the epoch and nanoseconds for a type without leap seconds: all of a
    /// leap second becomes the start of the next second, so that no later time precedes it.
    pub(super) fn without_leap_second(&self) -> (i64, u32) {
        if self.is_leap_second {
            (self.seconds + 1, 0)
        } else {
            (self.seconds, self.nanoseconds())
        }
    }
}

/// Parses RFC 3339 strictly: `T` and `Z` in either case, any number of fraction digits, and a leap
/// second only at the end of a day in UTC.
pub(super) fn parse(text: &[u8]) -> Option<Parsed<'_>> {
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
    let (fraction, rest) = fraction(rest)?;
    let offset = offset_in_minutes(rest)?;
    let minute_of_day = hour * 60 + minute - offset;
    let is_leap_second = second == 60;
    if is_leap_second && minute_of_day.rem_euclid(24 * 60) != 23 * 60 + 59 {
        return None;
    }
    let days = days_since_epoch(year, month, day);
    let second = second - i32::from(is_leap_second);
    let second_of_day = minute_of_day * 60 + second;
    Some(Parsed {
        instant: Instant {
            seconds: i64::from(days) * SECONDS_PER_DAY + i64::from(second_of_day),
            is_leap_second,
            fraction,
        },
        offset,
    })
}

fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i32::from(digit - b'0'))
    })
}

/// Splits an optional fraction off: returns its digits without trailing zeros, and the rest.
fn fraction(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else {
        return Some((&[], text));
    };
    let length = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    let (mut digits, rest) = digits.split_at(length);
    if digits.is_empty() {
        return None;
    }
    while let Some(shorter) = digits.strip_suffix(b"0") {
        digits = shorter;
    }
    Some((digits, rest))
}

fn offset_in_minutes(text: &[u8]) -> Option<i32> {
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

#[cfg(test)]
mod tests;
