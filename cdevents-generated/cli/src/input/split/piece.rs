//! Parts of the input.

use std::ops::Range;

use crate::input::position::Position;

/// A part of the input that should be an event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Piece {
    /// The bytes in the batch.
    pub(crate) range: Range<usize>,
    /// Where the piece starts in the file.
    pub(crate) position: Position,
    /// What is wrong with how the piece follows what is before. Such a piece is not an event.
    pub(crate) problem: Option<&'static str>,
}
