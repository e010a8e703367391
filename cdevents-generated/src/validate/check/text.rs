//! The keywords for strings: `minLength`, `maxLength`, `pattern` and `format`.

use super::visitor::Visitor;
use crate::validate::custom_type;
use crate::validate::excerpt::Excerpt;
use crate::validate::keyword::Keyword;
use crate::validate::state::State;
use crate::validate::table::{Pattern, TextRules};
use crate::validate::violation::Cause;

impl TextRules {
    /// Returns whether a string is valid against these rules. If that can't be decided, it isn't.
    #[must_use]
    pub fn accepts(&'static self, text: &str) -> bool {
        is_valid(self, text, &mut State::default())
    }
}

/// Returns whether a string is valid.
#[inline]
pub(in crate::validate) fn is_valid(
    rules: &'static TextRules,
    text: &str,
    state: &mut State,
) -> bool {
    is_long_enough(text, rules.min_length)
        && rules
            .max_length
            .is_none_or(|max| is_short_enough(text, max))
        && rules.format.is_none_or(|format| format.accepts(text))
        && rules
            .pattern
            .is_none_or(|pattern| state.matches(pattern, text))
}

#[inline]
fn is_long_enough(text: &str, min: u64) -> bool {
    match min {
        0 => true,
        // Nearly every `minLength` is 1, for which no code point needs to be counted.
        1 => !text.is_empty(),
        _ => text.chars().count() as u64 >= min,
    }
}

fn is_short_enough(text: &str, max: u64) -> bool {
    text.len() as u64 <= max || text.chars().count() as u64 <= max
}

pub(super) fn check<V: Visitor>(rules: &'static TextRules, text: &str, visitor: &mut V) -> bool {
    let is_valid = is_valid(rules, text, visitor.state());
    if is_valid || !V::COLLECTS {
        return is_valid;
    }
    let cause = || Cause::WrongText(rules, Excerpt::string(text));
    if !is_long_enough(text, rules.min_length) {
        visitor.report(Keyword::MinLength, cause);
    }
    if rules
        .max_length
        .is_some_and(|max| !is_short_enough(text, max))
    {
        visitor.report(Keyword::MaxLength, cause);
    }
    if let Some(pattern) = rules.pattern {
        // A state of its own, to tell "no match" from "undecided".
        let mut state = State::default();
        if !state.matches(pattern, text) {
            visitor.report(Keyword::Pattern, || match state.undecided() {
                Some(pattern) => undecided(pattern),
                None => no_match(pattern, rules, text),
            });
        }
    }
    if rules.format.is_some_and(|format| !format.accepts(text)) {
        visitor.report(Keyword::Format, cause);
    }
    true
}

/// Says that a pattern takes too many steps.
pub(in crate::validate) fn undecided(pattern: &str) -> Cause {
    Cause::Message(format!(
        "cannot tell whether the pattern `{pattern}` matches: that takes more than the allowed \
         number of steps"
    ))
}

/// Says that a pattern doesn't match. For custom event types, says why.
fn no_match(pattern: &Pattern, rules: &'static TextRules, text: &str) -> Cause {
    if pattern.source().starts_with(r"^dev\.cdeventsx") {
        return Cause::Message(custom_type::message(text));
    }
    Cause::WrongText(rules, Excerpt::string(text))
}
