//! Generates all files of `cdevents-generated`: the generator's output, and what only maintainers
//! read.

use cdevents_codegen::diff::diff;
use cdevents_codegen::model::Model;
use cdevents_codegen::{
    COMMAND_FOLDER, DOCS_FOLDER, Error, Output, emit, marked_lines, marked_markdown,
};

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
    output.insert(
        format!("{COMMAND_FOLDER}/diffs.txt"),
        marked_lines(&diffs(model)),
    );
    Ok(output)
}

/// Returns what changed between each release and each later one. The schemas alone don't say all of it,
/// so the command `cdevents` cannot compare them itself.
fn diffs(model: &Model) -> String {
    let releases = model.releases.as_slice();
    let pairs = releases.iter().enumerate().flat_map(|(index, old)| {
        let later = &releases[index + 1..];
        later
            .iter()
            .map(move |new| diff((model, old), (model, new)))
    });
    let texts: Vec<_> = pairs.map(|diff| diff.text()).collect();
    texts.concat()
}
