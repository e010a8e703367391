//! Line numbers in a text that threads may share.

#[cfg(feature = "rayon")]
use std::ops::Range;
#[cfg(feature = "rayon")]
use std::sync::{Arc, OnceLock};

/// A line of a text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The number of lines before this one, in its part of the text.
    before: usize,
    /// The part, unless it starts where the text starts.
    #[cfg(feature = "rayon")]
    part: Option<Arc<Part>>,
}

impl Line {
    /// The first line of a text.
    pub(super) const FIRST: Self = Self {
        before: 0,
        #[cfg(feature = "rayon")]
        part: None,
    };

    /// Goes to the next line.
    pub(super) const fn advance(&mut self) {
        self.before += 1;
    }

    /// Returns the line's number in the text, from 1.
    pub(super) fn number(&self, text: &[u8]) -> usize {
        1 + self.before + self.before_part(text)
    }

    #[cfg(feature = "rayon")]
    fn before_part(&self, text: &[u8]) -> usize {
        let part = self.part.as_deref();
        part.map_or(0, |part| part.lines_before(text))
    }

    #[cfg(not(feature = "rayon"))]
    #[expect(clippy::unused_self, reason = "there are no parts without the feature")]
    const fn before_part(&self, _text: &[u8]) -> usize {
        0
    }

    /// Returns the first line of a part of the text, which follows some bytes that start with this
    /// line.
    #[cfg(feature = "rayon")]
    pub(super) fn after(&self, bytes: Range<usize>) -> Self {
        Self {
            before: 0,
            part: Some(Arc::new(Part {
                line: self.clone(),
                bytes,
                lines_before: OnceLock::new(),
            })),
        }
    }
}

/// A part of a text that was split, whose first line has no number yet.
///
/// Splitting must not count lines, because the other threads would wait for that. Only an error needs
/// the number, and then the lines of each part are counted once.
#[cfg(feature = "rayon")]
#[derive(Debug)]
struct Part {
    /// A line before this part.
    line: Line,
    /// The bytes from that line up to this part.
    bytes: Range<usize>,
    /// The number of lines in the text before this part.
    lines_before: OnceLock<usize>,
}

#[cfg(feature = "rayon")]
impl Part {
    fn lines_before(&self, text: &[u8]) -> usize {
        *self.lines_before.get_or_init(|| {
            let bytes = text.get(self.bytes.clone()).unwrap_or_default();
            self.line.number(text) - 1 + memchr::memchr_iter(b'\n', bytes).count()
        })
    }
}
