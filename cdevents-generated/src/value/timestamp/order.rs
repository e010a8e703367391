//! Compares timestamps as points in time.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Timestamp;

/// Compares points in time: `2026-03-20T15:00:00+01:00` equals `2026-03-20T14:00:00.000Z`. Compare
/// [`as_str`](Timestamp::as_str) where the text matters.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.instant() == other.instant()
    }
}

impl Eq for Timestamp {}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

/// Orders by point in time, to the last digit of the fraction. A leap second (`23:59:60`) comes
/// after all of `23:59:59` and before `00:00:00` of the next day.
impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
