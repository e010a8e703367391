//! Exact decimal numbers: no digit is lost, and no exponent is too large.
//!
//! Comparing, hashing and dividing take time in proportion to the length of the number's text,
//! whatever the value of its exponent: `1e1000000000` costs as much as any 12 bytes.

mod digits;
mod multiple;
mod scale;
mod scientific;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde_json::Number;

use digits::{integer, sign_order, trim_end, trim_start, write_digit};
use scale::Scale;
use scientific::Scientific;

/// A decimal number. Equality, order and hash depend only on its value: 1, 1.0 and 10e-1 are equal,
/// and so are 0 and -0.
#[derive(Clone, Debug)]
pub(crate) enum Decimal<'a> {
    /// A whole number of at most [`INTEGER_DIGITS`] digits.
    Integer(i128),
    /// Any other number.
    Other(Scientific<'a>),
}

/// The number of digits that always fit an `i128`, whose maximum is 1.7e38.
const INTEGER_DIGITS: usize = 38;

impl<'a> Decimal<'a> {
    /// Parses a JSON number. Returns `None` for any other text.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (is_negative, text) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            text => (false, text),
        };
        // Most numbers are short and whole.
        if (1..=18).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) {
            let digits = text.iter();
            let value = digits.fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
            let value = i128::from(value);
            return Some(Self::Integer(if is_negative { -value } else { value }));
        }
        let is_exponent = |byte: &u8| matches!(byte, b'e' | b'E');
        let end = text.iter().position(is_exponent).unwrap_or(text.len());
        let exponent = text.get(end + 1..).unwrap_or_default();
        let text = &text[..end];
        let point = text
            .iter()
            .position(|byte| *byte == b'.')
            .unwrap_or(text.len());
        let (whole, fraction) = (&text[..point], text.get(point + 1..).unwrap_or_default());
        if !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
            return None;
        }
        let mut whole = trim_start(whole);
        let mut fraction = trim_end(fraction);
        let mut offset = whole.len() as i128;
        if whole.is_empty() {
            let trimmed = trim_start(fraction);
            offset -= (fraction.len() - trimmed.len()) as i128;
            fraction = trimmed;
        } else if fraction.is_empty() {
            whole = trim_end(whole);
        }
        let scale = Scale::new(exponent, offset)?;
        let count = whole.len() + fraction.len();
        if count == 0 {
            return Some(Self::Integer(0));
        }
        if let Scale::Small(scale) = scale
            && let Ok(length) = usize::try_from(scale)
            && (count..=INTEGER_DIGITS).contains(&length)
        {
            let zeros = std::iter::repeat_n(&b'0', length - count);
            let value = integer(whole.iter().chain(fraction).chain(zeros));
            return Some(Self::Integer(if is_negative { -value } else { value }));
        }
        Some(Self::Other(Scientific {
            is_negative,
            digits: Cow::Borrowed(whole),
            fraction,
            scale,
        }))
    }

    /// Converts the number of a `serde_json` value, as it is written.
    pub(crate) fn of(number: &Number) -> Decimal<'static> {
        if let Some(value) = number.as_i64() {
            return Decimal::Integer(value.into());
        }
        if let Some(value) = number.as_u64() {
            return Decimal::Integer(value.into());
        }
        let text = number.to_string();
        // It is written as JSON, so it parses.
        Decimal::parse(&text).map_or(Decimal::Integer(0), Decimal::into_owned)
    }

    fn into_owned(self) -> Decimal<'static> {
        match self {
            Self::Integer(value) => Decimal::Integer(value),
            Self::Other(number) => Decimal::Other(Scientific {
                is_negative: number.is_negative,
                digits: number.bytes().copied().collect(),
                fraction: &[],
                scale: number.scale,
            }),
        }
    }

    /// Returns whether the number is whole.
    pub(crate) fn is_integer(&self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Other(number) => number.scale >= Scale::small(number.count() as i128),
        }
    }

    /// Returns whether the number is a whole number times another. Nothing is a multiple of zero.
    pub(crate) fn is_multiple_of(&self, divisor: &Decimal<'_>) -> bool {
        match (self, divisor) {
            (_, Decimal::Integer(0)) => false,
            (Self::Integer(0), _) => true,
            (Self::Integer(number), Decimal::Integer(divisor)) => number % divisor == 0,
            _ => multiple::is_multiple_of(&self.scientific(), &divisor.scientific()),
        }
    }

    fn sign(&self) -> Ordering {
        match self {
            Self::Integer(value) => value.cmp(&0),
            Self::Other(number) => sign_order(number.is_negative),
        }
    }

    /// Returns the same number in scientific notation. Zero has no digits.
    fn scientific(&self) -> Cow<'_, Scientific<'a>> {
        match self {
            Self::Other(number) => Cow::Borrowed(number),
            Self::Integer(value) => {
                let digits = value.unsigned_abs().to_string().into_bytes();
                let scale = Scale::Small(digits.len() as i128);
                Cow::Owned(Scientific {
                    is_negative: *value < 0,
                    digits: Cow::Owned(trim_end(&digits).to_vec()),
                    fraction: &[],
                    scale,
                })
            }
        }
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Self::Integer(one), Self::Integer(other)) = (self, other) {
            return one.cmp(other);
        }
        let by_sign = self.sign().cmp(&other.sign());
        if by_sign.is_ne() {
            return by_sign;
        }
        let (one, other) = (self.scientific(), other.scientific());
        let by_size = one.scale.cmp(&other.scale);
        let by_size = by_size.then_with(|| one.bytes().cmp(other.bytes()));
        if one.is_negative {
            by_size.reverse()
        } else {
            by_size
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one == other,
            (Self::Other(one), Self::Other(other)) => {
                one.is_negative == other.is_negative
                    && one.scale == other.scale
                    && one.bytes().eq(other.bytes())
            }
            // Every number has one form.
            _ => false,
        }
    }
}

impl Eq for Decimal<'_> {}

impl Hash for Decimal<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Integer(value) => value.hash(state),
            Self::Other(number) => {
                number.is_negative.hash(state);
                number.scale.hash(state);
                // One by one, so that the position of the decimal point doesn't matter.
                number.bytes().for_each(|digit| state.write_u8(*digit));
            }
        }
    }
}

/// Writes a JSON number. Two numbers are equal if and only if their texts are.
impl fmt::Display for Decimal<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = match self {
            Self::Integer(value) => return value.fmt(formatter),
            Self::Other(number) => number,
        };
        if number.is_negative {
            formatter.write_str("-")?;
        }
        let mut digits = number.bytes();
        let mut exponent = None;
        match number.scale {
            Scale::Small(scale @ -5..=0) => {
                formatter.write_str("0.")?;
                (scale..0).try_for_each(|_| formatter.write_str("0"))?;
            }
            Scale::Small(scale @ 1..=38) => {
                let whole = usize::try_from(scale).unwrap_or_default();
                let mut whole = digits.by_ref().take(whole);
                whole.try_for_each(|digit| write_digit(formatter, *digit))?;
                formatter.write_str(".")?;
            }
            _ => {
                let mut first = digits.by_ref().take(1);
                first.try_for_each(|digit| write_digit(formatter, *digit))?;
                if number.count() > 1 {
                    formatter.write_str(".")?;
                }
                exponent = Some(number.scale.plus(-1));
            }
        }
        digits.try_for_each(|digit| write_digit(formatter, *digit))?;
        match exponent {
            Some(exponent) => write!(formatter, "e{exponent}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
