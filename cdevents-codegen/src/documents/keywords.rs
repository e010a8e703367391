//! Keywords of the specification's schemas: which are annotations, and which are unknown.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::Error;

use super::dialect::is_of_any_dialect;
use super::document::Document;
use super::pointer::{split, step};

const ANNOTATIONS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "deprecated",
    "description",
    // A keyword of OpenAPI rather than JSON Schema, which the specification uses sometimes.
    "example",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

/// The prefix of keywords that are annotations by convention, as in `OpenAPI`.
const EXTENSION: &str = "x-";

/// Keywords that hold a schema.
const ONE: &[&str] = &[
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords that hold an array of schemas.
const LIST: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords that hold schemas by name. A name may look like a keyword.
const BY_NAME: &[&str] = &[
    "$defs",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Keywords that hold no schema.
const VALUES: &[&str] = &[
    "$dynamicAnchor",
    "$dynamicRef",
    "$ref",
    "$vocabulary",
    "const",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "type",
    "uniqueItems",
];

/// Returns whether a keyword does not affect which values are valid: an annotation of JSON Schema, or a
/// keyword that begins with `x-`.
#[must_use]
pub fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with(EXTENSION)
}

/// Removes the keywords that are declared to be annotations from documents. Returns those that a
/// document had.
pub(super) fn remove_annotations<'a>(
    documents: &mut [Document],
    declared: &BTreeSet<&'a str>,
) -> BTreeSet<&'a str> {
    let mut removed = BTreeSet::new();
    for document in documents {
        visit(&mut document.value, &mut |keywords| {
            let found = declared
                .iter()
                .filter(|keyword| keywords.remove(**keyword).is_some());
            removed.extend(found);
        });
    }
    removed
}

/// Checks that documents have only keywords of JSON Schema. Others may be meant to restrict what is
/// valid.
///
/// # Errors
/// Fails at the first unknown keyword, and says how to declare that it is an annotation.
pub fn check_keywords(documents: &[Document]) -> Result<(), Error> {
    documents.iter().try_for_each(|document| {
        let Some(pointer) = unknown(&document.value, "") else {
            return Ok(());
        };
        let keyword = split(&pointer).map(|(_, keyword)| keyword);
        let keyword = keyword.unwrap_or_default();
        let reason = format!(
            "the keyword `{keyword}` is not supported here; if it does not affect validity, add it to \
             the list at the top of corrections.toml: annotations = [{keyword:?}]"
        );
        Err(Error::new(&document.file, pointer, reason))
    })
}

fn is_known(keyword: &str) -> bool {
    let known = [ONE, LIST, BY_NAME, VALUES];
    // Lowering says what replaces a keyword of an older dialect.
    is_annotation(keyword)
        || is_of_any_dialect(keyword)
        || known.iter().any(|known| known.contains(&keyword))
}

/// Returns the JSON Pointer of the first unknown keyword in a schema.
fn unknown(schema: &Value, pointer: &str) -> Option<String> {
    let keywords = schema.as_object()?;
    if let Some(keyword) = keywords.keys().find(|keyword| !is_known(keyword)) {
        return Some(step(pointer, keyword));
    }
    keywords.iter().find_map(|(keyword, value)| {
        let at = step(pointer, keyword);
        let mut inner = inner(keyword, value).into_iter();
        inner.find_map(|(key, schema)| match key {
            None => unknown(schema, &at),
            Some(key) => unknown(schema, &step(&at, &key)),
        })
    })
}

/// Returns the schemas that a keyword holds, each with its key in the keyword's value.
fn inner<'a>(keyword: &str, value: &'a Value) -> Vec<(Option<String>, &'a Value)> {
    match value {
        value if ONE.contains(&keyword) => vec![(None, value)],
        Value::Array(items) if LIST.contains(&keyword) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, item)| (Some(index.to_string()), item))
                .collect()
        }
        Value::Object(named) if BY_NAME.contains(&keyword) => {
            let named = named.iter();
            named
                .map(|(name, value)| (Some(name.clone()), value))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Visits the keywords of a schema and of those inside it.
fn visit(schema: &mut Value, action: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Value::Object(keywords) = schema else {
        return;
    };
    action(keywords);
    for (keyword, value) in keywords {
        let keys: Vec<_> = inner(keyword, value)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        for key in keys {
            let inner = match (key, &mut *value) {
                (None, value) => Some(value),
                (Some(key), Value::Object(named)) => named.get_mut(&key),
                (Some(key), value) => key
                    .parse()
                    .ok()
                    .and_then(|index: usize| value.get_mut(index)),
            };
            if let Some(inner) = inner {
                visit(inner, action);
            }
        }
    }
}
