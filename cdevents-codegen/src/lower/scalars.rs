//! Strings: which of our types holds exactly what the schema allows.

use crate::Error;
use crate::documents::resolve::Node;
use crate::model::Type;
use crate::model::rules::{Format, Text};

use super::rules::{count_of, format_of, pattern_of};

/// The keywords that strings may have here.
pub(super) const KEYWORDS: &[&str] = &[
    "type",
    "minLength",
    "maxLength",
    "format",
    "pattern",
    "contentEncoding",
];

/// The pattern that nearly each release's custom event demands of its type.
pub(crate) const CUSTOM_EVENT_TYPE: &str =
    r"^dev\.cdeventsx\.[a-zA-Z0-9]+-[a-zA-Z]+\.[a-zA-Z]+\.[0-9]\.[0-9]\.[0-9]$";

/// A string.
pub(super) enum Scalar {
    /// One that has a type.
    Known(Type),
    /// One that demands something else.
    Demanding(Text),
}

/// The type of a string.
pub(super) fn string(schema: &Node<'_>) -> Result<Scalar, Error> {
    let text = Text {
        min_length: count(schema, "minLength")?.unwrap_or(0),
        max_length: count(schema, "maxLength")?,
        pattern: schema
            .get("pattern")
            .map(|it| pattern_of(&it))
            .transpose()?,
        format: schema.get("format").map(|it| format_of(&it)).transpose()?,
    };
    // What has a format isn't empty, but for a URI reference, so a `minLength` of one adds nothing.
    let known = match (
        text.min_length,
        text.max_length,
        text.pattern.as_deref(),
        text.format,
    ) {
        (0, None, None, None) => Type::Text,
        (1, None, None, None) => Type::NonEmptyText,
        (0 | 1, None, None, Some(Format::DateTime)) => Type::Timestamp,
        (0 | 1, None, None, Some(Format::Uri)) => Type::Uri,
        (1, None, None, Some(Format::UriReference)) => Type::UriReference,
        (0 | 1, None, Some(CUSTOM_EVENT_TYPE), None) => Type::CustomEventType,
        _ => return Ok(Scalar::Demanding(text)),
    };
    Ok(Scalar::Known(known))
}

/// A number that counts something.
pub(super) fn count(schema: &Node<'_>, keyword: &str) -> Result<Option<u64>, Error> {
    schema
        .get(keyword)
        .map(|place| count_of(&place))
        .transpose()
}
