//! Generates Rust from the JSON Schemas of [CDEvents](https://cdevents.dev).
//!
//! Data flows one way: load, correct, resolve, lower, emit, print, sync. [`generate`] is all but the last;
//! [`sync`] writes what it returns, or checks that it is there.
//!
//! ```no_run
//! let output = cdevents_codegen::generate("schemas".as_ref())?;
//! let report = cdevents_codegen::sync::write(&output, "cdevents-generated".as_ref())?;
//! println!("{report}");
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod correct;
mod emit;
mod error;
pub mod lint;
mod load;
mod lower;
pub mod model;
mod names;
mod print;
mod resolve;
pub mod rules;
pub mod sync;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::Error;
pub use load::{CORRECTIONS_FILE, Document, Files, LINT_FILE, NAMES_FILE, read_folder};
use serde_json::Value;

/// The generated files: texts by path below the generated crate, with `/` between a path's parts.
pub type Output = BTreeMap<String, String>;

/// The folder of the generated crate in which everything is generated.
pub const GENERATED_FOLDER: &str = "src/generated";

/// Generates everything from a folder of schemas.
///
/// # Errors
/// Where a file can't be read, isn't what it should be, or isn't supported: with the file, the
/// JSON Pointer and the reason.
pub fn generate(folder: &Path) -> Result<Output, Error> {
    generate_from(&read_folder(folder)?)
}

/// Generates everything from schemas in memory.
///
/// # Errors
/// See [`generate`].
pub fn generate_from(files: &Files) -> Result<Output, Error> {
    emit::emit(&lower(files)?)
}

/// What the schemas say, as plain data.
///
/// # Errors
/// See [`generate`].
pub fn lower(files: &Files) -> Result<model::Model, Error> {
    let names = names::Names::new(files)?;
    let (documents, corrections) = correct::corrected(files)?;
    let registry = resolve::Registry::new(documents)?;
    lower::lower(&registry, &names, corrections)
}

/// The schemas with the corrections made: what the generated crate holds events to.
///
/// # Errors
/// See [`generate`].
pub fn corrected(files: &Files) -> Result<Vec<Document>, Error> {
    let (documents, _) = correct::corrected(files)?;
    Ok(documents)
}

/// What one schema demands, for validators alone: the schemas, and the number of the one asked for.
/// `others` are the documents that it may refer to, with the URIs under which it does; formats are
/// asserted on demand, since JSON Schema leaves that open.
///
/// # Errors
/// See [`generate`].
pub fn lower_schema(
    id: &str,
    schema: &Value,
    others: &[(String, Value)],
    asserts_formats: bool,
) -> Result<(rules::Rules, rules::SchemaId), Error> {
    let one = (id.to_owned(), schema.clone());
    let documents: Result<Vec<_>, _> = std::iter::once(&one)
        .chain(others)
        .map(|(id, value)| load::loose(id, value))
        .collect();
    let documents = documents?;
    let root = documents[0].0.clone();
    let registry = resolve::Registry::with_ids(documents)?;
    lower::schema(&registry, &root, asserts_formats)
}
