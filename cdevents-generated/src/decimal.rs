//! Exact decimal numbers, as JSON writes them: no digit is lost, and no exponent is too large.
//!
//! Comparing, hashing and dividing take time in proportion to the number's text, never to the
//! value of its exponent: `1e1000000000` is 12 bytes long and costs as much.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde_json::Number;

/// A decimal number. Equality, order and hash are those of its value: 1, 1.0 and 10e-1 are equal,
/// and so are 0 and -0.
#[derive(Clone, Debug)]
pub(crate) enum Decimal<'a> {
    /// A whole number of at most [`INTEGER_DIGITS`] digits.
    Integer(i128),
    /// Any other number.
    Other(Scientific<'a>),
}

/// Whole numbers of more digits don't fit an `i128`, whose largest is 1.7e38.
const INTEGER_DIGITS: usize = 38;

/// `±0.DIGITS × 10^scale`, where the digits neither start nor end with a zero. So every number has
/// one form, and numbers compare by scale first, and then digit by digit.
#[derive(Clone, Debug)]
pub(crate) struct Scientific<'a> {
    is_negative: bool,
    digits: Cow<'a, [u8]>,
    /// The rest of the digits, which stand behind the point in the text.
    fraction: &'a [u8],
    scale: Scale,
}

/// A power of ten. Its form is unique.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Scale {
    /// At most [`SMALL_SCALE`] digits.
    Small(i128),
    /// Whether it is negative, and its decimal digits.
    Huge(bool, Vec<u8>),
}

/// Sums of two numbers with as many digits fit an `i128`.
const SMALL_SCALE: usize = 36;
const LEAST_HUGE: u128 = 10_u128.pow(36);

impl Scale {
    /// The sum of an exponent as JSON writes it, and a number that is small.
    fn new(exponent: &[u8], offset: i128) -> Option<Self> {
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

    /// A sum may have one digit too many.
    fn small(value: i128) -> Self {
        if value.unsigned_abs() < LEAST_HUGE {
            Self::Small(value)
        } else {
            Self::Huge(value < 0, value.unsigned_abs().to_string().into_bytes())
        }
    }

    /// The sum with a number that is small.
    fn plus(&self, offset: i128) -> Self {
        let (is_negative, digits) = match self {
            Self::Small(value) => return Self::small(value + offset),
            Self::Huge(is_negative, digits) => (*is_negative, digits),
        };
        let mut digits = digits.clone();
        // The magnitude is larger than any offset, so that its sign stays.
        let mut carry = if is_negative { -offset } else { offset };
        for digit in digits.iter_mut().rev() {
            if carry == 0 {
                break;
            }
            let sum = i128::from(*digit - b'0') + carry;
            carry = sum.div_euclid(10);
            // A remainder of ten has one digit.
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

/// How a number of that sign compares with zero.
const fn sign_order(is_negative: bool) -> Ordering {
    if is_negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

fn trim_start(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

fn trim_end(digits: &[u8]) -> &[u8] {
    let zeros = digits
        .iter()
        .rev()
        .take_while(|digit| **digit == b'0')
        .count();
    &digits[..digits.len() - zeros]
}

/// At most 38 digits as a number.
fn integer<'d>(digits: impl Iterator<Item = &'d u8>) -> i128 {
    digits.fold(0, |value, digit| value * 10 + i128::from(digit - b'0'))
}

fn write_digit(formatter: &mut fmt::Formatter<'_>, digit: u8) -> fmt::Result {
    fmt::Write::write_char(formatter, char::from(digit))
}

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

    /// The number that a `serde_json` value holds: the one that it writes.
    pub(crate) fn of(number: &Number) -> Decimal<'static> {
        if let Some(value) = number.as_i64() {
            return Decimal::Integer(value.into());
        }
        if let Some(value) = number.as_u64() {
            return Decimal::Integer(value.into());
        }
        let text = number.to_string();
        // A number writes itself as JSON.
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
            _ => {
                let (number, divisor) = (self.scientific(), divisor.scientific());
                zeros(&number, &divisor).is_some_and(|zeros| divides(&number, zeros, &divisor))
            }
        }
    }

    fn sign(&self) -> Ordering {
        match self {
            Self::Integer(value) => value.cmp(&0),
            Self::Other(number) => sign_order(number.is_negative),
        }
    }

    /// The same number, digit by digit. Zero has no digits.
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

impl Scientific<'_> {
    fn bytes(&self) -> impl Iterator<Item = &u8> {
        self.digits.iter().chain(self.fraction)
    }

    fn count(&self) -> usize {
        self.digits.len() + self.fraction.len()
    }
}

/// How many zeros to put behind a number's digits, so that they are a multiple of the divisor's
/// digits if the number is one of the divisor. `None` where it is none for sure: no digits end with
/// a zero, so that none are a multiple of ten times anything.
fn zeros(number: &Scientific<'_>, divisor: &Scientific<'_>) -> Option<usize> {
    // The exponents of the last digits, made comparable.
    let shift = number.count() as i128 - divisor.count() as i128;
    let least = divisor.scale.plus(shift);
    if number.scale < least {
        return None;
    }
    // A divisor of so many digits has fewer factors of two, or of five, so more zeros change nothing.
    let most = divisor.count() * 4;
    if let (Scale::Small(scale), Scale::Small(least)) = (&number.scale, &least) {
        return Some(usize::try_from(scale - least).map_or(most, |zeros| zeros.min(most)));
    }
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if number.scale < least.plus(middle as i128) {
            high = middle - 1;
        } else {
            low = middle;
        }
    }
    Some(low)
}

/// Do the digits of a number, with so many zeros behind them, make a multiple of a divisor's?
fn divides(number: &Scientific<'_>, zeros: usize, divisor: &Scientific<'_>) -> bool {
    let count = number.count() + zeros;
    let digits = number
        .bytes()
        .copied()
        .chain(std::iter::repeat_n(b'0', zeros));
    match limbs(divisor.bytes().copied(), divisor.count()).as_slice() {
        [] => false,
        &[only] => remainder(digits, only.into()) == 0,
        &[low, high] => remainder(digits, u64::from(high) * LIMB + u64::from(low)) == 0,
        divisor => is_multiple(limbs(digits, count), divisor.to_vec()),
    }
}

/// The remainder of digits and a divisor of at most 18 digits.
fn remainder(digits: impl Iterator<Item = u8>, divisor: u64) -> u64 {
    const CHUNK: u32 = 18;
    let (mut remainder, mut chunk, mut length) = (0_u64, 0_u64, 0);
    let add = |remainder: u64, chunk: u64, length: u32| {
        let sum = u128::from(remainder) * 10_u128.pow(length) + u128::from(chunk);
        // It is less than the divisor.
        u64::try_from(sum % u128::from(divisor)).unwrap_or_default()
    };
    for digit in digits {
        chunk = chunk * 10 + u64::from(digit - b'0');
        length += 1;
        if length == CHUNK {
            remainder = add(remainder, chunk, length);
            (chunk, length) = (0, 0);
        }
    }
    add(remainder, chunk, length)
}

/// Long numbers are in base 10^9, the lowest limb first.
const LIMB: u64 = 1_000_000_000;
const LIMB_DIGITS: usize = 9;

fn limbs(digits: impl Iterator<Item = u8>, count: usize) -> Vec<u32> {
    let mut limbs = Vec::with_capacity(count.div_ceil(LIMB_DIGITS));
    let mut limb = 0;
    for (index, digit) in digits.enumerate() {
        limb = limb * 10 + u32::from(digit - b'0');
        if (count - index - 1).is_multiple_of(LIMB_DIGITS) {
            limbs.push(limb);
            limb = 0;
        }
    }
    limbs.reverse();
    limbs
}

/// Is a long number a multiple of a divisor of two limbs or more? Knuth's algorithm D, without the
/// quotient: the time is in proportion to the product of the lengths, and a schema's divisor is
/// short.
fn is_multiple(mut number: Vec<u32>, mut divisor: Vec<u32>) -> bool {
    let length = divisor.len();
    if number.len() < length {
        return number.iter().all(|limb| *limb == 0);
    }
    // With a high first limb, an estimate of a quotient's limb is too high by two at most.
    let factor = LIMB / (u64::from(divisor[length - 1]) + 1);
    multiply(&mut divisor, factor);
    multiply(&mut number, factor);
    divisor.truncate(length);
    let (first, second) = (
        u64::from(divisor[length - 1]),
        u64::from(divisor[length - 2]),
    );
    for start in (0..number.len() - length).rev() {
        let part = &mut number[start..=start + length];
        let high = u64::from(part[length]) * LIMB + u64::from(part[length - 1]);
        let (mut quotient, mut rest) = (high / first, high % first);
        while quotient >= LIMB || quotient * second > rest * LIMB + u64::from(part[length - 2]) {
            quotient -= 1;
            rest += first;
            if rest >= LIMB {
                break;
            }
        }
        if subtract(part, &divisor, quotient) {
            add(part, &divisor);
        }
    }
    number.iter().all(|limb| *limb == 0)
}

/// A remainder or a quotient of a limb's base fits a limb.
fn limb(value: u64) -> u32 {
    u32::try_from(value).unwrap_or_default()
}

fn multiply(number: &mut Vec<u32>, factor: u64) {
    let mut carry = 0;
    for digit in number.iter_mut() {
        let product = u64::from(*digit) * factor + carry;
        *digit = limb(product % LIMB);
        carry = product / LIMB;
    }
    number.push(limb(carry));
}

/// Subtracts a multiple of a divisor; returns whether the result is negative, and wrapped.
fn subtract(number: &mut [u32], divisor: &[u32], factor: u64) -> bool {
    let mut borrow = 0;
    for (index, digit) in number.iter_mut().enumerate() {
        let product = divisor.get(index).map_or(0, |it| u64::from(*it) * factor) + borrow;
        let low = product % LIMB;
        let is_less = u64::from(*digit) < low;
        *digit = limb(u64::from(*digit) + if is_less { LIMB } else { 0 } - low);
        borrow = product / LIMB + u64::from(is_less);
    }
    borrow > 0
}

fn add(number: &mut [u32], divisor: &[u32]) {
    let mut carry = 0;
    for (index, digit) in number.iter_mut().enumerate() {
        let sum = u64::from(*digit) + divisor.get(index).map_or(0, |it| u64::from(*it)) + carry;
        *digit = limb(sum % LIMB);
        carry = sum / LIMB;
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
                // One by one, since where the point parts them doesn't count.
                number.bytes().for_each(|digit| state.write_u8(*digit));
            }
        }
    }
}

/// A JSON number; two numbers are equal if and only if these texts are.
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
