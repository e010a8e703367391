//! `cargo xtask codegen`.

use std::fs;
use std::path::Path;

use cdevents_codegen::{Error, Files, lower, read_folder};
use xtask::generate::generate;
use xtask::import;
use xtask::public_items::{self, PublicItems};
use xtask::summary::Summary;
use xtask::sync;

use crate::workspace::workspace;
use xtask::output::{print_line, tell};

/// Generates all files, or checks that they are up to date.
pub(crate) fn run(check: bool, schemas: Option<&Path>) -> Result<u8, String> {
    let text = |error: Error| error.to_string();
    if schemas.is_none() && !check {
        import::clean_up(&workspace().join("schemas")).map_err(text)?;
    }
    let files = files(schemas).map_err(text)?;
    if files.is_part && !check {
        return Err(only_a_part(&files.folder));
    }
    let model = lower(&files).map_err(text)?;
    let output = generate(&model).map_err(text)?;
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
