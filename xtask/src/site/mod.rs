//! The documentation site: the generated pages, and a server for them.

mod build;
mod policy;
mod serve;

pub use build::build;
pub use serve::serve;
