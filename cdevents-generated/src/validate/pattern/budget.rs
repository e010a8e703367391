//! Limits the time of a search.

/// An error: a search takes more than the allowed number of steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Undecided;

/// The number of steps that a search may still take. It grows with the text, so no text is too long
/// for an ordinary pattern.
pub(super) struct Budget(u64);

impl Budget {
    const STEPS: u64 = 1 << 22;

    pub(super) const fn new(text: &str, steps_per_byte: u64) -> Self {
        Self(Self::STEPS + steps_per_byte * text.len() as u64)
    }

    #[inline]
    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Undecided> {
        self.0 = self.0.checked_sub(steps).ok_or(Undecided)?;
        Ok(())
    }
}
