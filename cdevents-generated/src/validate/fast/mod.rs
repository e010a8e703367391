//! The fast path: a verdict alone, for values and for JSON text.

pub(super) mod text;
pub(super) mod value;
