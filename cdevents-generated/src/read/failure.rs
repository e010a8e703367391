//! Explaining why a document can't be parsed, or isn't valid.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::path;
use crate::json::deserialize::{explained, whole};
use crate::json::scan::{Problem, Reader};
use crate::json::tree::Node;
use crate::json::wording::shortened;
use crate::read::entry::Entry;
use crate::read::not_json;
use crate::validate::Report;
use crate::validate::first::{first_violation, first_violation_of};
use crate::validate::schema::validate_with;
use crate::validate::table::Schema;
use crate::{Error, ErrorKind};

/// Returns the first violation in a text, or the syntax error. The text is scanned once, as a tree, and
/// then up to the place of the violation, for its line and column.
pub(crate) fn violation(
    text: &str,
    validate: impl FnOnce(&Node<'_>) -> Result<(), Report>,
) -> Option<Error> {
    let Ok(node) = Node::parse(text) else {
        // A tree has stricter rules than JSON.
        let error = serde_json::from_str::<IgnoredAny>(text).err()?;
        return Some(not_json::text(text, &error));
    };
    let report = validate(&node).err()?;
    Some(Error::from_report(report, text))
}

/// Returns the first violation in a text by a schema, from the offset where reading stopped, if that
/// can be told without looking at all violations.
pub(crate) fn stopped(
    text: &str,
    schema: &'static Schema,
    schema_id: &'static str,
    offset: usize,
) -> Option<Error> {
    let violation = first_violation(schema, text, offset)?;
    Some(Error::from_first(&violation, text, schema, schema_id))
}

/// Returns the same for an event that was read by a guess, if the guess is right.
pub(crate) fn stopped_by_guess(
    text: &str,
    guessed: &'static Entry,
    offset: usize,
) -> Option<Error> {
    let violation = first_violation_of(guessed, text, offset)?;
    let (schema, schema_id) = (guessed.schema, guessed.schema_id);
    Some(Error::from_first(&violation, text, schema, schema_id))
}

/// Returns which of the rules that parsing adds to the schema's a text breaks. Only reading tells, so
/// call this where there is no [`violation`].
pub(crate) fn broken_rule<'de, T>(
    kind: ErrorKind,
    text: &'de str,
    read: impl FnOnce(&mut Reader<'de>) -> Result<T, Problem>,
) -> Option<Error> {
    let (path, (message, offset)) = path::recorded(|| explained(text, read)).err()?;
    let error = Error::new(kind, path, shortened(&message));
    Some(error.with_offset(text, offset))
}

/// Returns the error for an event that can't be read for no known reason.
pub(crate) fn unexplained() -> Error {
    Error::new(ErrorKind::Invalid, "", "the event cannot be parsed")
}

/// Parses a document that has one schema.
pub(crate) fn parse<T: DeserializeOwned>(
    text: &str,
    validate: impl FnOnce(&Node<'_>) -> Result<(), Report>,
) -> Result<T, Error> {
    whole(&mut Reader::new(text)).map_err(|_| {
        violation(text, validate)
            .or_else(|| broken_rule(ErrorKind::Invalid, text, whole::<T>))
            .unwrap_or_else(unexplained)
    })
}

/// Returns a check of a tree by one schema.
pub(crate) fn by(
    schema: &'static Schema,
    schema_id: &'static str,
) -> impl Fn(&Node<'_>) -> Result<(), Report> {
    move |node| validate_with(schema, schema_id, node)
}
