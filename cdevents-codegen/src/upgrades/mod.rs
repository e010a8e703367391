//! What an upgrade between releases must know, beyond the schemas.
//!
//! Most of it follows from the differences between releases: which properties were added, removed or
//! renamed. The rest is declared in [`UPGRADES_FILE`](crate::UPGRADES_FILE): events and values that were
//! renamed, properties that moved, defaults, and what only the caller knows. A declaration that no longer
//! applies is an error, and so is a required property that nothing provides.

mod apply;
mod cover;
mod fate;
mod missing;
mod moves;
mod needs;
mod pair;
mod pairs;
mod places;
mod plan;
mod problems;
mod provided;
mod read;
mod renames;
mod steps;

pub(crate) use fate::{Fate, Fates, When, fates};
pub(crate) use pair::Pair;
pub(crate) use plan::{Plan, RenamedProperty, plan};
pub use read::read;

use crate::Error;
use crate::model::Model;

/// Checks that every declaration applies, and that no required property lacks one.
///
/// # Errors
/// Fails with everything that is wrong, and with the lines to add.
pub fn check(model: &Model) -> Result<(), Error> {
    plan(model).map(drop)
}
