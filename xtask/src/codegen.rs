//! `cargo xtask codegen`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cdevents_codegen::{Error, generate, sync};

/// Generates, or checks.
pub(crate) fn run(check: bool) -> ExitCode {
    codegen(check).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn codegen(check: bool) -> Result<ExitCode, Error> {
    let workspace = workspace();
    let output = generate(&workspace.join("schemas"))?;
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
    eprintln!("error: what is generated isn't up to date; run `cargo xtask codegen`");
    Ok(ExitCode::FAILURE)
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
