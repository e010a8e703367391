//! A table of names that isn't as it should be: the error names the place and the reason.

use cdevents_codegen::{Error, Files, generate_from, read_folder};
use cdevents_tests::workspace;
use serde_json::{Value, json};

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
        *names = names.replace("= \"UserContent\"", "= \"Sbom\"");
    });
    assert!(
        error.reason().contains("two types with the name `Sbom`"),
        "{error}"
    );
}

#[test]
fn a_name_for_no_shape() {
    let error = error(|files| {
        let names = files.texts.get_mut("names.toml").unwrap();
        let line = "[types]\n\"0.5.1/service.deployed/nowhere\" = \"Nowhere\"\n";
        *names = names.replace("[types]\n", line);
    });
    let pointer = "/types/0.5.1~1service.deployed~1nowhere";
    assert_error(
        &error,
        "names.toml",
        pointer,
        "no type first appears at this place",
    );
}

#[test]
fn a_table_of_names_that_is_none() {
    let error = error(|files| {
        files
            .texts
            .insert("names.toml".to_owned(), "words = 1".to_owned());
    });
    assert_error(&error, "names.toml", "", "is not a valid table of names");
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

/// The files with a new member in the content of that event of 0.5.1.
fn add_member(files: &mut Files, path: &str, name: &str) {
    let text = files.texts.get_mut(path).unwrap();
    let mut schema: Value = serde_json::from_str(text).unwrap();
    let pointer = "/properties/subject/properties/content/properties";
    let properties = schema.pointer_mut(pointer).unwrap();
    properties[name] = json!({"type": "string"});
    *text = schema.to_string();
}

#[test]
fn all_unknown_words_and_subjects_without_a_stage_are_told_in_one_run() {
    let error = error(|files| {
        add_member(files, "0.5.1/artifact/deleted.json", "bakedBy");
        add_member(files, "0.5.1/service/deployed.json", "cakeTin");
        add_member(files, "0.5.1/service/removed.json", "cakeSize");
        let names = files.texts.get_mut("names.toml").unwrap();
        *names = names.replacen(", \"service\"]", "]", 1);
        *names = names.replacen("\"ticket\"]", "]", 1);
    });
    let member = "/properties/subject/properties/content/properties/bakedBy";
    assert_error(
        &error,
        "artifact/deleted.json",
        member,
        "the word `baked` in `bakedBy` is unknown",
    );
    assert!(
        error.reason().ends_with(
            "; these are unknown too: \"cake\", \"size\", \"tin\"\
             ; these subjects belong to no stage: \"service\", \"ticket\""
        ),
        "{error}"
    );
    // The words may be needed by a compound alone.
    let error = error_with(
        "pipelinerun = \"pipeline run\"",
        "pipelinerun = \"pipe line run\"",
    );
    assert_error(
        &error,
        "names.toml",
        "/compounds/pipelinerun",
        "the word `pipe` is unknown",
    );
    assert!(
        error
            .reason()
            .ends_with("; these are unknown too: \"line\""),
        "{error}"
    );
}

#[test]
fn all_subjects_without_a_stage_are_told_in_one_run() {
    let error = error(|files| {
        let names = files.texts.get_mut("names.toml").unwrap();
        *names = names.replacen(", \"service\"]", "]", 1);
        *names = names.replacen("\"ticket\"]", "]", 1);
    });
    assert!(
        error
            .reason()
            .contains("the subject `service` belongs to no stage"),
        "{error}"
    );
    assert!(
        error
            .reason()
            .ends_with("; these belong to no stage either: \"ticket\""),
        "{error}"
    );
}

#[test]
fn names_that_clash_only_until_the_words_are_known_are_no_error_before_that() {
    // `2fa` needs other words; as it stands, `run-2fa` makes one name with `run2fa`.
    let clashing = |files: &mut Files| {
        let text = files.texts.get_mut("0.5.1/definitions.json").unwrap();
        let mut schema: Value = serde_json::from_str(text).unwrap();
        *schema.pointer_mut("/$defs/outcome/enum").unwrap() = json!(["run-2fa", "run2fa"]);
        *text = schema.to_string();
    };
    let error = error(clashing);
    let reason = "the word `2fa` in `run-2fa` is unknown";
    assert_error(&error, "definitions.json", "/$defs/outcome/enum/0", reason);
    assert!(
        error
            .reason()
            .ends_with("; these are unknown too: \"run2fa\""),
        "{error}"
    );
    let error = self::error(|files| {
        clashing(files);
        let names = files.texts.get_mut("names.toml").unwrap();
        *names = names.replacen("words = [", "words = [\"2fa\", \"run2fa\",", 1);
    });
    assert!(
        error.reason().contains("both get the name `Run2fa`"),
        "{error}"
    );
}

#[test]
fn a_stage_of_no_subject_and_a_subject_of_two_stages() {
    let error = error_with("\"service\"]", "\"service\", \"nothing\"]");
    let reason = "no event has this subject";
    assert_error(&error, "names.toml", "/stage/4/subjects/2", reason);
    let error = error_with("\"ticket\"]", "\"ticket\", \"service\"]");
    let reason = "already belongs to a stage";
    assert_error(&error, "names.toml", "/stage/5/subjects/2", reason);
}

#[test]
fn a_shape_with_the_name_of_something_else() {
    let error = error_with("= \"Sbom\"", "= \"Object\"");
    let pointer = "/types/0.4.0~1artifact.packaged~1content~1sbom";
    let reason = "the generated code uses the name `Object`";
    assert_error(&error, "names.toml", pointer, reason);
}
