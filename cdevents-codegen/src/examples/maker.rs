//! What every part of an example needs: the model, the size, and the table of values.

use std::cell::RefCell;

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
    /// Where values that the table lacks are noted; without it, the first of them is an error.
    asked: Option<&'u RefCell<Vec<Error>>>,
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
            asked: None,
        }
    }

    /// Notes the values that the table lacks, instead of failing.
    pub(super) fn noting(self, asked: &'u RefCell<Vec<Error>>) -> Self {
        Self {
            asked: Some(asked),
            ..self
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

    /// Asks for a value in the table: fails, or notes the question and goes on with `null`.
    pub(super) fn ask(&self, path: &InstancePath<'_>, why: &str) -> Result<Json, Error> {
        let error = self.model.examples.missing(path, why);
        let Some(asked) = self.asked else {
            return Err(error);
        };
        asked.borrow_mut().push(error);
        Ok(Json::Null)
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
                .map_or_else(|| self.ask(path, &expected), |text| Ok(Json::Text(text))),
        }
    }
}
