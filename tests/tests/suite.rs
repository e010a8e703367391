//! The official JSON Schema test suite, of every dialect that is there. Each schema is either rejected as
//! unsupported, or every test of it gets the suite's verdict, both as a value and as text. `suite.md` has the
//! counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cdevents_codegen::custom::Dialect;
use cdevents_codegen::lower_schema;
use cdevents_generated::validate::{is_text_valid, is_value_valid, violations_of};
use cdevents_tests::instances::spell;
use cdevents_tests::tables::table;
use cdevents_tests::{json_files, skipped, workspace};
use fastrand::Rng;
use serde_json::{Value, json};

const TABLE: &str = "tests/suite.md";

/// The suite's folders, and the dialects whose tests they have.
const FOLDERS: [(&str, Dialect); 5] = [
    ("draft4", Dialect::Draft4),
    ("draft6", Dialect::Draft6),
    ("draft7", Dialect::Draft7),
    ("draft2019-09", Dialect::Draft201909),
    ("draft2020-12", Dialect::Draft202012),
];

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

/// Returns a schema of a dialect, unless it says that it is of another.
fn of_dialect(schema: &Value, dialect: Dialect) -> Value {
    let mut schema = schema.clone();
    if let Some(keywords) = schema
        .as_object_mut()
        .filter(|keywords| !keywords.contains_key("$schema"))
    {
        keywords.insert("$schema".to_owned(), json!(dialect.uri()));
    }
    schema
}

/// Returns the documents that tests refer to.
fn remotes(folder: &Path, dialect: Dialect) -> Vec<(String, Value)> {
    let folder = folder.join("remotes");
    let files = json_files(&folder).into_iter();
    let files = files.map(|(path, value)| {
        let path = path.strip_prefix(&folder).unwrap().display().to_string();
        let is_of_other = FOLDERS
            .iter()
            .any(|(name, other)| *other != dialect && path.starts_with(&format!("{name}/")));
        (
            format!("http://localhost:1234/{path}"),
            of_dialect(&value, dialect),
            is_of_other,
        )
    });
    // Some have a dialect of their own.
    let is_known = |schema: &Value| {
        let uri = schema.get("$schema").and_then(Value::as_str);
        uri.is_none_or(|uri| Dialect::named(uri).is_some())
    };
    let files = files.filter(|(_, schema, is_of_other)| !is_of_other && is_known(schema));
    files.map(|(uri, value, _)| (uri, value)).collect()
}

/// Runs the tests of one file.
fn run(
    (name, cases): (&str, &Value),
    dialect: Dialect,
    remotes: &[(String, Value)],
    asserts_formats: bool,
) -> Count {
    let mut rng = Rng::with_seed(3);
    let mut count = Count::default();
    for case in cases.as_array().unwrap() {
        let tests = case["tests"].as_array().unwrap();
        let uri = "https://example.com/schema";
        let schema = of_dialect(&case["schema"], dialect);
        let needs_remotes = case["schema"].to_string().contains("localhost:1234");
        let remotes = if needs_remotes { remotes } else { &[] };
        let (rules, id) = match lower_schema(uri, &schema, remotes, asserts_formats) {
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
            let place = format!(
                "{dialect:?}: {name}: {}: {}",
                case["description"], test["description"]
            );
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
    count
}

#[test]
fn every_schema_is_rejected_or_gives_the_suites_verdicts() {
    let Some(folder) = suite() else {
        return;
    };
    let mut sections: BTreeMap<String, BTreeMap<String, Count>> = BTreeMap::new();
    for (name, dialect) in FOLDERS
        .into_iter()
        .filter(|(name, _)| folder.join(name).is_dir())
    {
        let remotes = remotes(&folder, dialect);
        for (path, cases) in json_files(&folder.join(name)) {
            let file = path
                .strip_prefix(folder.join(name))
                .unwrap()
                .with_extension("");
            let file = file.to_str().unwrap().to_owned();
            // Of what is optional, formats are of interest. Elsewhere, the tests expect that they are not asserted.
            let is_format = file.starts_with("optional/format/");
            if file.starts_with("optional/") && !is_format {
                continue;
            }
            let count = run((&file, &cases), dialect, &remotes, is_format);
            let (part, file) = file.rsplit_once('/').unwrap_or(("", &file));
            let title = format!("{name}/{part}");
            let section = sections.entry(title.trim_end_matches('/').to_owned());
            section.or_default().insert(file.to_owned(), count);
        }
    }
    let place = workspace().join(TABLE);
    let expected = std::fs::read_to_string(&place).unwrap();
    let mut found = expected.clone();
    for (title, counts) in &sections {
        replace_section(&mut found, title, &markdown(counts));
    }
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&place, &found).unwrap();
        return;
    }
    assert_eq!(
        found, expected,
        "{TABLE} is out of date; run this test with UPDATE_TABLES=1 to update it"
    );
}

/// Replaces a section of the page, or adds it at the end. Other sections stay: not every copy of the suite has
/// all folders.
fn replace_section(page: &mut String, title: &str, text: &str) {
    let heading = format!("\n## {title}\n");
    let start = page.find(&heading).unwrap_or(page.len());
    let rest = &page[start..];
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(index, _)| rest[*index..].starts_with("\n## "));
    let end = end.map_or(page.len(), |(index, _)| start + index);
    page.replace_range(start..end, &format!("{heading}\n{text}"));
}

fn markdown(counts: &BTreeMap<String, Count>) -> String {
    let mut text = String::from("| file | passed | rejected | why |\n|---|---|---|---|\n");
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
