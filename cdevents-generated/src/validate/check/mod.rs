//! The meaning of the tables for a parsed value: a verdict, or every violation.

use std::collections::HashSet;

use super::cause::{self, Cause, Found};
use super::judge::{Judge, address};
use super::number;
use super::objects::check_object;
use super::report::{Keyword, Violation};
use super::table::{
    Applicator, ArrayRules, Condition, NumberRules, Schema, TextRules, Types, Values,
};
use super::trail::{Instance, Step, Trail};
use super::verdict::{fits, fits_any, fits_rules, is_long_enough, is_short_enough};
use crate::json::view::{Json, JsonNumber as _, View, equal, has_type};

/// Is there no violation of a schema in a value? Few schemas need to ask, so that this is no part
/// of the function that does, and is called for every value.
#[inline(never)]
pub(super) fn has_no_violation<J: Json>(
    schema: &'static Schema,
    value: &J,
    judge: &mut Judge,
) -> bool {
    let answer = |judge: &mut Judge| {
        let sinks = (judge, &mut Verdict);
        check(schema, value, &Trail::root(""), sinks)
    };
    if is_costly(schema, value) {
        judge.once(schema, value, answer)
    } else {
        answer(judge)
    }
}

/// Is it worth remembering what a schema says of a value?
fn is_costly<J: Json>(schema: &'static Schema, value: &J) -> bool {
    !schema.applicators.is_empty() || matches!(value.view(), View::Array(_) | View::Object(_))
}

/// Every violation of a schema in a value.
pub(super) fn violations<J: Json>(
    schema: &'static Schema,
    document: &'static str,
    value: &J,
) -> Vec<Violation> {
    let mut judge = Judge::default();
    let mut violations = collect(schema, document, value, &mut judge);
    if violations.is_empty()
        && let Some(pattern) = judge.undecided()
    {
        // The schema makes "not valid" of it, in a `not` or beside another schema that fits.
        let root = Trail::root(document);
        violations.push(root.violation(Keyword::Pattern, cause::undecided(pattern)));
    }
    violations
}

/// The violations in one walk.
pub(super) fn collect<J: Json>(
    schema: &'static Schema,
    document: &'static str,
    value: &J,
    judge: &mut Judge,
) -> Vec<Violation> {
    let mut collected = Collected::default();
    let sinks = (judge, &mut collected);
    check(schema, value, &Trail::root(document), sinks);
    collected.violations
}

/// What becomes of a violation.
pub(super) trait Sink {
    /// Are places needed?
    const COLLECTS: bool;

    /// Takes a violation, and says whether to go on.
    fn take(&mut self, trail: &Trail<'_>, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool;

    /// Is a value still to be judged by a schema?
    fn is_new<J: Json>(&mut self, schema: &'static Schema, value: &J, judge: &mut Judge) -> bool;
}

/// One violation is enough.
struct Verdict;

impl Sink for Verdict {
    const COLLECTS: bool = false;

    fn take(&mut self, _: &Trail<'_>, _: Keyword, _: impl FnOnce() -> Cause) -> bool {
        false
    }

    fn is_new<J: Json>(&mut self, _: &'static Schema, _: &J, _: &mut Judge) -> bool {
        true
    }
}

/// Violations, and what they were looked for in.
#[derive(Default)]
struct Collected {
    violations: Vec<Violation>,
    /// Schemas and values, after many: where ways through a schema meet again and again, their
    /// number can double at each level, and each would lead to the same violations.
    visited: Option<HashSet<(usize, usize)>>,
}

impl Sink for Collected {
    const COLLECTS: bool = true;

    fn take(&mut self, trail: &Trail<'_>, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool {
        self.violations.push(trail.violation(keyword, cause()));
        true
    }

    fn is_new<J: Json>(&mut self, schema: &'static Schema, value: &J, judge: &mut Judge) -> bool {
        judge.takes_few_steps()
            || !is_costly(schema, value)
            || self
                .visited
                .get_or_insert_default()
                .insert(address(schema, value))
    }
}

/// Applies a schema one step further: in a verdict, nobody asks for the way.
pub(super) fn descend<J: Json, S: Sink>(
    schema: &'static Schema,
    value: &J,
    trail: &Trail<'_>,
    (instance, step): (Instance<'_>, Step),
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    if !S::COLLECTS {
        return fits(schema, value, judge);
    }
    let sinks = (judge, sink);
    !sinks.1.is_new(schema, value, sinks.0)
        || check(schema, value, &trail.step(instance, step), sinks)
}

pub(super) fn check<J: Json, S: Sink>(
    schema: &'static Schema,
    value: &J,
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    if !has_type(schema.types, value) {
        let goes_on = if schema.types == Types::NONE {
            sink.take(trail, Keyword::FalseSchema, || Cause::Forbidden)
        } else {
            sink.take(trail, Keyword::Type, || {
                Cause::WrongType(schema.types, Found::at(value, trail))
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
    let goes_on = match value.view() {
        View::Text(text) => schema
            .text
            .is_none_or(|rules| check_text(rules, text, trail, (judge, sink))),
        View::Number(_) => schema
            .number
            .is_none_or(|rules| check_number(rules, value, trail, sink)),
        View::Array(items) => schema
            .array
            .is_none_or(|rules| check_array(rules, items, trail, (judge, sink))),
        View::Object(members) => schema
            .object
            .is_none_or(|rules| check_object(rules, (value, members), trail, (judge, sink))),
        View::Null | View::Bool(_) => true,
    };
    goes_on
        && schema
            .applicators
            .iter()
            .all(|applicator| check_applicator(applicator, value, trail, (judge, sink)))
}

fn check_values<J: Json, S: Sink>(
    values: &'static Values,
    value: &J,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let (fits, keyword) = match values {
        Values::ConstText(text) => (value.as_str() == Some(text), Keyword::Const),
        Values::EnumTexts(texts) => {
            let fits = value.as_str().is_some_and(|text| texts.contains(&text));
            (fits, Keyword::Enum)
        }
        Values::Const(literal) => (equal(literal.value(), value), Keyword::Const),
        Values::Enum(literals) => {
            let mut literals = literals.iter();
            let fits = literals.any(|literal| equal(literal.value(), value));
            (fits, Keyword::Enum)
        }
    };
    fits || sink.take(trail, keyword, || {
        Cause::WrongValue(*values, Found::at(value, trail))
    })
}

fn check_text<S: Sink>(
    rules: &'static TextRules,
    text: &str,
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    let fits = fits_rules(rules, text, judge);
    if fits || !S::COLLECTS {
        return fits;
    }
    let found = || Cause::WrongText(rules, Found::text(text));
    if !is_long_enough(text, rules.min_length) {
        sink.take(trail, Keyword::MinLength, found);
    }
    if rules
        .max_length
        .is_some_and(|max| !is_short_enough(text, max))
    {
        sink.take(trail, Keyword::MaxLength, found);
    }
    if let Some(pattern) = rules.pattern {
        // A judge of its own, to tell "no" from "undecided".
        let mut of_pattern = Judge::default();
        if !of_pattern.finds(pattern, text) {
            sink.take(trail, Keyword::Pattern, || match of_pattern.undecided() {
                Some(pattern) => cause::undecided(pattern),
                None => cause::pattern(pattern, rules, text),
            });
        }
        judge.add(&of_pattern);
    }
    if rules.format.is_some_and(|format| !format.accepts(text)) {
        sink.take(trail, Keyword::Format, found);
    }
    true
}

fn check_number<J: Json, S: Sink>(
    rules: &'static NumberRules,
    value: &J,
    trail: &Trail<'_>,
    sink: &mut S,
) -> bool {
    let View::Number(number) = value.view() else {
        return true;
    };
    number::violated(rules, &number.decimal()).all(|(keyword, bound)| {
        sink.take(trail, keyword, || {
            Cause::WrongNumber(keyword, bound, Found::new(value))
        })
    })
}

fn check_array<J: Json, S: Sink>(
    rules: &'static ArrayRules,
    items: &[J],
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    let count = items.len() as u64;
    let wrong_count = |keyword, bound| move || Cause::WrongCount(keyword, bound, count);
    if count < rules.min_items {
        let wrong = wrong_count(Keyword::MinItems, rules.min_items);
        if !sink.take(trail, Keyword::MinItems, wrong) {
            return false;
        }
    }
    if let Some(max) = rules.max_items.filter(|max| count > *max) {
        let wrong = wrong_count(Keyword::MaxItems, max);
        if !sink.take(trail, Keyword::MaxItems, wrong) {
            return false;
        }
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
            .filter(|item| fits(contains.schema, *item, judge))
            .count() as u64;
        if fitting < contains.min || contains.max.is_some_and(|max| fitting > max) {
            let wrong = || match contains.max {
                Some(max) if fitting > max => Cause::WrongCount(Keyword::MaxContains, max, fitting),
                _ => Cause::WrongCount(Keyword::Contains, contains.min, fitting),
            };
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
        let way = (Instance::Index(index), step);
        schema.is_none_or(|schema| descend(schema, item, trail, way, (judge, sink)))
    })
}

fn check_applicator<J: Json, S: Sink>(
    applicator: &'static Applicator,
    value: &J,
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    match applicator {
        Applicator::Reference(reference) => {
            let way = (Instance::Same, Step::Reference(reference));
            descend(reference.schema, value, trail, way, (judge, sink))
        }
        Applicator::AllOf(schemas) => schemas.iter().enumerate().all(|(index, schema)| {
            let way = (Instance::Same, Step::Index("allOf", index));
            descend(schema, value, trail, way, (judge, sink))
        }),
        Applicator::AnyOf(alternatives) => {
            fits_any(alternatives, value, judge)
                || sink.take(trail, Keyword::AnyOf, || {
                    cause::alternatives(
                        alternatives.schemas,
                        alternatives.tag.as_ref(),
                        value,
                        judge,
                    )
                })
        }
        Applicator::OneOf(schemas) => match fitting(schemas, value, judge) {
            1 => true,
            0 => sink.take(trail, Keyword::OneOf, || {
                cause::alternatives(schemas, None, value, judge)
            }),
            count => sink.take(trail, Keyword::OneOf, || Cause::TooManyAlternatives(count)),
        },
        Applicator::Not(schema) => {
            !fits(schema, value, judge) || sink.take(trail, Keyword::Not, || Cause::NotAllowed)
        }
        Applicator::If(condition) => check_condition(condition, value, trail, (judge, sink)),
    }
}

/// How many of several schemas fit.
fn fitting<J: Json>(schemas: &[&'static Schema], value: &J, judge: &mut Judge) -> usize {
    let schemas = schemas.iter();
    schemas.filter(|schema| fits(schema, value, judge)).count()
}

fn check_condition<J: Json, S: Sink>(
    condition: &'static Condition,
    value: &J,
    trail: &Trail<'_>,
    (judge, sink): (&mut Judge, &mut S),
) -> bool {
    let (schema, keyword) = if fits(condition.condition, value, judge) {
        (condition.then, "then")
    } else {
        (condition.otherwise, "else")
    };
    let way = (Instance::Same, Step::Keyword(keyword));
    descend(schema, value, trail, way, (judge, sink))
}
