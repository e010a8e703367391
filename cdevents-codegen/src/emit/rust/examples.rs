//! The examples of each event of each release, as files: a minimal and a complete one in JSON, and one
//! in Rust.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::examples::RustExample;
use crate::model::{Alternative, Event, Model, Release, ReleaseName};
use crate::{Error, examples};

/// The list of the examples: for each event, the releases that have it.
pub(in crate::emit) fn list(model: &Model) -> TokenStream {
    let mut releases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for release in &model.releases {
        for event in release.all_events() {
            let of_event = releases.entry(event.file_name()).or_default();
            of_event.push(release.name.to_string());
        }
    }
    let (names, releases): (Vec<_>, Vec<_>) = releases.into_iter().unzip();
    quote! {
        //! The list of the examples.

        use crate::testkit::examples;

        examples! { #(#names: #(#releases)*,)* }
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
    /// The release in whose folder the body of the Rust example is: the first of the consecutive
    /// releases that share it.
    pub(in crate::emit) rust_release: ReleaseName,
}

/// The examples of all events, by the `$id`s of their schemas.
pub(in crate::emit) struct Examples(BTreeMap<String, Texts>);

impl Examples {
    pub(in crate::emit) fn of(model: &Model) -> Result<Self, Error> {
        let mut rust = examples::rust_of_all(model)?;
        let mut examples = BTreeMap::new();
        // The last body of each event, and its release.
        let mut bodies: BTreeMap<&str, (String, ReleaseName)> = BTreeMap::new();
        for release in &model.releases {
            for event in release.all_events() {
                let id = &event.schema_id;
                let rust = rust.remove(id).ok_or_else(|| missing(event))?;
                let last = bodies.get(event.name.as_str());
                let shared = last.filter(|(body, _)| *body == rust.body);
                let rust_release = shared.map_or(&release.name, |(_, release)| release);
                let texts = Texts {
                    minimal: text(&examples::minimal(model, release, event)?),
                    complete: text(&examples::complete(model, release, event)?),
                    rust_release: rust_release.clone(),
                    rust,
                };
                let body = (texts.rust.body.clone(), texts.rust_release.clone());
                bodies.insert(&event.name, body);
                examples.insert(id.clone(), texts);
            }
        }
        Ok(Self(examples))
    }

    pub(in crate::emit) fn of_event(&self, event: &Event) -> Result<&Texts, Error> {
        self.0.get(&event.schema_id).ok_or_else(|| missing(event))
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
