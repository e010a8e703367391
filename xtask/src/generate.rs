//! Generates all files of `cdevents-generated`: the generator's output, and what only maintainers
//! read.

use cdevents_codegen::model::Model;
use cdevents_codegen::{DOCS_FOLDER, Error, Output, emit, marked_lines, marked_markdown};

use crate::lint;
use crate::public_items::{self, PublicItems};

/// Generates every checked-in file of `cdevents-generated`.
///
/// # Errors
/// Fails as [`emit`] does, or if two public items have the same path.
pub fn generate(model: &Model) -> Result<Output, Error> {
    let mut output = emit(model)?;
    let items = PublicItems::of(model)?.to_string();
    output.insert(public_items::FILE.to_owned(), marked_lines(&items));
    output.insert(
        format!("{DOCS_FOLDER}/lint.md"),
        marked_markdown(&lint::page()),
    );
    Ok(output)
}
