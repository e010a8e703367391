//! Checks a value against a schema, keyword by keyword. Each keyword is implemented once, whether a
//! [`Visitor`] asks for a verdict or for every violation.

mod alternatives;
pub(super) mod applicators;
mod array;
mod count;
mod number;
mod object;
pub(super) mod text;
pub(super) mod values;
pub(super) mod visitor;

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::location::Location;
use super::table::{Schema, Types};
use super::violation::Cause;
use crate::json::view::{JsonValue, View, has_type};
use visitor::Visitor;

/// Checks a value against a schema. Returns whether the check continues.
pub(super) fn check<J: JsonValue, V: Visitor>(
    schema: &'static Schema,
    value: &J,
    location: &Location<'_>,
    visitor: &mut V,
) -> bool {
    if !has_type(schema.types, value) {
        let continues = if schema.types == Types::NONE {
            visitor.report(location, Keyword::FalseSchema, || Cause::Forbidden)
        } else {
            visitor.report(location, Keyword::Type, || {
                let found = Excerpt::of_property(value, location.is_optional());
                Cause::WrongType(schema.types, found)
            })
        };
        if !continues {
            return false;
        }
    }
    if let Some(values) = &schema.values
        && !values::check(values, value, location, visitor)
    {
        return false;
    }
    let continues = match value.view() {
        View::Text(text) => schema
            .text
            .is_none_or(|rules| text::check(rules, text, location, visitor)),
        View::Number(number) => schema
            .number
            .is_none_or(|rules| number::check(rules, (value, number), location, visitor)),
        View::Array(items) => schema
            .array
            .is_none_or(|rules| array::check(rules, items, location, visitor)),
        View::Object(properties) => schema
            .object
            .is_none_or(|rules| object::check(rules, (value, properties), location, visitor)),
        View::Null | View::Bool(_) => true,
    };
    continues
        && schema
            .applicators
            .iter()
            .all(|applicator| applicators::check(applicator, value, location, visitor))
}
