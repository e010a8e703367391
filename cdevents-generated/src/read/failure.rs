//! Explaining why a document can't be parsed, or isn't valid.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::message::without_position;
use crate::error::path;
use crate::json::tree::Node;
use crate::read::not_json;
use crate::validate::Report;
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

/// Returns which of the rules that parsing adds to the schema's a text breaks. Only deserializing
/// tells, so call this where there is no [`violation`].
pub(crate) fn broken_rule<T>(
    kind: ErrorKind,
    deserialize: impl FnOnce() -> Result<T, serde_json::Error>,
) -> Option<Error> {
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
        let kind = ErrorKind::Invalid;
        violation(text, validate)
            .or_else(|| broken_rule(kind, || serde_json::from_str::<T>(text)))
            .unwrap_or_else(|| Error::from_json(kind, &error))
    })
}

/// Returns a check of a tree by one schema.
pub(crate) fn by(
    schema: &'static Schema,
    schema_id: &'static str,
) -> impl Fn(&Node<'_>) -> Result<(), Report> {
    move |node| validate_with(schema, schema_id, node)
}
