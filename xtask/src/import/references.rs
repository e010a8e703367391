//! Does every `$ref` lead to what was imported with it?

use std::path::Path;

use serde_json::Value;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{Documents, Node};

/// Under these keywords stand values, not schemas.
const VALUES: &[&str] = &["const", "enum", "default", "example", "examples"];

/// Under these keywords stand schemas by names, which may be called as a keyword is.
const BY_NAME: &[&str] = &[
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Follows every `$ref` of every document.
pub(super) fn check(registry: &Documents, folder: &Path) -> Result<(), Error> {
    registry.roots().try_for_each(|root| schema(&root, folder))
}

fn schema(place: &Node<'_>, folder: &Path) -> Result<(), Error> {
    match place.value() {
        Value::Object(_) => {
            for (keyword, value) in place.properties()? {
                if keyword == "$ref" {
                    value.text()?;
                    place.follow().map_err(|error| dangling(&error, folder))?;
                } else if BY_NAME.contains(&keyword) && value.object().is_ok() {
                    for (_, named) in value.properties()? {
                        schema(&named, folder)?;
                    }
                } else if !VALUES.contains(&keyword) {
                    schema(&value, folder)?;
                }
            }
            Ok(())
        }
        Value::Array(_) => {
            let mut items = place.items()?.into_iter();
            items.try_for_each(|item| schema(&item, folder))
        }
        _ => Ok(()),
    }
}

fn dangling(error: &Error, folder: &Path) -> Error {
    let reason = format!(
        "{}; is the checkout in {} whole? If the fault is the specification's, declare a correction \
         in corrections.toml first",
        error.reason(),
        folder.display()
    );
    Error::new(error.file(), error.pointer(), reason)
}
