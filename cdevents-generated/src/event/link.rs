//! Links that travel by themselves.

use crate::json::tree::Node;
use crate::json::view::{JsonValue, Properties as _};
use crate::validate::table::Schema;
use crate::validate::{self, Report};
use crate::{Error, ErrorKind, read};
use serde::de::DeserializeOwned;

/// A kind of link: what its tag says, its schema, and the schema's `$id`.
pub(crate) struct LinkKind {
    pub(crate) tag: &'static str,
    pub(crate) schema: &'static Schema,
    pub(crate) schema_id: &'static str,
}

/// What links can do that travel by themselves: the enum, the key of the tag, and a line a kind.
macro_rules! link_kinds {
    (
        $name:ident,
        tag = $key:literal
        $(, kind($tag:literal, schema = $table:ident, schema_id = $schema_id:literal))*
    ) => {
        impl $name {
            const KINDS: &'static [$crate::event::link::LinkKind] = &[$(
                $crate::event::link::LinkKind {
                    tag: $tag,
                    schema: &$crate::generated::tables::$table,
                    schema_id: $schema_id,
                },
            )*];

            /// Reads a link that travels by itself.
            ///
            /// # Errors
            /// Where it isn't as its schema says. The error says where, and what is wrong there.
            pub fn from_slice(json: &[u8]) -> Result<Self, $crate::Error> {
                $crate::event::link::read($key, Self::KINDS, json)
            }

            /// Finds every violation in a link that travels by itself.
            ///
            /// # Errors
            /// Where there is any, or the link doesn't say which kind it is.
            pub fn validate(
                value: &serde_json::Value,
            ) -> Result<(), $crate::validate::Report> {
                $crate::event::link::validate($key, Self::KINDS, value)
            }
        }
    };
}
pub(crate) use link_kinds;

pub(crate) fn read<T: DeserializeOwned>(
    key: &'static str,
    kinds: &[LinkKind],
    json: &[u8],
) -> Result<T, Error> {
    let text = read::text(json)?;
    serde_json::from_str(text).map_err(|error| {
        let report = |text: &str| validate(key, kinds, &Node::parse(text).ok()?).err();
        read::explain(text, ErrorKind::Invalid, &error).with_report_by(text, report)
    })
}

pub(crate) fn validate<J: JsonValue>(
    key: &'static str,
    kinds: &[LinkKind],
    value: &J,
) -> Result<(), Report> {
    let tag = value.as_object().and_then(|members| members.get(key));
    let tag = tag.and_then(JsonValue::as_str);
    let kind = kinds.iter().find(|kind| Some(kind.tag) == tag);
    match kind {
        Some(kind) => validate::validate_with(kind.schema, kind.schema_id, value),
        None => Err(validate::no_link(
            key,
            kinds.iter().map(|kind| kind.tag),
            value,
        )),
    }
}
