//! `cargo xtask codegen`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use cdevents_codegen::public_items::{self, PublicItems};
use cdevents_codegen::summary::Summary;
use cdevents_codegen::{Error, Files, emit, lower, read_folder, sync};

use crate::workspace::workspace;

/// Generates, or checks.
pub(crate) fn run(check: bool, schemas: Option<&Path>) -> ExitCode {
    codegen(check, schemas).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn codegen(check: bool, schemas: Option<&Path>) -> Result<ExitCode, Error> {
    let files = files(schemas)?;
    let model = lower(&files)?;
    let output = emit(&model)?;
    let target = workspace().join("cdevents-generated");
    let summary = Summary::of(&model, &output);
    if !check {
        let before = public_items(&target);
        let report = sync::write(&output, &target)?;
        println!("{report}\n{summary}");
        if let Some(before) = before {
            println!("{}", PublicItems::of(&model)?.changes_since(&before));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let report = sync::check(&output, &target)?;
    if report.is_clean() {
        println!("all {} generated files are up to date", report.unchanged);
        println!("{summary}");
        return Ok(ExitCode::SUCCESS);
    }
    for (path, difference) in &report.differences {
        eprintln!("{difference} {}", path.display());
    }
    let from = schemas.map(|folder| format!(" --schemas {}", folder.display()));
    let from = from.unwrap_or_default();
    eprintln!("error: what is generated isn't up to date; run `cargo xtask codegen{from}`");
    Ok(ExitCode::FAILURE)
}

/// Our schemas, or another folder's, which takes from ours what isn't schemas.
pub(crate) fn files(schemas: Option<&Path>) -> Result<Files, Error> {
    let own = read_folder(&workspace().join("schemas"))?;
    let Some(folder) = schemas else {
        return Ok(own);
    };
    let files = read_folder(folder)?;
    if files.has_names() {
        Ok(files)
    } else {
        Ok(files.with_names_of(&own))
    }
}

/// What was public before, as far as that is checked in and can be read.
fn public_items(target: &Path) -> Option<PublicItems> {
    let file = target.join(public_items::FILE);
    match fs::read_to_string(&file).map_err(|error| error.to_string()) {
        Ok(text) => match text.parse() {
            Ok(items) => Some(items),
            Err(reason) => {
                eprintln!(
                    "warning: {}: {reason}; public names can't be compared",
                    file.display()
                );
                None
            }
        },
        Err(reason) => {
            eprintln!(
                "warning: {}: {reason}; public names can't be compared",
                file.display()
            );
            None
        }
    }
}
