//! What the generator made, for the one who ran it.

use std::fmt;

use crate::model::Model;
use crate::{Output, RUST_FOLDER};

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
}

impl Summary {
    /// Of what was made of a model.
    #[must_use]
    pub fn of(model: &Model, output: &Output) -> Self {
        let is_rust = |path: &str| path.starts_with(RUST_FOLDER);
        let rust = output.iter().filter(|(path, _)| is_rust(path));
        let events = model.releases.iter().map(|it| it.all_events().count());
        Self {
            releases: model.releases.len(),
            events: events.sum(),
            shapes: model.shapes.len(),
            lines: rust.map(|(_, text)| text.lines().count()).sum(),
            pages: output.keys().filter(|path| !is_rust(path)).count(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            releases,
            events,
            shapes,
            lines,
            pages,
        } = self;
        write!(
            formatter,
            "{releases} releases, {events} events, {shapes} shapes: {lines} lines of Rust, {pages} pages"
        )
    }
}
