//! Durations for people.

use std::time::{Duration, SystemTime};

/// Returns the time from one moment to another, such as `+3m 5s`.
pub(super) fn between(from: Option<SystemTime>, to: Option<SystemTime>) -> Option<String> {
    let (from, to) = (from?, to?);
    Some(match to.duration_since(from) {
        Ok(duration) => format!("+{}", in_words(duration)),
        Err(error) => format!("-{}", in_words(error.duration())),
    })
}

/// Returns a duration in its two largest units, such as `2h 5m`.
fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds == 0 {
        return match duration.subsec_millis() {
            0 => "0s".to_owned(),
            milliseconds => format!("{milliseconds}ms"),
        };
    }
    let units = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    let largest = units.iter().skip_while(|(count, _)| *count == 0).take(2);
    let parts = largest.filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_units() {
        for (seconds, words) in [
            (0.0, "0s"),
            (0.25, "250ms"),
            (59.9, "59s"),
            (125.0, "2m 5s"),
            (3_600.0, "1h"),
            (3_601.0, "1h"),
            (90_000.0, "1d 1h"),
        ] {
            let duration = Duration::from_secs_f64(seconds);
            assert_eq!(in_words(duration), words);
        }
        let later = SystemTime::UNIX_EPOCH + Duration::from_secs(5);
        let start = Some(SystemTime::UNIX_EPOCH);
        assert_eq!(between(start, Some(later)).unwrap(), "+5s");
        assert_eq!(between(Some(later), start).unwrap(), "-5s");
        assert_eq!(between(None, start), None);
    }
}
