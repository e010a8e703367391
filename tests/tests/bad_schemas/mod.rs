//! Mistakes in schemas are errors that name the file, the place and the reason.

mod folders;

use cdevents_codegen::model::Form;
use cdevents_codegen::{Error, Files, generate_from, read_folder};
use cdevents_tests::workspace;
use serde_json::{Value, json};

const DEPLOYED: &str = "0.5.1/service/deployed.json";
const DEFINITIONS: &str = "0.5.1/definitions.json";
const CONTENT: &str = "/properties/subject/properties/content";

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// Returns the error after an edit of our schema files.
fn error(edit: impl FnOnce(&mut Files)) -> Error {
    let mut files = files();
    edit(&mut files);
    generate_from(&files).expect_err("these schemas are wrong")
}

/// Returns the error after an edit of one schema.
fn error_in(path: &str, edit: impl FnOnce(&mut Value)) -> Error {
    error(|files| edit_json(files, path, edit))
}

fn edit_json(files: &mut Files, path: &str, edit: impl FnOnce(&mut Value)) {
    let text = files.texts.get_mut(path).unwrap();
    let mut schema = serde_json::from_str(text).unwrap();
    edit(&mut schema);
    *text = schema.to_string();
}

fn at<'a>(schema: &'a mut Value, pointer: &str) -> &'a mut Value {
    schema.pointer_mut(pointer).unwrap()
}

#[track_caller]
fn assert_error(error: &Error, file: &str, pointer: &str, reason: &str) {
    assert!(error.file().ends_with(file), "{error}");
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
    assert!(error.to_string().contains(error.reason()), "{error}");
}

#[test]
fn invalid_json_is_an_error() {
    let error = error(|files| {
        files
            .texts
            .insert(DEPLOYED.to_owned(), "{ \"$id\": ".to_owned());
    });
    assert_error(&error, DEPLOYED, "", "is not JSON: EOF while parsing");
}

#[test]
fn a_reference_to_a_missing_document_is_an_error() {
    let error = error_in(DEPLOYED, |schema| {
        *at(schema, "/properties/customData") = json!({"$ref": "elsewhere#/$defs/customData"});
    });
    let reason = "no document has the `$id` https://cdevents.dev/0.5.1/schema/elsewhere";
    assert_error(&error, DEPLOYED, "/properties/customData/$ref", reason);
}

#[test]
fn a_reference_to_a_missing_place_is_an_error() {
    let error = error_in(DEPLOYED, |schema| {
        *at(schema, "/properties/customData") = json!({"$ref": "definitions#/$defs/customDate"});
    });
    let reason = "`definitions#/$defs/customDate` does not resolve";
    assert_error(&error, DEPLOYED, "/properties/customData/$ref", reason);
}

#[test]
fn a_reference_to_itself_is_an_error() {
    let loops = json!({"$ref": "#/$defs/sbom"});
    let error = error_in(DEFINITIONS, |schema| *at(schema, "/$defs/sbom") = loops);
    assert!(error.reason().contains("leads back to itself"), "{error}");
}

#[test]
fn a_recursive_schema_is_an_error() {
    let error = error_in(DEFINITIONS, |schema| {
        at(schema, "/$defs/sbom/properties")["change"] = json!({"$ref": "#/$defs/sbom"});
    });
    assert!(
        error.pointer().starts_with("/$defs/sbom/properties/"),
        "{error}"
    );
    assert!(error.reason().contains("nested too deep"), "{error}");
}

#[test]
fn two_schemas_with_one_id_are_an_error() {
    let id = "https://cdevents.dev/0.5.1/schema/service-deployed-event";
    let error = error_in("0.5.1/service/upgraded.json", |schema| {
        schema["$id"] = json!(id);
    });
    assert_error(
        &error,
        "0.5.1/service/upgraded.json",
        "/$id",
        "is also the `$id` of ",
    );
    assert!(
        error
            .reason()
            .ends_with("service/deployed.json; one of the two is probably a copy"),
        "{error}"
    );
}

#[test]
fn an_id_that_is_missing_or_not_a_uri_is_an_error() {
    let error = error_in(DEPLOYED, |schema| schema["$id"] = json!("service-deployed"));
    assert_error(&error, DEPLOYED, "/$id", "is not an absolute URI");
    let error = error_in(DEPLOYED, |schema| {
        schema.as_object_mut().unwrap().remove("$id");
    });
    assert_error(&error, DEPLOYED, "", "has no `$id`");
}

#[test]
fn unsupported_keywords_are_errors_in_every_position() {
    let artifact = format!("{CONTENT}/properties/artifactId");
    let environment = format!("{CONTENT}/properties/environment");
    for (pointer, keyword) in [
        ("", "neverHeardOf"),
        ("/properties/context", "neverHeardOf"),
        ("/properties/subject", "neverHeardOf"),
        (CONTENT, "neverHeardOf"),
        (&artifact, "neverHeardOf"),
        (&environment, "$recursiveRef"),
        (&environment, "dependencies"),
    ] {
        let error = error_in(DEPLOYED, |schema| at(schema, pointer)[keyword] = json!(1));
        let reason = match keyword {
            "neverHeardOf" => "the keyword `neverHeardOf` is not supported here".to_owned(),
            _ => format!("draft 2020-12 has no `{keyword}`; use "),
        };
        assert_error(&error, DEPLOYED, &format!("{pointer}/{keyword}"), &reason);
    }
}

/// The envelope is hand-written in Rust, so it supports fewer keywords than the content.
#[test]
fn unsupported_keywords_of_the_envelope_are_errors() {
    for (pointer, keyword, value) in [
        ("", "minProperties", json!(1)),
        ("/properties/context", "propertyNames", json!({})),
        ("/properties/subject", "dependentRequired", json!({})),
    ] {
        let error = error_in(DEPLOYED, |schema| at(schema, pointer)[keyword] = value);
        let reason = format!("the keyword `{keyword}` is not supported here");
        assert_error(&error, DEPLOYED, &format!("{pointer}/{keyword}"), &reason);
    }
    let place = "/properties/context/properties/type";
    let error = error_in(DEPLOYED, |schema| {
        at(schema, place)["maxLength"] = json!(99);
    });
    assert_error(&error, DEPLOYED, place, "without other keywords");
}

#[test]
fn unsupported_values_of_supported_keywords_are_errors() {
    let artifact = format!("{CONTENT}/properties/artifactId");
    for (keyword, value, reason) in [
        ("minLength", json!("1"), "must be a whole number"),
        (
            "format",
            json!("idn-email"),
            "the format `idn-email` is not supported",
        ),
        ("pattern", json!("("), "is not an ECMA-262 pattern"),
        ("pattern", json!("(?i:\\bx)"), "that ignores case"),
        ("pattern", json!("(x)(?i:\\1)"), "that ignores case"),
        ("enum", json!([]), "an empty enum allows no value"),
        ("enum", json!(["bug", "bug"]), "duplicate"),
        ("type", json!("text"), "`text` is not a type"),
        ("type", json!([]), "an empty list of types"),
    ] {
        let error = error_in(DEPLOYED, |schema| {
            at(schema, &artifact)[keyword] = value;
        });
        assert!(error.file().ends_with(DEPLOYED), "{error}");
        assert!(error.pointer().starts_with(&artifact), "{error}");
        assert!(error.reason().contains(reason), "{error}");
    }
}

#[test]
fn required_properties_must_be_declared() {
    let error = error_in(DEPLOYED, |schema| {
        at(schema, CONTENT)["required"] = json!(["environment", "artefactId"]);
    });
    let reason = "`artefactId` is required, but is not among the properties";
    assert_error(&error, DEPLOYED, &format!("{CONTENT}/required/1"), reason);
}

#[test]
fn an_unknown_word_in_a_name_is_an_error() {
    let properties = format!("{CONTENT}/properties");
    let error = error_in(DEPLOYED, |schema| {
        at(schema, &properties)["artifactPurl"] = json!({"type": "string"});
    });
    let reason = "the word `purl` in `artifactPurl` is unknown";
    assert_error(
        &error,
        DEPLOYED,
        &format!("{properties}/artifactPurl"),
        reason,
    );
    assert!(error.reason().contains("names.toml"), "{error}");
}

#[test]
fn two_properties_with_one_name_are_an_error() {
    let properties = format!("{CONTENT}/properties");
    let error = error_in(DEPLOYED, |schema| {
        at(schema, &properties)["artifact_id"] = json!({"type": "string"});
    });
    let reason = "`artifact_id` and `artifactId` both get the name `artifact_id`";
    assert_error(
        &error,
        DEPLOYED,
        &format!("{properties}/artifact_id"),
        reason,
    );
}

#[test]
fn two_values_with_one_name_are_an_error() {
    let error = error_in(DEFINITIONS, |schema| {
        *at(schema, "/$defs/outcome/enum") = json!(["success", "Success"]);
    });
    let reason = "`Success` and `success` both get the name `Success`";
    assert_error(&error, DEFINITIONS, "/$defs/outcome/enum/1", reason);
}

#[test]
fn two_events_with_one_name_are_an_error() {
    let error = error_in("0.5.1/service/upgraded.json", |schema| {
        at(schema, "/properties/context/properties/type")["const"] =
            json!("dev.cdevents.service.deployed.0.9.0");
    });
    assert!(
        error
            .reason()
            .contains("both get the name `ServiceDeployed`"),
        "{error}"
    );
}

#[test]
fn two_events_with_one_type_are_an_error() {
    let error = error_in("0.5.1/service/upgraded.json", |schema| {
        at(schema, "/properties/context/properties/type")["const"] =
            json!("dev.cdevents.service.deployed.0.3.0");
    });
    let reason = "`dev.cdevents.service.deployed.0.3.0` is also the type of";
    assert_error(&error, "0.5.1/service/upgraded.json", "", reason);
}

#[test]
fn an_invalid_event_type_is_an_error() {
    for name in [
        "service.deployed.0.3.0",
        "dev.cdevents.service",
        "dev.cdevents.a.b.0.3",
    ] {
        let error = error_in(DEPLOYED, |schema| {
            at(schema, "/properties/context/properties/type")["const"] = json!(name);
        });
        let pointer = "/properties/context/properties/type/const";
        assert_error(&error, DEPLOYED, pointer, "is not an event type");
    }
}

#[test]
fn a_schema_of_another_dialect_is_an_error() {
    let draft_7 = "http://json-schema.org/draft-07/schema#";
    let error = error_in(DEPLOYED, |schema| schema["$schema"] = json!(draft_7));
    assert_error(&error, DEPLOYED, "/$schema", "only the dialect");
    let error = error_in(DEPLOYED, |schema| {
        schema.as_object_mut().unwrap().remove("$schema");
    });
    assert_error(
        &error,
        DEPLOYED,
        "",
        "looks like a schema but does not name its dialect",
    );
}

#[test]
fn unsupported_properties_of_the_envelope_are_errors() {
    let error = error_in(DEPLOYED, |schema| {
        at(schema, "/properties")["signature"] = json!({"type": "string"});
    });
    assert_error(
        &error,
        DEPLOYED,
        "",
        "an event with `signature` is not supported",
    );
    let error = error_in(DEPLOYED, |schema| {
        *at(schema, "/properties/customData") = json!({"type": "object"});
    });
    assert_error(
        &error,
        DEPLOYED,
        "/properties/customData",
        "nothing else is supported",
    );
    let error = error_in(DEPLOYED, |schema| schema["required"] = json!(["context"]));
    assert_error(
        &error,
        DEPLOYED,
        "",
        "an event must require exactly `context` and `subject`",
    );
    let error = error_in(DEPLOYED, |schema| {
        schema["additionalProperties"] = json!(true);
    });
    assert_error(&error, DEPLOYED, "", "without additional properties");
}

#[test]
fn unsupported_contexts_and_subjects_are_errors() {
    let context = "/properties/context";
    for (edit, reason) in [
        (
            json!(["specversion", "source", "type", "timestamp"]),
            "must require `id`",
        ),
        (
            json!([
                "specversion",
                "id",
                "source",
                "type",
                "timestamp",
                "chainId"
            ]),
            "requiring `chainId` is not supported",
        ),
    ] {
        let error = error_in(DEPLOYED, |schema| at(schema, context)["required"] = edit);
        assert_error(&error, DEPLOYED, context, reason);
    }
    let error = error_in(DEPLOYED, |schema| {
        *at(schema, "/properties/subject/properties/id") = json!({"type": "string"});
    });
    assert_error(
        &error,
        DEPLOYED,
        "/properties/subject",
        "a subject must require `id`",
    );
}

#[test]
fn a_continuous_deployment_event_without_its_environment_is_an_error() {
    let error = error_in(DEPLOYED, |schema| {
        let reference = json!({"$ref": "definitions#/$defs/sbom"});
        *at(schema, &format!("{CONTENT}/properties/environment")) = reference;
    });
    let reason = "a service event's content must have an `environment` with an `id`";
    assert_error(&error, DEPLOYED, "", reason);
}

#[test]
fn two_custom_events_in_a_release_are_an_error() {
    let error = error(|files| {
        let schema = files.texts["0.5.1/custom.json"].replace("schema/custom", "schema/custom2");
        files.texts.insert("0.5.1/custom2.json".to_owned(), schema);
    });
    assert_error(
        &error,
        "0.5.1/custom2.json",
        "",
        "is a second schema of custom events, next to",
    );
}

/// Alternatives without a type of their own become JSON that is checked against its schema.
#[test]
fn alternatives_without_a_tag_become_checked_json() {
    let path = "0.5.1/links/embeddedlinkpath.json";
    let is_checked = |edit: &dyn Fn(&mut Value)| {
        let mut files = files();
        edit_json(&mut files, path, edit);
        let shapes = cdevents_codegen::lower(&files).unwrap().shapes;
        shapes
            .iter()
            .filter(|shape| matches!(shape.form, Form::Checked(_)))
            .count()
    };
    let before = is_checked(&|_| {});
    let constant = |schema: &mut Value| at(schema, "/properties/linkType")["const"] = json!("END");
    assert_eq!(is_checked(&constant), before + 1);
    let without = |schema: &mut Value| schema["required"] = json!(["from"]);
    assert_eq!(is_checked(&without), before + 1);
}
