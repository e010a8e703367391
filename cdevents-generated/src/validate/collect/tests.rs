use super::*;
use crate::json::tree::Node;
use crate::validate::table::{
    Alternatives, Applicator, ArrayRules, ObjectRules, Property, RareObjectRules, TextRules, Types,
};

static NUMBER: Schema = Schema {
    types: Types::NUMBER,
    ..Schema::ANY
}
.ready();

static SHORT: Schema = Schema {
    text: Some(&TextRules {
        max_length: Some(2),
        ..TextRules::ANY
    }),
    ..Schema::ANY
}
.ready();

static CLOSED: Schema = Schema {
    types: Types::OBJECT,
    object: Some(&ObjectRules {
        properties: &[Property {
            key: "a",
            required: true,
            schema: &NUMBER,
            target: &NUMBER,
        }],
        required: 1,
        sorted: &[0],
        additional: &Schema::NEVER,
        rare: Some(&RareObjectRules {
            names: Some(&SHORT),
            ..RareObjectRules::ANY
        }),
    }),
    ..Schema::ANY
}
.ready();

static LIST: Schema = Schema {
    array: Some(&ArrayRules {
        items: Some(&Schema {
            applicators: &[Applicator::AnyOf(&Alternatives {
                schemas: &[&CLOSED, &NUMBER],
                tag: None,
            })],
            ..Schema::ANY
        }),
        ..ArrayRules::ANY
    }),
    ..Schema::ANY
}
.ready();

#[test]
fn the_offset_of_a_violation_is_where_its_path_leads() {
    for (schema, text, count) in [
        (&CLOSED, r#" { "long" : 1, "\u0062": 2, "a": "x" }"#, 4),
        (&CLOSED, "{\n}", 1),
        (&LIST, r#"[1, {"a": 2} , {"a": null}, "x"]"#, 2),
    ] {
        let node = Node::parse(text).unwrap();
        let violations = violations(schema, "", &node);
        assert_eq!(violations.len(), count, "{text}");
        for violation in violations {
            let span = violation.span(text);
            assert_eq!(
                violation.offset_in(""),
                span.map(|span| span.start),
                "{violation}"
            );
        }
    }
}
