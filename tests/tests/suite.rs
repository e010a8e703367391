//! The official JSON Schema test suite. Each schema is either rejected as unsupported, or every
//! test of it gets the suite's verdict, both as a value and as text. `suite.md` has the counts.

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

/// Returns the suite's folder: `JSON_SCHEMA_TEST_SUITE`, or else
/// `../shared/json-schema-test-suite`.
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
    rejected: usize,
    reasons: BTreeMap<String, usize>,
}

#[test]
fn every_schema_is_rejected_or_gives_the_suites_verdicts() {
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
            // These tests of the suite expect that formats are not asserted.
            let (rules, id) = match lower_schema(uri, &case["schema"], remotes, false) {
                Ok(lowered) => lowered,
                Err(error) => {
                    count.rejected += tests.len();
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
        "{TABLE} is out of date; run this test with UPDATE_TABLES=1 to update it"
    );
}

fn markdown(counts: &BTreeMap<String, Count>) -> String {
    let mut text = String::from(
        "# The official JSON Schema test suite, draft 2020-12\n\n\
         For each file of the suite: how many tests pass, how many have a schema that the generator \
         rejects, and why. No test has another verdict than the one that the suite expects. \
         `suite.rs` compares this table with the results; `UPDATE_TABLES=1 cargo test` writes it.\n\n\
         | file | passed | rejected | why |\n|---|---|---|---|\n",
    );
    let (mut passed, mut rejected) = (0, 0);
    for (name, count) in counts {
        let reasons: Vec<_> = count.reasons.keys().cloned().collect();
        let reasons = reasons.join("; ").replace('|', "\\|");
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {reasons} |",
            count.passed, count.rejected
        );
        passed += count.passed;
        rejected += count.rejected;
    }
    let _ = writeln!(text, "| **all** | {passed} | {rejected} | |");
    text
}
