//! `cargo xtask codegen`.

use std::path::Path;
use std::process::ExitCode;

use cdevents_codegen::{Error, generate_from, read_folder, sync};

use crate::workspace;

/// Generates, or checks.
pub(crate) fn run(check: bool, schemas: Option<&Path>) -> ExitCode {
    codegen(check, schemas).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn codegen(check: bool, schemas: Option<&Path>) -> Result<ExitCode, Error> {
    let workspace = workspace();
    let own = read_folder(&workspace.join("schemas"))?;
    let files = match schemas {
        None => own,
        Some(folder) => {
            let files = read_folder(folder)?;
            if files.has_names() {
                files
            } else {
                files.with_names_of(&own)
            }
        }
    };
    let output = generate_from(&files)?;
    let target = workspace.join("cdevents-generated");
    if !check {
        println!("{}", sync::write(&output, &target)?);
        return Ok(ExitCode::SUCCESS);
    }
    let report = sync::check(&output, &target)?;
    if report.is_clean() {
        println!("all {} generated files are up to date", report.unchanged);
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
