//! The keywords of each dialect.

use super::version::Dialect::{self, Draft4, Draft6, Draft7, Draft201909, Draft202012};

/// What a keyword holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Holds {
    /// A value that is no schema.
    Value,
    /// A schema.
    Schema,
    /// An array of schemas.
    List,
    /// An object of schemas.
    Map,
    /// A schema or an array of schemas.
    SchemaOrList,
    /// An object of schemas and arrays of keys.
    Dependencies,
}

/// A keyword, the first and the last dialect that has it, what it holds, and whether it affects
/// validity.
struct Keyword(&'static str, Dialect, Dialect, Holds, bool);

use Holds::{Dependencies, List, Map, Schema, SchemaOrList, Value};

const KEYWORDS: &[Keyword] = &[
    Keyword("$anchor", Draft201909, Draft202012, Value, false),
    Keyword("$comment", Draft7, Draft202012, Value, false),
    Keyword("$defs", Draft201909, Draft202012, Map, false),
    Keyword("$dynamicAnchor", Draft202012, Draft202012, Value, false),
    Keyword("$dynamicRef", Draft202012, Draft202012, Value, true),
    Keyword("$id", Draft6, Draft202012, Value, false),
    Keyword("$recursiveAnchor", Draft201909, Draft201909, Value, false),
    Keyword("$recursiveRef", Draft201909, Draft201909, Value, true),
    Keyword("$ref", Draft4, Draft202012, Value, true),
    Keyword("$schema", Draft4, Draft202012, Value, false),
    Keyword("$vocabulary", Draft201909, Draft202012, Value, false),
    Keyword("additionalItems", Draft4, Draft201909, Schema, true),
    Keyword("additionalProperties", Draft4, Draft202012, Schema, true),
    Keyword("allOf", Draft4, Draft202012, List, true),
    Keyword("anyOf", Draft4, Draft202012, List, true),
    Keyword("const", Draft6, Draft202012, Value, true),
    Keyword("contains", Draft6, Draft202012, Schema, true),
    Keyword("contentEncoding", Draft7, Draft202012, Value, false),
    Keyword("contentMediaType", Draft7, Draft202012, Value, false),
    Keyword("contentSchema", Draft201909, Draft202012, Schema, false),
    Keyword("default", Draft4, Draft202012, Value, false),
    Keyword("definitions", Draft4, Draft202012, Map, false),
    Keyword("dependencies", Draft4, Draft7, Dependencies, true),
    Keyword("dependentRequired", Draft201909, Draft202012, Value, true),
    Keyword("dependentSchemas", Draft201909, Draft202012, Map, true),
    Keyword("deprecated", Draft201909, Draft202012, Value, false),
    Keyword("description", Draft4, Draft202012, Value, false),
    Keyword("else", Draft7, Draft202012, Schema, true),
    Keyword("enum", Draft4, Draft202012, Value, true),
    Keyword("examples", Draft6, Draft202012, Value, false),
    Keyword("exclusiveMaximum", Draft4, Draft202012, Value, true),
    Keyword("exclusiveMinimum", Draft4, Draft202012, Value, true),
    Keyword("format", Draft4, Draft202012, Value, true),
    Keyword("id", Draft4, Draft4, Value, false),
    Keyword("if", Draft7, Draft202012, Schema, true),
    Keyword("items", Draft4, Draft202012, SchemaOrList, true),
    Keyword("maxContains", Draft201909, Draft202012, Value, true),
    Keyword("maxItems", Draft4, Draft202012, Value, true),
    Keyword("maxLength", Draft4, Draft202012, Value, true),
    Keyword("maxProperties", Draft4, Draft202012, Value, true),
    Keyword("maximum", Draft4, Draft202012, Value, true),
    Keyword("minContains", Draft201909, Draft202012, Value, true),
    Keyword("minItems", Draft4, Draft202012, Value, true),
    Keyword("minLength", Draft4, Draft202012, Value, true),
    Keyword("minProperties", Draft4, Draft202012, Value, true),
    Keyword("minimum", Draft4, Draft202012, Value, true),
    Keyword("multipleOf", Draft4, Draft202012, Value, true),
    Keyword("not", Draft4, Draft202012, Schema, true),
    Keyword("oneOf", Draft4, Draft202012, List, true),
    Keyword("pattern", Draft4, Draft202012, Value, true),
    Keyword("patternProperties", Draft4, Draft202012, Map, true),
    Keyword("prefixItems", Draft202012, Draft202012, List, true),
    Keyword("properties", Draft4, Draft202012, Map, true),
    Keyword("propertyNames", Draft6, Draft202012, Schema, true),
    Keyword("readOnly", Draft7, Draft202012, Value, false),
    Keyword("required", Draft4, Draft202012, Value, true),
    Keyword("then", Draft7, Draft202012, Schema, true),
    Keyword("title", Draft4, Draft202012, Value, false),
    Keyword("type", Draft4, Draft202012, Value, true),
    Keyword("unevaluatedItems", Draft201909, Draft202012, Schema, true),
    Keyword(
        "unevaluatedProperties",
        Draft201909,
        Draft202012,
        Schema,
        true,
    ),
    Keyword("uniqueItems", Draft4, Draft202012, Value, true),
    Keyword("writeOnly", Draft7, Draft202012, Value, false),
];

/// The formats, and the first dialect that has each. Draft 3 had `date`, `regex` and `time`; drafts 4 and
/// 6 left them out, but validators know them there, too.
const FORMATS: &[(&str, Dialect)] = &[
    ("date", Draft4),
    ("date-time", Draft4),
    ("duration", Draft201909),
    ("email", Draft4),
    ("hostname", Draft4),
    ("idn-email", Draft7),
    ("idn-hostname", Draft7),
    ("ipv4", Draft4),
    ("ipv6", Draft4),
    ("iri", Draft7),
    ("iri-reference", Draft7),
    ("json-pointer", Draft6),
    ("regex", Draft4),
    ("relative-json-pointer", Draft7),
    ("time", Draft4),
    ("uri", Draft4),
    ("uri-reference", Draft6),
    ("uri-template", Draft6),
    ("uuid", Draft201909),
];

/// What a dialect says about a keyword.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Known {
    /// The dialect has it. It holds this, and may affect validity.
    Own(Holds, bool),
    /// Only other dialects have it.
    Foreign(Holds, bool),
    /// No dialect has it.
    Unknown,
}

/// Returns what a dialect says about a keyword.
pub(super) fn known(dialect: Dialect, name: &str) -> Known {
    let found = KEYWORDS.iter().find(|keyword| keyword.0 == name);
    match found {
        None => Known::Unknown,
        Some(Keyword(_, first, last, holds, asserts)) if (first..=last).contains(&&dialect) => {
            Known::Own(*holds, *asserts)
        }
        Some(Keyword(_, _, _, holds, asserts)) => Known::Foreign(*holds, *asserts),
    }
}

/// Returns whether a dialect has a format.
pub(super) fn has_format(dialect: Dialect, name: &str) -> bool {
    let mut formats = FORMATS.iter();
    formats.any(|(format, first)| *format == name && *first <= dialect)
}

/// Returns whether a keyword of draft 2020-12 may affect validity.
pub(crate) fn is_assertion(name: &str) -> bool {
    matches!(known(Draft202012, name), Known::Own(_, true))
}

/// Returns whether a dialect has a keyword.
pub(crate) fn is_of_any_dialect(name: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.0 == name)
}

/// Returns whether draft 2020-12 has a keyword.
pub(crate) fn is_keyword(name: &str) -> bool {
    matches!(known(Draft202012, name), Known::Own(..))
}
