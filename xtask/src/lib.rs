//! The parts of the maintainers' commands: importing releases, linting them, writing generated files,
//! building the documentation site, and checking imports between files.

pub mod accept;
pub mod acyclic;
pub mod descriptions;
mod exchange;
mod files;
pub mod generate;
mod hold;
pub mod import;
#[cfg(feature = "docs")]
pub mod js;
pub mod lint;
pub mod output;
pub mod public_items;
#[cfg(feature = "docs")]
pub mod site;
pub mod summary;
pub mod sync;
