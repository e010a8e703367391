//! The examples, as files: of each event of each release a minimal and a complete one in JSON, and
//! one in Rust.

use std::collections::BTreeMap;

use crate::model::{Alternative, Event, Model, Release};
use crate::{Error, examples};

/// The path of an event's examples below their folder, without what they end in.
pub(crate) fn path(release: &Release, event: &Event) -> String {
    format!("{}/{}", release.name, event.file_name())
}

/// An example, with a newline at its end.
fn text(example: &examples::Json) -> String {
    format!("{example}\n")
}

/// The examples of an event.
pub(crate) struct Texts {
    pub(crate) minimal: String,
    pub(crate) complete: String,
    pub(crate) rust: String,
}

/// The examples, by the `$id`s of their schemas.
pub(crate) struct Examples(BTreeMap<String, Texts>);

impl Examples {
    pub(crate) fn of(model: &Model) -> Result<Self, Error> {
        let mut rust = examples::rust_of_all(model)?;
        let mut examples = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let id = &event.schema_id;
                let texts = Texts {
                    minimal: text(&examples::minimal(model, release, event)?),
                    complete: text(&examples::complete(model, release, event)?),
                    rust: rust.remove(id).ok_or_else(|| missing(event))?,
                };
                examples.insert(id.clone(), texts);
            }
        }
        Ok(Self(examples))
    }

    pub(crate) fn of_event(&self, event: &Event) -> Result<&Texts, Error> {
        self.0.get(&event.schema_id).ok_or_else(|| missing(event))
    }

    /// The files, by their paths below the examples' folder.
    pub(crate) fn files(&self, model: &Model) -> Result<BTreeMap<String, String>, Error> {
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
pub(crate) fn of_link(
    model: &Model,
    release: &Release,
    kind: &Alternative,
) -> Result<String, Error> {
    Ok(text(&examples::complete_link(model, release, kind)?))
}

fn missing(event: &Event) -> Error {
    Error::new(&event.schema_id, "", "no example was made of it")
}
