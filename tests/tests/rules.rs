//! Unsupported schemas, and schemas whose evaluation would never end, are errors with their place.

use cdevents_codegen::lower_schema;
use serde_json::{Value, json};

#[track_caller]
fn assert_rejected(schema: &Value, pointer: &str, reason: &str) {
    let error = lower_schema("https://example.com/schema", schema, &[], true).unwrap_err();
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn unsupported_schemas_are_errors_with_their_place() {
    for (schema, pointer, reason) in [
        (
            json!({"$dynamicRef": "#a"}),
            "/$dynamicRef",
            "`#a` does not resolve",
        ),
        (
            json!({"not": {"unevaluatedItems": 1}}),
            "/not/unevaluatedItems",
            "must be a schema",
        ),
        (
            json!({"items": {"neverHeardOf": 1}}),
            "/items/neverHeardOf",
            "is not supported",
        ),
        (
            json!({"type": []}),
            "/type",
            "an empty list of types allows no value",
        ),
        (
            json!({"type": ["string", "text"]}),
            "/type/1",
            "`text` is not a type",
        ),
        (
            json!({"const": 1, "enum": [1]}),
            "/enum",
            "`const` next to `enum`",
        ),
        (
            json!({"pattern": "("}),
            "/pattern",
            "is not an ECMA-262 pattern",
        ),
        (
            json!({"patternProperties": {"[": true}}),
            "/patternProperties/[",
            "is not an ECMA-262 pattern",
        ),
        (
            json!({"format": "idn-email"}),
            "/format",
            "the format `idn-email` is not supported",
        ),
        (
            json!({"maxLength": -1}),
            "/maxLength",
            "must be a whole number",
        ),
        (
            json!({"uniqueItems": 1}),
            "/uniqueItems",
            "must be `true` or `false`",
        ),
        (
            json!({"anyOf": []}),
            "/anyOf",
            "must have at least one schema",
        ),
        (
            json!({"$defs": {"a": true}, "$ref": "#/$defs/b"}),
            "/$ref",
            "does not resolve",
        ),
        (
            json!({"properties": {"a": {"$id": "b"}}, "items": {"$id": "b"}}),
            "/properties/a/$id",
            "is also the `$id` of",
        ),
        (
            json!({"items": [true]}),
            "/items",
            "draft 2020-12 has `prefixItems`",
        ),
    ] {
        assert_rejected(&schema, pointer, reason);
    }
}

#[test]
fn schemas_that_apply_themselves_to_the_same_value_are_errors() {
    let endless = "leads back to itself";
    assert_rejected(&json!({"$ref": "#"}), "", endless);
    assert_rejected(
        &json!({"items": {"allOf": [{"$ref": "#/items"}]}}),
        "",
        endless,
    );
    assert_rejected(
        &json!({"dependentSchemas": {"a": {"$ref": "#"}}}),
        "",
        endless,
    );
    // A recursive schema may apply itself to a part of the value.
    let nested = json!({"properties": {"a": {"$ref": "#"}}, "items": {"not": {"$ref": "#"}}});
    assert!(lower_schema("https://example.com/schema", &nested, &[], true).is_ok());
}
