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
mod output;
mod stack;
pub mod strings;

use std::path::Path;

pub use documents::{
    CORRECTIONS_FILE, Document, EXAMPLES_FILE, Files, LINT_FILE, NAMES_FILE, read_folder,
};
pub use emit::print::{marked_lines, marked_markdown};
pub use error::Error;
pub use output::{DOCS_FOLDER, EXAMPLES_FOLDER, GENERATED_FOLDERS, Output, RUST_FOLDER};
use serde_json::Value;

use documents::Documents;
use model::rules;

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

/// Lowers the schemas to plain data.
///
/// # Errors
/// Fails as [`generate`] does.
pub fn lower(files: &Files) -> Result<model::Model, Error> {
    stack::large(&files.folder, || {
        let names = names::Names::new(files)?;
        let (documents, corrections) = documents::load_corrected(files)?;
        let documents = Documents::new(documents)?;
        let examples = examples::read_values(files)?;
        Ok(model::Model {
            corrections,
            examples,
            ..lower::lower(&documents, &names)?
        })
    })
}

/// Loads the schemas and applies the corrections: what the generated crate validates events against.
///
/// # Errors
/// Fails as [`generate`] does.
pub fn corrected(files: &Files) -> Result<Vec<Document>, Error> {
    let (documents, _) = documents::load_corrected(files)?;
    Ok(documents)
}

/// Lowers one schema to rules. Returns the rules and the number of the schema among them.
///
/// `others` are the documents that the schema may refer to, by their URIs. `asserts_formats` says
/// whether `format` affects validity, which JSON Schema leaves open.
///
/// # Errors
/// Fails as [`generate`] does.
pub fn lower_schema(
    id: &str,
    schema: &Value,
    others: &[(String, Value)],
    asserts_formats: bool,
) -> Result<(rules::Rules, rules::SchemaId), Error> {
    stack::large(id.as_ref(), || {
        let one = (id.to_owned(), schema.clone());
        let mut documents = Vec::new();
        for (uri, value) in std::iter::once(&one).chain(others) {
            let document = Document {
                file: uri.into(),
                release: model::ReleaseName::default(),
                value: value.clone(),
            };
            document.check_declared_dialect()?;
            documents.push((document.id().unwrap_or(uri).to_owned(), document));
        }
        let root = documents[0].0.clone();
        lower::schema(&Documents::with_ids(documents)?, &root, asserts_formats)
    })
}
