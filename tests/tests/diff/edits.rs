//! Edits the schemas of a release, and checks which changes the diff reports.

use cdevents_codegen::diff::Diff;
use cdevents_codegen::{Files, lower, read_folder};
use cdevents_tests::workspace;
use serde_json::{Value, json};

use super::{BOTH, CONSUMERS, NEITHER, PRODUCERS, assert_change, between};

/// Edits a schema, given its path below the release's folder.
type Edit<'a> = &'a dyn Fn(&str, &mut Value);

/// Compares two copies of release 0.5.1, each with its own name and with its schemas edited.
fn between_copies(copies: [(&str, Edit<'_>); 2]) -> Diff {
    let all = read_folder(&workspace().join("schemas")).unwrap();
    let mut files = Files {
        is_part: true,
        ..Files::default()
    };
    for (file, text) in all.texts {
        if let Some(path) = file.strip_prefix("0.5.1/") {
            for (release, edit) in copies {
                let text = text.replace("/0.5.1/", &format!("/{release}/"));
                let mut schema = serde_json::from_str(&text).unwrap();
                edit(path, &mut schema);
                let file = format!("{release}/{path}");
                files.texts.insert(file, schema.to_string());
            }
        } else if !file.contains('/') {
            files.texts.insert(file, text);
        }
    }
    let [(old, _), (new, _)] = copies;
    between(&lower(&files).unwrap(), old, new)
}

/// Compares release 0.5.1 with a copy in which one schema is edited.
fn edited(path: &str, edit: impl Fn(&mut Value)) -> Diff {
    let edit = |of: &str, schema: &mut Value| {
        if of == path {
            edit(schema);
        }
    };
    between_copies([("0.5.1", &|_, _| ()), ("99.0.0", &edit)])
}

/// Asserts that an edit of the content schema of `service.deployed` makes exactly this change.
#[track_caller]
fn assert_edit(pointer: &str, value: &Value, path: &str, what: &str, effects: &str) {
    assert_edit_of("service.deployed", pointer, value, path, what, effects);
}

#[track_caller]
fn assert_edit_of(
    event: &str,
    pointer: &str,
    value: &Value,
    path: &str,
    what: &str,
    effects: &str,
) {
    let file = format!("{}.json", event.replace('.', "/"));
    let diff = edited(&file, |schema| {
        let content = "/properties/subject/properties/content";
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = schema.pointer_mut(&format!("{content}{parent}")).unwrap();
        if value.is_null() {
            parent.as_object_mut().unwrap().remove(key).unwrap();
        } else {
            parent[key] = value.clone();
        }
    });
    assert_eq!(diff.changes.len(), 1, "{}", diff.text());
    let path = format!("/subject/content{path}");
    let change = assert_change(&diff, &path, what, effects);
    assert_eq!(change.events, [event]);
    assert_eq!(change.without_new_version, change.events);
    let (text, markdown) = (diff.text(), diff.markdown());
    assert!(text.contains(&path) && markdown.contains(&path));
}

#[test]
fn every_kind_of_change_is_reported_and_classified() {
    let artifact = "/properties/artifactId";
    let text = |more: &Value| {
        let mut schema = json!({ "type": "string", "minLength": 1 });
        let keywords = more.as_object().unwrap().clone();
        schema.as_object_mut().unwrap().extend(keywords);
        schema
    };
    for (more, what, effects) in [
        (json!({ "minLength": 0 }), "minLength", CONSUMERS),
        (json!({ "minLength": 2 }), "minLength", PRODUCERS),
        (json!({ "maxLength": 9 }), "maxLength", PRODUCERS),
        (json!({ "pattern": "^pkg:" }), "pattern", PRODUCERS),
        (json!({ "format": "uri" }), "format", PRODUCERS),
        (
            json!({ "enum": ["pass", "fail"] }),
            "valuesClosed",
            PRODUCERS,
        ),
        (
            json!({ "not": { "const": "a" } }),
            "demandsChanged",
            PRODUCERS,
        ),
    ] {
        assert_edit(artifact, &text(&more), "/artifactId", what, effects);
    }
    let open = json!({ "anyOf": [{ "enum": ["pass"] }, { "type": "string", "minLength": 1 }] });
    assert_edit(
        artifact,
        &open,
        "/artifactId",
        "knownValuesChanged",
        NEITHER,
    );
    let types = [
        (json!({ "type": "integer" }), BOTH),
        (
            json!({ "type": ["string", "null"], "minLength": 1 }),
            CONSUMERS,
        ),
    ];
    for (r#type, effects) in types {
        assert_edit(artifact, &r#type, "/artifactId", "typesChanged", effects);
    }
    let required = json!(["environment", "artifactId", "environment"]);
    assert!(
        edited("service/deployed.json", |schema| {
            schema["properties"]["subject"]["properties"]["content"]["required"] = required.clone();
        })
        .changes
        .is_empty()
    );
    assert_edit(
        "/required",
        &json!(["environment"]),
        "/artifactId",
        "optionalNow",
        CONSUMERS,
    );
    let property = json!({ "type": "boolean" });
    assert_edit(
        "/properties/view",
        &property,
        "/view",
        "memberAdded",
        CONSUMERS,
    );
    assert_edit(
        "/additionalProperties",
        &Value::Null,
        "",
        "objectOpened",
        CONSUMERS,
    );
    assert_edit_of(
        "branch.created",
        "/minProperties",
        &json!(2),
        "",
        "minProperties",
        PRODUCERS,
    );
    let patterns = json!({ "^a": { "type": "string" } });
    assert_edit_of(
        "branch.created",
        "/patternProperties",
        &patterns,
        "",
        "patternProperties",
        CONSUMERS,
    );
}

#[test]
fn properties_are_added_removed_and_renamed() {
    type Edit = fn(&mut Value);
    let cases: [(Edit, &str, &str, &str); 7] = [
        (
            |content| {
                content["properties"]["view"] = json!({ "type": "string" });
                content["required"] = json!(["view"]);
            },
            "/view",
            "memberAdded",
            BOTH,
        ),
        (
            |content| {
                content["properties"]["view"] = json!({ "type": "string" });
                content["additionalProperties"] = json!(true);
            },
            "/view",
            "memberAdded",
            CONSUMERS,
        ),
        (
            |content| {
                drop(
                    content["properties"]
                        .as_object_mut()
                        .unwrap()
                        .remove("viewUrl"),
                );
            },
            "/viewUrl",
            "memberRemoved",
            PRODUCERS,
        ),
        (
            |content| {
                content["properties"]
                    .as_object_mut()
                    .unwrap()
                    .remove("name");
                content["required"] = json!([]);
            },
            "/name",
            "memberRemoved",
            BOTH,
        ),
        (
            |content| content["required"] = json!(["name", "owner"]),
            "/owner",
            "requiredNow",
            PRODUCERS,
        ),
        (
            |content| {
                let properties = content["properties"].as_object_mut().unwrap();
                let view = properties.remove("viewUrl").unwrap();
                properties.insert("viewUri".to_owned(), view);
            },
            "/viewUri",
            "memberRenamed",
            BOTH,
        ),
        (
            |content| {
                let properties = content["properties"].as_object_mut().unwrap();
                properties.remove("viewUrl");
                properties.insert("viewUri".to_owned(), json!({ "type": "boolean" }));
            },
            "/viewUri",
            "memberAdded",
            CONSUMERS,
        ),
    ];
    for (edit, path, what, effects) in cases {
        let diff = edited("repository/created.json", |schema| {
            edit(&mut schema["properties"]["subject"]["properties"]["content"]);
        });
        assert_change(&diff, &format!("/subject/content{path}"), what, effects);
    }
}

/// A build may be named by its URI where it had to be by its name before.
#[test]
fn a_demand_that_a_required_property_meets_is_not_narrower() {
    let edited = |of: &str, schema: &mut Value, rules: &Value| {
        if of == "build/queued.json" {
            let content = schema.pointer_mut("/properties/subject/properties/content");
            let content = content.unwrap().as_object_mut().unwrap();
            let keys = ["name", "uri", "url"].map(|key| (key, json!({ "type": "string" })));
            content.insert("properties".to_owned(), keys.into_iter().collect());
            content.extend(rules.as_object().unwrap().clone());
        }
    };
    let old = |of: &str, schema: &mut Value| edited(of, schema, &json!({ "required": ["name"] }));
    for (key, effects) in [("name", NEITHER), ("url", PRODUCERS)] {
        let rules = json!({ "anyOf": [{ "required": [key] }, { "required": ["uri"] }] });
        let new = |of: &str, schema: &mut Value| edited(of, schema, &rules);
        let diff = between_copies([("0.5.1", &old), ("99.0.0", &new)]);
        assert_change(&diff, "/subject/content", "anyOf", effects);
        assert_change(&diff, "/subject/content/name", "optionalNow", CONSUMERS);
    }
}

#[test]
fn changes_of_numbers_and_arrays_are_reported() {
    let old =
        json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 9 } });
    let with = |keyword: &str, value: Value, of_items: bool| {
        let mut new = old.clone();
        let place = if of_items {
            &mut new["items"]
        } else {
            &mut new
        };
        place[keyword] = value;
        new
    };
    for (new, path, what, effects) in [
        (with("minimum", json!(2), true), "/*", "minimum", PRODUCERS),
        (with("minimum", json!(0), true), "/*", "minimum", CONSUMERS),
        (with("maximum", json!(10), true), "/*", "maximum", CONSUMERS),
        (with("maximum", json!(8), true), "/*", "maximum", PRODUCERS),
        (
            with("multipleOf", json!(2), true),
            "/*",
            "multipleOf",
            PRODUCERS,
        ),
        (
            with("type", json!("number"), true),
            "/*",
            "typesChanged",
            CONSUMERS,
        ),
        (with("minItems", json!(1), false), "", "minItems", PRODUCERS),
        (with("maxItems", json!(1), false), "", "maxItems", PRODUCERS),
        (
            with("uniqueItems", json!(true), false),
            "",
            "uniqueItems",
            PRODUCERS,
        ),
        (
            with("contains", json!({ "const": 3 }), false),
            "",
            "contains",
            PRODUCERS,
        ),
        (
            with("prefixItems", json!([{ "const": 3 }]), false),
            "",
            "prefixItems",
            BOTH,
        ),
    ] {
        let with_labels = |path: &str, schema: &mut Value, labels: &Value| {
            if path == "service/deployed.json" {
                let content = &mut schema["properties"]["subject"]["properties"]["content"];
                content["properties"]["labels"] = labels.clone();
            }
        };
        let diff = between_copies([
            ("98.0.0", &|path, schema| with_labels(path, schema, &old)),
            ("99.0.0", &|path, schema| with_labels(path, schema, &new)),
        ]);
        assert_eq!(diff.changes.len(), 1, "{new} {}", diff.text());
        let path = format!("/subject/content/labels{path}");
        assert_change(&diff, &path, what, effects);
    }
}

#[test]
fn writing_a_schema_differently_is_no_change() {
    let diff = edited("service/deployed.json", |schema| {
        schema["$defs"] = json!({ "text": { "type": "string", "minLength": 1 } });
        schema["description"] = json!("In other words.");
        let content = &mut schema["properties"]["subject"]["properties"]["content"];
        content["properties"]["artifactId"] = json!({ "$ref": "#/$defs/text", "type": "string" });
        content["required"] = json!(["artifactId", "environment"]);
        let r#type = &mut schema["properties"]["context"]["properties"]["type"];
        *r#type = json!({ "type": "string", "enum": ["dev.cdevents.service.deployed.0.3.0"] });
    });
    assert!(diff.changes.is_empty(), "{}", diff.text());
    assert!(diff.versions.is_empty());
}
