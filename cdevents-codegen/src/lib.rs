//! Generates Rust from JSON Schemas of [CDEvents](https://cdevents.dev).
//!
//! In a build script, [`custom`] generates types for your own events:
//!
//! ```no_run
//! use std::{env, fs, path::Path};
//!
//! use cdevents_codegen::custom::{CustomEvent, Schema};
//!
//! println!("cargo::rerun-if-changed=schemas");
//! let schema = Schema::read("schemas/gate-checked.json".as_ref())?;
//! let event = CustomEvent::of_content("dev.cdeventsx.gatekeeper-gate.checked.0.1.0", schema);
//! let path = Path::new(&env::var("OUT_DIR")?).join("gate_checked.rs");
//! fs::write(path, event.generate()?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`generate`] generates the crate `cdevents-generated` from the specification's schemas:
//!
//! ```no_run
//! let output = cdevents_codegen::generate("schemas".as_ref())?;
//! for (path, text) in &output {
//!     println!("{path}: {} lines", text.lines().count());
//! }
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```
//!
//! Data flows one way: [`documents`] reads and corrects the schemas, [`lower()`] turns them into a
//! [`model`], and [`emit()`] turns the model into files. [`diff`] compares two releases of a model, and
//! [`examples`] makes example events. [`documents`], [`patterns`] and [`strings`] are public for the
//! repository's own commands and tests.

pub mod custom;
pub mod diff;
pub mod documents;
mod emit;
mod error;
pub mod examples;
mod lower;
mod markdown;
pub mod model;
mod names;
mod output;
pub mod patterns;
mod stack;
pub mod strings;
pub mod upgrades;

use std::path::Path;

pub use documents::{
    CORRECTIONS_FILE, Document, EXAMPLES_FILE, Files, LINT_FILE, NAMES_FILE, UPGRADES_FILE,
    read_folder,
};
pub use emit::print::{marked_lines, marked_markdown};
pub use error::{Error, Missing};
pub use lower::{is_annotation, subject_and_predicate};
pub use output::{
    COMMAND_FOLDER, DOCS_FOLDER, EXAMPLES_FOLDER, GENERATED_FOLDERS, Output, RUST_FOLDER,
};
use serde_json::Value;

use documents::Documents;
use model::rules;

/// Generates all files from a folder of schemas.
///
/// # Errors
/// Fails if a file cannot be read, is invalid, or contains something that is not supported. The error
/// has the file, the JSON Pointer and the reason.
pub fn generate(folder: &Path) -> Result<Output, Error> {
    generate_from(&read_folder(folder)?)
}

/// Generates all files from schemas in memory.
///
/// # Errors
/// Fails as [`generate`] does.
pub fn generate_from(files: &Files) -> Result<Output, Error> {
    emit(&lower(files)?)
}

/// Generates all files from lowered schemas.
///
/// # Errors
/// Fails if an example lacks a value, or if the generated text is not Rust or cannot be formatted.
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
        documents::check_keywords(&documents)?;
        let documents = Documents::new(documents)?;
        let examples = examples::read_values(files)?;
        let upgrades = upgrades::read(files)?;
        Ok(model::Model {
            corrections,
            examples,
            upgrades,
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
            let dialect = document.dialect()?;
            let id = document.value.get(dialect.id_keyword());
            let id = id.and_then(Value::as_str).unwrap_or(uri).to_owned();
            documents.push((id, document, dialect));
        }
        let root = documents[0].0.clone();
        let policy = lower::Policy {
            asserts_formats,
            ..lower::Policy::STRICT
        };
        lower::schema(&Documents::with_ids(documents)?, &root, policy)
    })
}
