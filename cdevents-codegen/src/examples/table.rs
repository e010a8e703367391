//! The table of realistic values.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::Error;
use crate::documents::pointer::step;
use crate::documents::{EXAMPLES_FILE, Files};
use crate::model::{ExampleValue, ExampleValues, Json};

use super::path::InstancePath;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    values: BTreeMap<String, toml::Value>,
}

/// The places in the table whose values were used.
pub(super) type UsedValues<'a> = RefCell<BTreeSet<&'a str>>;

/// Reads the table. Without a table, every value must follow from its schema.
pub(crate) fn read_values(files: &Files) -> Result<ExampleValues, Error> {
    let file = files.folder.join(EXAMPLES_FILE);
    let table: Table = match files.texts.get(EXAMPLES_FILE) {
        None => Table::default(),
        Some(text) => toml::from_str(text).map_err(|error| {
            let reason = format!("is not a table of values: {error}");
            Error::new(&file, "", reason)
        })?,
    };
    let mut entries: BTreeMap<String, Vec<ExampleValue>> = BTreeMap::new();
    for (place, value) in table.values {
        let value = json(value).map_err(|reason| Error::new(&file, pointer(&place), reason))?;
        let key = place.rsplit('/').next().unwrap_or_default().to_owned();
        let entry = ExampleValue { place, value };
        entries.entry(key).or_default().push(entry);
    }
    for entries in entries.values_mut() {
        entries.sort_by_key(|entry| Reverse(entry.place.split('/').count()));
    }
    Ok(ExampleValues {
        file,
        is_part: files.is_part,
        entries,
    })
}

impl ExampleValues {
    /// Returns the value for a path, if the table has one. The longest matching place wins.
    pub(super) fn find<'a>(
        &'a self,
        path: &InstancePath<'_>,
        used: &UsedValues<'a>,
    ) -> Option<&'a ExampleValue> {
        let mut entries = self.entries.get(path.key)?.iter();
        let entry = entries.find(|entry| path.ends_with(&entry.place))?;
        used.borrow_mut().insert(&entry.place);
        Some(entry)
    }

    /// Fails if a value was not used, unless it may be for a release that is missing here.
    pub(super) fn check_all_used(&self, used: &UsedValues<'_>) -> Result<(), Error> {
        let used = used.borrow();
        let mut entries = self.entries.values().flatten();
        let unused = entries.find(|entry| !used.contains(entry.place.as_str()));
        match unused.filter(|_| !self.is_part) {
            Some(entry) => Err(Error::new(
                &self.file,
                pointer(&entry.place),
                "no example uses this value; remove the line or correct its path",
            )),
            None => Ok(()),
        }
    }

    /// Returns the error that asks for a value.
    pub(super) fn missing(&self, path: &InstancePath<'_>, why: &str) -> Error {
        let reason = format!(
            "no value for {path}, and none can be derived from the schema ({why}); add a line \
             `\"{}\" = …` to [values], with more of the path in front if others have the same key",
            path.key
        );
        Error::new(&self.file, "/values", reason)
    }

    /// Returns the error for a value of the table that a schema does not allow.
    pub(super) fn wrong(
        &self,
        entry: &ExampleValue,
        path: &InstancePath<'_>,
        expected: &str,
    ) -> Error {
        let reason = format!(
            "expected {expected} for {path}, found {:#}; correct the value, or add a line with more \
             of the path",
            entry.value
        );
        Error::new(&self.file, pointer(&entry.place), reason)
    }
}

/// Returns the JSON Pointer to a place in the table.
fn pointer(place: &str) -> String {
    step("/values", place)
}

fn json(value: toml::Value) -> Result<Json, String> {
    Ok(match value {
        toml::Value::String(text) => Json::Text(text),
        toml::Value::Integer(number) => Json::Number(number.into()),
        toml::Value::Float(number) => {
            let number = serde_json::Number::from_f64(number);
            Json::Number(number.ok_or("is no number that JSON has")?)
        }
        toml::Value::Boolean(value) => Json::Boolean(value),
        toml::Value::Datetime(time) => return Err(format!("put `{time}` into quotation marks")),
        toml::Value::Array(items) => {
            let items: Result<_, _> = items.into_iter().map(json).collect();
            Json::List(items?)
        }
        toml::Value::Table(properties) => {
            let property = |(key, value)| Ok((key, json(value)?));
            let properties: Result<_, String> = properties.into_iter().map(property).collect();
            Json::Object(properties?)
        }
    })
}
