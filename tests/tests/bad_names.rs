//! Mistakes in `names.toml` are errors that name the place and the reason.

use cdevents_codegen::{Error, Files, generate_from, read_folder};
use cdevents_tests::workspace;
use serde_json::{Value, json};

/// Returns the error after an edit of our schema files.
fn error(edit: impl FnOnce(&mut Files)) -> Error {
    let mut files = read_folder(&workspace().join("schemas")).unwrap();
    edit(&mut files);
    generate_from(&files).expect_err("these names are wrong")
}

/// Returns the error after a replacement in `names.toml`.
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
fn two_types_with_one_name_are_an_error() {
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
fn a_name_for_a_missing_type_is_an_error() {
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
fn invalid_tables_of_names_are_errors() {
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
fn a_subject_without_a_stage_is_an_error() {
    let error = error_with(", \"service\"]", "]");
    assert_error(&error, "service/deployed.json", "", "belongs to no stage");
    assert!(error.reason().contains("names.toml"), "{error}");
}

/// Each stage is a variant of an enum.
#[test]
fn a_stage_whose_name_makes_no_variant_of_its_own_is_an_error() {
    for (name, reason) in [
        ("2nd", "no Rust name can be made of `2nd`"),
        ("Prüfung", "no Rust name can be made of `Prüfung`"),
        ("", "no Rust name can be made of ``"),
        ("self", "no Rust name can be made of `self`"),
        (
            "Source-Code",
            "another stage has the same name as `Source-Code` in Rust",
        ),
    ] {
        let error = error_with("name = \"Testing\"", &format!("name = \"{name}\""));
        assert_error(&error, "names.toml", "/stage/3/name", reason);
    }
}

/// Adds a property to the content in the schema of an event.
fn add_property(files: &mut Files, path: &str, name: &str) {
    let text = files.texts.get_mut(path).unwrap();
    let mut schema: Value = serde_json::from_str(text).unwrap();
    let pointer = "/properties/subject/properties/content/properties";
    let properties = schema.pointer_mut(pointer).unwrap();
    properties[name] = json!({"type": "string"});
    *text = schema.to_string();
}

#[test]
fn all_unknown_words_and_missing_stages_are_reported_in_one_run() {
    let error = error(|files| {
        add_property(files, "0.5.1/artifact/deleted.json", "bakedBy");
        add_property(files, "0.5.1/service/deployed.json", "cakeTin");
        add_property(files, "0.5.1/service/removed.json", "cakeSize");
        let names = files.texts.get_mut("names.toml").unwrap();
        *names = names.replacen(", \"service\"]", "]", 1);
        *names = names.replacen("\"ticket\"]", "]", 1);
    });
    let property = "/properties/subject/properties/content/properties/bakedBy";
    assert_error(
        &error,
        "artifact/deleted.json",
        property,
        "the word `baked` in `bakedBy` is unknown",
    );
    assert!(
        error.reason().ends_with(
            "; these are unknown too: \"cake\", \"size\", \"tin\"\
             ; these subjects belong to no stage: \"service\", \"ticket\""
        ),
        "{error}"
    );
    // The words of a compound must be known, too.
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
fn all_missing_stages_are_reported_in_one_run() {
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
fn unknown_words_are_reported_before_clashing_names() {
    // `2fa` is an unknown word. If it were known, `run-2fa` and `run2fa` would have the same name.
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
fn a_stage_without_events_and_a_subject_with_two_stages_are_errors() {
    let error = error_with("\"service\"]", "\"service\", \"nothing\"]");
    let reason = "no event has this subject";
    assert_error(&error, "names.toml", "/stage/4/subjects/2", reason);
    let error = error_with("\"ticket\"]", "\"ticket\", \"service\"]");
    let reason = "already belongs to a stage";
    assert_error(&error, "names.toml", "/stage/5/subjects/2", reason);
}

#[test]
fn a_type_named_like_another_item_is_an_error() {
    let error = error_with("= \"Sbom\"", "= \"Option\"");
    let pointer = "/types/0.4.0~1artifact.packaged~1content~1sbom";
    let reason = "the generated code uses the name `Option`";
    assert_error(&error, "names.toml", pointer, reason);
}
