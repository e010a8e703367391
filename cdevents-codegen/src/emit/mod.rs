//! Turns the model into the generated files, as text: nothing here touches the disk.

mod changes;
mod docs;
pub(crate) mod print;
pub(crate) mod rust;
mod site;

use proc_macro2::TokenStream;

use crate::model::Model;
use crate::upgrades::plan;
use crate::{DOCS_FOLDER, EXAMPLES_FOLDER, Error, Output, RUST_FOLDER};

use changes::{changes, since};
use rust::{descriptions, events, examples, index, kinds, shapes, tables, upgrades};

/// Returns every generated file, by its path.
pub(crate) fn emit(model: &Model) -> Result<Output, Error> {
    let plan = plan(model)?;
    let mut output = Output::new();
    let mut add = |name: &str, tokens: TokenStream| -> Result<(), Error> {
        let path = format!("{RUST_FOLDER}/{name}.rs");
        let text = print::rust(&path, tokens)?;
        output.insert(path, text);
        Ok(())
    };
    let changes = changes(model);
    add("mod", index::modules(model))?;
    add("release", index::releases(model))?;
    add("cdevent", index::cd_event(model))?;
    add("index", index::index(model))?;
    add("kind", kinds::kinds(model))?;
    add("examples", examples::list(model))?;
    add("renamed", index::renamed(&changes))?;
    add("shapes", shapes::file(&descriptions::complete(model)?)?)?;
    add("tables", tables::file(model))?;
    let examples = examples::Examples::of(model)?;
    add("upgrades", upgrades::table(model, &plan))?;
    for (index, release) in model.releases.iter().enumerate() {
        let (usual, since) = (&examples.usual_contexts[index], since(&changes, index));
        let tokens = events::release(model, release, &examples, usual, since)?;
        add(&release.name.module(), tokens)?;
    }
    let releases = print::marked_markdown(&docs::releases(model, &changes));
    output.insert(format!("{RUST_FOLDER}/releases.md"), releases);
    let events = print::marked_markdown(&docs::events(model, &changes));
    output.insert(format!("{RUST_FOLDER}/events.md"), events);
    for (name, text) in examples.subjects(model)? {
        output.insert(format!("{RUST_FOLDER}/{name}"), text);
    }
    for (name, text) in examples.files(model)? {
        output.insert(format!("{EXAMPLES_FOLDER}/{name}"), text);
    }
    let readme = print::marked_markdown(include_str!("examples.md"));
    output.insert(format!("{EXAMPLES_FOLDER}/README.md"), readme);
    for (name, page) in docs::pages(model, &changes, &plan, &examples)? {
        let mark = match name.rsplit('.').next() {
            Some("toml") => print::marked_lines,
            _ => print::marked_markdown,
        };
        output.insert(format!("{DOCS_FOLDER}/{name}"), mark(&page));
    }
    Ok(output)
}
