//! Corrections of upstream's schemas: each must match what it corrects, and a bug without a
//! correction is an error.

use cdevents_codegen::{CORRECTIONS_FILE, Error, Files, generate_from, read_folder};
use cdevents_tests::workspace;

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// Returns the error after an edit of the corrections.
fn error(edit: impl FnOnce(&str) -> String) -> Error {
    let mut files = files();
    let text = edit(&files.texts[CORRECTIONS_FILE]);
    files.texts.insert(CORRECTIONS_FILE.to_owned(), text);
    generate_from(&files).expect_err("these corrections are wrong")
}

/// Removes the correction that contains a text.
fn without(corrections: &str, text: &str) -> String {
    let blocks = corrections.split("[[correction]]");
    let kept: Vec<_> = blocks.filter(|block| !block.contains(text)).collect();
    let count = corrections.matches("[[correction]]").count();
    assert_eq!(kept.len(), count, "exactly one correction has {text:?}");
    kept.join("[[correction]]")
}

fn with(corrections: &str, addition: &str) -> String {
    format!(
        "{corrections}\n[[correction]]\nproblem = \"p\"\nreason = \"r\"\nfixed_in = \"0.5.1\"\n{addition}"
    )
}

#[test]
fn an_upstream_bug_without_a_correction_is_an_error() {
    let found = error(|corrections| without(corrections, "pipelinerun-finished-event"));
    assert!(
        found.file().ends_with("0.5.0/pipelinerun/finished.json"),
        "{found}"
    );
    assert_eq!(found.pointer(), "/properties/context/required/0");
    assert!(found.reason().contains("`version` is required"), "{found}");

    let array = "https://cdevents.dev/schema/links/embeddedlinksarray.json";
    let found = error(|corrections| without(corrections, array));
    assert!(
        found
            .file()
            .ends_with("0.4.0/links/embeddedlinksarray.json"),
        "{found}"
    );
    assert!(found.reason().contains("has no `$id`"), "{found}");
    let moved = "moved = [\"chain_id\", \"link_type\", \"timestamp\", \"start\", \"tags\"]";
    let found = error(|corrections| without(corrections, moved));
    assert!(
        found.file().ends_with("0.4.0/links/linkstart.json"),
        "{found}"
    );
}

#[test]
fn a_correction_of_a_place_that_changed_is_an_error() {
    let mut files = files();
    let path = "0.5.0/testsuiterun/finished.json";
    let text = files.texts.get_mut(path).unwrap();
    *text = text.replace("\"version\"", "\"specversion\"");
    let error = generate_from(&files).unwrap_err();
    assert!(error.file().ends_with(CORRECTIONS_FILE), "{error}");
    assert_eq!(error.pointer(), "/correction/15/documents/2");
    assert!(error.reason().contains(path), "{error}");
    let reason = "#/properties/context/required: found another value: [\"specversion\"";
    assert!(error.reason().contains(reason), "{error}");

    let mut files = self::files();
    let text = files.texts.get_mut("0.4.0/links/linkend.json").unwrap();
    *text = text.replace("\"chain_id\"", "\"chainId\"");
    let error = generate_from(&files).unwrap_err();
    assert!(
        error.reason().contains("`chain_id` no longer exists here"),
        "{error}"
    );
}

#[test]
fn a_correction_that_does_not_apply_is_an_error() {
    let cases = [
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/no\"]\npointer = \"/type\"\nfound = \"a\"",
            "release 0.5.1 has no document `https://cdevents.dev/no`",
        ),
        (
            "release = \"0.5.2\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/type\"\nfound = \"a\"",
            "release 0.5.2 has no document",
        ),
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/gone/for/good\"\nfound = \"a\"",
            "the parent object no longer exists",
        ),
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/gone\"\nfound = \"a\"",
            "the value no longer exists",
        ),
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/type\"\nreplacement = \"a\"",
            "there already is a value: \"object\"",
        ),
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/type\"\nfound = \"object\"\nreplacement = \"object\"",
            "so it changes nothing",
        ),
        (
            "release = \"0.5.1\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/type\"",
            "must have `found` or `replacement`",
        ),
        (
            "release = \"newest\"\ndocuments = [\"https://cdevents.dev/0.5.1/schema/custom\"]\npointer = \"/type\"\nfound = \"a\"",
            "`newest` is neither `draft` nor a version",
        ),
        (
            "release = \"0.5.1\"\ndocuments = []\npointer = \"/type\"\nfound = \"a\"",
            "must name at least one document",
        ),
        ("pages = 1", "is not a valid list of corrections"),
    ];
    for (addition, reason) in cases {
        let error = error(|corrections| with(corrections, addition));
        assert!(error.file().ends_with(CORRECTIONS_FILE), "{error}");
        assert!(error.reason().contains(reason), "{reason}: {error}");
    }
}

/// The reference lists the corrections, and the docs of a release that has any link to the list.
#[test]
fn the_reference_lists_corrections() {
    let output = generate_from(&files()).unwrap();
    let has = |path: &str, text: &str| output[path].contains(text);
    let list = "docs/corrections.md";
    assert!(has(list, "`version` is both required and forbidden"));
    assert!(has(list, "declared beside the keyword"));
    assert!(has("src/generated/v0_5_0.rs", "/corrections.html"));
    assert!(has("src/generated/v0_4_0.rs", "/corrections.html"));
    assert!(!has("src/generated/v0_5_1.rs", "/corrections.html"));
}
