//! Strings: which of our types holds exactly what the schema allows.

use crate::Error;
use crate::model::Type;
use crate::resolve::Node;

use super::keywords;

/// The pattern that each release's custom event demands of its type.
const CUSTOM_EVENT_TYPE: &str =
    r"^dev\.cdeventsx\.[a-zA-Z0-9]+-[a-zA-Z]+\.[a-zA-Z]+\.[0-9]\.[0-9]\.[0-9]$";

/// The type of a string.
pub(super) fn string(schema: &Node<'_>) -> Result<Type, Error> {
    keywords::only(
        schema,
        &["type", "minLength", "format", "pattern", "contentEncoding"],
    )?;
    let min_length = min_length(schema)?;
    if let Some(pattern) = schema.get("pattern") {
        // At least one character follows from the pattern; a format beside it isn't needed so far.
        return match pattern.text()? {
            CUSTOM_EVENT_TYPE if schema.get("format").is_none() => Ok(Type::CustomEventType),
            _ => Err(pattern.error("this pattern has no Rust type yet")),
        };
    }
    let Some(format) = schema.get("format") else {
        return Ok(if min_length == 0 {
            Type::Text
        } else {
            Type::NonEmptyText
        });
    };
    match format.text()? {
        // Neither can be empty, so a `minLength` of one adds nothing.
        "date-time" => Ok(Type::Timestamp),
        "uri" => Ok(Type::Uri),
        "uri-reference" if min_length == 1 => Ok(Type::UriReference),
        "uri-reference" => Err(format.error(
            "a URI reference that may be empty has no Rust type yet; `minLength` 1 is missing",
        )),
        other => Err(format.error(format!("the format `{other}` isn't supported"))),
    }
}

/// The least length of a string: only 0 and 1 have types.
pub(super) fn min_length(schema: &Node<'_>) -> Result<usize, Error> {
    match schema.get("minLength") {
        None => Ok(0),
        Some(place) => match place.value().as_u64() {
            Some(0) => Ok(0),
            Some(1) => Ok(1),
            _ => Err(place.error("only a `minLength` of 0 or 1 is supported")),
        },
    }
}
