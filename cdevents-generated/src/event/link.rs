//! Links that are sent on their own, outside of events.

use serde::de::DeserializeOwned;

use crate::Error;
use crate::json::tree::Node;
use crate::json::view::{JsonValue, Properties as _};
use crate::read::{failure, input};
use crate::validate::Report;
use crate::validate::link::without_type;
use crate::validate::schema::validate_with;
use crate::validate::table::Schema;

/// A type of link: the value of its tag, its schema, and the schema's `$id`.
pub(crate) struct LinkType {
    pub(crate) value: &'static str,
    pub(crate) schema: &'static Schema,
    pub(crate) schema_id: &'static str,
}

/// Implements parsing and validating for the enum of the links that are sent on their own. `tag` is
/// the property that tells them apart, with a value and a schema for each type of link.
macro_rules! link_types {
    (
        $name:ident,
        tag = $tag:literal
        $(, link_type($value:literal, schema = $table:ident, schema_id = $schema_id:literal))*
    ) => {
        impl $name {
            const TYPES: &'static [$crate::event::link::LinkType] = &[$(
                $crate::event::link::LinkType {
                    value: $value,
                    schema: &$crate::generated::tables::$table,
                    schema_id: $schema_id,
                },
            )*];

            /// Parses a link that is sent on its own.
            ///
            /// # Errors
            /// Fails if the input isn't JSON, or not valid by the schema of its link type.
            pub fn from_slice(json: &[u8]) -> Result<Self, $crate::Error> {
                $crate::event::link::parse($tag, Self::TYPES, json)
            }

            /// Returns every violation in a link that is sent on its own.
            ///
            /// # Errors
            /// Fails if there is a violation, or if the link lacks its type.
            pub fn validate(
                value: &serde_json::Value,
            ) -> Result<(), $crate::validate::Report> {
                $crate::event::link::validate($tag, Self::TYPES, value)
            }
        }
    };
}
pub(crate) use link_types;

pub(crate) fn parse<T: DeserializeOwned>(
    tag: &'static str,
    types: &[LinkType],
    json: &[u8],
) -> Result<T, Error> {
    failure::parse(input::text(json)?, |node: &Node<'_>| {
        validate(tag, types, node)
    })
}

pub(crate) fn validate<J: JsonValue>(
    tag: &'static str,
    types: &[LinkType],
    value: &J,
) -> Result<(), Report> {
    let found = value.as_object().and_then(|link| link.get(tag));
    let found = found.and_then(JsonValue::as_str);
    match types.iter().find(|r#type| Some(r#type.value) == found) {
        Some(r#type) => validate_with(r#type.schema, r#type.schema_id, value),
        None => Err(without_type(
            tag,
            types.iter().map(|r#type| r#type.value),
            value,
        )),
    }
}
