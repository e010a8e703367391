//! The meaning of the tables for a parsed value, where a verdict will do: no place, no cause.
//! What few schemas demand is left to [`value`](super::value).

use super::judge::Judge;
use super::table::{
    Alternatives, Applicator, Mode, ObjectRules, Property, Schema, TextRules, Values,
};
use super::value;
use crate::json::keys::is_same;
use crate::json::view::{Json, Object as _, has_type, property};

/// Returns whether a value is valid by a schema.
pub(super) fn is_valid<J: Json>(schema: &'static Schema, value: &J) -> bool {
    let mut judge = Judge::default();
    fits(schema, value, &mut judge) && judge.undecided().is_none()
}

/// Does a value fit a schema? Most schemas are for strings.
#[inline]
pub(super) fn fits<J: Json>(schema: &'static Schema, value: &J, judge: &mut Judge) -> bool {
    match value.as_str() {
        Some(text) if schema.mode == Mode::Text => fits_text(schema, text, judge),
        _ => fits_other(schema, value, judge),
    }
}

#[inline(never)]
fn fits_other<J: Json>(schema: &'static Schema, value: &J, judge: &mut Judge) -> bool {
    match schema.mode {
        Mode::Text => false,
        Mode::Object => value.as_object().is_some_and(|members| {
            let rules = schema.object;
            rules.is_none_or(|rules| fits_object::<J>(rules, members, judge))
        }),
        Mode::Array => value.as_array().is_some_and(|items| {
            schema.array.is_none_or(|rules| {
                let mut items = items.iter().enumerate();
                items.all(|(index, item)| {
                    let schema = rules.prefix.get(index).copied().or(rules.items);
                    schema.is_none_or(|schema| fits(schema.target(), item, judge))
                })
            })
        }),
        Mode::Forward => fits(schema.target(), value, judge),
        Mode::Free => has_type(schema.types, value),
        Mode::Applied => match schema.applicators {
            [Applicator::AnyOf(alternatives)] if alternatives.tag.is_some() => {
                fits_any(alternatives, value, judge)
            }
            _ => value::has_no_violation(schema, value, judge),
        },
        Mode::Parsed => value::has_no_violation(schema, value, judge),
    }
}

/// Does a string fit a schema for strings?
#[inline]
pub(super) fn fits_text(schema: &'static Schema, text: &str, judge: &mut Judge) -> bool {
    let is_known = match schema.values {
        Some(Values::ConstText(known)) => known == text,
        Some(Values::EnumTexts(known)) => known.contains(&text),
        _ => true,
    };
    is_known
        && schema
            .text
            .is_none_or(|rules| fits_rules(rules, text, judge))
}

/// Does a string do what is demanded of strings?
#[inline]
pub(super) fn fits_rules(rules: &'static TextRules, text: &str, judge: &mut Judge) -> bool {
    is_long_enough(text, rules.min_length)
        && rules
            .max_length
            .is_none_or(|max| is_short_enough(text, max))
        && rules.format.is_none_or(|format| format.accepts(text))
        && rules
            .pattern
            .is_none_or(|pattern| judge.finds(pattern, text))
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
fn fits_object<J: Json>(
    rules: &'static ObjectRules,
    members: &J::Object,
    judge: &mut Judge,
) -> bool {
    let mut required = 0;
    let mut expected = 0;
    // A loop is compiled into faster code than an iterator's `all`.
    for (key, value) in members.iter() {
        let fits = if let Some(property) = find(rules, key, &mut expected) {
            required += usize::from(property.required);
            fits(property.target, value, judge)
        } else {
            fits(rules.additional, value, judge)
        };
        if !fits {
            return false;
        }
    }
    required == rules.required
}

/// Finds a property, of keys that come sorted, as they do out of a map: behind the one before it,
/// or behind those that aren't there.
#[expect(
    clippy::inline_always,
    reason = "measured: as a function, it takes a tenth of the time of a verdict"
)]
#[inline(always)]
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

/// Does one of several schemas fit?
pub(super) fn fits_any<J: Json>(
    alternatives: &'static Alternatives,
    value: &J,
    judge: &mut Judge,
) -> bool {
    match &alternatives.tag {
        Some(tag) => {
            let tagged = value
                .as_object()
                .and_then(|members| property::<J>(members, tag.key));
            let text = tagged.and_then(Json::as_str);
            let schema = text.and_then(|text| alternatives.tagged(tag, text));
            schema.is_some_and(|schema| fits(schema, value, judge))
        }
        None => alternatives
            .schemas
            .iter()
            .any(|schema| fits(schema, value, judge)),
    }
}
