//! Does a schema allow a value? Asked of the few values of an enum, against what stands in its place
//! in the other release.

use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Schema, Values};
use crate::strings::{all, fits};

use super::numbers::{Exact, Range};
use super::view::Place;

/// How deep schemas are followed that apply to the same value.
const DEEPEST: usize = 32;

/// Whether a schema allows a value; nothing, where that isn't known.
pub(super) fn accepts(place: Place<'_>, value: &Value) -> Option<bool> {
    within(place, value, 0)
}

fn within(place: Place<'_>, value: &Value, depth: usize) -> Option<bool> {
    if depth > DEEPEST {
        return None;
    }
    let schema = place.schema();
    let mut answers = vec![
        Some(has_type(schema, value)),
        Some(is_listed(schema, value)),
        by_type(schema, value),
    ];
    for applicator in &schema.applicators {
        let ask = |id| within(place.at(id), value, depth + 1);
        answers.push(match applicator {
            Applicator::Reference(id, ..) => ask(*id),
            Applicator::AllOf(ids) => all(ids.iter().map(|id| ask(*id))),
            Applicator::AnyOf(ids) => not(all(ids.iter().map(|id| not(ask(*id))))),
            Applicator::Not(id) => not(ask(*id)),
            Applicator::OneOf(_) | Applicator::If(..) => None,
        });
    }
    all(answers)
}

fn not(answer: Option<bool>) -> Option<bool> {
    answer.map(|it| !it)
}

fn has_type(schema: &Schema, value: &Value) -> bool {
    let Some(types) = &schema.types else {
        return true;
    };
    types.iter().any(|it| match (it, value) {
        (JsonType::Null, Value::Null)
        | (JsonType::Boolean, Value::Bool(_))
        | (JsonType::Object, Value::Object(_))
        | (JsonType::Array, Value::Array(_))
        | (JsonType::Number, Value::Number(_))
        | (JsonType::String, Value::String(_)) => true,
        (JsonType::Integer, Value::Number(number)) => Exact::of(number).is_integer(),
        _ => false,
    })
}

fn is_listed(schema: &Schema, value: &Value) -> bool {
    let is_it = |other: &Value| canonical(other) == canonical(value);
    match &schema.values {
        None => true,
        Some(Values::Const(constant)) => is_it(constant),
        Some(Values::Enum(values)) => values.iter().any(is_it),
    }
}

fn by_type(schema: &Schema, value: &Value) -> Option<bool> {
    match value {
        Value::Null | Value::Bool(_) => Some(true),
        Value::String(text) => fits(text, &schema.text),
        Value::Number(number) => {
            let number = Exact::of(number);
            let factor = schema.number.multiple_of.as_ref().map(Exact::of);
            let is_multiple = factor.map_or(Some(true), |it| number.is_multiple_of(it));
            all([
                Some(Range::of(&schema.number, false).contains(number)),
                is_multiple,
            ])
        }
        Value::Array(_) => (schema.array == crate::model::rules::Array::default()).then_some(true),
        Value::Object(_) => {
            (schema.object == crate::model::rules::Object::default()).then_some(true)
        }
    }
}

/// The text of a value, which is the same for values that JSON Schema takes for equal.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => Exact::of(number).to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}
