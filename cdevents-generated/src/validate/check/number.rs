//! Demands on numbers, and items that must be unique.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::RandomState;

use super::report::Keyword;
use super::table::{Literal, NumberRules};
use crate::json::decimal::Decimal;
use crate::json::view::{Json, equal, hash};

/// Returns the keywords that a number violates.
pub(super) fn violated(
    rules: &'static NumberRules,
    number: &Decimal<'_>,
) -> impl Iterator<Item = (Keyword, &'static Literal)> {
    use Ordering::{Equal, Greater, Less};
    let bound = |keyword, bound: Option<&'static Literal>, allowed: [Ordering; 2]| {
        let bound = bound?;
        let order = number.cmp(bound.decimal()?);
        (!allowed.contains(&order)).then_some((keyword, bound))
    };
    let divisor = |divisor: &'static Literal| {
        let is_multiple = number.is_multiple_of(divisor.decimal()?);
        (!is_multiple).then_some((Keyword::MultipleOf, divisor))
    };
    [
        bound(Keyword::Minimum, rules.minimum, [Greater, Equal]),
        bound(
            Keyword::ExclusiveMinimum,
            rules.exclusive_minimum,
            [Greater; 2],
        ),
        bound(Keyword::Maximum, rules.maximum, [Less, Equal]),
        bound(
            Keyword::ExclusiveMaximum,
            rules.exclusive_maximum,
            [Less; 2],
        ),
        rules.multiple_of.and_then(divisor),
    ]
    .into_iter()
    .flatten()
}

/// The first item that equals an earlier one.
pub(super) fn first_duplicate<J: Json>(items: &[J]) -> Option<&J> {
    /// Comparing so few with each other is faster than hashing them.
    const FEW: usize = 8;
    if items.len() <= FEW {
        let twice = |(index, item): &(usize, &J)| items[..*index].iter().any(|it| equal(it, *item));
        return items.iter().enumerate().find(twice).map(|(_, item)| item);
    }
    // The keys of the hash are random, so that no document can be made to have many equal ones.
    let hashers = RandomState::new();
    let mut seen: HashMap<u64, Vec<&J>> = HashMap::with_capacity(items.len());
    items.iter().find(|item| {
        let alike = seen.entry(hash(*item, &hashers)).or_default();
        let is_twice = alike.iter().any(|earlier| equal(*earlier, *item));
        alike.push(item);
        is_twice
    })
}
