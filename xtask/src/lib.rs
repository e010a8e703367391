//! What maintainers need beyond the generator: importing releases, linting them, writing what is
//! generated.

pub mod acyclic;
mod files;
pub mod generate;
pub mod import;
pub mod lint;
pub mod public_items;
pub mod summary;
pub mod sync;
