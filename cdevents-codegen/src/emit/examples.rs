//! The examples, as files: of each event of each release a minimal and a complete one in JSON, and
//! one in Rust.

use std::collections::BTreeMap;

use crate::model::{Alternative, Event, Model, Release};
use crate::{Error, example};

/// The path of an event's examples below their folder, without what they end in.
pub(super) fn path(release: &Release, event: &Event) -> String {
    format!("{}/{}", release.name, event.file_name())
}

/// An example, with a newline at its end.
fn text(example: &example::Json) -> String {
    format!("{}\n", example::text(example).trim_end())
}

/// The examples of an event.
pub(super) struct Texts {
    pub(super) minimal: String,
    pub(super) complete: String,
    pub(super) rust: String,
}

/// The examples, by the `$id`s of their schemas.
pub(super) struct Examples(BTreeMap<String, Texts>);

impl Examples {
    pub(super) fn of(model: &Model) -> Result<Self, Error> {
        let mut rust = example::rust_of_all(model)?;
        let mut examples = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let id = &event.schema_id;
                let texts = Texts {
                    minimal: text(&example::minimal(model, release, event)?),
                    complete: text(&example::complete(model, release, event)?),
                    rust: rust.remove(id).ok_or_else(|| missing(event))?,
                };
                examples.insert(id.clone(), texts);
            }
        }
        Ok(Self(examples))
    }

    pub(super) fn of_event(&self, event: &Event) -> Result<&Texts, Error> {
        self.0.get(&event.schema_id).ok_or_else(|| missing(event))
    }

    /// The files, by their paths below the examples' folder.
    pub(super) fn files(&self, model: &Model) -> Result<BTreeMap<String, String>, Error> {
        let mut files = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let (path, texts) = (path(release, event), self.of_event(event)?);
                for (ending, text) in [
                    ("json", &texts.complete),
                    ("minimal.json", &texts.minimal),
                    ("rs", &texts.rust),
                ] {
                    files.insert(format!("{path}.{ending}"), text.clone());
                }
            }
        }
        Ok(files)
    }
}

/// A link that travels by itself, with every member.
pub(super) fn of_link(
    model: &Model,
    release: &Release,
    kind: &Alternative,
) -> Result<String, Error> {
    Ok(text(&example::complete_link(model, release, kind)?))
}

fn missing(event: &Event) -> Error {
    Error::new(&event.schema_id, "", "no example was made of it")
}
