//! The meaning of the tables for a parsed value: a verdict, or every violation.

use serde_json::Value;

use super::cause::{self, Cause, Found};
use super::number;
use super::objects::check_object;
use super::report::{Keyword, Violation};
use super::table::{
    Applicator, ArrayRules, Condition, NumberRules, Schema, TextRules, Types, Values,
};
use super::trail::{Instance, Step, Trail};
use super::verdict::{fits, fits_any, fits_rules, is_long_enough, is_short_enough};

/// Is there no violation of a schema in a value?
pub(super) fn has_no_violation(schema: &'static Schema, value: &Value) -> bool {
    check(schema, value, &Trail::root(""), &mut Verdict)
}

/// Every violation of a schema in a value.
pub(crate) fn violations(
    schema: &'static Schema,
    document: &'static str,
    value: &Value,
) -> Vec<Violation> {
    let mut violations = Vec::new();
    check(schema, value, &Trail::root(document), &mut violations);
    violations
}

/// What becomes of a violation.
pub(super) trait Sink {
    /// Are places needed?
    const COLLECTS: bool;

    /// Takes a violation, and says whether to go on.
    fn take(&mut self, trail: &Trail<'_>, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool;
}

/// One violation is enough.
struct Verdict;

impl Sink for Verdict {
    const COLLECTS: bool = false;

    fn take(&mut self, _: &Trail<'_>, _: Keyword, _: impl FnOnce() -> Cause) -> bool {
        false
    }
}

impl Sink for Vec<Violation> {
    const COLLECTS: bool = true;

    fn take(&mut self, trail: &Trail<'_>, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool {
        self.push(trail.violation(keyword, cause()));
        true
    }
}

/// Applies a schema one step further: in a verdict, nobody asks for the way.
pub(super) fn descend<S: Sink>(
    schema: &'static Schema,
    value: &Value,
    trail: &Trail<'_>,
    (instance, step): (Instance<'_>, Step),
    sink: &mut S,
) -> bool {
    if S::COLLECTS {
        check(schema, value, &trail.step(instance, step), sink)
    } else {
        fits(schema, value)
    }
}

pub(super) fn check<S: Sink>(
    schema: &'static Schema,
    value: &Value,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    if !schema.types.has(type_of(value)) {
        let goes_on = if schema.types == Types::NONE {
            sink.take(trail, Keyword::FalseSchema, || Cause::Forbidden)
        } else {
            sink.take(trail, Keyword::Type, || {
                Cause::WrongType(schema.types, Found::new(value))
            })
        };
        if !goes_on {
            return false;
        }
    }
    if let Some(values) = &schema.values
        && !check_values(values, value, trail, sink)
    {
        return false;
    }
    let goes_on = match value {
        Value::String(text) => schema
            .text
            .is_none_or(|rules| check_text(rules, text, trail, sink)),
        Value::Number(number) => schema
            .number
            .is_none_or(|rules| check_number(rules, number, trail, sink)),
        Value::Array(items) => schema
            .array
            .is_none_or(|rules| check_array(rules, items, trail, sink)),
        Value::Object(members) => schema
            .object
            .is_none_or(|rules| check_object(rules, members, trail, sink)),
        Value::Null | Value::Bool(_) => true,
    };
    goes_on
        && schema
            .applicators
            .iter()
            .all(|applicator| check_applicator(applicator, value, trail, sink))
}

/// The type of a value; of a number, whether it is whole.
#[inline]
pub(super) fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
        Value::Number(number) if number::is_whole(number) => Types::INTEGER,
        Value::Number(_) => Types(32),
    }
}

fn check_values<S: Sink>(
    values: &'static Values,
    value: &Value,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let (fits, keyword) = match values {
        Values::ConstText(text) => (value.as_str() == Some(text), Keyword::Const),
        Values::EnumTexts(texts) => {
            let fits = value.as_str().is_some_and(|text| texts.contains(&text));
            (fits, Keyword::Enum)
        }
        Values::Const(literal) => (number::equal(literal.value(), value), Keyword::Const),
        Values::Enum(literals) => {
            let fits = literals.iter().any(|it| number::equal(it.value(), value));
            (fits, Keyword::Enum)
        }
    };
    fits || sink.take(trail, keyword, || {
        Cause::WrongValue(*values, Found::new(value))
    })
}

fn check_text<S: Sink>(
    rules: &'static TextRules,
    text: &str,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    if fits_rules(rules, text) {
        return true;
    }
    let demands = [
        (Keyword::MinLength, is_long_enough(text, rules.min_length)),
        (
            Keyword::MaxLength,
            rules
                .max_length
                .is_none_or(|max| is_short_enough(text, max)),
        ),
        (
            Keyword::Pattern,
            rules.pattern.is_none_or(|pattern| pattern.finds(text)),
        ),
        (
            Keyword::Format,
            rules.format.is_none_or(|format| format.accepts(text)),
        ),
    ];
    let violated = demands.into_iter().filter(|(_, holds)| !holds);
    violated.into_iter().all(|(keyword, _)| {
        sink.take(trail, keyword, || {
            Cause::WrongText(rules, Found::text(text))
        })
    })
}

fn check_number<S: Sink>(
    rules: &'static NumberRules,
    value: &serde_json::Number,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let bounds = [
        (&rules.minimum, Keyword::Minimum, &[Greater, Equal][..]),
        (
            &rules.exclusive_minimum,
            Keyword::ExclusiveMinimum,
            &[Greater],
        ),
        (&rules.maximum, Keyword::Maximum, &[Less, Equal]),
        (&rules.exclusive_maximum, Keyword::ExclusiveMaximum, &[Less]),
    ];
    for (bound, keyword, allowed) in bounds {
        if let Some(bound) = bound
            && !allowed.contains(&number::compare_to(value, bound.value()))
            && !sink.take(trail, keyword, || {
                Cause::WrongNumber(keyword, bound, value.clone())
            })
        {
            return false;
        }
    }
    match &rules.multiple_of {
        Some(divisor) if !number::is_multiple_of(value, divisor.value()) => {
            let keyword = Keyword::MultipleOf;
            sink.take(trail, keyword, || {
                Cause::WrongNumber(keyword, divisor, value.clone())
            })
        }
        _ => true,
    }
}

fn check_array<S: Sink>(
    rules: &'static ArrayRules,
    items: &[Value],
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let count = items.len() as u64;
    let wrong_count = |keyword| move || Cause::WrongCount(keyword, count);
    if count < rules.min_items
        && !sink.take(trail, Keyword::MinItems, wrong_count(Keyword::MinItems))
    {
        return false;
    }
    if rules.max_items.is_some_and(|max| count > max)
        && !sink.take(trail, Keyword::MaxItems, wrong_count(Keyword::MaxItems))
    {
        return false;
    }
    if rules.unique
        && let Some(twice) = number::first_duplicate(items)
        && !sink.take(trail, Keyword::UniqueItems, || {
            Cause::Twice(Found::new(twice))
        })
    {
        return false;
    }
    if let Some(contains) = &rules.contains {
        let fitting = items
            .iter()
            .filter(|item| fits(contains.schema, item))
            .count() as u64;
        if fitting < contains.min || contains.max.is_some_and(|max| fitting > max) {
            let wrong = || Cause::WrongCount(Keyword::Contains, fitting);
            if !sink.take(trail, Keyword::Contains, wrong) {
                return false;
            }
        }
    }
    items.iter().enumerate().all(|(index, item)| {
        let (schema, step) = match rules.prefix.get(index) {
            Some(schema) => (Some(*schema), Step::Index("prefixItems", index)),
            None => (rules.items, Step::Keyword("items")),
        };
        schema
            .is_none_or(|schema| descend(schema, item, trail, (Instance::Index(index), step), sink))
    })
}

fn check_applicator<S: Sink>(
    applicator: &'static Applicator,
    value: &Value,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let fitting = |schemas: &[&'static Schema]| schemas.iter().filter(|it| fits(it, value)).count();
    match applicator {
        Applicator::Reference(reference) => {
            let way = (Instance::Same, Step::Reference(reference));
            descend(reference.schema, value, trail, way, sink)
        }
        Applicator::AllOf(schemas) => schemas.iter().enumerate().all(|(index, schema)| {
            let way = (Instance::Same, Step::Index("allOf", index));
            descend(schema, value, trail, way, sink)
        }),
        Applicator::AnyOf(alternatives) => {
            fits_any(alternatives, value)
                || sink.take(trail, Keyword::AnyOf, || {
                    cause::alternatives(alternatives.schemas, value)
                })
        }
        Applicator::OneOf(schemas) => match fitting(schemas) {
            1 => true,
            0 => sink.take(trail, Keyword::OneOf, || {
                cause::alternatives(schemas, value)
            }),
            count => sink.take(trail, Keyword::OneOf, || Cause::TooManyAlternatives(count)),
        },
        Applicator::Not(schema) => {
            !fits(schema, value) || sink.take(trail, Keyword::Not, || Cause::NotAllowed)
        }
        Applicator::If(condition) => check_condition(condition, value, trail, sink),
    }
}

fn check_condition<S: Sink>(
    condition: &'static Condition,
    value: &Value,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let (schema, keyword) = if fits(condition.condition, value) {
        (condition.then, "then")
    } else {
        (condition.otherwise, "else")
    };
    descend(
        schema,
        value,
        trail,
        (Instance::Same, Step::Keyword(keyword)),
        sink,
    )
}
