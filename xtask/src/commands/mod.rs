//! The commands, one in each file.

pub(crate) mod acyclic;
pub(crate) mod ci;
pub(crate) mod codegen;
pub(crate) mod completions;
pub(crate) mod diff;
#[cfg(feature = "docs")]
pub(crate) mod docs;
#[cfg(feature = "events")]
pub(crate) mod fuzz;
pub(crate) mod import;
#[cfg(feature = "docs")]
pub(crate) mod js;
pub(crate) mod lint;
pub(crate) mod overview;
