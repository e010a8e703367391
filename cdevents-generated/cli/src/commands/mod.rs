//! The commands, one file each.

pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod man;
pub(crate) mod new;
#[cfg(feature = "network")]
pub(crate) mod receive;
pub(crate) mod schema;
#[cfg(feature = "network")]
pub(crate) mod send;
pub(crate) mod show;
pub(crate) mod upgrade;
pub(crate) mod validate;
