//! The examples of each event of each release, as files: a minimal and a complete one in JSON, and one
//! in Rust.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::examples::{Json, RustExample};
use crate::model::{Alternative, Event, Model, Release, ReleaseName};
use crate::{Error, examples};

use super::tokens::ident;

/// The list of the examples: the releases that have them, oldest first.
pub(in crate::emit) fn list(model: &Model) -> TokenStream {
    let modules = model.releases.iter();
    let modules = modules.map(|release| ident(&release.name.module()));
    quote! {
        //! The list of the examples.

        use crate::testkit::examples;

        examples! { #(#modules,)* }
    }
}

/// An example, with a newline at the end.
fn text(example: &examples::Json) -> String {
    format!("{example}\n")
}

/// The examples of an event.
pub(in crate::emit) struct Texts {
    pub(in crate::emit) minimal: String,
    pub(in crate::emit) complete: String,
    pub(in crate::emit) rust: RustExample,
    /// The minimal example in parts, if its context is like that of the release's first event.
    pub(in crate::emit) parts: Option<Parts>,
    /// The release in whose folder the body of the Rust example is: the first of the consecutive
    /// releases that share it.
    pub(in crate::emit) rust_release: ReleaseName,
}

/// What a minimal example has beside the usual context of its release and its event type.
#[derive(Clone)]
pub(in crate::emit) struct Parts {
    /// The ID of the event.
    pub(in crate::emit) id: String,
    /// The rest of the text, from the subject on.
    subject: String,
    /// The release in whose folder the subject is: the first of the consecutive releases that share it.
    pub(in crate::emit) release: ReleaseName,
}

/// The values that the contexts of a release's minimal examples share.
#[derive(Default)]
pub(in crate::emit) struct UsualContext {
    /// The property that names the release.
    pub(in crate::emit) version: String,
    pub(in crate::emit) source: String,
    pub(in crate::emit) timestamp: String,
}

impl UsualContext {
    /// Returns the values of the release's first event.
    fn of(model: &Model, release: &Release) -> Result<Option<Self>, Error> {
        let Some(event) = release.events.first() else {
            return Ok(None);
        };
        let minimal = examples::minimal(model, release, event)?;
        let version = minimal.get("context").and_then(|context| match context {
            Json::Object(properties) => properties.first().map(|(key, _)| key.clone()),
            _ => None,
        });
        let [source, timestamp] = ["source", "timestamp"].map(|key| of_context(&minimal, key));
        Ok(version
            .zip(source)
            .zip(timestamp)
            .map(|((version, source), timestamp)| Self {
                version,
                source,
                timestamp,
            }))
    }

    /// Returns the parts of an example, unless its context is another one. The runtime's macro
    /// `minimal!` puts them together.
    fn parts(&self, release: &Release, event: &Event, example: &Json) -> Option<Parts> {
        let Self {
            version,
            source,
            timestamp,
        } = self;
        let (name, event_type) = (&release.name, &event.event_type);
        let id = of_context(example, "id")?;
        let head = format!(
            "{{\n  \"context\": {{\n    \"{version}\": \"{name}\",\n    \"id\": \"{id}\",\n    \
             \"source\": \"{source}\",\n    \"type\": \"{event_type}\",\n    \
             \"timestamp\": \"{timestamp}\"\n  }},\n  \"subject\": "
        );
        let subject = text(example)
            .strip_prefix(&head)?
            .strip_suffix("}\n")?
            .to_owned();
        let release = name.clone();
        Some(Parts {
            id,
            subject,
            release,
        })
    }
}

/// Returns a string of an event's context.
fn of_context(event: &Json, key: &str) -> Option<String> {
    let text = event.get("context")?.get(key)?.as_text()?;
    Some(text.to_owned())
}

/// The examples of all events.
pub(in crate::emit) struct Examples {
    /// What the contexts of a release's examples share, for each release in turn.
    pub(in crate::emit) usual_contexts: Vec<UsualContext>,
    /// The examples, by the `$id`s of the events' schemas.
    texts: BTreeMap<String, Texts>,
}

impl Examples {
    pub(in crate::emit) fn of(model: &Model) -> Result<Self, Error> {
        let mut rust = examples::rust_of_all(model)?;
        let mut usual_contexts = Vec::new();
        let mut texts_by_id = BTreeMap::new();
        // The last body of each event and the last subject, with their releases.
        let mut bodies: BTreeMap<&str, (String, ReleaseName)> = BTreeMap::new();
        let mut subjects: BTreeMap<&str, Parts> = BTreeMap::new();
        for release in &model.releases {
            let usual = UsualContext::of(model, release)?.unwrap_or_default();
            for event in release.all_events() {
                let id = &event.schema_id;
                let name = event.name.as_str();
                let rust = rust.remove(id).ok_or_else(|| missing(event))?;
                let shared = bodies.get(name).filter(|(body, _)| *body == rust.body);
                let rust_release = shared.map_or(&release.name, |(_, release)| release).clone();
                bodies.insert(name, (rust.body.clone(), rust_release.clone()));
                let minimal = examples::minimal(model, release, event)?;
                let mut parts = usual.parts(release, event, &minimal);
                if let Some(parts) = &mut parts {
                    let last = subjects.get(name);
                    if let Some(last) = last.filter(|last| last.subject == parts.subject) {
                        parts.release = last.release.clone();
                    }
                    subjects.insert(name, parts.clone());
                }
                let texts = Texts {
                    minimal: text(&minimal),
                    complete: text(&examples::complete(model, release, event)?),
                    rust,
                    rust_release,
                    parts,
                };
                texts_by_id.insert(id.clone(), texts);
            }
            usual_contexts.push(usual);
        }
        Ok(Self {
            usual_contexts,
            texts: texts_by_id,
        })
    }

    pub(in crate::emit) fn of_event(&self, event: &Event) -> Result<&Texts, Error> {
        self.texts
            .get(&event.schema_id)
            .ok_or_else(|| missing(event))
    }

    /// Returns the subjects of the minimal examples, by their paths in the folder of generated Rust.
    pub(in crate::emit) fn subjects(
        &self,
        model: &Model,
    ) -> Result<BTreeMap<String, String>, Error> {
        let mut files = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let parts = self.of_event(event)?.parts.as_ref();
                if let Some(parts) = parts.filter(|parts| parts.release == release.name) {
                    let path = format!("subjects/{}/{}.json", release.name, event.file_name());
                    files.insert(path, parts.subject.clone());
                }
            }
        }
        Ok(files)
    }

    /// Returns the files, by their paths in the examples' folder.
    pub(in crate::emit) fn files(&self, model: &Model) -> Result<BTreeMap<String, String>, Error> {
        let mut files = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let path = format!("{}/{}", release.name, event.file_name());
                let texts = self.of_event(event)?;
                files.insert(format!("{path}.json"), texts.complete.clone());
                files.insert(format!("{path}.minimal.json"), texts.minimal.clone());
                if texts.rust_release == release.name {
                    files.insert(format!("{path}.rs"), texts.rust.body.clone());
                }
            }
        }
        Ok(files)
    }
}

/// A link outside of an event, with every property.
pub(in crate::emit) fn of_link(
    model: &Model,
    release: &Release,
    kind: &Alternative,
) -> Result<String, Error> {
    Ok(text(&examples::complete_link(model, release, kind)?))
}

fn missing(event: &Event) -> Error {
    Error::new(&event.schema_id, "", "has no example")
}
