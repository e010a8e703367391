//! Schemas of custom events are generated as they stand.

use cdevents_codegen::custom::{CustomEvent, Schema};
use serde_json::{Value, json};

use super::{TYPE, assert_error, assert_has, schema};

/// Returns an event of the schema as it stands.
fn as_it_stands(content: &Value) -> CustomEvent {
    CustomEvent::of_content(TYPE, schema(content))
}

#[test]
fn what_has_no_effect_is_a_warning_that_names_it() {
    let content = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "order": 1,
        "properties": {
            "a": { "type": "string", "format": "color", "order": 2 },
            "b": { "const": "b" },
            "c": { "$ref": "#/definitions/c", "maxLength": 1 },
        },
        "definitions": { "c": { "type": "string", "format": "regex" } },
    });
    let event = as_it_stands(&content);
    let (text, warnings) = event.generate_with_warnings().unwrap();
    assert!(text.contains("pub a: Option<String>"), "{text}");
    let warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    let place = "schemas/gate.json#";
    let expected = [
        format!("{place}/properties/a/format: the format `color` has no effect in draft-04"),
        format!(
            "{place}/properties/b/const: the keyword `const`, which draft-04 lacks, has no effect in draft-04"
        ),
        format!(
            "{place}/properties/c/maxLength: `maxLength` beside a `$ref` has no effect in draft-04"
        ),
        format!("{place}/definitions/c/format: the format `regex` is not supported"),
        format!("{place}/order: the keyword `order` is not part of JSON Schema and has no effect"),
    ];
    for warning in &expected {
        assert!(
            warnings.contains(warning),
            "{warning} is missing in {warnings:#?}"
        );
    }
    assert_eq!(warnings.len(), expected.len(), "{warnings:#?}");
    let error = event.strict().generate().unwrap_err();
    assert!(
        expected.contains(&error.to_string()) || error.reason().contains("order"),
        "{error}"
    );
}

#[test]
fn every_name_is_made_and_can_be_overridden() {
    let values = [
        "+", "-", "<=", "post", "POST", "1.0", "10", "Self", "all", "ä",
    ];
    let event = as_it_stands(&json!({
        "type": "object",
        "properties": {
            "fooBar": { "enum": values },
            "foo_bar": { "type": "string" },
            "additional": { "type": "string" },
            "content": { "enum": ["a", "b"] },
            "gateChecked": { "enum": ["c", "d"] },
        },
    }));
    let variants = [
        "Plus,",
        "Minus,",
        "LessEqual,",
        "Post,",
        "Post2,",
        "N1Point0,",
        "N10,",
        "SelfValue,",
        "All,",
        "Ue4,",
    ];
    assert_has(&event, &variants);
    let fields = [
        "pub foo_bar: ",
        "pub foo_underscore_bar: ",
        "pub additional2: ",
    ];
    assert_has(&event, &fields);
    assert_has(&event, &["as Content2;", "as GateChecked2;"]);
    assert_has(&event.with_name("POST", "create"), &["Post,", "Create,"]);
}

#[test]
fn a_type_may_contain_itself() {
    let event = as_it_stands(&json!({
        "type": "object",
        "properties": { "root": { "$ref": "#/$defs/node" } },
        "$defs": { "node": {
            "type": "object",
            "properties": {
                "next": { "$ref": "#/$defs/node" },
                "children": { "type": "array", "items": { "$ref": "#/$defs/node" } },
            },
            "required": ["children"],
            "additionalProperties": false,
        } },
    }));
    let fields = [
        "pub next: Option<Box<GateCheckedRoot>>",
        "pub children: Vec<GateCheckedRoot>",
        "pub root: Option<Box<GateCheckedRoot>>",
    ];
    assert_has(&event, &fields);

    // A description that is none must not leave the type half made.
    let event = as_it_stands(&json!({
        "type": "object",
        "properties": { "next": { "$ref": "#" } },
        "description": {},
    }));
    assert_has(&event, &["as Content;"]);
}

#[test]
fn references_lead_to_files_beside_the_schema_and_to_schemas_within() {
    let event = as_it_stands(&json!({
        "$id": "https://example.com/elsewhere",
        "type": "object",
        "properties": {
            "a": { "$ref": "other.json#/$defs/a" },
            "b": { "$ref": "inner#b" },
        },
        "$defs": { "c": { "$id": "inner", "$defs": { "b": { "$anchor": "b", "type": "boolean" } } } },
    }));
    assert_error(
        &event,
        "/properties/a/$ref",
        "no document has the `$id` https://example.com/other.json",
    );
    let other = json!({ "$defs": { "a": { "type": "string", "minLength": 1 } } });
    let other = Schema::new("schemas/other.json", &other.to_string()).unwrap();
    let fields = [
        "pub a: Option<::cdevents_generated::NonEmptyString>",
        "pub b: Option<bool>",
    ];
    assert_has(&event.with_document(other), &fields);
}

#[test]
fn types_are_those_that_a_person_would_write() {
    let event = as_it_stands(&json!({
        "type": "object",
        "properties": {
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "count": { "type": "number" },
            "percent": { "type": "integer", "maximum": 100 },
            "note": { "type": ["string", "null"] },
            "tags": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
            "any": {},
            "target": { "oneOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "boolean" } },
                { "type": "null" },
            ] },
            "extended": {
                "type": "object",
                "properties": { "a": { "type": "string" } },
                "patternProperties": { "^x-": true },
                "additionalProperties": false,
            },
        },
    }));
    let expected = [
        "pub labels: Option<::std::collections::BTreeMap<String, String>>",
        "pub count: Option<::cdevents_generated::Number>",
        "pub struct GateCheckedPercent(::cdevents_generated::Number);",
        "pub note: Option<Option<String>>",
        "pub struct GateCheckedTags(Vec<String>);",
        "pub any: Option<::cdevents_generated::Json>",
        "pub target: Option<Option<GateCheckedTargetChoice>>",
        "String(String),",
        "List(Vec<bool>),",
        "pub struct GateCheckedExtended(GateCheckedExtendedFields);",
        "pub a: Option<String>",
    ];
    assert_has(&event, &expected);
    assert!(!event.generate().unwrap().contains("checked_json"));
}
