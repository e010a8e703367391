//! The documentation site: the generated pages, and a server with a validator.

mod build;
mod compress;
mod frame;
mod judge;
mod points;
mod policy;
mod search_index;
mod serve;
mod tables;

pub use build::build;
pub use compress::compress;
pub use frame::HOME;
pub use serve::serve;
