//! What the checks of all keywords have in common.

use crate::json::view::JsonValue;
use crate::validate::keyword::Keyword;
use crate::validate::location::InstanceStep;
use crate::validate::schema_path::SchemaStep;
use crate::validate::state::State;
use crate::validate::table::Schema;
use crate::validate::violation::{Cause, Violation};

/// Receives violations and applies subschemas: for a verdict, or to collect every violation.
///
/// Methods that return a `bool` return whether the check continues. A verdict ends at the first
/// violation.
pub(in crate::validate) trait Visitor {
    /// Whether violations are collected.
    const COLLECTS: bool;

    fn state(&mut self) -> &mut State;

    /// Returns whether the current value is that of an optional property.
    fn is_optional(&self) -> bool;

    /// Reports a violation at the current value.
    fn report(&mut self, keyword: Keyword, cause: impl FnOnce() -> Cause) -> bool;

    /// Reports a violation at a key of the current object, given the key's offset in the text.
    fn report_key(
        &mut self,
        offset: Option<usize>,
        keyword: Keyword,
        cause: impl FnOnce() -> Cause,
    ) -> bool;

    /// Returns whether a value is valid against a subschema.
    fn is_valid<J: JsonValue>(&mut self, schema: &'static Schema, value: &J) -> bool;

    /// Applies a subschema one step further.
    fn apply<J: JsonValue>(
        &mut self,
        schema: &'static Schema,
        value: &J,
        step: (InstanceStep<'_>, SchemaStep),
    ) -> bool;

    /// Returns the violations of a subschema, to explain them. A verdict explains nothing.
    fn violations<J: JsonValue>(&mut self, schema: &'static Schema, value: &J) -> Vec<Violation>;

    /// Returns whether a string that is no value of the document is valid against a subschema.
    fn is_string_valid<J: JsonValue>(&mut self, schema: &'static Schema, string: &J) -> bool {
        // Remembered answers belong to addresses in the document.
        let outer = std::mem::take(self.state());
        let is_valid = self.is_valid(schema, string);
        let inner = std::mem::replace(self.state(), outer);
        self.state().add(&inner);
        is_valid
    }
}
