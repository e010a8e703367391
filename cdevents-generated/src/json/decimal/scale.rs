//! Exponents of any size.

use std::cmp::Ordering;
use std::fmt;

use super::digits::{integer, sign_order, trim_start, write_digit};

/// The exponent of a power of ten. Each value has one form.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum Scale {
    /// An exponent of at most [`SMALL_SCALE`] digits.
    Small(i128),
    /// Any other exponent: whether it is negative, and its decimal digits.
    Huge(bool, Vec<u8>),
}

/// Sums of two numbers with as many digits fit an `i128`.
const SMALL_SCALE: usize = 36;
const LEAST_HUGE: u128 = 10_u128.pow(36);

impl Scale {
    /// Adds a small number to an exponent in JSON notation.
    pub(super) fn new(exponent: &[u8], offset: i128) -> Option<Self> {
        let (is_negative, digits) = match exponent {
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] | digits => (false, digits),
        };
        let digits = trim_start(digits);
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Some(if digits.len() <= SMALL_SCALE {
            let value = integer(digits.iter());
            Self::small(if is_negative { -value } else { value } + offset)
        } else {
            Self::Huge(is_negative, digits.to_vec()).plus(offset)
        })
    }

    /// Converts a sum, which may have one digit too many for a small exponent.
    pub(super) fn small(value: i128) -> Self {
        if value.unsigned_abs() < LEAST_HUGE {
            Self::Small(value)
        } else {
            Self::Huge(value < 0, value.unsigned_abs().to_string().into_bytes())
        }
    }

    /// Adds a small number.
    pub(super) fn plus(&self, offset: i128) -> Self {
        let (is_negative, digits) = match self {
            Self::Small(value) => return Self::small(value + offset),
            Self::Huge(is_negative, digits) => (*is_negative, digits),
        };
        let mut digits = digits.clone();
        // The magnitude is larger than any offset, so the sign stays the same.
        let mut carry = if is_negative { -offset } else { offset };
        for digit in digits.iter_mut().rev() {
            if carry == 0 {
                break;
            }
            let sum = i128::from(*digit - b'0') + carry;
            carry = sum.div_euclid(10);
            // A remainder of division by ten has one digit.
            *digit = b'0' + u8::try_from(sum.rem_euclid(10)).unwrap_or_default();
        }
        if carry > 0 {
            let mut longer = carry.to_string().into_bytes();
            longer.append(&mut digits);
            digits = longer;
        }
        let digits = trim_start(&digits);
        if digits.len() <= SMALL_SCALE {
            let value = integer(digits.iter());
            Self::Small(if is_negative { -value } else { value })
        } else {
            Self::Huge(is_negative, digits.to_vec())
        }
    }
}

impl Ord for Scale {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer = |one: &[u8], other: &[u8]| one.len().cmp(&other.len()).then(one.cmp(other));
        match (self, other) {
            (Self::Small(one), Self::Small(other)) => one.cmp(other),
            (Self::Small(_), Self::Huge(is_negative, _)) => sign_order(*is_negative).reverse(),
            (Self::Huge(false, one), Self::Huge(false, other)) => longer(one, other),
            (Self::Huge(true, one), Self::Huge(true, other)) => longer(other, one),
            (Self::Huge(is_negative, _), _) => sign_order(*is_negative),
        }
    }
}

impl PartialOrd for Scale {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Small(value) => value.fmt(formatter),
            Self::Huge(is_negative, digits) => {
                formatter.write_str(if *is_negative { "-" } else { "" })?;
                digits
                    .iter()
                    .try_for_each(|digit| write_digit(formatter, *digit))
            }
        }
    }
}
