//! Properties that other releases call differently.

use crate::generated::renamed::RENAMED;

/// Returns the names that a property has in other releases.
pub(super) fn other_names(key: &str) -> impl Iterator<Item = &'static str> {
    let pairs = RENAMED.iter();
    let pairs = pairs.flat_map(|(old, new)| [(*old, *new), (*new, *old)]);
    pairs.filter_map(move |(name, other)| (name == key).then_some(other))
}
