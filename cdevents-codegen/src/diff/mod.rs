//! What changed in meaning between two releases.
//!
//! Both releases are compared as they are read here: with the declared corrections made. Words
//! (descriptions, titles, `$id`s) don't count, nor does how a schema spells what it demands. The type
//! of an event stands for its schema, so that a new version of it is no change by itself; what
//! changes without one is called out.
//!
//! ```no_run
//! use cdevents_codegen::diff::{Side, diff};
//!
//! let model = cdevents_codegen::lower(&cdevents_codegen::read_folder("schemas".as_ref())?)?;
//! let [.., old, new] = model.releases.as_slice() else { return Ok(()) };
//! let diff = diff(Side::new(&model, old), Side::new(&model, new));
//! println!("{}", diff.text());
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod accepts;
mod arrays;
mod change;
mod compare;
pub(crate) mod events;
mod likeness;
mod numbers;
mod objects;
pub(crate) mod render;
mod same;
mod view;

use std::collections::BTreeMap;

use serde::Serialize;

pub use change::{Change, Effect, Kind, Rule};

use crate::model::rules::{Rules, SchemaId};
use crate::model::{Model, Release};

/// A release, and the model that it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    model: &'a Model,
    release: &'a Release,
}

impl<'a> Side<'a> {
    /// Of a release of a model.
    #[must_use]
    pub const fn new(model: &'a Model, release: &'a Release) -> Self {
        Self { model, release }
    }
}

/// What changed between two releases.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Diff {
    /// The older release.
    pub old: String,
    /// The newer release.
    pub new: String,
    /// The events that both have: their names, such as `service.deployed`.
    pub common: Vec<String>,
    /// Of them, those whose type has another version: by name, the versions before and after. In
    /// the draft, 0.1.0 and 0.1.1, types have none.
    pub versions: BTreeMap<String, (Option<String>, Option<String>)>,
    /// The changes: the same change of several events is one.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Has it a change that breaks those who emit events, or those who read them?
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|it| render::breaks(it).is_some())
    }

    /// The changes of one event.
    pub fn of_event<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Change> {
        let has = move |it: &&Change| it.events.iter().any(|event| event == name);
        self.changes.iter().filter(has)
    }

    /// For people, on a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        render::text(self)
    }

    /// For people, as a page.
    #[must_use]
    pub fn markdown(&self) -> String {
        render::markdown(self)
    }
}

/// Compares two schemas, each among its rules, by the same reading as events. Paths begin at the
/// value that the schemas are for.
#[must_use]
pub fn schemas(old: (&Rules, SchemaId), new: (&Rules, SchemaId)) -> Vec<Change> {
    events::schemas(old, new)
}

/// Compares two releases.
#[must_use]
pub fn diff(old: Side<'_>, new: Side<'_>) -> Diff {
    events::diff(old, new)
}
