//! What is measured, by the function of this project.

mod plain;
pub(crate) mod reading;
pub(crate) mod rejecting;
pub(crate) mod upgrading;
pub(crate) mod verdicts;
pub(crate) mod writing;
