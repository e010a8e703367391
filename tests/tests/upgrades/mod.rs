//! What is declared about upgrades between releases: a required property that nothing provides is an error
//! with the lines to add, and so is a declaration that does not apply.

mod applies;
mod missing;
mod reference;
mod schemas;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use cdevents_codegen::model::Model;
use cdevents_codegen::{Error, Files, UPGRADES_FILE, lower, read_folder, upgrades};
use cdevents_tests::workspace;

/// A newer value of an enum by the older one that means the same, and the other way around.
const VALUES: [(&str, &str); 2] = [("pass", "success"), ("fail", "failure")];

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// Returns the declarations, and the model of our schemas.
fn lowered() -> &'static (String, Model) {
    static LOWERED: OnceLock<(String, Model)> = OnceLock::new();
    LOWERED.get_or_init(|| {
        let files = files();
        let model = lower(&files).unwrap();
        (files.texts[UPGRADES_FILE].clone(), model)
    })
}

/// Checks other declarations.
fn check(model: &Model, declarations: &str) -> Result<(), Error> {
    let texts = [(UPGRADES_FILE.to_owned(), declarations.to_owned())];
    let files = Files {
        texts: BTreeMap::from(texts),
        ..Files::default()
    };
    let model = Model {
        upgrades: upgrades::read(&files)?,
        ..model.clone()
    };
    upgrades::check(&model)
}

/// Returns the lines of an error that are to be pasted, with everything filled in that is left open.
fn lines_to_add(error: &Error) -> String {
    let mut lines = String::new();
    for paragraph in error
        .reason()
        .split("\n\n")
        .filter(|part| part.starts_with("[["))
    {
        let mut paragraph = paragraph.to_owned();
        for (old, new) in VALUES {
            let open = format!("old = \"{old}\"\nnew = \"…\"");
            let filled = format!("old = \"{old}\"\nnew = \"{new}\"");
            paragraph = paragraph.replace(&open, &filled);
        }
        let lines_of = paragraph.lines();
        let is_reason = |line: &str| line.starts_with("reason = ");
        let lines_of = lines_of.map(|line| {
            if is_reason(line) {
                "reason = \"It is so.\""
            } else {
                line
            }
        });
        let paragraph = lines_of.collect::<Vec<_>>().join("\n");
        assert!(!paragraph.contains('…'), "{paragraph}");
        lines.extend(["\n", &paragraph, "\n"]);
    }
    lines
}

/// Splits the declarations: the comment at the top, and each declaration.
fn blocks(declarations: &str) -> Vec<&str> {
    let mut starts: Vec<_> = declarations
        .match_indices("\n[[")
        .map(|(start, _)| start + 1)
        .collect();
    starts.insert(0, 0);
    let ends = starts[1..].iter().copied().chain([declarations.len()]);
    let blocks = starts.iter().zip(ends);
    blocks
        .map(|(start, end)| &declarations[*start..end])
        .collect()
}

/// Returns a declaration for the end of the file.
fn declaration(kind: &str, keys: &str) -> String {
    format!("\n[[{kind}]]\n{keys}\nreason = \"It is so.\"\n")
}
