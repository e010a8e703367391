//! The linter: what its rules find, what they find in the specification's releases, and what becomes
//! of what is known.

mod acknowledgements;
mod releases;
mod reports;
mod rules;

use std::sync::LazyLock;

use cdevents_codegen::{Files, read_folder};
use cdevents_tests::workspace;
use xtask::lint::{Code, Finding, Place, Report, lint};

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// What is found in our releases.
fn report() -> &'static Report {
    static REPORT: LazyLock<Report> = LazyLock::new(|| lint(&files()).unwrap());
    &REPORT
}

/// The findings of a rule in a release.
fn of(report: &Report, release: &str, code: Code) -> Vec<Finding> {
    let is_it = |it: &&Finding| it.code == code && it.release.to_string() == release;
    report.findings.iter().filter(is_it).cloned().collect()
}

/// Where a finding is: the ends of the files' paths, and the pointers.
fn places(findings: &[Finding]) -> Vec<String> {
    let place = |it: &Place| {
        let path = it.file.display().to_string().replace('\\', "/");
        let (_, path) = path.rsplit_once("schemas/").unwrap();
        format!("{path}#{}", it.pointer)
    };
    let mut places: Vec<_> = findings
        .iter()
        .flat_map(|it| it.places.iter().map(place))
        .collect();
    places.sort();
    places
}
