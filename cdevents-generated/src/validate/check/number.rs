//! The keywords for numbers: bounds and `multipleOf`.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use super::visitor::Visitor;
use crate::json::decimal::Decimal;
use crate::json::view::{JsonNumber as _, JsonValue};
use crate::validate::excerpt::Excerpt;
use crate::validate::keyword::Keyword;
use crate::validate::table::{Literal, NumberRules};
use crate::validate::violation::Cause;

pub(super) fn check<J: JsonValue, V: Visitor>(
    rules: &'static NumberRules,
    (value, number): (&J, &J::Number),
    visitor: &mut V,
) -> bool {
    violated(rules, &number.decimal()).all(|(keyword, bound)| {
        visitor.report(keyword, || {
            Cause::WrongNumber(keyword, bound, Excerpt::new(value))
        })
    })
}

/// Returns the keywords that a number violates, with their values.
fn violated(
    rules: &'static NumberRules,
    number: &Decimal<'_>,
) -> impl Iterator<Item = (Keyword, &'static Literal)> {
    let bound = |keyword, bound: Option<&'static Literal>, allowed: &[Ordering]| {
        let bound = bound?;
        let order = number.cmp(bound.decimal()?);
        (!allowed.contains(&order)).then_some((keyword, bound))
    };
    let divisor = |divisor: &'static Literal| {
        let is_multiple = number.is_multiple_of(divisor.decimal()?);
        (!is_multiple).then_some((Keyword::MultipleOf, divisor))
    };
    let violated = [
        bound(Keyword::Minimum, rules.minimum, &[Greater, Equal]),
        bound(
            Keyword::ExclusiveMinimum,
            rules.exclusive_minimum,
            &[Greater],
        ),
        bound(Keyword::Maximum, rules.maximum, &[Less, Equal]),
        bound(Keyword::ExclusiveMaximum, rules.exclusive_maximum, &[Less]),
        rules.multiple_of.and_then(divisor),
    ];
    violated.into_iter().flatten()
}
