//! Decimal numbers in scientific notation.

use std::borrow::Cow;

use super::scale::Scale;

/// `±0.DIGITS × 10^scale`, where the digits neither start nor end with a zero.
///
/// So every number has one form, and numbers compare by scale first, then digit by digit.
#[derive(Clone, Debug)]
pub(crate) struct Scientific<'a> {
    pub(super) is_negative: bool,
    pub(super) digits: Cow<'a, [u8]>,
    /// The rest of the digits: those after the decimal point in the text.
    pub(super) fraction: &'a [u8],
    pub(super) scale: Scale,
}

impl Scientific<'_> {
    pub(super) fn bytes(&self) -> impl Iterator<Item = &u8> {
        self.digits.iter().chain(self.fraction)
    }

    pub(super) fn count(&self) -> usize {
        self.digits.len() + self.fraction.len()
    }
}
