//! Published schemas are generated as they stand. The few others are rejected with an error that says
//! what is unsupported and where.

use std::collections::BTreeMap;

use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::corpus::{beside, corpus};

use super::TYPE;
use super::compile::assert_passes_clippy;

/// Phrases of generic errors, which do not help the user.
const GENERIC: &[&str] = &["isn't Rust", "typify", "otherwise than asked", "left out"];

#[test]
fn public_schemas_generate_as_they_stand() {
    let Some(files) = corpus("custom") else {
        return;
    };
    // Compiling takes minutes, so only some modules are compiled unless the variable is set.
    let compiles_all = std::env::var_os("CDEVENTS_CASES").is_some();
    let mut modules = BTreeMap::new();
    let mut generated = 0;
    for (number, file) in files.keys().enumerate() {
        let mut event = CustomEvent::of_content(TYPE, Schema::read(file).unwrap());
        for (other, _) in beside(&files, file) {
            event = event.with_document(Schema::read(other).unwrap());
        }
        match event.generate() {
            Ok(text) => {
                generated += 1;
                if compiles_all || number % 16 == 0 {
                    modules.insert(format!("case{number}"), text);
                }
            }
            Err(error) => {
                println!("{error}");
                let is_generic = GENERIC.iter().any(|phrase| error.reason().contains(phrase));
                assert!(!is_generic && error.reason().len() > 10, "{error}");
            }
        }
    }
    println!(
        "{generated} of {} schemas, {} compiled",
        files.len(),
        modules.len()
    );
    assert!(
        generated * 100 >= files.len() * 95,
        "{generated} of {}",
        files.len()
    );
    assert_passes_clippy("corpus", &modules);
}
