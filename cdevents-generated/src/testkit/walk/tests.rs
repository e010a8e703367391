use super::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::validate::table::{Alternatives, Condition, Contains, Pattern, Property};

static TEXT: Schema = Schema {
    types: Types::STRING,
    ..Schema::ANY
};

static OTHER_TEXT: Schema = Schema {
    types: Types::STRING,
    ..Schema::ANY
};

fn applying(applicators: Vec<Applicator>) -> Schema {
    Schema {
        applicators: applicators.leak(),
        ..Schema::ANY
    }
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(rules: TextRules) -> Schema {
    Schema {
        types: Types::STRING,
        text: Some(leaked(rules)),
        ..Schema::ANY
    }
}

fn array(rules: ArrayRules) -> Schema {
    Schema {
        types: Types::ARRAY,
        array: Some(leaked(rules)),
        ..Schema::ANY
    }
}

/// Values that are tried and discarded would slow tests down without a word.
#[test]
fn what_cannot_be_made_without_trying_is_named() {
    let pattern = |source| {
        text(TextRules {
            pattern: Some(leaked(Pattern::new(source))),
            ..TextRules::ANY
        })
    };
    let contains = Contains {
        schema: &TEXT,
        min: 1,
        max: None,
    };
    let condition = Condition {
        condition: &TEXT,
        then: &TEXT,
        otherwise: &TEXT,
    };
    for (schema, expected) in [
        (Schema::NEVER, "no value is valid"),
        (
            applying(vec![Applicator::AllOf(leaked([&TEXT]))]),
            "`allOf`",
        ),
        (applying(vec![Applicator::Not(&TEXT)]), "`not`"),
        (applying(vec![Applicator::If(leaked(condition))]), "`if`"),
        (
            applying(vec![Applicator::OneOf(leaked([&TEXT, &OTHER_TEXT]))]),
            "`oneOf` of schemas with a type in common",
        ),
        (
            applying(vec![
                Applicator::AllOf(leaked([&TEXT])),
                Applicator::OneOf(leaked([&TEXT])),
            ]),
            "several keywords for the same value",
        ),
        (
            Schema {
                types: Types::OBJECT,
                ..applying(vec![Applicator::OneOf(leaked([&TEXT]))])
            },
            "types that narrow",
        ),
        (
            Schema {
                types: Types::NUMBER,
                number: Some(leaked(NumberRules {
                    multiple_of: Some(leaked(Literal::new("0.5"))),
                    ..NumberRules::ANY
                })),
                ..Schema::ANY
            },
            "rules for numbers",
        ),
        (
            array(ArrayRules {
                unique: true,
                ..ArrayRules::ANY
            }),
            "other than `items`",
        ),
        (
            array(ArrayRules {
                contains: Some(contains),
                ..ArrayRules::ANY
            }),
            "other than `items`",
        ),
        (
            Schema {
                types: Types::OBJECT,
                object: Some(leaked(ObjectRules {
                    rare: Some(&RareObjectRules::ANY),
                    ..ObjectRules::ANY
                })),
                ..Schema::ANY
            },
            "rare rules",
        ),
        (
            text(TextRules {
                max_length: Some(9),
                format: Some(crate::validate::table::Format::Uri),
                ..TextRules::ANY
            }),
            "a length of a string with a format",
        ),
        (pattern("^a"), "without `^` and `$`"),
        (pattern(r"^\d$"), "other than punctuation"),
        (pattern("^(?=a)a$"), "`(?`"),
        (pattern("^a$b$"), "a pattern with `$`"),
    ] {
        let schema = leaked(schema.ready());
        let made = Walker::new(Knobs::default()).schema(schema);
        let message = made.map(|_| ()).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_schema_that_contains_itself_is_named() {
    static LIST: Schema = Schema {
        types: Types::ARRAY,
        array: Some(&ArrayRules {
            items: Some(&LIST),
            ..ArrayRules::ANY
        }),
        ..Schema::ANY
    };
    let made = Walker::new(Knobs::default()).schema(&LIST);
    let message = made.map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        message,
        "`/0`: the testkit does not support a schema that contains itself"
    );
}

#[test]
fn numbers_are_within_their_bounds() {
    let bound = |json| Some(leaked(Literal::new(json)) as &Literal);
    for (minimum, maximum) in [
        (bound("1"), None),
        (None, bound("-7")),
        (bound("3"), bound("4")),
        (bound("9223372036854775807"), None),
    ] {
        let schema = Schema {
            types: Types::NUMBER,
            number: Some(leaked(NumberRules {
                minimum,
                maximum,
                ..NumberRules::ANY
            })),
            ..Schema::ANY
        };
        let schema: &'static Schema = leaked(schema.ready());
        let Ok(strategy) = Walker::new(Knobs::default()).schema(schema) else {
            panic!("it can be made");
        };
        let mut runner = TestRunner::deterministic();
        for _ in 0..100 {
            let json = strategy.new_tree(&mut runner).unwrap().current().to_json(0);
            assert!(is_text_valid(schema, &json), "{json}");
        }
    }
}

/// A link may name its event by ID or by URI.
#[test]
fn an_object_has_one_of_several_properties() {
    let requiring = |key: &'static str| {
        let schema = Schema {
            object: Some(leaked(ObjectRules {
                rare: Some(leaked(RareObjectRules {
                    required: leaked([key]),
                    ..RareObjectRules::ANY
                })),
                ..ObjectRules::ANY
            })),
            ..Schema::ANY
        };
        schema.ready()
    };
    assert!(!is_text_valid(leaked(requiring("id")), "{}"));
    let property = |key| Property {
        key,
        required: false,
        schema: &TEXT,
        target: &TEXT,
    };
    let alternatives = Alternatives {
        schemas: leaked([leaked(requiring("id")), leaked(requiring("uri"))]),
        tag: None,
    };
    let schema = Schema {
        types: Types::OBJECT,
        object: Some(leaked(ObjectRules {
            properties: leaked([property("id"), property("uri")]),
            sorted: &[0, 1],
            ..ObjectRules::ANY
        })),
        ..applying(vec![Applicator::AnyOf(leaked(alternatives))])
    };
    let schema: &'static Schema = leaked(schema.ready());
    let mut walker = Walker::new(Knobs::default());
    let Ok(strategy) = walker.schema(schema) else {
        panic!("it can be made");
    };
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let json = strategy.new_tree(&mut runner).unwrap().current().to_json(0);
        assert!(is_text_valid(schema, &json), "{json}");
        let has = ["\"id\":", "\"uri\":"].map(|key| json.contains(key));
        seen.insert(has);
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}
