//! Names that once collided with names in the generated code.

use std::collections::BTreeMap;

use cdevents_codegen::custom::CustomEvent;
use serde_json::{Value, json};

use super::compile::{assert_compiles, assert_compiles_alone};
use super::of_content;

/// Returns the schema of an object with these properties and no others.
fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn with_properties(properties: &Value) -> CustomEvent {
    of_content(&object(properties))
}

/// Asserts that schemas, each with the name of its module, compile as one crate.
#[track_caller]
fn assert_all_compile<'a>(name: &str, schemas: impl IntoIterator<Item = (&'a str, Value)>) {
    let modules = schemas.into_iter().map(|(module, schema)| {
        let text = of_content(&schema).generate();
        (
            module.to_owned(),
            text.unwrap_or_else(|error| panic!("{module}: {error}")),
        )
    });
    assert_compiles(name, &modules.collect());
}

/// Returns a schema with a closed enum, an open enum and a union that use these values.
fn enums_of(values: &[&str]) -> Value {
    let alternatives = values.iter().map(|value| {
        json!({
            "type": "object",
            "properties": { "kind": { "const": value }, *value: { "type": "string" } },
            "required": ["kind"],
            "additionalProperties": false,
        })
    });
    let alternatives: Vec<_> = alternatives.collect();
    json!({
        "type": "object",
        "properties": {
            "closed": { "enum": values },
            "opened": { "anyOf": [{ "enum": values }, { "type": "string" }] },
            "union": { "anyOf": alternatives },
        },
    })
}

#[test]
fn names_with_one_letter_words_compile() {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let small = json!({ "enum": ["a", "b"] });
    let text = json!({ "type": "string", "maxLength": 3 });
    assert_all_compile(
        "one-letter-words",
        [
            (
                "nested",
                object(&json!({ "p": object(&json!({ "x": text.clone() })) })),
            ),
            (
                "dashed",
                object(&json!({ "x-y": text.clone(), "xYz": { "type": "integer" }})),
            ),
            (
                "digits",
                object(&json!({ "v2": object(&json!({ "x1": list(text.clone()) })) })),
            ),
            (
                "upper",
                object(&json!({ "a-b-c": list(small.clone()), "aBC": list(list(text)) })),
            ),
            (
                "definitions",
                json!({
                    "$defs": { "foo": { "type": "string", "maxLength": 3 }, "FOO": { "type": "integer" } },
                    "type": "object",
                    "properties": {
                        "one": list(json!({ "$ref": "#/$defs/foo" })), "two": { "$ref": "#/$defs/FOO" },
                    },
                }),
            ),
        ],
    );
}

#[test]
fn enum_values_may_be_named_like_items_that_enums_use() {
    let values = [
        "err", "error", "ok", "some", "none", "string", "option", "vec", "box", "result", "all-",
        "known", "as-str", "target", "output", "item", "from-str", "keys", "k-e-y-s", "default",
        "debug", "clone", "from", "into",
    ];
    assert_all_compile("values-of-enums", [("values", enums_of(&values))]);
}

#[test]
fn a_value_named_like_an_associated_constant_must_be_renamed() {
    // `a-l-l` becomes the variant `ALL`, but every enum has a constant `ALL`.
    let event = with_properties(&json!({ "a": { "enum": ["a-l-l", "b"] } }));
    let error = event.clone().strict().generate().unwrap_err();
    assert_eq!(error.pointer(), "/properties/a/enum/0", "{error}");
    assert!(
        error.reason().contains(r#".with_name("a-l-l", "#),
        "{error}"
    );
    assert_compiles_alone(
        "all-values",
        event.with_name("a-l-l", "all").generate().unwrap(),
    );
}

#[test]
fn properties_may_be_named_like_items_that_generated_modules_use() {
    let names = [
        "subject",
        "context",
        "link_kinds",
        "properties",
        "property",
        "tagged_union",
        "alternative",
        "absent",
        "required",
        "open_enum",
        "text_enum",
        "checked_text",
        "checked_json",
        "serde",
        "crate",
        "super",
        "types",
        "tables",
        "validate",
        "from_slice",
        "key",
        "tag",
        "map",
        "read",
        "write",
        "new",
        "std",
        "core",
        "cdevents_generated",
        "index",
        "value",
        "fixed",
        "format",
        "str",
        "u8",
        "bool",
        "event_type",
        "generated",
        "pattern",
        "map_access",
        "serialize_map",
    ];
    let text = json!({ "type": "string", "pattern": "^a", "format": "uri" });
    let properties: serde_json::Map<_, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), text.clone()))
        .collect();
    let all = Value::Object(properties);
    let mut required = object(&all);
    required["required"] = json!(names.to_vec());
    let nested: serde_json::Map<_, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), object(&json!({ "a": text }))))
        .collect();
    let mut alone = BTreeMap::new();
    for name in names {
        let schema = object(&json!({ name: { "type": "string", "format": "uri" } }));
        alone.insert(
            format!("alone_{name}"),
            of_content(&schema).generate().unwrap(),
        );
    }
    assert_compiles("names-alone", &alone);
    assert_all_compile(
        "names-of-the-module",
        [
            ("optional", object(&all)),
            ("required", required),
            ("open", json!({ "type": "object", "properties": all })),
            ("nested", object(&Value::Object(nested))),
            ("values", enums_of(&names)),
        ],
    );
}

#[test]
fn types_of_properties_can_be_renamed_as_the_error_says() {
    for content in [
        json!({ "enum": ["a", "b"] }),
        object(&json!({ "a": { "type": "boolean" } })),
    ] {
        let event = with_properties(&json!({ "content": content }));
        let error = event.clone().strict().generate().unwrap_err();
        assert!(
            error.reason().contains(r#".with_name("content", "#),
            "{error}"
        );
        let text = event.with_name("content", "body").generate().unwrap();
        assert!(
            text.contains("pub use types::GateCheckedBody as Body;"),
            "{text}"
        );
        assert!(
            text.contains("pub use types::GateCheckedContent as Content;"),
            "{text}"
        );
        assert_compiles_alone("property-content", text);
    }
}

#[test]
fn values_whose_names_clash_compile_once_one_is_renamed() {
    let cases = [
        (["info", "INFO"], vec![("INFO", "information")]),
        (["<", ">"], vec![("<", "less"), (">", "greater")]),
        (["1.0", "10"], vec![("1.0", "one"), ("10", "ten")]),
        (["post", "POST"], vec![("post", "lower post")]),
        (["+", "-"], vec![("+", "plus"), ("-", "minus")]),
        (["draft", "Draft"], vec![("draft", "sketch")]),
        (["1.0.0", "+1.0.0"], vec![("+1.0.0", "plus one")]),
    ];
    let mut modules = BTreeMap::new();
    for (index, (values, names)) in cases.into_iter().enumerate() {
        let (closed, open) = (json!({ "enum": values }), json!({ "type": "string" }));
        let event = with_properties(&json!({
            "a": closed, "b": { "anyOf": [{ "enum": values }, open] },
        }));
        let error = event.clone().strict().generate().unwrap_err();
        let name = format!(".with_name({:?}, ", error_name(&error.to_string()));
        assert!(error.reason().contains(&name), "{error}");
        let event = names
            .iter()
            .fold(event, |event, (name, words)| event.with_name(name, words));
        modules.insert(format!("case{index}"), event.generate().unwrap());
    }
    assert_compiles("values-of-one-name", &modules);
}

/// Returns the name for which an error suggests a call of `with_name`.
fn error_name(error: &str) -> &str {
    let (_, rest) = error
        .split_once(".with_name(\"")
        .unwrap_or_else(|| panic!("{error}"));
    rest.split_once('"').unwrap().0
}

#[test]
fn alternatives_may_have_different_properties_of_one_name() {
    let alternative = |kind: &str, key: &str, r#type: &str| {
        json!({
            "type": "object",
            "properties": { "kind": { "const": kind }, key: { "type": r#type } },
            "required": ["kind", key],
            "additionalProperties": false,
        })
    };
    let alternatives = [
        alternative("a", "x-y", "boolean"),
        alternative("b", "x_y", "string"),
        alternative("c", "tag", "string"),
        alternative("d", "TAG", "boolean"),
    ];
    assert_all_compile(
        "properties-of-alternatives",
        [("union", object(&json!({ "a": { "anyOf": alternatives } })))],
    );
}

#[test]
fn an_enum_of_versions_compiles() {
    let versions = json!({ "enum": ["1.0.0", "2.0.0", "0.5.1", "draft"] });
    assert_all_compile(
        "enum-of-versions",
        [("versions", object(&json!({ "schemaVersion": versions })))],
    );
}

#[test]
fn text_that_changes_direction_is_escaped_in_generated_code() {
    let marks = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
    let odd = format!("a{marks}b\u{0}\u{7}\u{200f}\u{feff}\r\nc*/ /* \u{85}\u{2028}");
    let schema = json!({
        "description": odd,
        "type": "object",
        "properties": {
            "name": { "type": "string", "description": odd },
            "text": { "type": "string", "pattern": format!("^{odd}") },
            "constant": { "const": odd },
            "values": { "enum": [odd, 1] },
            "closed": { "enum": [odd, "b"], "description": odd },
            odd.clone(): { "type": "string" },
            "other": { "enum": [{ odd.clone(): odd }] },
        },
        "required": ["constant"],
    });
    let file = format!("schemas/{odd}.json");
    let mut schema = schema;
    schema["$id"] = json!("https://example.com/gate");
    let schema = cdevents_codegen::custom::Schema::new(file, &schema.to_string()).unwrap();
    let event = CustomEvent::of_content(super::TYPE, schema).with_name(&odd, "odd");
    let text = event.generate().unwrap();
    let found: Vec<_> = text
        .chars()
        .filter(|character| marks.contains(*character))
        .collect();
    assert!(found.is_empty(), "{text}");
    assert_compiles_alone("directions", text);
}

#[test]
fn unused_schemas_make_no_tables() {
    let schema = json!({
        "type": "object", "properties": { "a": { "then": { "minimum": 7 } } },
    });
    assert_all_compile("unused-table", [("unused", schema)]);
}
