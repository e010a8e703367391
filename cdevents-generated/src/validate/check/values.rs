//! The keywords `const` and `enum`.

use super::visitor::Visitor;
use crate::json::view::{JsonValue, equal};
use crate::validate::excerpt::Excerpt;
use crate::validate::keyword::Keyword;
use crate::validate::table::Values;
use crate::validate::violation::Cause;

/// Returns whether a string is one of the allowed strings. Other allowed values don't matter here.
#[inline]
pub(in crate::validate) fn allow_text(values: Values, text: &str) -> bool {
    match values {
        Values::ConstText(allowed) => allowed == text,
        Values::EnumTexts(allowed) => allowed.contains(&text),
        Values::Const(_) | Values::Enum(_) => true,
    }
}

pub(super) fn check<J: JsonValue, V: Visitor>(
    values: &'static Values,
    value: &J,
    visitor: &mut V,
) -> bool {
    let (is_allowed, keyword) = match values {
        Values::ConstText(_) => (is_allowed_text(*values, value), Keyword::Const),
        Values::EnumTexts(_) => (is_allowed_text(*values, value), Keyword::Enum),
        Values::Const(literal) => (equal(literal.value(), value), Keyword::Const),
        Values::Enum(literals) => {
            let mut literals = literals.iter();
            let is_allowed = literals.any(|literal| equal(literal.value(), value));
            (is_allowed, Keyword::Enum)
        }
    };
    if is_allowed {
        return true;
    }
    let is_optional = visitor.is_optional();
    visitor.report(keyword, || {
        Cause::WrongValue(*values, Excerpt::of_property(value, is_optional))
    })
}

fn is_allowed_text<J: JsonValue>(values: Values, value: &J) -> bool {
    value.as_str().is_some_and(|text| allow_text(values, text))
}
