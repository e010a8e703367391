//! `cargo xtask lint`.

use std::path::Path;
use std::process::ExitCode;

use cdevents_codegen::model::ReleaseName;
use xtask::lint::{Report, lint};

use super::codegen;
use crate::Format;
use crate::output::{print, tell};

/// Reports the specification's faults.
pub(crate) fn run(
    release: Option<&ReleaseName>,
    schemas: Option<&Path>,
    format: Format,
    all: bool,
) -> ExitCode {
    let status = report(release, schemas).and_then(|report| {
        let text = match format {
            Format::Text => report.to_text(all),
            Format::Json => {
                let lines: Vec<_> = report
                    .to_json()
                    .iter()
                    .map(|it| format!("{it}\n"))
                    .collect();
                lines.concat()
            }
        };
        print(text)?;
        Ok(status(&report))
    });
    ExitCode::from(status.unwrap_or_else(|error| {
        tell(format_args!("error: {error}"));
        2
    }))
}

/// The exit status: is there anything new?
fn status(report: &Report) -> u8 {
    u8::from(report.new_findings().next().is_some())
}

fn report(release: Option<&ReleaseName>, schemas: Option<&Path>) -> Result<Report, String> {
    let files = codegen::files(schemas).map_err(|error| error.to_string())?;
    let report = lint(&files).map_err(|error| error.to_string())?;
    match release {
        None => Ok(report),
        Some(release) if report.releases.contains(release) => Ok(report.of(release)),
        Some(release) => {
            let releases: Vec<_> = report.releases.iter().map(ToString::to_string).collect();
            Err(format!(
                "{}: there is no release {release}, but {}",
                files.folder.display(),
                releases.join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_status_tells_known_faults_from_new_ones() {
        assert_eq!(status(&report(None, None).unwrap()), 0);
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas");
        let mut files = cdevents_codegen::read_folder(&folder).unwrap();
        files.texts.remove(cdevents_codegen::LINT_FILE);
        assert_eq!(status(&lint(&files).unwrap()), 1);
    }

    #[test]
    fn a_release_that_is_not_there_is_an_error() {
        let release = "7.0.0".parse().unwrap();
        let error = report(Some(&release), None).unwrap_err();
        assert!(
            error.contains("there is no release 7.0.0, but draft, 0.1.0, "),
            "{error}"
        );
        let folder = PathBuf::from("no/such/folder");
        assert!(
            report(None, Some(&folder))
                .unwrap_err()
                .contains("can't be read")
        );
    }
}
