//! No schema makes the generator panic, however damaged it is.

use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::corpus::corpus;
use fastrand::Rng;
use serde_json::{Value, json};

use super::TYPE;

/// The number of damaged schemas, unless `CDEVENTS_CASES` is set.
const CASES: usize = 200;

/// The size of the largest schema, in bytes, because large ones take long.
const LARGEST: usize = 6_000;

/// Values that are wrong for most keywords.
fn stray(rng: &mut Rng) -> Value {
    let strays = json!([
        null, true, false, -1, 1.5, 1e99, "", "#", "#/", "a", "object", "^(", [], [[]], ["a", "a"], [1],
        {}, { "$ref": "#" }, { "$ref": "#/properties" }, { "$id": "a" }, { "type": "array" },
        { "not": {} }, { "items": [{}] }, { "enum": [] }, { "unevaluatedProperties": false },
        { "properties": { "": {} } }, { "oneOf": [{ "type": "null" }, { "$ref": "#" }] }
    ]);
    rng.choice(strays.as_array().unwrap()).unwrap().clone()
}

const KEYWORDS: &[&str] = &[
    "$ref",
    "$id",
    "id",
    "$anchor",
    "$dynamicRef",
    "$schema",
    "type",
    "items",
    "prefixItems",
    "anyOf",
    "oneOf",
    "allOf",
    "not",
    "if",
    "properties",
    "patternProperties",
    "additionalProperties",
    "enum",
    "const",
    "required",
    "dependencies",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "minimum",
    "exclusiveMinimum",
    "format",
    "description",
    "title",
    "definitions",
    "$defs",
];

fn damage(value: &mut Value, rng: &mut Rng) {
    if rng.u8(..5) > 0 {
        let inner = match value {
            Value::Object(properties) if !properties.is_empty() => {
                let index = rng.usize(..properties.len());
                properties.values_mut().nth(index)
            }
            Value::Array(items) if !items.is_empty() => {
                let index = rng.usize(..items.len());
                items.get_mut(index)
            }
            _ => None,
        };
        if let Some(inner) = inner {
            return damage(inner, rng);
        }
    }
    match value {
        Value::Object(keywords) if rng.bool() => {
            let keyword = *rng.choice(KEYWORDS).unwrap();
            keywords.insert(keyword.to_owned(), stray(rng));
        }
        value => *value = stray(rng),
    }
}

#[test]
fn no_damaged_schema_makes_the_generator_panic() {
    let Some(files) = corpus("mutated") else {
        return;
    };
    let cases = std::env::var("CDEVENTS_CASES");
    let cases = cases.map_or(CASES, |cases| cases.parse().expect("a number"));
    let small = files
        .values()
        .filter(|schema| schema.to_string().len() < LARGEST);
    let small: Vec<_> = small.collect();
    let mut generated = 0;
    for case in 0..cases {
        let mut rng = Rng::with_seed(case as u64);
        let mut schema = (*rng.choice(&small).unwrap()).clone();
        for _ in 0..rng.usize(1..4) {
            damage(&mut schema, &mut rng);
        }
        let text = schema.to_string();
        let schema = Schema::new("damaged.json", &text);
        let result = schema.and_then(|schema| CustomEvent::of_content(TYPE, schema).generate());
        match result {
            Ok(_) => generated += 1,
            Err(error) => assert!(error.reason().len() > 10, "{error}: {text}"),
        }
    }
    println!("{generated} of {cases} damaged schemas are generated");
    assert!(generated * 4 > cases, "{generated} of {cases}");
}
