//! Validation takes linear time: no text takes minutes, not even a malicious one.
//!
//! Each test has an input that once took hours, or whose time quadrupled when its size doubled. The
//! limit is generous, because a debug build on a busy machine is slow.
//! `cargo test --release -- --nocapture` prints a table of times.

use std::time::{Duration, Instant};

use cdevents_codegen::lower_schema;
use cdevents_generated::iter;
use cdevents_generated::validate::table::{
    Alternatives, Applicator, Condition, Literal, NumberRules, ObjectRules, Pattern, Property,
    RareObjectRules, Schema, Types,
};
use cdevents_generated::validate::{
    first_problem, is_text_valid, is_valid_slice, is_value_valid, violations_of,
};
use cdevents_tests::tables::table;
use rayon::prelude::*;
use serde_json::{Value, json};

/// Far more than linear time takes, and far less than quadratic time would take.
const LIMIT: Duration = Duration::from_secs(60);

fn schema(schema: &Value) -> &'static Schema {
    let lowered = lower_schema("https://example.com/schema", schema, &[], true);
    let (rules, id) = lowered.expect("a schema");
    table(&rules, id)
}

#[track_caller]
fn measure<T>(what: &str, length: usize, action: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = action();
    let elapsed = start.elapsed();
    println!("| {what} | {length} | {elapsed:.2?} |");
    assert!(elapsed < LIMIT, "{what} of {length} bytes: {elapsed:?}");
    answer
}

/// Returns input sizes in bytes, each twice the one before, up to a megabyte.
fn sizes() -> impl Iterator<Item = usize> {
    (14..=20).map(|power| 1 << power)
}

#[test]
fn unique_items_takes_linear_time() {
    type Item = fn(usize) -> String;
    let schema = schema(&json!({"uniqueItems": true}));
    let kinds: [(&str, Item); 4] = [
        ("uniqueItems, integers", |index| index.to_string()),
        ("uniqueItems, decimals", |index| format!("{index}.5")),
        ("uniqueItems, strings", |index| format!("\"{index}\"")),
        ("uniqueItems, objects", |index| {
            format!("{{\"a\":[{index}]}}")
        }),
    ];
    for (kind, item) in kinds {
        for size in sizes() {
            let items: Vec<_> = (0..size / item(1000).len()).map(item).collect();
            let text = format!("[{}]", items.join(","));
            assert!(measure(kind, text.len(), || is_text_valid(schema, &text)));
            let value: Value = serde_json::from_str(&text).unwrap();
            assert!(is_value_valid(schema, &value));
            let twice = format!("[{},{}]", items.join(","), items[0]);
            assert!(!is_text_valid(schema, &twice));
        }
    }
}

#[test]
fn patterns_take_linear_time() {
    for pattern in [
        "^(a+)+$",
        "^(a|a)*$",
        "^(?=(a+)+$)a",
        "(a|aa)+$",
        "^(?!.*b)[a-z]{1,64}c",
    ] {
        let schema = schema(&json!({"type": "string", "pattern": pattern}));
        for size in sizes() {
            let text = format!("\"{}!\"", "a".repeat(size));
            assert!(!measure(pattern, text.len(), || is_text_valid(
                schema, &text
            )));
        }
    }
}

/// An error needs the number of lines before it, in parallel, too.
#[test]
fn positions_in_a_text_of_many_events_take_linear_time() {
    let ndjson = "7\n".repeat(1 << 21).into_bytes();
    let array = format!("[{}7]", "7,".repeat(1 << 21)).into_bytes();
    let lines = measure("NDJSON", ndjson.len(), || {
        let events = iter::ndjson(&ndjson).into_par_iter();
        events.map(|event| event.position().0).max()
    });
    assert_eq!(lines, Some(1 << 21));
    let column = measure("an array", array.len(), || {
        let events = iter::array(&array).into_par_iter();
        events.flatten().map(|event| event.position().1).max()
    });
    assert_eq!(column, Some(array.len() - 1));
}

/// Back references need backtracking, which is limited.
/// The type of each link is written with an escape, except that of the last one.
#[test]
fn links_whose_types_are_hard_to_find_take_linear_time() {
    let link = r#"{"from":{"contextId":"1"},"linkTyp\u0065":"END"}"#;
    for size in sizes() {
        let links = format!("{link},").repeat(size / link.len());
        let last = link.replace("\\u0065", "e");
        let text = format!(
            r#"{{"context":{{"version":"0.4.1","id":"1","source":"/ci","links":[{links}{last}],
            "timestamp":"2026-03-20T14:27:05Z","type":"dev.cdevents.branch.created.0.2.0"}},
            "subject":{{"id":"a","type":"branch","content":{{}}}}}}"#
        );
        assert!(measure("links", text.len(), || is_valid_slice(
            text.as_bytes()
        )));
    }
}

#[test]
fn back_references_take_limited_time() {
    let schema = schema(&json!({"type": "string", "pattern": "^(a+)+\\1$"}));
    for size in sizes() {
        let text = format!("\"{}!\"", "a".repeat(size));
        assert!(!measure("^(a+)+\\1$", text.len(), || is_text_valid(
            schema, &text
        )));
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn multiple_of(divisor: &str) -> &'static Schema {
    let table = Schema {
        number: Some(leak(NumberRules {
            multiple_of: Some(leak(Literal::new(divisor.to_owned().leak()))),
            ..NumberRules::ANY
        })),
        ..Schema::ANY
    };
    leak(table.ready())
}

#[test]
fn numbers_with_many_digits_take_linear_time() {
    let long_divisor = format!("0.{}7", "3".repeat(200));
    for divisor in [
        "1e-300",
        "7",
        "1e300",
        "12345678901234567890.1",
        &long_divisor,
    ] {
        let schema = multiple_of(divisor);
        for size in sizes() {
            let text = format!("1{}", "3".repeat(size));
            let short: String = divisor.chars().take(24).collect();
            measure(&format!("multipleOf {short}"), text.len(), || {
                is_text_valid(schema, &text)
            });
        }
    }
}

#[test]
fn exponents_of_any_size_take_linear_time() {
    let many_digits = format!("1e{}", "9".repeat(1 << 20));
    for number in [
        "1e1000000000",
        "1e-1000000000",
        "7e999999999999999999999999999999",
        "7e-999999999999999999999999999999",
        &many_digits,
    ] {
        for divisor in [
            "7",
            "1e-300",
            "1e1000000000",
            "3e-999999999999999999999999999999",
        ] {
            let schema = multiple_of(divisor);
            measure("exponents", number.len(), || {
                assert_eq!(
                    is_text_valid(schema, number),
                    first_problem(schema, number).is_none()
                );
            });
        }
        let keywords = json!({
            "type": "integer", "minimum": -1, "maximum": 3, "enum": [1, 2], "multipleOf": 0.5
        });
        let schema = self::schema(&keywords);
        measure("exponents", number.len(), || {
            assert!(!is_text_valid(schema, number));
            assert!(first_problem(schema, number).unwrap().len() < 500);
        });
    }
}

/// Returns objects nested in objects to a depth.
fn nested(depth: usize, innermost: &str) -> String {
    "{\"a\":".repeat(depth) + innermost + &"}".repeat(depth)
}

/// Defines the tables of a recursive schema, which generated tables can be, too.
macro_rules! recursive {
    ($module:ident, $($field:ident: $value:expr),*) => {
        mod $module {
            #![allow(dead_code, unused_imports)]
            use super::*;

            pub(super) static ROOT: Schema = Schema {
                $($field: $value,)*
                ..Schema::ANY
            }
            .ready();

            static OBJECT: ObjectRules = ObjectRules {
                properties: &[Property { key: "a", required: false, schema: &ROOT, target: &ROOT }],
                sorted: &[0],
                ..ObjectRules::ANY
            };

            /// An object whose property has the root schema.
            static CHILD: Schema = Schema {
                types: Types::OBJECT,
                object: Some(&OBJECT),
                ..Schema::ANY
            }
            .ready();

            /// Like `CHILD`, but requires a property that the documents of these tests lack.
            static OTHER: Schema = Schema {
                types: Types::OBJECT,
                object: Some(&ObjectRules {
                    rare: Some(&RareObjectRules {
                        required: &["b"],
                        ..RareObjectRules::ANY
                    }),
                    ..OBJECT
                }),
                ..Schema::ANY
            }
            .ready();

            static NOT_CHILD: Schema = Schema {
                applicators: &[Applicator::Not(&CHILD)],
                ..Schema::ANY
            }
            .ready();
        }
    };
}

static A: Pattern = Pattern::new("a");

recursive!(any_of, applicators: &[Applicator::AnyOf(&Alternatives { schemas: &[&OTHER, &CHILD], tag: None })]);
recursive!(one_of, applicators: &[Applicator::OneOf(&[&OTHER, &CHILD])]);
recursive!(all_of, applicators: &[Applicator::AllOf(&[&CHILD, &CHILD])]);
recursive!(object_and_any_of, types: Types::OBJECT, applicators: &[
    Applicator::AnyOf(&Alternatives { schemas: &[&OTHER, &CHILD], tag: None })
]);
recursive!(not, applicators: &[Applicator::Not(&OTHER), Applicator::Not(&NOT_CHILD)]);
recursive!(condition, applicators: &[Applicator::If(&Condition {
    condition: &CHILD,
    then: &CHILD,
    otherwise: &OTHER,
})]);
recursive!(pattern_properties, types: Types::OBJECT, object: Some(&ObjectRules {
    rare: Some(&RareObjectRules { patterns: &[(&A, &ROOT)], ..RareObjectRules::ANY }),
    ..OBJECT
}));
recursive!(dependent_schemas, types: Types::OBJECT, object: Some(&ObjectRules {
    rare: Some(&RareObjectRules { dependent_schemas: &[("a", &CHILD)], ..RareObjectRules::ANY }),
    ..OBJECT
}));
recursive!(plain, types: Types::OBJECT, object: Some(&OBJECT));

/// Each level refers to the next one twice, so 100 levels could take 2^100 steps.
#[test]
fn schemas_with_two_references_at_each_level_take_linear_time() {
    const DEPTH: usize = 100;
    for (name, schema) in [
        ("anyOf", &any_of::ROOT),
        ("oneOf", &one_of::ROOT),
        ("allOf", &all_of::ROOT),
        ("type, anyOf", &object_and_any_of::ROOT),
        ("not", &not::ROOT),
        ("if", &condition::ROOT),
        ("patternProperties", &pattern_properties::ROOT),
        ("dependentSchemas", &dependent_schemas::ROOT),
    ] {
        for innermost in ["{}", "1", "1e400"] {
            let text = nested(DEPTH, innermost);
            let by_text = measure(name, text.len(), || is_text_valid(schema, &text));
            assert_eq!(by_text, innermost == "{}", "{name}");
            let problem = measure(name, text.len(), || first_problem(schema, &text));
            assert_eq!(problem.is_none(), by_text, "{name}");
            assert!(problem.is_none_or(|problem| problem.len() < 1 << 16));
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let by_value = measure(name, text.len(), || is_value_valid(schema, &value));
                assert_eq!(by_value, by_text, "{name}");
                let violations = measure(name, text.len(), || violations_of(schema, &value));
                assert_eq!(violations.is_empty(), by_value, "{name}");
            }
        }
    }
}

#[test]
fn deep_documents_do_not_overflow_the_stack() {
    for schema in [&plain::ROOT, &any_of::ROOT, &pattern_properties::ROOT] {
        for depth in [100, 119, 126, 127, 128, 1_000, 100_000] {
            for innermost in ["1", "{}"] {
                let text = nested(depth, innermost);
                let is_valid = is_text_valid(schema, &text);
                assert!(!is_valid || (innermost == "{}" && depth < 250), "{depth}");
                assert!(is_valid || innermost == "1" || depth > 119, "{depth}");
                assert_eq!(first_problem(schema, &text).is_none(), is_valid, "{depth}");
            }
        }
    }
}
