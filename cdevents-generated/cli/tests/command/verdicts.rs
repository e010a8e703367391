//! `cdevents validate` gives the verdicts of the library.

use std::fs;
use std::path::Path;

use crate::common::{run, run_with_input};
use cdevents_generated::Release;
use cdevents_generated::verdict::Verdict;
use serde_json::Value;

/// Returns every example of every release, in one line each.
fn examples() -> Vec<String> {
    let mut examples = Vec::new();
    for release in Release::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
        let files = fs::read_dir(folder.join(release.to_string())).expect("examples");
        let paths = files.map(|file| file.expect("a file").path());
        for path in paths.filter(|path| path.extension().is_some_and(|name| name == "json")) {
            let text = fs::read_to_string(path).expect("an example");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            examples.push(value.to_string());
        }
    }
    examples
}

/// Changes, removes or duplicates some bytes.
fn damaged(example: &str, rng: &mut fastrand::Rng) -> String {
    let mut bytes = example.as_bytes().to_vec();
    let at = rng.usize(..bytes.len());
    match rng.u8(..4) {
        0 => bytes[at] = rng.u8(b' '..=b'~'),
        1 => {
            bytes.remove(at);
        }
        2 => bytes.insert(at, rng.u8(b' '..=b'~')),
        _ => {
            let keys = example.match_indices('"').map(|(index, _)| index);
            let keys: Vec<_> = keys.collect();
            bytes.insert(keys[rng.usize(..keys.len())] + 1, b'x');
        }
    }
    String::from_utf8(bytes).expect("ASCII")
}

#[test]
fn every_example_is_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ran = run(&folder, &["validate", "examples/**/*.json"]);
    let count = examples().len();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let events = ran
        .errors
        .split(' ')
        .next()
        .expect("a count")
        .replace(',', "");
    assert_eq!(events, count.to_string());
}

#[test]
fn verdicts_on_damaged_events_are_those_of_the_library() {
    let examples = examples();
    let mut rng = fastrand::Rng::with_seed(17);
    let mut lines = Vec::new();
    while lines.len() < 2_000 {
        let example = &examples[rng.usize(..examples.len())];
        let line = damaged(example, &mut rng);
        // Two documents in one line, and a document that ends in the next line, are not one event.
        if serde_json::from_str::<Value>(&line).is_ok() {
            lines.push(line);
        }
    }
    let arguments = ["validate", "--verbose", "--format", "json"];
    let ran = run_with_input(Path::new("."), &arguments, lines.join("\n").as_bytes());
    let verdicts: Vec<Value> = ran
        .output
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(verdicts.len(), lines.len());
    let mut valid = 0;
    for (line, verdict) in lines.iter().zip(verdicts) {
        // The site's page shows the library's verdict, too.
        let of_library = Verdict::new(line.as_bytes(), None);
        let library = serde_json::to_value(&of_library).expect("JSON");
        assert_eq!(verdict["valid"], library["valid"], "{line}");
        if library["valid"] == true {
            valid += 1;
            continue;
        }
        assert_eq!(verdict["kind"], library["kind"], "{line}");
        assert_eq!(verdict["note"], library["note"], "{line}");
        let errors = verdict["errors"].as_array().expect("errors");
        let expected = library["errors"].as_array().expect("errors");
        assert_eq!(errors.len(), expected.len(), "{line}");
        let error = of_library.error.expect("an error");
        if let (Some(_), Some((1, column))) = (error.report(), error.position()) {
            // The error's own place is that of the first violation, or within it.
            let first = errors[0]["column"].as_u64().expect("a column");
            assert!(first <= column as u64, "{line}: {first}, {column}");
        }
        for (error, expected) in errors.iter().zip(expected) {
            for key in [
                "instanceLocation",
                "error",
                "keyword",
                "keywordLocation",
                "absoluteKeywordLocation",
                "column",
            ] {
                assert_eq!(error[key], expected[key], "{line}: {key}");
            }
        }
    }
    assert!((200..1_800).contains(&valid), "{valid}");
}
