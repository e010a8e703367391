//! Validates the values of an enum against the schema that stands in its place in the other release.

use serde_json::Value;

use crate::model::rules::{Applicator, Array, Object, Schema};
use crate::strings::{all, fits};

use super::numbers::{ExactNumber, Interval, canonical, type_of};
use super::schema::SchemaRef;

/// The maximum depth of schemas that apply to the same value.
const MAX_DEPTH: usize = 32;

/// Returns whether a value is valid, or nothing if that is not decided here.
pub(super) fn is_valid(schema: SchemaRef<'_>, value: &Value) -> Option<bool> {
    is_valid_at(schema, value, 0)
}

fn is_valid_at(place: SchemaRef<'_>, value: &Value, depth: usize) -> Option<bool> {
    if depth > MAX_DEPTH {
        return None;
    }
    let schema = place.schema();
    let listed = place.listed();
    let is_equal = |other: &Value| canonical(other) == canonical(value);
    let mut answers = vec![
        Some(place.types().contains(&type_of(value))),
        Some(listed.is_none_or(|values| values.iter().any(is_equal))),
        is_valid_for_type(schema, value),
    ];
    for applicator in &schema.applicators {
        let applied = |id| is_valid_at(place.at(id), value, depth + 1);
        answers.push(match applicator {
            Applicator::Reference(id, ..) => applied(*id),
            Applicator::AllOf(ids) => all(ids.iter().map(|id| applied(*id))),
            Applicator::AnyOf(ids) => not(all(ids.iter().map(|id| not(applied(*id))))),
            Applicator::Not(id) => not(applied(*id)),
            Applicator::OneOf(_) | Applicator::If(..) => None,
        });
    }
    all(answers)
}

fn not(answer: Option<bool>) -> Option<bool> {
    answer.map(|answer| !answer)
}

/// Checks the keywords for the value's type.
fn is_valid_for_type(schema: &Schema, value: &Value) -> Option<bool> {
    match value {
        Value::Null | Value::Bool(_) => Some(true),
        Value::String(text) => fits(text, &schema.text),
        Value::Number(number) => {
            let number = ExactNumber::of(number);
            let factor = schema.number.multiple_of.as_ref().map(ExactNumber::of);
            let is_multiple = factor.map_or(Some(true), |factor| number.is_multiple_of(factor));
            let is_inside = Interval::of(&schema.number, false).contains(number);
            all([Some(is_inside), is_multiple])
        }
        Value::Array(_) => (schema.array == Array::default()).then_some(true),
        Value::Object(_) => (schema.object == Object::default()).then_some(true),
    }
}
