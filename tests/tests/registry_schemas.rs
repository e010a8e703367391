//! A registry rejects faulty schemas of the user, and fetches nothing.

use std::path::Path;

use cdevents_generated::registry::{
    SchemaError, SchemaName, SchemaRegistry, SchemaRegistryBuilder, SchemaSource,
};
use serde_json::{Value, json};

const TYPE: &str = "dev.cdeventsx.mytool-resource.created.0.1.0";

fn builder() -> SchemaRegistryBuilder {
    SchemaRegistry::builder()
}

#[track_caller]
fn build_error(builder: SchemaRegistryBuilder) -> SchemaError {
    builder.build().unwrap_err()
}

#[test]
fn references_are_never_fetched() {
    let content = SchemaName::Content(TYPE.to_owned());
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "true").unwrap();
    let file = format!("file://{}", file.path().display());
    for uri in [
        "https://example.com/missing",
        "http://127.0.0.1:9/",
        "urn:a:b",
        file.as_str(),
    ] {
        let error = build_error(builder().content(TYPE, json!({ "items": { "$ref": uri } })));
        assert_eq!(error.schema(), &content);
        assert_eq!(
            error.reason(),
            format!("refers to `{uri}`, which is not registered")
        );
    }
    let error = build_error(builder().content(TYPE, json!({ "$ref": "user.json" })));
    assert_eq!(error.schema(), &content);
    let reason = "refers to `user.json`, but has no absolute `$id` to resolve that against";
    assert_eq!(error.reason(), reason);

    // If a document contains the reference, the error names the document.
    let fine = json!({ "$ref": "https://example.com/b" });
    let error = build_error(
        builder()
            .content(TYPE, json!({ "$ref": "https://example.com/a" }))
            .document("https://example.com/a", fine)
            .document(
                "https://example.com/b",
                json!({ "items": { "$ref": "missing" } }),
            ),
    );
    assert_eq!(
        error.to_string(),
        "the document `https://example.com/b`: refers to `https://example.com/missing`, which \
         is not registered"
    );
}

#[test]
fn a_document_that_is_not_a_schema_is_an_error_with_its_name() {
    let content = SchemaName::Content(TYPE.to_owned());
    let of_content = |schema: SchemaSource| (builder().content(TYPE, schema), content.clone());
    let data = SchemaName::CustomData(TYPE.to_owned());
    let document = |uri: &str, schema: Value| {
        (
            builder().document(uri, schema),
            SchemaName::Document(uri.to_owned()),
        )
    };
    let a = "https://example.com/a";
    for ((builder, name), reason) in [
        (
            of_content(json!({ "properties": { "a": { "type": "strin" } } }).into()),
            "/properties/a/type: ",
        ),
        (of_content(json!(7).into()), "7 is not of types"),
        (
            of_content("{".into()),
            "EOF while parsing an object at line 1 column 1",
        ),
        (
            of_content(r#"{"type": "object", "type": "string"}"#.into()),
            "duplicate property `type`",
        ),
        (
            of_content(Path::new("/nowhere/a.json").into()),
            "/nowhere/a.json: No such file",
        ),
        (
            of_content(json!({ "$ref": "#/$defs/a" }).into()),
            "Pointer '/$defs/a' does not exist",
        ),
        (of_content(json!({ "pattern": "(" }).into()), "/pattern: "),
        (
            of_content(json!({ "$schema": "https://example.com/mine" }).into()),
            "https://example.com/mine",
        ),
        (
            (builder().custom_data(TYPE, json!([])), data),
            "[] is not of types",
        ),
        (document(a, json!({ "minLength": -1 })), "/minLength: "),
        (
            document(a, json!({ "$ref": "#a" })),
            "Anchor 'a' does not exist",
        ),
        (document(a, json!({ "$ref": "http://[" })), "http://["),
        (
            document(a, json!({ "$schema": "https://example.com/mine" })),
            "uses the draft `https://example.com/mine`, which is not registered",
        ),
        (
            document("https://json-schema.org/draft/2020-12/schema", json!(true)),
            "the schemas of the JSON Schema drafts are built in",
        ),
        (document("a.json", json!(true)), "its URI must be absolute"),
        (
            document("https://example.com/a#b", json!(true)),
            "its URI must be absolute",
        ),
    ] {
        let error = build_error(builder);
        assert_eq!(error.schema(), &name, "{error}");
        assert!(error.reason().contains(reason), "{error}");
    }
}

#[test]
fn a_schema_that_never_applies_is_an_error() {
    for (event_type, reason) in [
        (
            "dev.cdevents.service.deploed.0.3.0",
            "did you mean `dev.cdevents.service.deployed.",
        ),
        ("dev.cdeventsx.created.0.1.0", "expected an event type"),
        ("service.deployed", "expected an event type"),
    ] {
        let error = build_error(builder().content(event_type, json!(true)));
        assert_eq!(error.schema(), &SchemaName::Content(event_type.to_owned()));
        assert!(error.reason().contains(reason), "{error}");
    }
    let twice = builder()
        .content(TYPE, json!(true))
        .custom_data(TYPE, json!(true));
    assert!(twice.clone().build().is_ok());
    let error = build_error(twice.content(TYPE, json!(false)));
    assert_eq!(error.reason(), "is registered twice");
}

/// Otherwise, a reference could lead to another schema than its author intended.
#[test]
fn every_schema_document_has_a_unique_name() {
    let (a, b) = ("https://example.com/a", "https://example.com/b");
    let schema = json!({ "$id": b, "required": ["a"] });
    let taken = builder().document(a, &schema);
    assert!(taken.clone().build().is_ok());
    // Registering the same schema twice is fine.
    let harmless = taken
        .clone()
        .document(b, &schema)
        .content(TYPE, &schema)
        .custom_data(TYPE, &schema);
    assert!(harmless.build().is_ok());

    let another = json!({ "$id": b, "required": ["b"] });
    for (builder, name) in [
        (
            taken.clone().document(b, json!({})),
            SchemaName::Document(b.to_owned()),
        ),
        (
            taken.clone().document("urn:c", &another),
            SchemaName::Document("urn:c".to_owned()),
        ),
        (
            taken
                .clone()
                .document("https://example.com/c", json!({ "$id": "b#" })),
            SchemaName::Document("https://example.com/c".to_owned()),
        ),
        (
            SchemaRegistry::builder()
                .content(TYPE, &another)
                .document(a, &schema),
            SchemaName::Content(TYPE.to_owned()),
        ),
    ] {
        let error = build_error(builder);
        assert_eq!(error.schema(), &name);
        assert_eq!(
            error.reason(),
            format!("has the same URI or `$id` as the document `{a}`: `{b}`")
        );
    }
    // Only documents can be referred to, so other schemas may have the same `$id`.
    let apart = builder().content(TYPE, &schema).custom_data(TYPE, &another);
    assert!(apart.build().is_ok());
}
