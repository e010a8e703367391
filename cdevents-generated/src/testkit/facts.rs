//! What schemas say about types and lengths.

use std::ops::RangeInclusive;

use crate::json::types::Types;
use crate::validate::table::{Applicator, Schema, TextRules, Values};

/// Returns a range within bounds, as near to the preferred one as they allow.
pub(super) fn within(
    preferred: &RangeInclusive<usize>,
    min: usize,
    max: usize,
) -> RangeInclusive<usize> {
    let start = (*preferred.start()).min(max).max(min);
    let end = (*preferred.end()).min(max).max(start);
    start..=end
}

/// Returns whether a schema has rules for strings and their length only.
pub(super) fn is_plain_text(schema: &Schema) -> bool {
    let rules = schema.text.unwrap_or(&TextRules::ANY);
    schema.types == Types::STRING
        && schema.values.is_none()
        && schema.applicators.is_empty()
        && rules.pattern.is_none()
        && rules.format.is_none()
}

/// Returns whether a schema has no rules of its own but its types.
pub(super) fn is_only_types(schema: &Schema) -> bool {
    schema.text.is_none()
        && schema.number.is_none()
        && schema.array.is_none()
        && schema.object.is_none()
}

/// Returns the types of the values that a schema may allow.
pub(super) fn types_of(schema: &'static Schema) -> Types {
    let union = |schemas: &[&'static Schema]| {
        let types = schemas.iter().map(|schema| types_of(schema).0);
        Types(types.fold(0, |union, types| union | types))
    };
    let applied = schema
        .applicators
        .iter()
        .map(|applicator| match applicator {
            Applicator::Reference(reference) => types_of(reference.schema),
            Applicator::AnyOf(alternatives) => union(alternatives.schemas),
            Applicator::OneOf(schemas) => union(schemas),
            _ => Types::ANY,
        });
    let valued = match schema.values {
        Some(Values::ConstText(_) | Values::EnumTexts(_)) => Types::STRING,
        _ => Types::ANY,
    };
    Types(applied.fold(schema.types.0 & valued.0, |types, applied| {
        types & applied.0
    }))
}

#[cfg(test)]
mod tests;
