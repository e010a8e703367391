//! What changed between releases.

use crate::diff::{Diff, diff};
use crate::model::Model;

/// What changed from each release to the next.
pub(super) fn changes(model: &Model) -> Vec<Diff> {
    let pairs = model.releases.windows(2);
    let changes = pairs.map(|pair| diff((model, &pair[0]), (model, &pair[1])));
    changes.collect()
}

/// What changed in a release, of that number, since the one before it.
pub(super) fn since(changes: &[Diff], release: usize) -> Option<&Diff> {
    changes.get(release.checked_sub(1)?)
}
