//! Dates, times and durations.

use crate::value::timestamp::is_date_time;

/// Returns whether a text is a date of RFC 3339.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && is_date_time(&format!("{text}T00:00:00Z"))
}

/// Returns whether a text is a time of RFC 3339, with an offset.
pub(super) fn is_time(text: &str) -> bool {
    // A leap second depends on the offset, but on no date.
    is_date_time(&format!("2000-01-02T{text}"))
}

/// Returns whether a text is a duration of RFC 3339, appendix A: units in order, and none left out between two.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = text.strip_suffix('W') {
        return is_number(weeks);
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    match time {
        None => !date.is_empty() && are_units(date, "YMD"),
        Some(time) => are_units(date, "YMD") && !time.is_empty() && are_units(time, "HMS"),
    }
}

/// Returns whether a text is numbers with units that follow each other, or empty.
fn are_units(text: &str, units: &str) -> bool {
    let mut numbers = text.split_inclusive(|char: char| !char.is_ascii_digit());
    let mut expected: Option<usize> = None;
    numbers.all(|number| {
        let mut chars = number.chars();
        let position = chars.next_back().and_then(|unit| units.find(unit));
        let follows =
            position.is_some() && expected.is_none_or(|expected| position == Some(expected));
        expected = position.map(|position| position + 1);
        follows && is_number(chars.as_str())
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
