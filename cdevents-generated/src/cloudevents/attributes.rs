//! The attributes of an event.

use std::borrow::Cow;

use crate::InvalidValue;
use crate::event::parts::Parts;

/// The version of CloudEvents.
pub(super) const SPECVERSION: &str = "1.0";

/// The names of the attributes that CloudEvents defines.
pub(super) const NAMES: [&str; 8] = [
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "dataschema",
];

/// The attributes that CloudEvents requires.
pub(super) const REQUIRED: [&str; 4] = ["specversion", "id", "source", "type"];

/// Returns the value that an attribute must have, and where the event has it.
pub(super) fn expected<'e>(
    attribute: &str,
    event: Parts<'e>,
) -> Option<(Cow<'e, str>, &'static str)> {
    Some(match attribute {
        "specversion" => (SPECVERSION.into(), ""),
        "id" => (event.id().into(), "/context/id"),
        "source" => (event.source().into(), "/context/source"),
        "type" => (event.event_type().to_string().into(), "/context/type"),
        "subject" => (event.subject_id().into(), "/subject/id"),
        "time" => (event.timestamp().as_str().into(), "/context/timestamp"),
        _ => return None,
    })
}

/// Returns the attributes of an event, except `datacontenttype`.
pub(super) fn of(
    event: Parts<'_>,
    has_data_schema: bool,
) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
    let schema_id = event.schema_id().filter(|_| has_data_schema);
    let schema_id = schema_id.map(|schema_id| ("dataschema", schema_id.into()));
    let expected = NAMES
        .into_iter()
        .filter_map(move |name| Some((name, expected(name, event)?.0)));
    expected.chain(schema_id)
}

/// Returns whether CloudEvents allows the name of an attribute.
pub(super) fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    !name.is_empty() && name != "data" && name.bytes().all(is_allowed)
}

/// Checks the name of an extension attribute.
pub(super) fn extension_name(name: &str) -> Result<(), InvalidValue> {
    if is_name(name) && !NAMES.contains(&name) {
        return Ok(());
    }
    let expected = "the name of an extension attribute: lower-case letters and digits, and no name \
                    that CloudEvents defines";
    Err(InvalidValue::new(expected, name))
}
