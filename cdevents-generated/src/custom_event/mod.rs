//! The runtime of code that is generated in other crates.

pub(crate) mod checked;
pub(crate) mod schema;
