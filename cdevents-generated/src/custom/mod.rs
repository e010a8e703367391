//! What generated code in other crates builds on.

pub(crate) mod checked;
pub(crate) mod schema;
