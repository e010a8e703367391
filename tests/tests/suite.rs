//! The official JSON Schema test suite: a schema of it is either refused as unsupported, or every
//! one of its tests gets the suite's verdict, from a value and from text. How many there are of
//! each stands in a table, which is compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use cdevents_codegen::lower_schema;
use cdevents_generated::validate::{is_text_valid, is_value_valid, violations_of};
use cdevents_tests::instances::spell;
use cdevents_tests::tables::table;
use cdevents_tests::{json_files, skipped, workspace};
use fastrand::Rng;
use serde_json::Value;

const TABLE: &str = "tests/suite.md";

/// `JSON_SCHEMA_TEST_SUITE` says where the suite lies, or else it is looked for beside the
/// workspace.
fn suite() -> Option<PathBuf> {
    let folder = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map_or_else(
        || workspace().join("../shared/json-schema-test-suite"),
        PathBuf::from,
    );
    let folder = folder.join("draft2020-12").is_dir().then_some(folder);
    if folder.is_none() {
        skipped("suite: no JSON Schema test suite; set JSON_SCHEMA_TEST_SUITE");
    }
    folder
}

#[derive(Default)]
struct Count {
    passed: usize,
    refused: usize,
    reasons: BTreeMap<String, usize>,
}

#[test]
fn every_schema_is_refused_or_gives_the_suites_verdicts() {
    let Some(folder) = suite() else {
        return;
    };
    let remotes = folder.join("remotes");
    let remotes: Vec<(String, Value)> = json_files(&remotes)
        .into_iter()
        .map(|(path, value)| {
            let path = path.strip_prefix(&remotes).unwrap().display().to_string();
            (format!("http://localhost:1234/{path}"), value)
        })
        .filter(|(uri, _)| !uri.contains("metaschema") && !uri.contains("format-assertion"))
        .collect();
    let mut rng = Rng::with_seed(3);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (path, cases) in json_files(&folder.join("draft2020-12")) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let count = counts.entry(name.clone()).or_default();
        for case in cases.as_array().unwrap() {
            let tests = case["tests"].as_array().unwrap();
            let uri = "https://example.com/schema";
            let remotes = if name == "refRemote" || name == "vocabulary" {
                &remotes[..]
            } else {
                &[]
            };
            // By default, the suite has formats as annotations.
            let (rules, id) = match lower_schema(uri, &case["schema"], remotes, false) {
                Ok(lowered) => lowered,
                Err(error) => {
                    count.refused += tests.len();
                    let mut reason = error.reason().to_owned();
                    if let Some((start, _)) = reason.split_once("does not resolve") {
                        reason = start.split('`').next().unwrap_or_default().to_owned()
                            + "a `$ref` does not resolve";
                    }
                    *count.reasons.entry(reason).or_default() += tests.len();
                    continue;
                }
            };
            let schema = table(&rules, id);
            for test in tests {
                let place = format!("{name}: {}: {}", case["description"], test["description"]);
                let (data, valid) = (&test["data"], test["valid"].as_bool().unwrap());
                assert_eq!(is_value_valid(schema, data), valid, "{place}: by value");
                assert_eq!(
                    violations_of(schema, data).is_empty(),
                    valid,
                    "{place}: violations"
                );
                assert_eq!(
                    is_text_valid(schema, &spell(data, &mut rng)),
                    valid,
                    "{place}: by text"
                );
                count.passed += 1;
            }
        }
    }
    let found = markdown(&counts);
    let place = workspace().join(TABLE);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&place, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&place).unwrap_or_default();
    assert_eq!(
        found, expected,
        "{TABLE} has other counts; UPDATE_TABLES=1 writes them"
    );
}

fn markdown(counts: &BTreeMap<String, Count>) -> String {
    let mut text = String::from(
        "# The official JSON Schema test suite, draft 2020-12\n\n\
         Of each file, how many tests pass, and how many belong to a schema that the generator \
         refuses, and why. None gets another verdict than the suite's. `suite.rs` compares this \
         table; `UPDATE_TABLES=1 cargo test` writes it.\n\n\
         | file | passed | refused | why |\n|---|---|---|---|\n",
    );
    let (mut passed, mut refused) = (0, 0);
    for (name, count) in counts {
        let reasons: Vec<_> = count.reasons.keys().cloned().collect();
        let reasons = reasons.join("; ").replace('|', "\\|");
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {reasons} |",
            count.passed, count.refused
        );
        passed += count.passed;
        refused += count.refused;
    }
    let _ = writeln!(text, "| **all** | {passed} | {refused} | |");
    text
}
