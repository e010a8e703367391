//! Collects every violation.

use std::collections::HashSet;

use super::check::check;
use super::check::text::undecided;
use super::check::visitor::Visitor;
use super::fast::value::{is_costly, is_text_valid, is_valid_by};
use super::keyword::Keyword;
use super::location::{InstanceStep, Location};
use super::schema_path::SchemaStep;
use super::state::{State, address};
use super::table::{Mode, Schema};
use super::violation::{Cause, Violation};
use crate::json::view::JsonValue;

/// Returns every violation of a schema in a value.
pub(super) fn violations<J: JsonValue>(
    schema: &'static Schema,
    schema_id: &'static str,
    value: &J,
) -> Vec<Violation> {
    let mut state = State::default();
    let mut violations = collect(schema, schema_id, value, &mut state);
    if violations.is_empty()
        && let Some(pattern) = state.undecided()
    {
        // The schema accepts "no match", in a `not` or beside another schema that matches.
        let root = Location::root(schema_id, value);
        violations.push(root.violation(Keyword::Pattern, undecided(pattern)));
    }
    violations
}

/// Returns the first violation of a schema in a value, whose path starts with a step to the value.
pub(super) fn first<J: JsonValue>(
    schema: &'static Schema,
    value: &J,
    step: InstanceStep<'_>,
) -> Option<Violation> {
    let mut collected = Collected {
        only_first: true,
        ..Collected::default()
    };
    let location = Location::apart(step, "", value);
    collected.collect(schema, value, location, &mut State::default());
    collected.violations.into_iter().next()
}

fn collect<J: JsonValue>(
    schema: &'static Schema,
    schema_id: &'static str,
    value: &J,
    state: &mut State,
) -> Vec<Violation> {
    let mut collected = Collected::default();
    collected.collect(schema, value, Location::root(schema_id, value), state);
    collected.violations
}

/// Collects violations at a location.
struct Collector<'a> {
    state: &'a mut State,
    collected: &'a mut Collected,
    location: Location<'a>,
}

#[derive(Default)]
struct Collected {
    violations: Vec<Violation>,
    /// The schemas and values that were checked, recorded after many steps. Paths through a schema
    /// can meet again and again, and their number can double at each level.
    visited: HashSet<(usize, usize)>,
    /// Whether to stop at the first violation.
    only_first: bool,
}

impl Collected {
    fn collect<J: JsonValue>(
        &mut self,
        schema: &'static Schema,
        value: &J,
        location: Location<'_>,
        state: &mut State,
    ) {
        let mut collector = Collector {
            state,
            collected: self,
            location,
        };
        check(schema, value, &mut collector);
    }

    /// Adds a violation and returns whether the check continues.
    fn add(&mut self, violation: Violation) -> bool {
        /// How many violations most invalid documents have at most.
        const USUAL: usize = 8;
        if self.violations.is_empty() {
            self.violations.reserve(USUAL);
        }
        self.violations.push(violation);
        !self.only_first
    }
}

impl Visitor for Collector<'_> {
    const COLLECTS: bool = true;

    fn state(&mut self) -> &mut State {
        self.state
    }

    fn is_optional(&self) -> bool {
        self.location.is_optional()
    }

    fn report(&mut self, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool {
        let violation = self.location.violation(keyword, cause());
        self.collected.add(violation)
    }

    fn report_key(
        &mut self,
        offset: Option<usize>,
        keyword: Keyword,
        cause: impl FnOnce() -> Cause,
    ) -> bool {
        let violation = self.location.violation(keyword, cause());
        self.collected.add(violation.at(offset))
    }

    fn is_valid<J: JsonValue>(&mut self, schema: &'static Schema, value: &J) -> bool {
        is_valid_by(schema, value, self.state)
    }

    fn apply<J: JsonValue>(
        &mut self,
        schema: &'static Schema,
        value: &J,
        step: (InstanceStep<'_>, SchemaStep),
    ) -> bool {
        if let Some(text) = value.as_str()
            && schema.mode == Mode::Text
            && is_text_valid(schema, text, self.state)
        {
            return true;
        }
        let is_new = self.state.takes_few_steps()
            || !is_costly(schema, value)
            || self.collected.visited.insert(address(schema, value));
        let mut collector = Collector {
            state: self.state,
            collected: self.collected,
            location: self.location.step(step, value),
        };
        !is_new || check(schema, value, &mut collector)
    }

    fn violations<J: JsonValue>(&mut self, schema: &'static Schema, value: &J) -> Vec<Violation> {
        collect(schema, "", value, self.state)
    }
}

#[cfg(test)]
mod tests;
