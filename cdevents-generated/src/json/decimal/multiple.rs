//! Multiples of decimal numbers, by long division that keeps only the remainder.

use super::scale::Scale;
use super::scientific::Scientific;

/// Returns whether a number is a whole number times a divisor. Neither may be zero.
pub(super) fn is_multiple_of(number: &Scientific<'_>, divisor: &Scientific<'_>) -> bool {
    zeros(number, divisor).is_some_and(|zeros| divides(number, zeros, divisor))
}

/// Returns how many zeros to append to a number's digits, so that they are a multiple of the
/// divisor's digits if and only if the number is a multiple of the divisor.
///
/// Returns `None` if the number is too small to be a multiple: its digits don't end with a zero, so
/// they are no multiple of ten times anything.
fn zeros(number: &Scientific<'_>, divisor: &Scientific<'_>) -> Option<usize> {
    // Makes the exponents of the last digits comparable.
    let shift = number.count() as i128 - divisor.count() as i128;
    let least = divisor.scale.plus(shift);
    if number.scale < least {
        return None;
    }
    // The divisor has fewer factors of two and of five than that, so more zeros change nothing.
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

/// Returns whether a number's digits, with zeros appended, are a multiple of a divisor's digits.
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

/// Returns the remainder of dividing digits by a divisor of at most 18 digits.
fn remainder(digits: impl Iterator<Item = u8>, divisor: u64) -> u64 {
    const CHUNK: u32 = 18;
    let (mut remainder, mut chunk, mut length) = (0_u64, 0_u64, 0);
    let add = |remainder: u64, chunk: u64, length: u32| {
        let sum = u128::from(remainder) * 10_u128.pow(length) + u128::from(chunk);
        // The remainder is less than the divisor.
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

/// The base of long numbers, which start with the lowest limb.
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

/// Returns whether a long number is a multiple of a divisor of at least two limbs.
///
/// This is Knuth's algorithm D without the quotient. It takes time in proportion to the product of
/// the lengths, and a schema's divisor is short.
fn is_multiple(mut number: Vec<u32>, mut divisor: Vec<u32>) -> bool {
    let length = divisor.len();
    if number.len() < length {
        return number.iter().all(|limb| *limb == 0);
    }
    // With a high first limb, the estimate of a quotient's limb is too high by at most two.
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

/// Converts a remainder or quotient that fits a limb.
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

/// Subtracts a multiple of a divisor and returns whether the result is negative, and so wrapped.
fn subtract(number: &mut [u32], divisor: &[u32], factor: u64) -> bool {
    let mut borrow = 0;
    for (index, digit) in number.iter_mut().enumerate() {
        let product = divisor
            .get(index)
            .map_or(0, |limb| u64::from(*limb) * factor)
            + borrow;
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
        let sum = u64::from(*digit) + divisor.get(index).map_or(0, |limb| u64::from(*limb)) + carry;
        *digit = limb(sum % LIMB);
        carry = sum / LIMB;
    }
}
