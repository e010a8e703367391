//! What every part of an example needs: the model, the size, and the table of values.

use crate::Error;
use crate::model::rules::StringRules;
use crate::model::{Json, Model, Release};

use super::path::InstancePath;
use super::strings;
use super::table::UsedValues;

/// The size of an example.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Size {
    /// Only required properties.
    Minimal,
    /// All properties.
    Complete,
}

/// Makes the examples of a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExampleMaker<'a, 'u> {
    pub(super) model: &'a Model,
    pub(super) release: &'a Release,
    pub(super) size: Size,
    used: &'u UsedValues<'a>,
}

impl<'a, 'u> ExampleMaker<'a, 'u> {
    pub(super) fn new(
        model: &'a Model,
        release: &'a Release,
        size: Size,
        used: &'u UsedValues<'a>,
    ) -> Self {
        Self {
            model,
            release,
            size,
            used,
        }
    }

    /// Returns the table's value for a path if it is valid, or nothing if the table has none.
    pub(super) fn find_valid(
        &self,
        path: &InstancePath<'_>,
        expected: &str,
        is_valid: impl Fn(&Json) -> bool,
    ) -> Result<Option<Json>, Error> {
        let table = &self.model.examples;
        match table.find(path, self.used) {
            Some(entry) if is_valid(&entry.value) => Ok(Some(entry.value.clone())),
            Some(entry) => Err(table.wrong(entry, path, expected)),
            None => Ok(None),
        }
    }

    /// Returns the error that asks for a value in the table.
    pub(super) fn missing(&self, path: &InstancePath<'_>, why: &str) -> Error {
        self.model.examples.missing(path, why)
    }

    /// Returns a string that follows the rules.
    pub(super) fn string(
        &self,
        rules: &StringRules,
        path: &InstancePath<'_>,
    ) -> Result<Json, Error> {
        let expected = rules.expected();
        let is_valid = |value: &Json| {
            let text = value.as_text();
            text.is_some_and(|text| strings::is_valid(text, rules))
        };
        match self.find_valid(path, &expected, is_valid)? {
            Some(value) => Ok(value),
            None => strings::derived(path.key, rules)
                .map(Json::Text)
                .ok_or_else(|| self.missing(path, &expected)),
        }
    }
}
