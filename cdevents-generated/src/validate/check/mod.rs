//! Checks a value against a schema, keyword by keyword. Each keyword is implemented once, whether a
//! [`Visitor`] asks for a verdict or for every violation.

mod alternatives;
pub(super) mod applicators;
mod array;
mod count;
mod number;
pub(super) mod object;
pub(super) mod text;
pub(super) mod values;
pub(super) mod visitor;

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::table::{Schema, Types};
use super::violation::Cause;
use crate::json::view::{JsonValue, View, has_type};
use visitor::Visitor;

/// Checks a value against a schema. Returns whether the check continues.
pub(super) fn check<J: JsonValue, V: Visitor>(
    schema: &'static Schema,
    value: &J,
    visitor: &mut V,
) -> bool {
    if !has_type(schema.types, value) {
        let continues = if schema.types == Types::NONE {
            visitor.report(Keyword::FalseSchema, || Cause::Forbidden)
        } else {
            let is_optional = visitor.is_optional();
            visitor.report(Keyword::Type, || {
                Cause::WrongType(schema.types, Excerpt::of_property(value, is_optional))
            })
        };
        if !continues {
            return false;
        }
    }
    if let Some(values) = &schema.values
        && !values::check(values, value, visitor)
    {
        return false;
    }
    let continues = match value.view() {
        View::Text(text) => schema
            .text
            .is_none_or(|rules| text::check(rules, text, visitor)),
        View::Number(number) => schema
            .number
            .is_none_or(|rules| number::check(rules, (value, number), visitor)),
        View::Array(items) => schema
            .array
            .is_none_or(|rules| array::check(rules, items, visitor)),
        View::Object(properties) => schema
            .object
            .is_none_or(|rules| object::check(rules, (value, properties), visitor)),
        View::Null | View::Bool(_) => true,
    };
    continues
        && schema
            .applicators
            .iter()
            .all(|applicator| applicators::check(applicator, value, visitor))
}
