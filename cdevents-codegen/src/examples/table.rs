//! The table of believable values, and where each of them belongs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;

use crate::Error;
use crate::documents::{EXAMPLES_FILE, Files, pointer};
use crate::model::{ExampleValue, ExampleValues, Json};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    values: BTreeMap<String, toml::Value>,
}

/// Reads the table. Without one, every value must follow from its schema.
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
        let value = json(value).map_err(|reason| Error::new(&file, at(&place), reason))?;
        let key = place.rsplit('/').next().unwrap_or_default().to_owned();
        entries
            .entry(key)
            .or_default()
            .push(ExampleValue { place, value });
    }
    for of_key in entries.values_mut() {
        of_key.sort_by_key(|entry| std::cmp::Reverse(entry.place.split('/').count()));
    }
    Ok(ExampleValues {
        file,
        is_part: files.is_part,
        entries,
    })
}

impl ExampleValues {
    /// The value for a place, where there is one: the one that says most of the place.
    pub(super) fn find<'a>(&'a self, place: &Place<'_>, uses: &Uses<'a>) -> Option<Found<'a>> {
        let of_key = self.entries.get(place.key)?;
        let entry = of_key.iter().find(|entry| place.ends_with(&entry.place))?;
        uses.borrow_mut().insert(&entry.place);
        Some(Found { table: self, entry })
    }

    /// Every value must have been of use, but for those of releases that aren't here.
    pub(super) fn finish(&self, uses: &Uses<'_>) -> Result<(), Error> {
        let uses = uses.borrow();
        let is_unused = |entry: &&ExampleValue| !uses.contains(entry.place.as_str());
        let unused = self.entries.values().flatten().find(is_unused);
        match unused.filter(|_| !self.is_part) {
            Some(entry) => Err(Error::new(
                &self.file,
                at(&entry.place),
                "no example has a value from here; remove the line, or mend the place",
            )),
            None => Ok(()),
        }
    }

    /// The error that asks for a value.
    pub(super) fn ask(&self, place: &Place<'_>, why: &str) -> Error {
        let reason = format!(
            "has no value for {place}, and none follows from the schema ({why}); add a line \
             `\"{}\" = …` to [values], with more of the place in front where others have the key",
            place.key
        );
        Error::new(&self.file, "/values", reason)
    }
}

/// The places in the table that values were taken from.
pub(super) type Uses<'a> = RefCell<BTreeSet<&'a str>>;

/// A value of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    table: &'a ExampleValues,
    entry: &'a ExampleValue,
}

impl<'a> Found<'a> {
    pub(super) fn value(self) -> &'a Json {
        &self.entry.value
    }

    /// The error where a value isn't what its place allows.
    pub(super) fn wrong(self, place: &Place<'_>, expected: &str) -> Error {
        let reason = format!(
            "{:#} doesn't fit {place}, which takes {expected}; mend it, or add a line with more of \
             the place",
            self.entry.value
        );
        Error::new(&self.table.file, at(&self.entry.place), reason)
    }
}

/// A place in an example: the way to it, from its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    within: Option<&'a Place<'a>>,
    pub(super) key: &'a str,
}

impl<'a> Place<'a> {
    pub(super) fn of(key: &'a str) -> Self {
        Self { within: None, key }
    }

    pub(super) fn at(&'a self, key: &'a str) -> Self {
        let within = Some(self);
        Self { within, key }
    }

    fn ends_with(&self, end: &str) -> bool {
        match end.rsplit_once('/') {
            None => end == self.key,
            Some((before, key)) => {
                key == self.key && self.within.is_some_and(|it| it.ends_with(before))
            }
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            write!(formatter, "{within}/")?;
        }
        formatter.write_str(self.key)
    }
}

/// A place of the table, as a JSON Pointer.
fn at(place: &str) -> String {
    pointer::step("/values", place)
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
        toml::Value::Table(members) => {
            let member = |(key, value)| Ok((key, json(value)?));
            let members: Result<_, String> = members.into_iter().map(member).collect();
            Json::Object(members?)
        }
    })
}
