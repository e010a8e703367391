//! Large, deep and costly schemas are generated in time proportional to their size, or rejected.

use std::fmt::Write as _;
use std::time::Instant;

use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_codegen::{generate_from, read_folder};
use cdevents_tests::workspace;
use serde_json::{Map, Value, json};

use super::compile::assert_compiles;
use super::{TYPE, of_content, of_text};

#[track_caller]
fn assert_error(text: &str, pointer: &str, reason: &str) {
    let schema = Schema::new("schemas/gate.json", text);
    let result = schema.and_then(|schema| CustomEvent::of_content(TYPE, schema).generate());
    let error = result.expect_err("an unsupported schema");
    assert_eq!(error.file().to_str(), Some("schemas/gate.json"), "{error}");
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[test]
fn duplicate_keys_are_errors() {
    let text =
        r#"{ "type": "object", "properties": { "a/b": { "type": "string", "type": "integer" } } }"#;
    assert_error(text, "/properties/a~1b/type", "duplicate");
    let text = r#"{ "type": "object", "properties": { "a": {}, "\u0061": {} } }"#;
    assert_error(text, "/properties/a", "duplicate");
    let text = r#"{ "type": "object", "anyOf": [{}, { "type": "object", "not": {}, "not": {} }] }"#;
    assert_error(text, "/anyOf/1/not", "duplicate");
}

#[test]
fn duplicate_keys_in_schema_files_are_errors() {
    let mut files = read_folder(&workspace().join("schemas")).unwrap();
    let path = "0.5.1/service/deployed.json";
    let text = files.texts.get_mut(path).unwrap();
    *text = text.replacen("\"context\":", "\"context\": {}, \"context\":", 1);
    let error = generate_from(&files).expect_err("a duplicate key");
    assert!(error.file().ends_with(path), "{error}");
    assert_eq!(error.pointer(), "/properties/context", "{error}");
}

/// Returns a schema in which the object of each level refers to the next level twice.
fn diamond(levels: usize) -> Value {
    let mut definitions = Map::new();
    for level in 0..levels {
        let next = json!({ "$ref": format!("#/$defs/level{}", level + 1) });
        let object = json!({
            "type": "object",
            "properties": { "left": next, "right": next, format!("own{level}"): { "type": "boolean" } },
            "additionalProperties": false,
        });
        definitions.insert(format!("level{level}"), object);
    }
    definitions.insert(
        format!("level{levels}"),
        json!({ "type": "string", "maxLength": 3 }),
    );
    json!({
        "type": "object",
        "$defs": definitions,
        "properties": { "top": { "$ref": "#/$defs/level0" } },
    })
}

#[test]
fn shared_references_are_lowered_once() {
    for levels in [8, 16, 24] {
        let start = Instant::now();
        let text = of_content(&diamond(levels)).generate().unwrap();
        println!(
            "{levels} levels: {:?}, {} bytes",
            start.elapsed(),
            text.len()
        );
        // One struct for each level, and one for the content.
        assert_eq!(text.matches("pub struct ").count(), levels + 2);
    }
    // In a deeper event, the innermost values are checked JSON; strictly, they are an error. Both are
    // found quickly, too.
    let event = of_content(&diamond(40));
    let text = event.generate().unwrap();
    assert!(text.matches("pub struct ").count() < 42, "{text}");
    let error = event.strict().generate().unwrap_err();
    assert!(error.reason().contains("nested too deeply"), "{error}");
}

/// Without boxes, the size of the struct would double with each level.
#[test]
fn large_variants_are_boxed() {
    let mut required = diamond(24);
    let definitions = required["$defs"].as_object_mut().unwrap();
    for definition in definitions.values_mut() {
        if definition.get("properties").is_some() {
            definition["required"] = json!(["left", "right"]);
        }
    }
    let modules = [("optional", diamond(24)), ("required", required)].map(|(name, schema)| {
        let text = of_content(&schema).generate().unwrap();
        // The lowest levels are too small to need a box.
        let boxes = text.matches(": Option<Box<").count() + text.matches("pub left: Box<").count();
        assert!((4..60).contains(&boxes), "{boxes}: {text}");
        let size = "GateCheckedContent";
        let check = format!("\nconst _: () = assert!(size_of::<types::{size}>() < 4_096);\n");
        (name.to_owned(), text + &check)
    });
    assert_compiles("boxes", &modules.into());
}

#[test]
fn shared_references_are_lowered_once_without_types() {
    let mut schema = diamond(40);
    // Schemas in a `not` have no Rust types.
    schema["properties"]["top"] = json!({ "not": { "$ref": "#/$defs/level0" } });
    of_content(&schema).generate().unwrap();
}

fn values(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("value-{number}")).collect()
}

#[test]
fn large_schemas_are_generated() {
    for count in [1_000, 2_000, 5_000, 10_000, 20_000] {
        let keyed = |value: Value| -> Map<_, _> {
            values(count)
                .into_iter()
                .map(|key| (key, value.clone()))
                .collect()
        };
        let objects: Map<_, _> = values(count / 10)
            .into_iter()
            .map(|key| {
                let own = json!({ key.clone(): { "type": "integer" } });
                (key, json!({ "type": "object", "properties": own }))
            })
            .collect();
        let references: Map<_, _> = (0..count / 10)
            .map(|number| {
                (
                    format!("p{number}"),
                    json!({ "$ref": format!("#a{number}") }),
                )
            })
            .collect();
        let anchors: Map<_, _> = (0..count / 10)
            .map(|number| {
                (
                    format!("d{number}"),
                    json!({ "$anchor": format!("a{number}"), "type": "boolean" }),
                )
            })
            .collect();
        let cases = [
            (
                "enum",
                json!({ "type": "object", "properties": { "a": { "enum": values(count) } } }),
            ),
            (
                "properties",
                json!({
                    "type": "object", "properties": keyed(json!({ "type": "string" })),
                    "required": values(count),
                }),
            ),
            (
                "checked",
                json!({
                    "type": "object", "properties": keyed(json!({})), "minProperties": 1,
                    "required": values(count),
                }),
            ),
            (
                "objects",
                json!({ "type": "object", "properties": objects }),
            ),
            (
                "anchors",
                json!({ "type": "object", "properties": references, "$defs": anchors }),
            ),
        ];
        // The other cases would take too long at the largest sizes.
        let few = if count > 5_000 { 1 } else { cases.len() };
        for (name, schema) in cases.into_iter().take(few) {
            let start = Instant::now();
            of_content(&schema).generate().unwrap();
            println!("{name} of {count}: {:?}", start.elapsed());
        }
    }
}

#[test]
fn large_patterns_compile_or_are_errors() {
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}a{}", open.repeat(times), close.repeat(times))
    };
    let quantified = (0..25).fold("a".to_owned(), |pattern, _| format!("(?:{pattern}){{5}}"));
    let patterns = [
        nested("(", ")", 100_000),
        nested("(?:", ")", 10_000),
        nested("(?=", ")", 10_000),
        nested("(?:", ")+", 30),
        "(".repeat(100_000),
        vec!["a"; 100_000].join("|"),
        format!("[{}]", "\\p{L}".repeat(10_000)),
        "a".repeat(1_000_000),
        quantified,
        "(?:a{60000}){60000}".to_owned(),
        format!("(?i:{})", ('\u{4e00}'..'\u{6000}').collect::<String>()),
        format!("[{}]", "a-".repeat(5_000)),
        format!("(?i:[{}])", "\\w\\xe9".repeat(3_000)),
        "^(a+)+$".to_owned(),
    ];
    for pattern in patterns {
        let schema = json!({
            "type": "object", "properties": { "a": { "type": "string", "pattern": pattern } },
        });
        if let Err(error) = of_content(&schema).generate() {
            assert_eq!(error.pointer(), "/properties/a/pattern");
            assert!(error.reason().len() < 500, "{error}");
        }
        let schema = json!({ "type": "object", "patternProperties": { pattern: {} } });
        if let Err(error) = of_content(&schema).generate() {
            assert!(error.pointer().starts_with("/patternProperties"), "{error}");
            assert!(error.reason().len() < 500, "{}", error.reason());
        }
    }
}

#[test]
fn expanded_patterns_compile_and_stay_small() {
    let word = json!({ "type": "string", "pattern": r"^\p{L}+$" });
    let words = json!({ "type": "object", "properties": { "word": word } });
    let words = of_content(&words).generate().unwrap();
    println!("{} bytes", words.len());
    assert!(words.len() < 20_000, "{} bytes", words.len());
    let log = json!({ "type": "object", "patternProperties": { "^(?i:k)$": word } });
    let log = json!({ "type": "object", "properties": { "log": log } });
    let log = of_content(&log).generate().unwrap();
    assert!(log.contains("\"^(?:[Kk\u{212a}])$\""), "{log}");
    let modules = [("words".to_owned(), words), ("log".to_owned(), log)];
    assert_compiles("expanded-patterns", &modules.into());
}

#[test]
fn deep_nesting_is_an_error() {
    let nested =
        |levels: usize| format!("{}{{}}{}", r#"{"not":"#.repeat(levels), "}".repeat(levels));
    let content = |levels: usize| {
        format!(
            r#"{{ "type": "object", "properties": {{ "a": {} }} }}"#,
            nested(levels)
        )
    };
    assert!(of_text(&content(50)).generate().is_ok());
    assert_error(&content(1_000), "", "nested deeper");
    assert_error(&content(1_000_000), "", "nested deeper");

    // The text isn't nested, but its references are.
    for (length, is_supported) in [(400, true), (100_000, false)] {
        let mut text = String::from(
            r##"{ "type": "object", "properties": { "a": { "not": { "$ref": "#/$defs/d0" } } }, "$defs": {"##,
        );
        for number in 0..length {
            write!(
                text,
                r##" "d{number}": {{ "items": {{ "$ref": "#/$defs/d{}" }} }},"##,
                number + 1
            )
            .unwrap();
        }
        write!(text, r#" "d{length}": {{}} }} }}"#).unwrap();
        match of_text(&text).generate() {
            Ok(_) => assert!(is_supported),
            Err(error) => {
                assert!(!is_supported, "{error}");
                assert!(error.reason().contains("nested deeper"), "{error}");
                assert!(error.pointer().starts_with("/$defs/d"), "{error}");
            }
        }
    }
}

#[test]
fn long_reference_chains_do_not_overflow_the_stack() {
    let mut definitions = Map::new();
    let mut properties = Map::new();
    let mut required = Vec::new();
    let last = 20_000;
    for number in 0..last {
        let next = json!({ "items": { "$ref": format!("#/$defs/d{:05}", number + 1) } });
        definitions.insert(format!("d{number:05}"), next);
        // `properties` starts with the last link of the chain, and `required` with the first.
        let key = format!("p{:05}", last - number);
        properties.insert(
            key.clone(),
            json!({ "$ref": format!("#/$defs/d{number:05}") }),
        );
        required.push(key);
    }
    definitions.insert(format!("d{last:05}"), json!({}));
    let schema = json!({
        "type": "object", "$defs": definitions,
        "properties": { "a": {
            "type": "object", "minProperties": 1, "properties": properties, "required": required,
        } },
    });
    of_content(&schema).generate().unwrap();
}

#[test]
fn duplicate_types_count_once() {
    let types = [vec!["string"; 50_000], vec!["integer"; 50_000]].concat();
    let schema = json!({ "type": "object", "properties": { "a": { "type": types } } });
    let text = of_content(&schema).generate().unwrap();
    assert!(
        text.contains("types: Types::STRING.union(Types::INTEGER),"),
        "{text}"
    );
}
