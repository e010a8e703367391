//! Does a schema allow a value? Asked of the few values of an enum, against what stands in its place
//! in the other release.

use fluent_uri::{Uri, UriRef};
use serde_json::Value;

use crate::rules::{Applicator, Format, JsonType, Schema, Text, Values};

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
    all(answers.into_iter())
}

fn not(answer: Option<bool>) -> Option<bool> {
    answer.map(|it| !it)
}

/// One "no" decides, whatever isn't known.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
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
        Value::String(text) => is_text(&schema.text, text),
        Value::Number(number) => {
            let number = Exact::of(number);
            let factor = schema.number.multiple_of.as_ref().map(Exact::of);
            let is_multiple = factor.map_or(Some(true), |it| number.is_multiple_of(it));
            all([
                Some(Range::of(&schema.number, false).contains(number)),
                is_multiple,
            ]
            .into_iter())
        }
        Value::Array(_) => (schema.array == crate::rules::Array::default()).then_some(true),
        Value::Object(_) => (schema.object == crate::rules::Object::default()).then_some(true),
    }
}

fn is_text(demands: &Text, text: &str) -> Option<bool> {
    let length = text.chars().count() as u64;
    let is_long = length >= demands.min_length;
    let is_short = demands.max_length.is_none_or(|max| length <= max);
    let format = match demands.format {
        None => Some(true),
        Some(Format::Uri) => Some(Uri::parse(text).is_ok()),
        Some(Format::UriReference) => Some(UriRef::parse(text).is_ok()),
        Some(Format::DateTime) => None,
    };
    let pattern = demands
        .pattern
        .as_ref()
        .map_or(Some(true), |it| matches(it, text));
    all([Some(is_long), Some(is_short), format, pattern].into_iter())
}

/// Does a pattern match somewhere? The same flags as at run time: ECMA-262, with `u`.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let flags = regress::Flags {
        unicode: true,
        ..regress::Flags::default()
    };
    let pattern = regress::Regex::with_flags(pattern, flags).ok()?;
    Some(pattern.find(text).is_some())
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
