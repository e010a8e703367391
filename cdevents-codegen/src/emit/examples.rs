//! The examples, as files: of each event of each release a minimal and a complete one in JSON, and
//! one in Rust.

use std::collections::BTreeMap;

use crate::model::{Event, Model, Release};
use crate::{Error, example};

/// The path of an event's examples below their folder, without what they end in.
pub(super) fn path(release: &Release, event: &Event) -> String {
    format!("{}/{}", release.name, event.name.replace('.', "-"))
}

/// An example, with a newline at its end.
fn text(example: &example::Json) -> String {
    format!("{}\n", example::text(example).trim_end())
}

/// The examples, by the `$id`s of their schemas.
#[derive(Default)]
pub(super) struct Examples {
    minimal: BTreeMap<String, String>,
    complete: BTreeMap<String, String>,
    rust: BTreeMap<String, String>,
    /// Of the newest release's links, one a kind.
    links: Vec<String>,
}

impl Examples {
    pub(super) fn of(model: &Model) -> Result<Self, Error> {
        let mut examples = Self {
            rust: example::rust_of_all(model)?,
            ..Self::default()
        };
        for release in &model.releases {
            for event in release.all_events() {
                let id = &event.schema_id;
                let minimal = example::minimal(model, release, event)?;
                examples.minimal.insert(id.clone(), text(&minimal));
                let complete = example::complete(model, release, event)?;
                examples.complete.insert(id.clone(), text(&complete));
            }
        }
        if let Some(release) = model.releases.last()
            && let Some(link) = &release.link
        {
            for (_, kind) in example::link_kinds(model, link) {
                let link = example::complete_link(model, release, kind)?;
                examples.links.push(text(&link));
            }
        }
        Ok(examples)
    }

    pub(super) fn minimal(&self, event: &Event) -> &str {
        self.minimal
            .get(&event.schema_id)
            .map_or("", String::as_str)
    }

    pub(super) fn complete(&self, event: &Event) -> &str {
        self.complete
            .get(&event.schema_id)
            .map_or("", String::as_str)
    }

    pub(super) fn rust(&self, event: &Event) -> &str {
        self.rust.get(&event.schema_id).map_or("", String::as_str)
    }

    pub(super) fn link(&self, number: usize) -> Option<&str> {
        self.links.get(number).map(String::as_str)
    }

    /// The files, by their paths below the examples' folder.
    pub(super) fn files(&self, model: &Model) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let path = path(release, event);
                for (ending, text) in [
                    ("json", self.complete(event)),
                    ("minimal.json", self.minimal(event)),
                    ("rs", self.rust(event)),
                ] {
                    files.insert(format!("{path}.{ending}"), text.to_owned());
                }
            }
        }
        files
    }
}
