//! The commands, one file each.

pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod man;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod upgrade;
pub(crate) mod validate;
