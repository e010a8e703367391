//! Changes in meaning between two releases.
//!
//! Both releases are compared with the declared corrections applied. Descriptions, titles and `$id`s
//! don't count, nor do different spellings of the same constraint. A new version of an event type is
//! no change by itself, because it only names the schema. A change without a new version is marked.
//!
//! ```no_run
//! use cdevents_codegen::diff::diff;
//!
//! let model = cdevents_codegen::lower(&cdevents_codegen::read_folder("schemas".as_ref())?)?;
//! let [.., old, new] = model.releases.as_slice() else { return Ok(()) };
//! let diff = diff((&model, old), (&model, new));
//! println!("{}", diff.text());
//! # Ok::<(), cdevents_codegen::Error>(())
//! ```

mod arrays;
mod change;
mod compare;
mod equivalent;
mod normalized;
mod numbers;
mod objects;
mod releases;
mod renamed;
pub(crate) mod render;
mod rule;
mod scalars;
mod schema;
mod valid;

use serde_json::Value;

use crate::model::rules::{Rules, SchemaId};

pub use change::{Change, ChangeKind, Diff};
pub use releases::{diff, schemas};
pub use rule::{Effect, Rule};

/// Returns whether a value is valid, or nothing if that is not decided here.
pub(crate) fn is_valid((rules, id): (&Rules, SchemaId), value: &Value) -> Option<bool> {
    valid::is_valid(schema::SchemaRef { rules, id }, value)
}
