//! A table of names that isn't as it should be: the error names the place and the reason.

use cdevents_codegen::{Error, Files, generate_from, read_folder};
use cdevents_tests::workspace;

/// The error that follows from an edit of our schemas.
fn error(edit: impl FnOnce(&mut Files)) -> Error {
    let mut files = read_folder(&workspace().join("schemas")).unwrap();
    edit(&mut files);
    generate_from(&files).expect_err("these names are wrong")
}

/// The error that follows from an edit of the names.
fn error_with(from: &str, to: &str) -> Error {
    error(|files| {
        let names = files.texts.get_mut("names.toml").unwrap();
        assert!(names.contains(from), "{from}");
        *names = names.replacen(from, to, 1);
    })
}

#[track_caller]
fn assert_error(error: &Error, file: &str, pointer: &str, reason: &str) {
    assert!(error.file().ends_with(file), "{error}");
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn two_shapes_with_one_name() {
    let error = error(|files| {
        let names = files.texts.get_mut("names.toml").unwrap();
        *names = names.replace("= \"Sbom\"", "= \"Reference\"");
    });
    assert!(
        error
            .reason()
            .contains("two shapes with the name `Reference`"),
        "{error}"
    );
}

#[test]
fn a_name_for_no_shape() {
    let error = error(|files| {
        let names = files.texts.get_mut("names.toml").unwrap();
        let line = "[shapes]\n\"service.deployed.0.3.0/nowhere\" = \"Nowhere\"\n";
        *names = names.replace("[shapes]\n", line);
    });
    let pointer = "/shapes/service.deployed.0.3.0~1nowhere";
    assert_error(
        &error,
        "names.toml",
        pointer,
        "no shape appears first at this place",
    );
}

#[test]
fn a_table_of_names_that_is_none() {
    let error = error(|files| {
        files
            .texts
            .insert("names.toml".to_owned(), "words = 1".to_owned());
    });
    assert_error(&error, "names.toml", "", "is not a table of names");
    let error = self::error(|files| {
        files.texts.remove("names.toml");
    });
    assert_error(&error, "names.toml", "", "is missing");
}

#[test]
fn a_subject_of_no_stage() {
    let error = error_with(", \"service\"]", "]");
    assert_error(&error, "service/deployed.json", "", "belongs to no stage");
    assert!(error.reason().contains("names.toml"), "{error}");
}

#[test]
fn a_stage_of_no_subject_and_a_subject_of_two_stages() {
    let error = error_with("\"service\"]", "\"service\", \"nothing\"]");
    let reason = "no event has this subject";
    assert_error(&error, "names.toml", "/stage/4/subjects/2", reason);
    let error = error_with("\"ticket\"]", "\"ticket\", \"service\"]");
    let reason = "stands in a stage already";
    assert_error(&error, "names.toml", "/stage/5/subjects/2", reason);
}
