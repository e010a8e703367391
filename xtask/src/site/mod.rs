//! The documentation site: the generated pages, and a server with a validator.

mod build;
mod judge;
mod points;
mod policy;
mod serve;
mod tables;

pub use build::build;
pub use serve::serve;
