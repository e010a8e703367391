//! Published schemas are either generated, or rejected with an error that says what is unsupported
//! and where.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cdevents_codegen::Error;
use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::{json_files, skipped, workspace};
use serde_json::{Value, json};

use super::TYPE;
use super::advice::follow_advice;
use super::compile::assert_compiles;

/// Phrases of generic errors, which do not help the user.
const GENERIC: &[&str] = &["isn't Rust", "typify", "otherwise than asked", "left out"];

/// Returns the folder of schemas: `CDEVENTS_SCHEMA_CORPUS`, or else `../shared/schema-corpus`.
fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("CDEVENTS_SCHEMA_CORPUS") {
        let folder = PathBuf::from(folder);
        assert!(
            folder.is_dir(),
            "CDEVENTS_SCHEMA_CORPUS: {} is missing",
            folder.display()
        );
        return Some(folder);
    }
    let folder = workspace().join("../shared/schema-corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    skipped("the corpus of public schemas: set CDEVENTS_SCHEMA_CORPUS");
    None
}

fn generate(file: &Path, text: &str) -> Result<String, Error> {
    let event = CustomEvent::of_content(TYPE, Schema::new(file, text)?);
    follow_advice(event).0
}

/// Returns the schema as one of the supported dialect.
fn in_our_dialect(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(keywords) = schema.as_object_mut() {
        keywords.remove("$schema");
        keywords.remove("id");
        keywords.insert("$id".to_owned(), json!("https://example.com/schema"));
    }
    schema
}

/// Returns each property and each definition of a schema as the only property of an object. More of
/// these are supported than whole schemas.
fn parts(schema: &Value) -> Vec<Value> {
    let keys = ["$defs", "definitions", "properties"];
    let tables = keys.iter().filter_map(|key| schema.get(key)?.as_object());
    let parts = tables.flatten().map(|(key, part)| {
        let mut own = json!({
            "$id": "https://example.com/part",
            "type": "object",
            "properties": { key.clone(): part },
        });
        for key in ["$defs", "definitions"] {
            if let Some(table) = schema.get(key) {
                own["$defs"] = table.clone();
            }
        }
        own
    });
    parts.collect()
}

/// Returns a schema as text, with its references changed to where [`parts`] puts definitions.
fn relocated(schema: &Value) -> String {
    schema.to_string().replace("\"#/definitions/", "\"#/$defs/")
}

#[test]
fn public_schemas_generate_or_fail_with_a_reason() {
    let Some(folder) = folder() else {
        return;
    };
    let mut modules = BTreeMap::new();
    // Compiling takes minutes, so only some modules are compiled unless the variable is set.
    let compiles_all = std::env::var_os("CDEVENTS_CASES").is_some();
    let (mut files, mut cases, mut whole, mut generated) = (0, 0, 0, 0);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for (file, schema) in json_files(&folder) {
        files += 1;
        // Uses the file's text, because a parsed value would hide duplicate keys.
        let text = fs::read_to_string(&file).unwrap();
        let own = in_our_dialect(&schema).to_string();
        let mut results = vec![generate(&file, &text), generate(&file, &own)];
        let whole_before = whole;
        whole += results.iter().filter(|result| result.is_ok()).count();
        results.extend(
            parts(&schema)
                .iter()
                .map(|part| generate(&file, &relocated(part))),
        );
        for result in results {
            cases += 1;
            match result {
                Ok(text) => {
                    generated += 1;
                    let is_whole = whole > whole_before;
                    if is_whole || compiles_all || cases % 16 == 0 {
                        modules.insert(format!("case{cases}"), text);
                    }
                }
                Err(error) => {
                    assert_eq!(error.file(), file, "{error}");
                    let is_generic = GENERIC.iter().any(|phrase| error.reason().contains(phrase));
                    assert!(!is_generic && error.reason().len() > 10, "{error}");
                    let kind: String = error.reason().split('`').step_by(2).collect();
                    *reasons.entry(kind).or_default() += 1;
                }
            }
        }
    }
    println!(
        "{files} files, {cases} schemas, {generated} generated, {whole} of them whole, {} compiled; \
         errors: {reasons:#?}",
        modules.len()
    );
    assert!(files > 100, "the corpus has only {files} files");
    assert!(modules.len() > 100, "{}", modules.len());
    assert_compiles("corpus", &modules);
}
