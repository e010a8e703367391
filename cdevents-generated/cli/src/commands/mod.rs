//! The commands, one file each.

pub(crate) mod new;
pub(crate) mod schema;
