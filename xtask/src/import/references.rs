//! Checks that every `$ref` leads to a document that is imported with it.

use std::path::Path;

use serde_json::Value;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{Documents, Node};

/// Keywords that hold values instead of schemas.
const VALUES: &[&str] = &["const", "enum", "default", "example", "examples"];

/// Keywords that hold schemas by name. A name may look like a keyword.
const BY_NAME: &[&str] = &[
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Follows every `$ref` of every document.
pub(super) fn check(registry: &Documents, checkout: &Path) -> Result<(), Error> {
    let mut roots = registry.roots();
    roots.try_for_each(|root| schema(&root, checkout))
}

fn schema(node: &Node<'_>, checkout: &Path) -> Result<(), Error> {
    match node.value() {
        Value::Object(_) => {
            for (keyword, value) in node.properties()? {
                if keyword == "$ref" {
                    value.text()?;
                    node.follow().map_err(|error| dangling(&error, checkout))?;
                } else if BY_NAME.contains(&keyword) && value.object().is_ok() {
                    for (_, named) in value.properties()? {
                        schema(&named, checkout)?;
                    }
                } else if !VALUES.contains(&keyword) {
                    schema(&value, checkout)?;
                }
            }
            Ok(())
        }
        Value::Array(_) => {
            let mut items = node.items()?.into_iter();
            items.try_for_each(|item| schema(&item, checkout))
        }
        _ => Ok(()),
    }
}

fn dangling(error: &Error, checkout: &Path) -> Error {
    let (reason, checkout) = (error.reason(), checkout.display());
    let reason = format!(
        "{reason}; complete the checkout in {checkout}, or, if this is an upstream bug, declare a \
         correction in corrections.toml"
    );
    Error::new(error.file(), error.pointer(), reason)
}
