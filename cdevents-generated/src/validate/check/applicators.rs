//! The keywords that apply other schemas to the same value: `$ref`, `allOf`, `anyOf`, `oneOf`,
//! `not`, and `if` with `then` and `else`.

use super::alternatives;
use super::visitor::Visitor;
use crate::json::view::{JsonValue, property};
use crate::validate::keyword::Keyword;
use crate::validate::location::InstanceStep;
use crate::validate::schema_path::SchemaStep;
use crate::validate::table::{Alternatives, Applicator, Schema};
use crate::validate::violation::Cause;

/// Returns whether a value is valid against an applicator, given the schemas that it is valid against.
pub(in crate::validate) fn is_valid(
    applicator: &'static Applicator,
    mut is_valid: impl FnMut(&'static Schema) -> bool,
) -> bool {
    match applicator {
        Applicator::Reference(reference) => is_valid(reference.schema),
        Applicator::AllOf(schemas) => schemas.iter().all(|schema| is_valid(schema)),
        Applicator::AnyOf(alternatives) => {
            let mut schemas = alternatives.schemas.iter();
            schemas.any(|schema| is_valid(schema))
        }
        Applicator::OneOf(schemas) => {
            let mut matching = schemas.iter().filter(|schema| is_valid(schema));
            matching.next().is_some() && matching.next().is_none()
        }
        Applicator::Not(schema) => !is_valid(schema),
        Applicator::If(condition) => {
            let schema = if is_valid(condition.condition) {
                condition.then
            } else {
                condition.otherwise
            };
            is_valid(schema)
        }
    }
}

/// Returns whether a value is valid against an alternative. If a tag selects one, tries no other.
pub(in crate::validate) fn is_valid_by_any<J: JsonValue>(
    alternatives: &'static Alternatives,
    value: &J,
    mut is_valid: impl FnMut(&'static Schema) -> bool,
) -> bool {
    let Some(tag) = &alternatives.tag else {
        let mut schemas = alternatives.schemas.iter();
        return schemas.any(|schema| is_valid(schema));
    };
    let properties = value.as_object();
    let value = properties.and_then(|properties| property::<J>(properties, tag.key));
    let text = value.and_then(JsonValue::as_str);
    let schema = text.and_then(|text| alternatives.tagged(tag, text));
    schema.is_some_and(is_valid)
}

pub(super) fn check<J: JsonValue, V: Visitor>(
    applicator: &'static Applicator,
    value: &J,
    visitor: &mut V,
) -> bool {
    let apply =
        |visitor: &mut V, schema, step| visitor.apply(schema, value, (InstanceStep::Same, step));
    match applicator {
        Applicator::Reference(reference) => {
            apply(visitor, reference.schema, SchemaStep::Reference(reference))
        }
        Applicator::AllOf(schemas) => {
            let mut schemas = schemas.iter().enumerate();
            schemas.all(|(index, schema)| apply(visitor, schema, SchemaStep::Index("allOf", index)))
        }
        Applicator::If(condition) => {
            if visitor.is_valid(condition.condition, value) {
                apply(visitor, condition.then, SchemaStep::Keyword("then"))
            } else {
                apply(visitor, condition.otherwise, SchemaStep::Keyword("else"))
            }
        }
        Applicator::AnyOf(alternatives) => {
            let is_valid = is_valid_by_any(alternatives, value, |schema| {
                visitor.is_valid(schema, value)
            });
            let Alternatives { schemas, tag } = alternatives;
            is_valid
                || explain(visitor, Keyword::AnyOf, |visitor| {
                    alternatives::none_matches(schemas, tag.as_ref(), value, visitor)
                })
        }
        Applicator::OneOf(schemas) => {
            is_valid(applicator, |schema| visitor.is_valid(schema, value))
                || explain(visitor, Keyword::OneOf, |visitor| {
                    alternatives::not_exactly_one_matches(schemas, value, visitor)
                })
        }
        Applicator::Not(_) => {
            is_valid(applicator, |schema| visitor.is_valid(schema, value))
                || visitor.report(Keyword::Not, || Cause::Excluded)
        }
    }
}

/// Reports a violation whose cause takes further checks.
fn explain<V: Visitor>(
    visitor: &mut V,
    keyword: Keyword,
    cause: impl FnOnce(&mut V) -> Cause,
) -> bool {
    if !V::COLLECTS {
        return false;
    }
    let cause = cause(visitor);
    visitor.report(keyword, || cause)
}
