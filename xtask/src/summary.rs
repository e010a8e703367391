//! What the generator made, for the one who ran it.

use std::fmt;

use cdevents_codegen::model::Model;
use cdevents_codegen::{DOCS_FOLDER, EXAMPLES_FOLDER, Output, RUST_FOLDER};

/// How much there is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// The releases.
    pub releases: usize,
    /// The kinds of events, of all releases.
    pub events: usize,
    /// The types that they are made of.
    pub shapes: usize,
    /// The lines of Rust.
    pub lines: usize,
    /// The pages and pictures of the reference.
    pub pages: usize,
    /// The files with examples.
    pub examples: usize,
}

impl Summary {
    /// Of what was made of a model.
    #[must_use]
    pub fn of(model: &Model, output: &Output) -> Self {
        let count = |folder: &str, endings: &[&str]| {
            let paths = output.keys();
            paths.filter(|path| is_of(path, folder, endings)).count()
        };
        let rust = output
            .iter()
            .filter(|(path, _)| is_of(path, RUST_FOLDER, &["rs"]));
        let events = model.releases.iter().map(|it| it.all_events().count());
        Self {
            releases: model.releases.len(),
            events: events.sum(),
            shapes: model.shapes.len(),
            lines: rust.map(|(_, text)| text.lines().count()).sum(),
            pages: count(DOCS_FOLDER, &["md", "svg"]),
            examples: count(EXAMPLES_FOLDER, &["json", "rs"]),
        }
    }
}

/// Is a file below this folder, with one of these endings?
fn is_of(path: &str, folder: &str, endings: &[&str]) -> bool {
    let name = path
        .strip_prefix(folder)
        .and_then(|it| it.strip_prefix('/'));
    let ending = name.and_then(|it| it.rsplit_once('.'));
    ending.is_some_and(|(_, ending)| endings.contains(&ending))
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            releases,
            events,
            shapes,
            lines,
            pages,
            examples,
        } = self;
        write!(
            formatter,
            "{releases} releases, {events} events, {shapes} shapes: {lines} lines of Rust, {pages} pages, {examples} examples"
        )
    }
}
