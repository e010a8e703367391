//! The documentation site: the generated pages, and a server with a validator.

mod build;
mod judge;
mod points;
mod policy;
mod serve;

pub use build::build;
pub use serve::serve;
