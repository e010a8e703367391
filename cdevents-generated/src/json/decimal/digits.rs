//! Signs and ASCII digits.

use std::cmp::Ordering;
use std::fmt;

/// Compares a number of a sign with zero.
pub(super) const fn sign_order(is_negative: bool) -> Ordering {
    if is_negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

pub(super) fn trim_start(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

pub(super) fn trim_end(digits: &[u8]) -> &[u8] {
    let zeros = digits
        .iter()
        .rev()
        .take_while(|digit| **digit == b'0')
        .count();
    &digits[..digits.len() - zeros]
}

/// Converts at most 38 digits.
pub(super) fn integer<'d>(digits: impl Iterator<Item = &'d u8>) -> i128 {
    digits.fold(0, |value, digit| value * 10 + i128::from(digit - b'0'))
}

pub(super) fn write_digit(formatter: &mut fmt::Formatter<'_>, digit: u8) -> fmt::Result {
    fmt::Write::write_char(formatter, char::from(digit))
}
