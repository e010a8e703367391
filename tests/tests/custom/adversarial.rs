//! Random schemas with the worst possible names are generated, once the errors' advice is followed,
//! and all generated code compiles.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::custom::{CustomEvent, Schema};
use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::advice::follow_advice;
use super::compile::assert_compiles;

/// The number of schemas, unless `CDEVENTS_CASES` is set.
const CASES: usize = 300;

/// The number of modules that are compiled as one crate.
const CRATE: usize = 1_000;

const NAMES: &[&str] = &[
    // Keywords and contextual keywords.
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "fn",
    "gen",
    "async",
    "union",
    "dyn",
    "true",
    "_",
    "auto",
    "macro_rules",
    "static",
    "raw",
    "abstract",
    "try",
    "yield",
    "mod",
    "enum",
    "struct",
    // Names in the prelude.
    "Ok",
    "Err",
    "err",
    "error",
    "Some",
    "None",
    "Option",
    "Result",
    "String",
    "Vec",
    "Box",
    "From",
    "Into",
    "TryFrom",
    "try-from",
    "AsRef",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "Eq",
    "PartialEq",
    "partial-eq",
    "Drop",
    "Send",
    "ToString",
    "to-string",
    "str",
    "u8",
    "bool",
    "Iterator",
    // Names in the generated module.
    "Content",
    "content",
    "EVENT_TYPE",
    "event-type",
    "validate",
    "validateSlice",
    "is_valid",
    "from_slice",
    "tables",
    "types",
    "T0",
    "S0",
    "S1",
    "Gate",
    "checked",
    "gateChecked",
    "gate-checked-content",
    "ALL",
    "a-l-l",
    "all",
    "Other",
    "other",
    "additional",
    "known",
    "as_str",
    // Names that its macros and impls use.
    "properties",
    "property",
    "tagged_union",
    "absent",
    "required",
    "alternative",
    "subject",
    "context",
    "link_types",
    "members",
    "additional_members",
    "object",
    "text_enum",
    "open_enum",
    "checked_text",
    "checked_json",
    "key",
    "tag",
    "map",
    "_map",
    "_fixed",
    "fixed",
    "read",
    "write",
    "new",
    "value",
    "json",
    "text",
    "table",
    "problem",
    "KEYS",
    "k-e-y-s",
    "EXPECTED",
    "RULES",
    "PATTERN",
    "LITERAL",
    "Format",
    "Pattern",
    "Object",
    "Members",
    "PropertyReader",
    "MapAccess",
    "map-access",
    "SerializeMap",
    "serialize-map",
    "Schema",
    "Types",
    "serde",
    "serde_json",
    "std",
    "core",
    "cdevents_generated",
    "generated",
    "__private",
    "index",
    "item",
    "Shape0",
    "Replaced0",
    "member0",
    "doc",
    "concat",
    "stringify",
    "non-empty-string",
    "NonEmptyString",
    "Json",
    "Uri",
    "Timestamp",
    "Definition",
    "latest",
    "release",
    "expected",
    "found",
    // One-letter words, digits, and names that differ only in case and punctuation.
    "x",
    "X",
    "p",
    "x-y",
    "xY",
    "x_y",
    "XY",
    "xy",
    "x y",
    "x.y",
    "x/y",
    "x~y",
    "x1",
    "X1",
    "x-1",
    "v2.x1",
    "1",
    "10",
    "1.0",
    "2fa",
    "a1b2",
    "a",
    "b",
    "A",
    "ab",
    "a-b",
    "aB",
    "a-b-c",
    "abC",
    "info",
    "INFO",
    "post",
    "POST",
    "1.0.0",
    "0.5.1",
    "+1.0.0",
    "draft",
    "Draft",
    "v1.0.0",
    // Punctuation, white space and syntax.
    "",
    " ",
    "-",
    "--",
    "+",
    "<",
    ">",
    "<=",
    "?",
    "$",
    "$ref",
    "$id",
    "#",
    "%",
    "\\",
    "\"",
    "'",
    "`",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "//",
    "*/",
    "/*",
    "///",
    "#[doc]",
    "{}",
    "{a}",
    "r#type",
    "r#\"",
    "$x",
    // Other letters: direction marks, look-alikes, and letters that Unicode normalization changes.
    "größe",
    "ä",
    "a\u{308}",
    "日本語",
    "имя",
    "\u{430}",
    "İ",
    "ı",
    "ſ",
    "K",
    "ﬁ",
    "ª",
    "²",
    "①",
    "é",
    "\u{202e}abc",
    "a\u{2066}b\u{2069}",
    "\u{feff}",
    "a\u{200d}b",
    "\u{1f600}",
    "a\u{1f600}b",
    "ǅ",
    "\u{1100}\u{1161}",
    "\u{ac00}",
    "\u{10ffff}",
];

fn name(rng: &mut Rng) -> String {
    let one = *rng.choice(NAMES).unwrap();
    match rng.u8(..8) {
        0 => format!("{one}{}", rng.choice(NAMES).unwrap()),
        1 => format!("{one}-{}", rng.choice(NAMES).unwrap()),
        2 => one.to_uppercase(),
        _ => one.to_owned(),
    }
}

fn names(rng: &mut Rng, most: usize) -> Vec<String> {
    let count = rng.usize(1..=most);
    let names: BTreeSet<_> = (0..count).map(|_| name(rng)).collect();
    names.into_iter().collect()
}

fn described(mut schema: Value, rng: &mut Rng) -> Value {
    if rng.u8(..4) == 0 {
        let words: Vec<_> = (0..rng.usize(1..4)).map(|_| name(rng)).collect();
        schema["description"] = words.join(" ").into();
    }
    schema
}

/// Returns a random schema, with or without a Rust type of its own.
fn schema(rng: &mut Rng, depth: usize) -> Value {
    let text = json!({ "type": "string" });
    let schema = match rng.u8(..if depth == 0 { 8 } else { 12 }) {
        0 => text,
        1 => json!({ "type": "boolean" }),
        2 => json!({ "type": "string", "maxLength": rng.u8(1..9) }),
        3 => json!({ "type": "string", "pattern": "^a", "format": "uri" }),
        4 => json!({ "enum": names(rng, 6) }),
        5 => json!({ "anyOf": [{ "enum": names(rng, 6) }, text] }),
        6 => json!({ "const": name(rng) }),
        7 => json!({ "$ref": "#/$defs/one" }),
        8 => json!({ "type": "array", "items": schema(rng, depth - 1) }),
        9 => union(rng, depth - 1),
        _ => object(rng, depth - 1),
    };
    described(schema, rng)
}

fn object(rng: &mut Rng, depth: usize) -> Value {
    let keys = names(rng, 5);
    let required: Vec<_> = keys.iter().filter(|_| rng.bool()).cloned().collect();
    let properties: Map<_, _> = keys
        .into_iter()
        .map(|key| (key, schema(rng, depth)))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": rng.bool(),
    })
}

/// Returns random objects that a tag property tells apart. Shared properties have the same schema.
fn union(rng: &mut Rng, depth: usize) -> Value {
    let (tag, shared) = (name(rng), names(rng, 4));
    let shared: Map<_, _> = shared
        .into_iter()
        .map(|key| (key, schema(rng, depth)))
        .collect();
    let tags = names(rng, 3);
    let alternatives = tags.into_iter().map(|constant| {
        let mut properties = shared.clone();
        properties.retain(|_, schema| schema.get("const").is_none() && rng.bool());
        properties.insert(tag.clone(), json!({ "const": constant }));
        json!({
            "type": "object", "properties": properties, "required": [tag],
            "additionalProperties": false,
        })
    });
    let alternatives: Vec<_> = alternatives.collect();
    json!({ "anyOf": alternatives })
}

/// Returns a random event type, and a random schema of its content.
fn event(rng: &mut Rng) -> (String, Value) {
    let mut content = object(rng, 3);
    let (one, two) = (rng.choice(NAMES).unwrap(), rng.choice(NAMES).unwrap());
    let definitions = json!({
        "one": described(json!({ "$ref": "#/$defs/One" }), rng),
        "One": schema(rng, 0),
        *one: { "type": "string" },
        *two: { "type": "integer" },
    });
    content["$defs"] = definitions;
    // A `$ref` here would lead back to itself.
    content["$defs"]["One"] = match content["$defs"]["One"].clone() {
        one if one.get("$ref").is_some() => object(rng, 0),
        one => one,
    };
    remove_loops(&mut content["$defs"]["One"]);
    if rng.bool() {
        content["description"] = name(rng).into();
    }
    let subjects = [
        "gate", "n", "Try", "partial", "self", "map", "o", "type", "con", "non",
    ];
    let predicates = [
        "checked", "on", "From", "eq", "access", "k", "self", "tent", "empty", "a",
    ];
    let (subject, predicate) = (
        rng.choice(subjects).unwrap(),
        rng.choice(predicates).unwrap(),
    );
    (
        format!("dev.cdeventsx.gatekeeper-{subject}.{predicate}.0.1.0"),
        content,
    )
}

fn remove_loops(schema: &mut Value) {
    match schema {
        Value::Object(keywords) if keywords.get("$ref").is_some_and(Value::is_string) => {
            *schema = json!({});
        }
        Value::Object(keywords) => keywords.values_mut().for_each(remove_loops),
        Value::Array(items) => items.iter_mut().for_each(remove_loops),
        _ => {}
    }
}

#[test]
fn adversarial_names_compile_once_the_advice_is_followed() {
    let cases = std::env::var("CDEVENTS_CASES");
    let cases = cases.map_or(CASES, |cases| cases.parse().expect("a number"));
    let (mut at_once, mut after_advice, mut names, mut errors) = (0, 0, 0, 0);
    let mut modules = BTreeMap::new();
    let mut crates = 0;
    for case in 0..cases {
        // Each case has its own seed, so that it can be tried alone.
        let mut rng = Rng::with_seed(case as u64);
        let (event_type, mut content) = event(&mut rng);
        content["$id"] = "https://example.com/gate".into();
        let schema = Schema::new("gate.json", &content.to_string()).unwrap();
        let event = CustomEvent::of_content(&event_type, schema);
        // Without advice, every name is made.
        let made = event.generate().unwrap();
        if case % 4 == 0 {
            modules.insert(format!("own{case}"), made);
        }
        let (result, given) = follow_advice(event);
        names += given;
        match result {
            Ok(text) => {
                *(if given == 0 {
                    &mut at_once
                } else {
                    &mut after_advice
                }) += 1;
                modules.insert(format!("case{case}"), text);
            }
            // Alternatives with different schemas for a property: not a problem of names.
            Err(error) => {
                let known = "differs between the alternatives, which is not supported";
                assert!(error.reason().contains(known), "{error}");
                errors += 1;
            }
        }
        if modules.len() == CRATE || case + 1 == cases {
            crates += 1;
            assert_compiles(&format!("adversarial-{crates}"), &modules);
            modules.clear();
        }
    }
    println!(
        "{cases} schemas: {at_once} were generated at once, {after_advice} after {names} names were \
         given words, {errors} are unsupported"
    );
    assert!(
        (at_once + after_advice) * 10 > cases * 8,
        "too few schemas are generated"
    );
}
