//! Every generated table is used, so that the compiler has nothing to warn about.

use std::collections::BTreeSet;

use cdevents_codegen::{Files, generate_from, read_folder};
use cdevents_tests::{upstream, workspace};

const TABLES: &str = "src/generated/tables.rs";

#[track_caller]
fn assert_all_needed(files: &Files) {
    let output = generate_from(files).unwrap();
    let is_table = |word: &&str| {
        let number = word.strip_prefix('S').unwrap_or_default();
        !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
    };
    let (mut once, mut again) = (BTreeSet::new(), BTreeSet::new());
    for (_, text) in output.iter().filter(|(path, _)| path.ends_with("rs")) {
        for word in text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(is_table)
        {
            if !once.insert(word) {
                again.insert(word);
            }
        }
    }
    assert!(output[TABLES].contains("static "));
    let alone: Vec<_> = once.difference(&again).collect();
    assert!(alone.is_empty(), "{alone:?}");
}

#[test]
fn every_generated_table_is_used() {
    assert_all_needed(&read_folder(&workspace().join("schemas")).unwrap());
}

#[test]
fn every_table_is_used_with_upstreams_schemas() {
    let test = "every_table_is_used_with_upstreams_schemas";
    let Some(folder) = upstream("0.5.1", test) else {
        return;
    };
    let mut files = read_folder(&workspace().join("schemas")).unwrap();
    files.texts.retain(|path, _| !path.starts_with("0.5.1/"));
    for (path, text) in read_folder(&folder).unwrap().texts {
        files.texts.insert(format!("0.5.1/{path}"), text);
    }
    assert_all_needed(&files);
}
