//! `cargo xtask lint`.

use std::path::Path;
use std::process::ExitCode;

use cdevents_codegen::lint::{Report, lint};
use cdevents_codegen::model::ReleaseName;

use crate::{Format, codegen};

/// Reports the specification's faults.
pub(crate) fn run(
    release: Option<&ReleaseName>,
    schemas: Option<&Path>,
    format: Format,
    all: bool,
) -> ExitCode {
    match report(release, schemas) {
        Ok(report) => {
            match format {
                Format::Text => print!("{}", report.to_text(all)),
                Format::Json => report.to_json().iter().for_each(|it| println!("{it}")),
            }
            ExitCode::from(u8::from(report.new_findings().next().is_some()))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn report(release: Option<&ReleaseName>, schemas: Option<&Path>) -> Result<Report, String> {
    let files = codegen::files(schemas).map_err(|error| error.to_string())?;
    let report = lint(&files).map_err(|error| error.to_string())?;
    match release {
        None => Ok(report),
        Some(release) if report.releases.contains(release) => Ok(report.of(release)),
        Some(release) => Err(format!(
            "{}: there is no release {release}",
            files.folder.display()
        )),
    }
}
