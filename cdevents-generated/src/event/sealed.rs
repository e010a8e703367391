//! What keeps other crates from implementing a trait.

/// Keeps other crates from implementing a trait.
pub trait Sealed {}
