//! Explaining why a document can't be parsed, or isn't valid.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::message::without_position;
use crate::error::path;
use crate::json::not_json;
use crate::json::tree::Node;
use crate::validate::Report;
use crate::validate::schema::validate_with;
use crate::validate::table::Schema;
use crate::{Error, ErrorKind};

/// Returns what is wrong with a text, from the first violation that validating it as a tree finds.
///
/// A text without violations breaks a rule that parsing adds to the schema's, or nothing. Only then
/// is it deserialized, to find out which rule; the error is then of the given kind.
pub(crate) fn explain(
    text: &str,
    kind: ErrorKind,
    validate: impl FnOnce(&Node<'_>) -> Result<(), Report>,
    deserialize: impl FnOnce() -> Result<(), serde_json::Error>,
) -> Option<Error> {
    match Node::parse(text) {
        Ok(node) => {
            if let Err(report) = validate(&node) {
                return Some(Error::from_report(report, text));
            }
        }
        // A tree has stricter rules than JSON.
        Err(_) => {
            if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
                return Some(not_json::text(text, &error));
            }
        }
    }
    let (path, error) = path::recorded(deserialize).err()?;
    let message = without_position(&error);
    Some(Error::new(kind, path, message).with_position(&error))
}

/// Parses a document that has one schema.
pub(crate) fn parse<T: DeserializeOwned>(
    text: &str,
    validate: impl FnOnce(&Node<'_>) -> Result<(), Report>,
) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| {
        let deserialize = || serde_json::from_str::<T>(text).map(drop);
        explain(text, ErrorKind::Invalid, validate, deserialize)
            .unwrap_or_else(|| Error::from_json(ErrorKind::Invalid, &error))
    })
}

/// Returns a check of a tree by one schema.
pub(crate) fn by(
    schema: &'static Schema,
    schema_id: &'static str,
) -> impl Fn(&Node<'_>) -> Result<(), Report> {
    move |node| validate_with(schema, schema_id, node)
}
