//! Keywords that do not affect validity.

use crate::Error;
use crate::documents::Node;
use crate::markdown;

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

/// Returns whether a keyword does not affect which values are valid.
#[must_use]
pub fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword)
}

/// Returns the first description among places, as Markdown; empty if there is none.
pub(super) fn description(places: [&Node<'_>; 2]) -> Result<String, Error> {
    for place in places {
        if let Some(description) = place.get("description") {
            let words = description.text()?.trim();
            if !words.is_empty() {
                return Ok(markdown::prose(words));
            }
        }
    }
    Ok(String::new())
}
