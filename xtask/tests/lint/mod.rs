//! The linter: its rules, its findings in the specification's releases, and acknowledgements.

mod acknowledgements;
mod output;
mod releases;
mod rules;

use std::sync::LazyLock;

use cdevents_codegen::{Files, read_folder};
use cdevents_tests::workspace;
use xtask::lint::{Finding, Findings, Location, Rule, lint};

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// Returns the findings in our releases.
fn findings() -> &'static Findings {
    static FINDINGS: LazyLock<Findings> = LazyLock::new(|| lint(&files()).unwrap());
    &FINDINGS
}

/// Returns the findings of a rule in a release.
fn of(findings: &Findings, release: &str, rule: Rule) -> Vec<Finding> {
    let is_wanted =
        |finding: &&Finding| finding.rule == rule && finding.release.to_string() == release;
    findings
        .findings
        .iter()
        .filter(is_wanted)
        .cloned()
        .collect()
}

/// Returns the locations of findings: paths below `schemas`, and JSON Pointers.
fn locations(findings: &[Finding]) -> Vec<String> {
    let name = |location: &Location| {
        let path = location.file.display().to_string().replace('\\', "/");
        let (_, path) = path.rsplit_once("schemas/").unwrap();
        format!("{path}#{}", location.pointer)
    };
    let mut locations: Vec<_> = findings
        .iter()
        .flat_map(|finding| finding.locations.iter().map(name))
        .collect();
    locations.sort();
    locations
}
