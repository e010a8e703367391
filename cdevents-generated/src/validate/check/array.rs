//! The keywords for arrays.

use std::collections::HashMap;
use std::hash::RandomState;

use super::count;
use super::visitor::Visitor;
use crate::json::view::{JsonValue, equal, hash};
use crate::validate::excerpt::Excerpt;
use crate::validate::keyword::Keyword;
use crate::validate::location::InstanceStep;
use crate::validate::schema_path::SchemaStep;
use crate::validate::table::{ArrayRules, Contains};
use crate::validate::violation::Cause;

pub(super) fn check<J: JsonValue, V: Visitor>(
    rules: &'static ArrayRules,
    items: &[J],
    visitor: &mut V,
) -> bool {
    let min = (Keyword::MinItems, rules.min_items);
    let max = (Keyword::MaxItems, rules.max_items);
    if !count::check(items.len(), min, max, visitor) {
        return false;
    }
    if rules.unique
        && let Some(duplicate) = first_duplicate(items)
        && !visitor.report(Keyword::UniqueItems, || {
            Cause::Duplicate(Excerpt::new(duplicate))
        })
    {
        return false;
    }
    if let Some(contains) = &rules.contains
        && !check_contains(contains, items, visitor)
    {
        return false;
    }
    items.iter().enumerate().all(|(index, item)| {
        let step = if index < rules.prefix.len() {
            SchemaStep::Index("prefixItems", index)
        } else {
            SchemaStep::Keyword("items")
        };
        let step = (InstanceStep::Index(index), step);
        let schema = rules.item(index);
        schema.is_none_or(|schema| visitor.apply(schema, item, step))
    })
}

fn check_contains<J: JsonValue, V: Visitor>(
    contains: &'static Contains,
    items: &[J],
    visitor: &mut V,
) -> bool {
    let matching = items.iter();
    let matching = matching.filter(|item| visitor.is_valid(contains.schema, *item));
    let count = matching.count() as u64;
    let (keyword, bound) = match contains.max {
        Some(max) if count > max => (Keyword::MaxContains, max),
        _ if count < contains.min => (Keyword::Contains, contains.min),
        _ => return true,
    };
    visitor.report(Keyword::Contains, || {
        Cause::WrongCount(keyword, bound, count)
    })
}

/// Returns the first item that equals an earlier one.
fn first_duplicate<J: JsonValue>(items: &[J]) -> Option<&J> {
    /// The largest number of items for which comparing all pairs is faster than hashing.
    const FEW: usize = 8;
    if items.len() <= FEW {
        let is_duplicate =
            |(index, item): &(usize, &J)| items[..*index].iter().any(|other| equal(other, *item));
        return items
            .iter()
            .enumerate()
            .find(is_duplicate)
            .map(|(_, item)| item);
    }
    // The hash has random keys, so no document can provoke collisions.
    let hashers = RandomState::new();
    let mut seen: HashMap<u64, Vec<&J>> = HashMap::with_capacity(items.len());
    items.iter().find(|item| {
        let candidates = seen.entry(hash(*item, &hashers)).or_default();
        let is_duplicate = candidates.iter().any(|earlier| equal(*earlier, *item));
        candidates.push(item);
        is_duplicate
    })
}
