//! Examples: a minimal and a complete one of each event and of each link in JSON, and one of each
//! event in Rust.
//!
//! Values come from a table ([`EXAMPLES_FILE`](crate::EXAMPLES_FILE)) or are derived from the schema.
//! If neither works, the error asks for a line in the table.

mod make;
mod maker;
mod path;
mod rust;
mod schemas;
mod strings;
mod table;
mod types;

pub use crate::model::Json;
pub use make::{check, complete, complete_link, minimal, minimal_link};
pub use rust::{RustExample, rust, rust_of_all};
pub(crate) use table::read_values;
