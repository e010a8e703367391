//! The documentation site: the generated pages, and a server for them.

mod build;
mod compress;
mod frame;
mod policy;
mod search_index;
mod serve;
mod tables;

pub use build::build;
pub use compress::compress;
pub use frame::HOME;
pub use serve::serve;
