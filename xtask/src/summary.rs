//! Counts what was generated.

use std::fmt;

use cdevents_codegen::model::Model;
use cdevents_codegen::{DOCS_FOLDER, EXAMPLES_FOLDER, Output, RUST_FOLDER};

/// The numbers of generated things.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// Releases.
    pub releases: usize,
    /// Events of all releases.
    pub events: usize,
    /// Types that events consist of.
    pub shapes: usize,
    /// Lines of Rust.
    pub lines: usize,
    /// Pages and pictures of the reference.
    pub pages: usize,
    /// Example files.
    pub examples: usize,
}

impl Summary {
    /// Counts the output that was generated from a model.
    #[must_use]
    pub fn of(model: &Model, output: &Output) -> Self {
        let count = |folder: &str, extensions: &[&str]| {
            let paths = output.keys();
            paths.filter(|path| is_in(path, folder, extensions)).count()
        };
        let rust = output
            .iter()
            .filter(|(path, _)| is_in(path, RUST_FOLDER, &["rs"]));
        let events = model
            .releases
            .iter()
            .map(|release| release.all_events().count());
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

/// Returns whether a file is in a folder and has one of these extensions.
fn is_in(path: &str, folder: &str, extensions: &[&str]) -> bool {
    let name = path
        .strip_prefix(folder)
        .and_then(|name| name.strip_prefix('/'));
    let extension = name.and_then(|name| name.rsplit_once('.'));
    extension.is_some_and(|(_, extension)| extensions.contains(&extension))
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
            "{releases} releases, {events} events, {shapes} types: {lines} lines of Rust, {pages} pages, {examples} examples"
        )
    }
}
