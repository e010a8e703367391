//! Schemas of your own, for what the specification leaves free: the content of custom events,
//! custom data, and what `schemaUri` names.
//!
//! A [`SchemaRegistry`] validates an event by the specification's schema first, and then by yours.
//! Nothing is ever fetched: a `$ref` to what isn't registered is an error when the registry is
//! built, and a `schemaUri` that isn't registered is one when an event has it.
//!
//! ```
//! use cdevents_generated::registry::{RegistryError, SchemaRegistry};
//! use serde_json::json;
//!
//! let registry = SchemaRegistry::builder()
//!     .content("dev.cdeventsx.mytool-resource.created.0.1.0", json!({
//!         "type": "object",
//!         "required": ["user"],
//!         "properties": { "user": { "$ref": "https://example.com/user" } }
//!     }))
//!     .document("https://example.com/user", r#"{ "type": "string", "minLength": 1 }"#)
//!     .build()?;
//!
//! let event = json!({
//!     "context": {
//!         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdeventsx.mytool-resource.created.0.1.0"
//!     },
//!     "subject": { "id": "resource/7", "content": { "user": "" } }
//! });
//! let Err(RegistryError::Custom(violations)) = registry.validate(&event) else { unreachable!() };
//! assert_eq!(violations.len(), 1);
//! assert_eq!(violations[0].instance_path(), "/subject/content/user");
//! assert_eq!(violations[0].keyword(), "minLength");
//! # Ok::<(), cdevents_generated::registry::SchemaError>(())
//! ```
//!
//! # How schemas are read
//!
//! A schema is of draft 2020-12, unless its `$schema` names another draft. Formats are asserted;
//! those that are unknown are ignored, as the drafts say. A relative `$ref` starts from the
//! schema's `$id`, or else from the URI of the document; schemas of content and of custom data
//! that have no `$id` must refer to documents by whole URIs.

mod builder;
mod error;

use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::Value;

pub use builder::{SchemaRegistryBuilder, SchemaSource};
pub use error::{RegistryError, SchemaError, SchemaName, SchemaViolation};

use crate::{Error, ErrorKind, validate};

/// Schemas of your own, compiled. See the [module](self).
#[derive(Debug)]
pub struct SchemaRegistry {
    content: HashMap<String, Validator>,
    custom_data: HashMap<String, Validator>,
    documents: HashMap<String, Validator>,
    honours_schema_uri: bool,
}

impl SchemaRegistry {
    /// A registry that has no schemas yet.
    pub fn builder() -> SchemaRegistryBuilder {
        SchemaRegistryBuilder::default()
    }

    /// Validates an event: by the specification's schema, and if that accepts it, by every schema
    /// here that is meant for it.
    ///
    /// Custom data that is a string is base64, and isn't validated, whatever its content type. An
    /// event without custom data is valid by a schema of custom data.
    ///
    /// # Errors
    /// See [`RegistryError`].
    pub fn validate(&self, event: &Value) -> Result<(), RegistryError> {
        validate::validate(event).map_err(RegistryError::Specification)?;
        self.validate_further(event)
    }

    /// The same for a JSON text, in which a key that stands twice is an error, as is a number that
    /// an `f64` can't hold where there are schemas here.
    ///
    /// # Errors
    /// See [`RegistryError`].
    pub fn validate_slice(&self, json: &[u8]) -> Result<(), RegistryError> {
        validate::validate_slice(json).map_err(RegistryError::of_specification)?;
        if self.has_no_say() {
            return Ok(());
        }
        let event = serde_json::from_slice(json).map_err(|error| {
            let error = Error::from_json(ErrorKind::Syntax, &error);
            RegistryError::Unreadable(error)
        })?;
        self.validate_further(&event)
    }

    /// Is there nothing that an event could violate?
    fn has_no_say(&self) -> bool {
        self.content.is_empty() && self.custom_data.is_empty() && !self.honours_schema_uri
    }

    /// Validates what the specification accepts.
    fn validate_further(&self, event: &Value) -> Result<(), RegistryError> {
        let mut violations = Vec::new();
        let document = self.document_of(event)?;
        let event_type = text(event, "/context/type").unwrap_or_default();
        if let Some(validator) = self.content.get(event_type)
            && let Some(content) = event.pointer("/subject/content")
        {
            let name = || SchemaName::Content(event_type.to_owned());
            collect(
                &mut violations,
                validator,
                content,
                "/subject/content",
                name,
            );
        }
        if let Some(validator) = self.custom_data.get(event_type)
            && let Some(data) = event.get("customData").filter(|it| it.is_object())
        {
            let name = || SchemaName::CustomData(event_type.to_owned());
            collect(&mut violations, validator, data, "/customData", name);
        }
        if let Some((uri, validator)) = document {
            let name = || SchemaName::Document(uri.to_owned());
            collect(&mut violations, validator, event, "", name);
        }
        if violations.is_empty() {
            Ok(())
        } else {
            Err(RegistryError::Custom(violations))
        }
    }

    /// The document that an event names, where that is honoured.
    fn document_of<'a>(
        &'a self,
        event: &'a Value,
    ) -> Result<Option<(&'a str, &'a Validator)>, RegistryError> {
        let uri = text(event, "/context/schemaUri").filter(|_| self.honours_schema_uri);
        let Some(uri) = uri else {
            return Ok(None);
        };
        // An empty fragment names the same document.
        let document = uri.strip_suffix('#').unwrap_or(uri);
        match self.documents.get(document) {
            Some(validator) => Ok(Some((document, validator))),
            None => Err(RegistryError::UnregisteredSchemaUri(uri.to_owned())),
        }
    }
}

fn text<'a>(event: &'a Value, path: &str) -> Option<&'a str> {
    event.pointer(path)?.as_str()
}

/// Adds what a part of an event violates.
fn collect(
    violations: &mut Vec<SchemaViolation>,
    validator: &Validator,
    part: &Value,
    path: &str,
    name: impl Fn() -> SchemaName,
) {
    // The verdict alone is faster, and mostly all that is needed.
    if !validator.is_valid(part) {
        let found = validator.iter_errors(part);
        violations.extend(found.map(|error| SchemaViolation::new(name(), path, &error)));
    }
}
