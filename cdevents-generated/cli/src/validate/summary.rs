//! How many events there were.

use std::fmt;

use super::problem::{Judged, Severity, Verdict};

/// The counts of all files.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Summary {
    pub(super) valid: usize,
    pub(super) invalid: usize,
    /// Passages that are not JSON.
    pub(super) not_json: usize,
    pub(super) advice: usize,
    /// Files that cannot be read to their end.
    pub(super) unread: usize,
    /// Files in folders that have no JSON.
    pub(super) skipped: usize,
}

impl Summary {
    pub(super) fn add(&mut self, judged: &Judged) {
        match judged.verdict {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid => self.invalid += 1,
            Verdict::NotJson => self.not_json += 1,
        }
        let problems = judged.problems.iter();
        let advice = problems.filter(|problem| problem.severity < Severity::Error);
        self.advice += advice.count();
    }

    /// Returns how many pieces were judged.
    pub(super) const fn pieces(&self) -> usize {
        self.valid + self.invalid + self.not_json
    }
}

/// Writes, for example, `100,000 events: 99,999 valid, 1 invalid`.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.valid + self.invalid;
        write!(
            formatter,
            "{}: {} valid, {} invalid",
            counted(total, "event"),
            grouped(self.valid),
            grouped(self.invalid)
        )?;
        if self.not_json > 0 {
            write!(
                formatter,
                "; {} not JSON",
                counted(self.not_json, "passage")
            )?;
        }
        if self.advice > 0 {
            let pieces = if self.advice == 1 { "piece" } else { "pieces" };
            write!(formatter, "; {} {pieces} of advice", grouped(self.advice))?;
        }
        if self.unread > 0 {
            write!(formatter, "; {} not read", counted(self.unread, "file"))?;
        }
        if self.skipped > 0 {
            write!(
                formatter,
                "; {} without JSON skipped",
                counted(self.skipped, "file")
            )?;
        }
        Ok(())
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// Writes a number with a comma before each three digits.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_in_the_right_number() {
        let summary = Summary {
            valid: 99_999,
            invalid: 1,
            ..Summary::default()
        };
        assert_eq!(
            summary.to_string(),
            "100,000 events: 99,999 valid, 1 invalid"
        );
        let all = Summary {
            valid: 0,
            invalid: 1,
            not_json: 2,
            advice: 1,
            unread: 1,
            skipped: 1_234_567,
        };
        assert_eq!(
            all.to_string(),
            "1 event: 0 valid, 1 invalid; 2 passages not JSON; 1 piece of advice; 1 file not read; \
             1,234,567 files without JSON skipped"
        );
    }
}
