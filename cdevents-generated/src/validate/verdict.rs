//! The meaning of the tables for a parsed value, where a verdict will do: no place, no cause.
//! What few schemas demand is left to [`value`](super::value).

use serde_json::{Map, Value};

use super::table::{
    Alternatives, Applicator, Mode, ObjectRules, Property, Schema, TextRules, Values,
};
use super::value::{self, type_of};
use crate::keys::is_same;

/// Does a value fit a schema? Most schemas are for strings.
#[inline]
pub(super) fn fits(schema: &'static Schema, value: &Value) -> bool {
    match (schema.mode, value) {
        (Mode::Text, Value::String(text)) => fits_text(schema, text),
        _ => fits_other(schema, value),
    }
}

#[inline(never)]
fn fits_other(schema: &'static Schema, value: &Value) -> bool {
    match (schema.mode, value) {
        (Mode::Object, Value::Object(members)) => schema
            .object
            .is_none_or(|rules| fits_object(rules, members)),
        (Mode::Array, Value::Array(items)) => schema.array.is_none_or(|rules| {
            let mut items = items.iter().enumerate();
            items.all(|(index, item)| {
                let schema = rules.prefix.get(index).copied().or(rules.items);
                schema.is_none_or(|schema| fits(schema.target(), item))
            })
        }),
        (Mode::Text | Mode::Object | Mode::Array, _) => false,
        (Mode::Forward, _) => fits(schema.target(), value),
        (Mode::Free, _) => schema.types.has(type_of(value)),
        (Mode::Applied, _) => match schema.applicators {
            [Applicator::AnyOf(alternatives)] => fits_any(alternatives, value),
            _ => value::has_no_violation(schema, value),
        },
        (Mode::Parsed, _) => value::has_no_violation(schema, value),
    }
}

/// Does a string fit a schema for strings?
#[inline]
pub(super) fn fits_text(schema: &'static Schema, text: &str) -> bool {
    let is_known = match schema.values {
        Some(Values::ConstText(known)) => known == text,
        Some(Values::EnumTexts(known)) => known.contains(&text),
        _ => true,
    };
    is_known && schema.text.is_none_or(|rules| fits_rules(rules, text))
}

/// Does a string do what is demanded of strings?
#[inline]
pub(super) fn fits_rules(rules: &'static TextRules, text: &str) -> bool {
    is_long_enough(text, rules.min_length)
        && rules
            .max_length
            .is_none_or(|max| is_short_enough(text, max))
        && rules.pattern.is_none_or(|pattern| pattern.finds(text))
        && rules.format.is_none_or(|format| format.accepts(text))
}

/// Nearly every `minLength` is 1, for which no code point needs to be counted.
#[inline]
pub(super) fn is_long_enough(text: &str, min: u64) -> bool {
    match min {
        0 => true,
        1 => !text.is_empty(),
        _ => text.chars().count() as u64 >= min,
    }
}

pub(super) fn is_short_enough(text: &str, max: u64) -> bool {
    text.len() as u64 <= max || text.chars().count() as u64 <= max
}

/// One pass will do, since an object without rare demands has but members to be judged.
fn fits_object(rules: &'static ObjectRules, members: &Map<String, Value>) -> bool {
    let mut required = 0;
    let mut expected = 0;
    let all_fit = members.iter().all(|(key, value)| {
        if let Some(property) = find(rules, key, &mut expected) {
            required += usize::from(property.required);
            fits(property.target, value)
        } else {
            fits(rules.additional, value)
        }
    });
    all_fit && required == rules.required
}

/// Finds a property, of keys that come sorted, as they do out of a map: behind the one before it,
/// or behind those that aren't there.
#[inline]
fn find(rules: &'static ObjectRules, key: &str, expected: &mut usize) -> Option<&'static Property> {
    let places = rules.sorted.get(*expected..)?;
    for (passed, index) in places.iter().enumerate() {
        let property = &rules.properties[usize::from(*index)];
        if is_same(property.key, key) {
            *expected += passed + 1;
            return Some(property);
        }
    }
    find_unsorted(rules, key)
}

/// Maps can also keep the order in which their keys came.
#[inline(never)]
fn find_unsorted(rules: &'static ObjectRules, key: &str) -> Option<&'static Property> {
    let mut properties = rules.properties.iter();
    properties.find(|property| is_same(property.key, key))
}

/// A member of an object. In small objects, as most are, looking at each is the fastest way.
pub(super) fn member<'a>(members: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    const FEW: usize = 8;
    if members.len() > FEW {
        return members.get(key);
    }
    let mut members = members.iter();
    members.find_map(|(other, value)| is_same(other, key).then_some(value))
}

/// Does one of several schemas fit?
pub(super) fn fits_any(alternatives: &'static Alternatives, value: &Value) -> bool {
    match &alternatives.tag {
        Some(tag) => {
            let tagged = value.as_object().and_then(|it| member(it, tag.key));
            let text = tagged.and_then(Value::as_str);
            let schema = text.and_then(|text| alternatives.tagged(tag, text));
            schema.is_some_and(|schema| fits(schema, value))
        }
        None => alternatives.schemas.iter().any(|it| fits(it, value)),
    }
}
