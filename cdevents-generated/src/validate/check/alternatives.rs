//! Explains why a value isn't valid against alternative schemas (`anyOf` and `oneOf`).

use super::visitor::Visitor;
use crate::json::types::Types;
use crate::json::view::{JsonValue, Properties as _, has_type};
use crate::validate::excerpt::Excerpt;
use crate::validate::keyword::Keyword;
use crate::validate::renamed::other_names;
use crate::validate::table::{Schema, Tag};
use crate::validate::violation::{Cause, Violation};

/// Explains why a value doesn't match exactly one alternative.
pub(super) fn not_exactly_one_matches<J: JsonValue, V: Visitor>(
    schemas: &'static [&'static Schema],
    value: &J,
    visitor: &mut V,
) -> Cause {
    let matching = schemas.iter();
    let matching = matching.filter(|schema| visitor.is_valid(schema, value));
    match matching.count() {
        0 => none_matches(schemas, None, value, visitor),
        count => Cause::TooManyAlternatives(count),
    }
}

/// Explains why a value matches no alternative.
pub(super) fn none_matches<J: JsonValue, V: Visitor>(
    schemas: &'static [&'static Schema],
    tag: Option<&'static Tag>,
    value: &J,
    visitor: &mut V,
) -> Cause {
    /// The most alternatives within alternatives that are explained too. Explaining all of them
    /// would take twice as long at each level.
    const MOST: u32 = 64;
    if visitor.state().explanations == MOST {
        return Cause::NoAlternative(schemas.len(), Vec::new());
    }
    if let Some(types) = all_types(schemas)
        && !has_type(types, value)
    {
        return Cause::WrongType(types, Excerpt::new(value));
    }
    if let Some(tag) = tag
        && let Some(properties) = value.as_object()
    {
        let Some(found) = properties.get(tag.key) else {
            let renamed = other_names(tag.key).find(|other| properties.contains_key(other));
            return Cause::MissingTag(tag, renamed);
        };
        let mut texts = tag.texts.iter();
        let index = texts.position(|text| Some(*text) == found.as_str());
        return match index.and_then(|index| schemas.get(index)) {
            Some(schema) => Cause::Within(visitor.violations(schema, value)),
            None => Cause::WrongTag(tag, Excerpt::new(found)),
        };
    }
    let is_outermost = visitor.state().explanations == 0;
    visitor.state().explanations += 1;
    let all = schemas.iter();
    let all = all.map(|schema| visitor.violations(schema, value));
    // The alternative whose constants match is most likely the one that was meant.
    let mismatches = |violations: &Vec<Violation>| {
        let keywords = violations.iter().map(Violation::keyword);
        let keywords = keywords
            .filter(|keyword| matches!(keyword, Keyword::Const | Keyword::Enum | Keyword::Type));
        (keywords.count(), violations.len())
    };
    let nearest = all.min_by_key(mismatches).unwrap_or_default();
    if is_outermost {
        visitor.state().explanations = 0;
    }
    Cause::NoAlternative(schemas.len(), nearest)
}

/// Returns the types that the alternatives allow, unless one allows any type.
fn all_types(schemas: &[&'static Schema]) -> Option<Types> {
    let mut all = Types::NONE;
    for schema in schemas {
        match schema.target().types {
            Types::ANY => return None,
            types => all = all.union(types),
        }
    }
    Some(all)
}
