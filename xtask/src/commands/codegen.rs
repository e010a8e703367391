//! `cargo xtask codegen`.

use std::fs;
use std::path::Path;

use cdevents_codegen::model::Model;
use cdevents_codegen::{Error, Files, Output, lower, read_folder};
use xtask::accept;
use xtask::descriptions;
use xtask::generate::generate;
use xtask::import;
use xtask::public_items::{self, PublicItems};
use xtask::summary::Summary;
use xtask::sync;

use crate::workspace::workspace;
use xtask::output::{print_line, tell};

/// Generates all files, or checks that they are up to date. If `accepts`, adds to the tables what they lack.
pub(crate) fn run(check: bool, accepts: bool, schemas: Option<&Path>) -> Result<u8, String> {
    let text = |error: Error| error.to_string();
    if schemas.is_none() && !check {
        import::clean_up(&workspace().join("schemas")).map_err(text)?;
    }
    let files = files(schemas).map_err(text)?;
    if files.is_part && !check {
        return Err(only_a_part(&files.folder));
    }
    let (model, output) = if accepts {
        make_accepting(&files)?
    } else {
        make(&files).map_err(text)?
    };
    let missing = descriptions::missing(&model);
    if !missing.is_empty() && !check {
        tell(format_args!(
            "warning: no description in the schemas: {}",
            missing.join(", ")
        ));
    }
    let target = workspace().join("cdevents-generated");
    let summary = Summary::of(&model, &output);
    if !check {
        let before = public_items(&target);
        let now = PublicItems::of(&model).map_err(text)?;
        let status = sync::write(&output, &target).map_err(text)?;
        print_line(format_args!("{status}\n{summary}"))?;
        if let Some(before) = before {
            print_line(now.changes_since(&before))?;
        }
        return Ok(0);
    }
    let status = sync::check(&output, &target).map_err(text)?;
    if status.is_clean() {
        let count = status.unchanged;
        print_line(format_args!(
            "all {count} generated files are up to date\n{summary}"
        ))?;
        return Ok(0);
    }
    tell(&status);
    let command = match schemas {
        None => "cargo xtask codegen".to_owned(),
        Some(folder) if files.is_part => format!("cargo xtask import {}", folder.display()),
        Some(folder) => format!("cargo xtask codegen --schemas {}", folder.display()),
    };
    tell(format_args!(
        "error: generated files are not up to date; run `{command}`"
    ));
    Ok(1)
}

/// Lowers the schemas and generates all files.
fn make(files: &Files) -> Result<(Model, Output), Error> {
    let model = lower(files)?;
    let output = generate(&model)?;
    Ok((model, output))
}

/// Adds what the tables lack, until nothing is missing or only a person can add the rest. The tables are written
/// in both cases.
fn make_accepting(files: &Files) -> Result<(Model, Output), String> {
    let text = |error: Error| error.to_string();
    let mut extended = files.clone();
    let mut added = Vec::new();
    let made = loop {
        let made = make(&extended);
        let missing = made.as_ref().err().map(Error::missing).unwrap_or_default();
        // What was added already doesn't help.
        if missing.iter().all(|missing| added.contains(missing)) {
            break made;
        }
        accept::add(&mut extended, missing).map_err(text)?;
        added.extend_from_slice(missing);
    };
    accept::write(files, &extended).map_err(text)?;
    for missing in &added {
        print_line(format_args!("added to {}", accept::described(missing)))?;
    }
    made.map_err(text)
}

/// Returns why nothing is generated from a folder without names.
fn only_a_part(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "{folder}: has no `names.toml`, so it doesn't have all releases, and the others would be \
         deleted; compare with `cargo xtask codegen --check --schemas {folder}`, or import with `cargo \
         xtask import {folder}`"
    )
}

/// Reads our schemas, or those of another folder with our names and corrections.
pub(crate) fn files(schemas: Option<&Path>) -> Result<Files, Error> {
    let own = read_folder(&workspace().join("schemas"))?;
    let Some(folder) = schemas else {
        return Ok(own);
    };
    Ok(read_folder(folder)?.or_with_names_of(&own))
}

/// Reads the list of public items before generating. Warns if it cannot be read.
fn public_items(target: &Path) -> Option<PublicItems> {
    let file = target.join(public_items::FILE);
    let text = fs::read_to_string(&file).map_err(|error| error.to_string());
    let items = text.and_then(|text| text.parse());
    let unknown = |reason: &String| {
        tell(format_args!(
            "warning: {}: {reason}; public items cannot be compared",
            file.display()
        ));
    };
    items.inspect_err(unknown).ok()
}
