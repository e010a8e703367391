//! `cargo xtask lint`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cdevents_codegen::Error;
use cdevents_codegen::model::ReleaseName;
use xtask::accept;
use xtask::lint::{Findings, lint};

use super::codegen;
use xtask::output::Format;
use xtask::output::print;

/// Lints the schemas.
pub(crate) fn run(
    release: Option<&str>,
    schemas: Option<&Path>,
    format: Format,
    all: bool,
    accepts: bool,
) -> Result<u8, String> {
    let mut findings = findings(release, schemas)?;
    if accepts {
        accept(&findings, schemas)?;
        findings = self::findings(release, schemas)?;
    }
    match format {
        Format::Text => print(findings.to_text(all))?,
        Format::Json => {
            let lines = findings.to_json();
            let lines: Vec<_> = lines.iter().map(|line| format!("{line}\n")).collect();
            print(lines.concat())?;
        }
    }
    Ok(status(&findings))
}

/// Acknowledges what is acknowledged in the release before.
fn accept(findings: &Findings, schemas: Option<&Path>) -> Result<(), String> {
    let text = |error: Error| error.to_string();
    let files = codegen::files(schemas).map_err(text)?;
    if files.is_part {
        return Err(format!(
            "{}: has no `lint.toml` of its own to add to; import the release first",
            files.folder.display()
        ));
    }
    let mut extended = files.clone();
    let mut entries = BTreeMap::<_, BTreeSet<_>>::new();
    for finding in findings.new_findings() {
        if let Some(before) = &finding.before {
            let of_release = entries.entry(&finding.release).or_default();
            of_release.insert(before.entry);
        }
    }
    for (release, entries) in entries {
        accept::acknowledge(&mut extended, release, &entries).map_err(text)?;
    }
    accept::write(&files, &extended).map_err(text)
}

/// Returns the exit status: 1 if there are new findings.
fn status(findings: &Findings) -> u8 {
    u8::from(findings.new_findings().next().is_some())
}

fn findings(release: Option<&str>, schemas: Option<&Path>) -> Result<Findings, String> {
    let files = codegen::files(schemas).map_err(|error| error.to_string())?;
    let findings = lint(&files).map_err(|error| error.to_string())?;
    let Some(release) = release else {
        return Ok(findings);
    };
    match release.parse::<ReleaseName>() {
        Ok(release) if findings.releases.contains(&release) => Ok(findings.of(&release)),
        _ => {
            let releases: Vec<_> = findings.releases.iter().map(ToString::to_string).collect();
            Err(format!(
                "{}: there is no release `{release}`; there are {}",
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
    fn the_status_tells_known_findings_from_new_ones() {
        assert_eq!(status(&findings(None, None).unwrap()), 0);
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schemas");
        let mut files = cdevents_codegen::read_folder(&folder).unwrap();
        files.texts.remove(cdevents_codegen::LINT_FILE);
        assert_eq!(status(&lint(&files).unwrap()), 1);
    }

    #[test]
    fn an_unknown_release_is_an_error() {
        for release in ["7.0.0", "9.9", "next"] {
            let error = findings(Some(release), None).unwrap_err();
            let expected = format!("there is no release `{release}`; there are draft, 0.1.0, ");
            assert!(error.contains(&expected), "{error}");
        }
        let folder = PathBuf::from("no/such/folder");
        assert!(
            findings(None, Some(&folder))
                .unwrap_err()
                .contains("cannot be read")
        );
    }
}
