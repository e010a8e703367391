//! Validates a parsed value. Rare keywords are left to [`check`](crate::validate::check).

use crate::json::view::{JsonValue, Properties as _, View, has_type};
use crate::validate::check::applicators::is_valid_by_any;
use crate::validate::check::check;
use crate::validate::check::visitor::Visitor;
use crate::validate::check::{text, values};
use crate::validate::keyword::Keyword;
use crate::validate::location::InstanceStep;
use crate::validate::schema_path::SchemaStep;
use crate::validate::state::State;
use crate::validate::table::{Applicator, Mode, ObjectRules, Schema};
use crate::validate::violation::{Cause, Violation};

/// Validates a value against a schema, in a new state.
pub(in crate::validate) fn is_valid<J: JsonValue>(schema: &'static Schema, value: &J) -> bool {
    let mut state = State::default();
    is_valid_by(schema, value, &mut state) && state.undecided().is_none()
}

/// Returns whether a value is valid against a schema. Strings are the most frequent values.
#[inline]
pub(in crate::validate) fn is_valid_by<J: JsonValue>(
    schema: &'static Schema,
    value: &J,
    state: &mut State,
) -> bool {
    match value.as_str() {
        Some(text) if schema.mode == Mode::Text => is_text_valid(schema, text, state),
        _ => is_other_valid(schema, value, state),
    }
}

#[inline(never)]
fn is_other_valid<J: JsonValue>(schema: &'static Schema, value: &J, state: &mut State) -> bool {
    match schema.mode {
        Mode::Text => false,
        Mode::Object => value.as_object().is_some_and(|properties| {
            let rules = schema.object;
            rules.is_none_or(|rules| is_object_valid::<J>(rules, properties, state))
        }),
        Mode::Array => value.as_array().is_some_and(|items| {
            schema.array.is_none_or(|rules| {
                let mut items = items.iter().enumerate();
                items.all(|(index, item)| {
                    let schema = rules.item(index);
                    schema.is_none_or(|schema| is_valid_by(schema.target(), item, state))
                })
            })
        }),
        Mode::Forward => is_valid_by(schema.target(), value, state),
        Mode::Free => has_type(schema.types, value),
        Mode::Applied => match schema.applicators {
            [Applicator::AnyOf(alternatives)] if alternatives.tag.is_some() => {
                is_valid_by_any(alternatives, value, |schema| {
                    is_valid_by(schema, value, state)
                })
            }
            _ => has_no_violation(schema, value, state),
        },
        Mode::Parsed => has_no_violation(schema, value, state),
    }
}

/// Returns whether a string is valid against a schema that allows only strings.
#[inline]
pub(in crate::validate) fn is_text_valid(
    schema: &'static Schema,
    text: &str,
    state: &mut State,
) -> bool {
    schema
        .values
        .is_none_or(|values| values::allow_text(values, text))
        && schema
            .text
            .is_none_or(|rules| text::is_valid(rules, text, state))
}

/// Checks the properties in one pass, which is enough for objects without rare rules.
fn is_object_valid<J: JsonValue>(
    rules: &'static ObjectRules,
    properties: &J::Object,
    state: &mut State,
) -> bool {
    let mut required = 0;
    let mut expected = 0;
    // A loop is compiled into faster code than an iterator's `all`.
    for (key, value) in properties.iter() {
        let is_valid = if let Some((_, property)) = rules.find(key, &mut expected) {
            required += usize::from(property.required);
            is_valid_by(property.target, value, state)
        } else {
            is_valid_by(rules.additional, value, state)
        };
        if !is_valid {
            return false;
        }
    }
    required == rules.required
}

/// Checks a value keyword by keyword. Few schemas need that, so it isn't inlined.
#[inline(never)]
fn has_no_violation<J: JsonValue>(schema: &'static Schema, value: &J, state: &mut State) -> bool {
    let check = |state: &mut State| check(schema, value, &mut Verdict(state));
    if is_costly(schema, value) {
        state.once(schema, value, check)
    } else {
        check(state)
    }
}

/// Returns whether it is worth remembering that a value was checked against a schema.
pub(in crate::validate) fn is_costly<J: JsonValue>(schema: &'static Schema, value: &J) -> bool {
    !schema.applicators.is_empty() || matches!(value.view(), View::Array(_) | View::Object(_))
}

/// Stops at the first violation.
struct Verdict<'a>(&'a mut State);

impl Visitor for Verdict<'_> {
    const COLLECTS: bool = false;

    fn state(&mut self) -> &mut State {
        self.0
    }

    fn is_optional(&self) -> bool {
        false
    }

    fn report(&mut self, _: Keyword, _: impl FnOnce() -> Cause) -> bool {
        false
    }

    fn report_key(&mut self, _: Option<usize>, _: Keyword, _: impl FnOnce() -> Cause) -> bool {
        false
    }

    fn is_valid<J: JsonValue>(&mut self, schema: &'static Schema, value: &J) -> bool {
        is_valid_by(schema, value, self.0)
    }

    fn apply<J: JsonValue>(
        &mut self,
        schema: &'static Schema,
        value: &J,
        _: (InstanceStep<'_>, SchemaStep),
    ) -> bool {
        is_valid_by(schema, value, self.0)
    }

    fn violations<J: JsonValue>(&mut self, _: &'static Schema, _: &J) -> Vec<Violation> {
        Vec::new()
    }
}
