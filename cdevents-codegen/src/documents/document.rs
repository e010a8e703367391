//! A schema and the file that it comes from.

use std::path::PathBuf;

use serde_json::Value;

use crate::Error;
use crate::model::ReleaseName;

use super::dialect::Dialect;

/// The only supported dialect of the specification's schemas.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The kind of a document, determined by its content rather than its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DocumentKind {
    /// The schema of one of the specification's events.
    Event,
    /// The schema of all custom events.
    CustomEvent,
    /// The schema of links that are sent separately from events.
    Link,
    /// A schema that others refer to.
    Definition,
}

/// A schema, as it is in its file or as a correction changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub file: PathBuf,
    /// The release that the schema belongs to.
    pub release: ReleaseName,
    /// The JSON.
    pub value: Value,
}

impl Document {
    /// Returns the schema's `$id`, if it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.value.get("$id").and_then(Value::as_str)
    }

    /// Returns what kind of document this is.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        let has = |pointer: &str| self.value.pointer(pointer).is_some();
        let has_property =
            |keys: [&str; 2]| keys.iter().any(|key| has(&format!("/properties/{key}")));
        if has("/properties/context") && has("/properties/subject") {
            if has("/properties/context/properties/type/pattern") {
                DocumentKind::CustomEvent
            } else {
                DocumentKind::Event
            }
        } else if has_property(["linkType", "link_type"]) && has_property(["chainId", "chain_id"]) {
            DocumentKind::Link
        } else {
            DocumentKind::Definition
        }
    }

    /// Checks that the document declares the supported dialect.
    pub(crate) fn check_dialect(&self) -> Result<(), Error> {
        match self.value.get("$schema").map(Value::as_str) {
            Some(Some(DIALECT)) => Ok(()),
            Some(_) => {
                let reason = format!("only the dialect {DIALECT} is supported");
                Err(Error::new(&self.file, "/$schema", reason))
            }
            None => {
                let reason = format!(
                    "looks like a schema but does not name its dialect; add `$schema`: {DIALECT}"
                );
                Err(Error::new(&self.file, "", reason))
            }
        }
    }

    /// Returns the dialect that the document declares; draft 2020-12 if it declares none.
    pub(crate) fn dialect(&self) -> Result<Dialect, Error> {
        let Some(declared) = self.value.get("$schema") else {
            return Ok(Dialect::Draft202012);
        };
        declared.as_str().and_then(Dialect::named).ok_or_else(|| {
            let known = Dialect::ALL.map(|dialect| format!("`{}`", dialect.uri()));
            let reason = format!(
                "is not the URI of a supported dialect: {}",
                known.join(", ")
            );
            Error::new(&self.file, "/$schema", reason)
        })
    }
}
