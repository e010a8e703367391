//! The schemas of types that are checked by a table, for the macros of generated code.

use schemars_1::{Schema, SchemaGenerator};

use super::releases::{of, with_bundle};
use super::render;
use crate::validate::table;

/// Returns the schema of JSON that is valid against a table.
pub fn json(generator: &mut SchemaGenerator, schema: &'static table::Schema) -> Schema {
    of(with_bundle(generator, |bundle| bundle.schema(schema)))
}

/// Returns the schema of a string with rules.
#[must_use]
pub fn text(rules: &table::TextRules) -> Schema {
    let mut keywords = render::text(rules);
    keywords.insert("type".to_owned(), "string".into());
    keywords.into()
}
