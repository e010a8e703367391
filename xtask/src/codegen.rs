//! `cargo xtask codegen`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cdevents_codegen::{Error, Files, generate_from, read_folder, sync};

/// Generates, or checks.
pub(crate) fn run(check: bool, schemas: Option<&Path>) -> ExitCode {
    codegen(check, schemas).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn codegen(check: bool, schemas: Option<&Path>) -> Result<ExitCode, Error> {
    let files = files(schemas)?;
    let output = generate_from(&files)?;
    let target = workspace().join("cdevents-generated");
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

/// The workspace's folder, relative to the current one where that is shorter to read.
fn workspace() -> PathBuf {
    let absolute = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let absolute = absolute.canonicalize().unwrap_or(absolute);
    match std::env::current_dir() {
        Ok(current) if current == absolute => PathBuf::new(),
        _ => absolute,
    }
}
