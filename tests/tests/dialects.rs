//! Schemas of every dialect mean what the `jsonschema` crate says that they mean.

use std::path::PathBuf;

use cdevents_codegen::custom::{Dialect, Schema};
use cdevents_generated::validate::{is_text_valid, is_value_valid};
use cdevents_tests::arbitrary::Arbitrary;
use cdevents_tests::corpus::{beside, corpus};
use cdevents_tests::tables::table;
use jsonschema::Validator;
use serde_json::{Value, json};

/// The number of values for each schema, unless `CDEVENTS_CASES` is set.
const VALUES: usize = 20;

/// The URIs of the folders of schemas that refer to files beside them.
const BASES: [&str; 2] = [
    "https://opencontainers.org/schema/",
    "https://opencontainers.org/schema/image/",
];

/// Returns the peer's validator. It must ignore the contents of strings, which draft-07 lets validators
/// check; annotations since draft 2019-09.
fn peer(schema: &Value, others: &[(String, Value)]) -> Validator {
    let pairs = others.iter().map(|(uri, schema)| (uri.as_str(), schema));
    let registry = jsonschema::Registry::new().extend(pairs).unwrap();
    let registry = registry.prepare().unwrap();
    jsonschema::options()
        .with_registry(&registry)
        .with_base_uri(format!("{}schema.json", BASES[0]))
        .with_format("regex", |_: &str| true)
        .should_validate_formats(true)
        .without_content_encoding_support("base64")
        .without_content_media_type_support("application/json")
        .build(schema)
        .unwrap()
}

#[test]
fn public_schemas_give_the_verdicts_of_the_peer() {
    let Some(files) = corpus("dialects") else {
        return;
    };
    let count = std::env::var("CDEVENTS_CASES");
    let count = count.map_or(VALUES, |count| count.parse().expect("a number"));
    let (mut compared, mut schemas, mut valid) = (0, 0, 0);
    for (seed, (file, schema)) in (0..).zip(&files) {
        let beside = beside(&files, file);
        let read = |(file, schema): (&PathBuf, &Value)| Schema::new(file, &schema.to_string());
        let others: Vec<_> = beside.iter().map(|other| read(*other).unwrap()).collect();
        let (rules, id) = read((file, schema)).unwrap().rules(&others).unwrap();
        let table = table(&rules, id);
        // The peer looks for files beside the URI of a schema, not beside the schema's file.
        let named = files
            .iter()
            .filter(|(other, _)| !others.is_empty() && other.parent() == file.parent());
        let named = named.flat_map(|(other, schema)| {
            let name = other.file_name().unwrap().to_str().unwrap();
            BASES.map(|base| (format!("{base}{name}"), schema.clone()))
        });
        let peer = peer(schema, &named.collect::<Vec<_>>());
        let mut values = Arbitrary::new(schema, seed);
        schemas += 1;
        for _ in 0..count {
            let value = values.damaged();
            let expected = peer.is_valid(&value);
            let text = value.to_string();
            let (by_value, by_text) = (is_value_valid(table, &value), is_text_valid(table, &text));
            assert_eq!(
                (by_value, by_text),
                (expected, expected),
                "{}: {value}",
                file.display()
            );
            compared += 1;
            valid += usize::from(expected);
        }
    }
    println!("{compared} values of {schemas} schemas, {valid} of them valid");
    assert!(schemas > 100 && valid * 20 > compared, "{schemas} {valid}");
}

/// Schemas that mean different things in different dialects. Each is tried in all of them.
fn schemas() -> Vec<Value> {
    vec![
        json!({ "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false }),
        json!({ "exclusiveMinimum": 1, "exclusiveMaximum": 9 }),
        json!({ "type": "integer" }),
        json!({ "type": ["integer", "null"], "minimum": -1 }),
        json!({ "items": { "type": "integer" }, "additionalItems": false }),
        json!({ "items": [{ "type": "integer" }, { "type": "string" }], "additionalItems": false }),
        json!({ "items": [{ "type": "integer" }], "additionalItems": { "type": "string" } }),
        json!({ "items": [{ "type": "integer" }] }),
        json!({ "prefixItems": [{ "type": "integer" }], "items": { "type": "string" } }),
        json!({ "dependencies": { "a": ["type"], "x-a": { "required": ["a"] } } }),
        json!({ "dependentRequired": { "a": ["type"] }, "dependentSchemas": { "x-a": { "maxProperties": 1 } } }),
        json!({ "const": "a", "contains": { "type": "integer" }, "propertyNames": { "maxLength": 1 } }),
        json!({ "contains": { "type": "integer" }, "minContains": 2, "maxContains": 3 }),
        json!({ "if": { "type": "integer" }, "then": { "minimum": 1 }, "else": { "type": "string" } }),
        json!({ "properties": { "a": { "$ref": "#/definitions/a", "minimum": 5 } }, "definitions": { "a": { "type": "integer" } } }),
        json!({ "$ref": "#/$defs/a", "maxProperties": 1, "$defs": { "a": { "type": "object" } } }),
        json!({ "properties": { "a": { "$ref": "#/items" } }, "items": { "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "#/items/0" } }, "items": [{ "type": "integer" }] }),
        json!({ "properties": { "a": { "$ref": "#/dependencies/a" } }, "dependencies": { "a": { "type": "integer" } } }),
        json!({ "properties": { "a": { "$ref": "#a" } }, "items": { "id": "#a", "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "#a" } }, "items": { "$id": "#a", "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "#a" } }, "items": { "$anchor": "a", "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "b" } }, "items": { "id": "b", "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "b" } }, "items": { "$id": "b", "type": "integer" } }),
        json!({ "properties": { "a": { "$ref": "c/d#/definitions/e" } }, "items": {
            "$id": "c/", "id": "c/", "definitions": { "e": { "$id": "d", "id": "d", "definitions": { "e": { "type": "integer" } } } },
        } }),
        json!({ "properties": { "a": { "$recursiveRef": "#" } }, "maxProperties": 1 }),
        json!({ "$recursiveAnchor": true, "properties": { "a": { "$recursiveRef": "#" } }, "maxProperties": 1 }),
        json!({ "$dynamicAnchor": "n", "properties": { "a": { "$dynamicRef": "#n" } }, "maxProperties": 1 }),
        json!({ "properties": { "a": {} }, "anyOf": [{ "properties": { "x-a": {} }, "required": ["x-a"] }, {}], "unevaluatedProperties": false }),
        json!({ "properties": { "a": { "unevaluatedProperties": { "type": "integer" } } } }),
        json!({ "items": [{}], "contains": { "type": "integer" }, "unevaluatedItems": { "type": "string" } }),
        json!({ "prefixItems": [{}], "contains": { "type": "integer" }, "unevaluatedItems": { "type": "string" } }),
        json!({ "patternProperties": { "^x-": true }, "additionalProperties": false, "x-unknown": { "$id": 7 } }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "format": "uri-reference" }),
        json!({ "type": "string", "format": "color" }),
    ]
}

#[test]
fn each_dialect_has_its_own_rules() {
    let (mut compared, mut rejected) = (0, 0);
    for dialect in Dialect::ALL {
        for (seed, mut schema) in (0..).zip(schemas()) {
            schema["$schema"] = dialect.uri().into();
            let id = if dialect == Dialect::Draft4 {
                "id"
            } else {
                "$id"
            };
            schema[id] = "https://example.com/folder/schema".into();
            let lowered = Schema::new("a.json", &schema.to_string())
                .unwrap()
                .rules(&[]);
            let Ok(peer) = jsonschema::options()
                .should_validate_formats(true)
                .build(&schema)
            else {
                rejected += 1;
                continue;
            };
            let (rules, root) = match lowered {
                Ok(lowered) => lowered,
                Err(error) => {
                    let has_old = schema.get("dependencies").is_some();
                    assert!(
                        has_old || error.reason().contains("draft"),
                        "{schema}: {error}"
                    );
                    rejected += 1;
                    continue;
                }
            };
            let table = table(&rules, root);
            let mut values = Arbitrary::new(&schema, seed);
            for _ in 0..60 {
                let value = values.damaged();
                let verdict = is_value_valid(table, &value);
                assert_eq!(
                    verdict,
                    peer.is_valid(&value),
                    "{dialect:?}: {schema}: {value}"
                );
                compared += 1;
            }
        }
    }
    println!("{compared} values compared, {rejected} schemas rejected");
    assert!(compared > 5_000 && rejected < 40, "{compared} {rejected}");
}

#[test]
fn errors_point_into_the_file_as_it_is() {
    for (dialect, schema, pointer) in [
        (
            Dialect::Draft7,
            json!({ "items": [{}, { "pattern": "(" }] }),
            "/items/1/pattern",
        ),
        (
            Dialect::Draft7,
            json!({ "items": [{}], "additionalItems": { "type": "text" } }),
            "/additionalItems/type",
        ),
        (
            Dialect::Draft7,
            json!({ "dependencies": { "a/b": { "items": [{ "type": 1 }] } } }),
            "/dependencies/a~1b/items/0/type",
        ),
        (
            Dialect::Draft4,
            json!({ "minimum": "1", "exclusiveMinimum": true }),
            "/minimum",
        ),
        (
            Dialect::Draft4,
            json!({ "exclusiveMinimum": 1 }),
            "/exclusiveMinimum",
        ),
        (
            Dialect::Draft201909,
            json!({ "items": { "$recursiveRef": "b" } }),
            "/items/$recursiveRef",
        ),
        (
            Dialect::Draft202012,
            json!({ "dependencies": {} }),
            "/dependencies",
        ),
    ] {
        let schema = Schema::new("a.json", &schema.to_string()).unwrap();
        let error = schema.with_dialect(dialect).rules(&[]).unwrap_err();
        assert_eq!(error.pointer(), pointer, "{error}");
    }
}
