//! Generates Rust from the JSON Schemas of [CDEvents](https://cdevents.dev).
//!
//! Data flows one way: load, correct, resolve, lower, emit, print, sync. [`generate`] is all but the last;
//! [`sync`] writes what it returns, or checks that it is there. [`examples`] makes examples of what was
//! lowered.
//!
//! In a build script, [`custom`] makes the same of the schemas of one's own events.
//!
//! ```no_run
//! let output = cdevents_codegen::generate("schemas".as_ref())?;
//! let report = cdevents_codegen::sync::write(&output, "cdevents-generated".as_ref())?;
//! println!("{report}");
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

pub mod custom;
pub mod diff;
pub mod documents;
mod emit;
mod error;
pub mod examples;
pub mod lower;
mod markdown;
pub mod model;
mod names;
mod stack;

pub mod texts;

use std::collections::BTreeMap;
use std::path::Path;

pub use documents::load::{
    CORRECTIONS_FILE, Document, EXAMPLES_FILE, Files, LINT_FILE, NAMES_FILE, read_folder,
};
pub use emit::print::{page, text};
pub use error::Error;
use serde_json::Value;

use documents::{correct, load, resolve};
use model::rules;

/// The generated files: texts by path below the generated crate, with `/` between a path's parts.
pub type Output = BTreeMap<String, String>;

/// The folders of the generated crate in which everything is generated.
pub const GENERATED_FOLDERS: [&str; 3] = [RUST_FOLDER, DOCS_FOLDER, EXAMPLES_FOLDER];

/// The folder of the generated Rust.
pub const RUST_FOLDER: &str = "src/generated";

/// The folder of the reference.
pub const DOCS_FOLDER: &str = "docs";

/// The folder of the examples.
pub const EXAMPLES_FOLDER: &str = "examples";

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
    emit(&lower(files)?)
}

/// Generates everything from what the schemas say.
///
/// # Errors
/// Where an example can't be made, or what is generated isn't Rust or can't be formatted.
pub fn emit(model: &model::Model) -> Result<Output, Error> {
    examples::check(model)?;
    emit::emit(model)
}

/// What the schemas say, as plain data.
///
/// # Errors
/// See [`generate`].
pub fn lower(files: &Files) -> Result<model::Model, Error> {
    stack::large(&files.folder, || {
        let names = names::Names::new(files)?;
        let (documents, corrections) = correct::corrected(files)?;
        let registry = resolve::Registry::new(documents)?;
        let examples = examples::read_values(files)?;
        lower::lower(&registry, &names, corrections, examples)
    })
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
    stack::large(id.as_ref(), || {
        let one = (id.to_owned(), schema.clone());
        let documents: Result<Vec<_>, _> = std::iter::once(&one)
            .chain(others)
            .map(|(id, value)| load::loose(id, value))
            .collect();
        let documents = documents?;
        let root = documents[0].0.clone();
        let registry = resolve::Registry::with_ids(documents)?;
        lower::schema(&registry, &root, asserts_formats)
    })
}
