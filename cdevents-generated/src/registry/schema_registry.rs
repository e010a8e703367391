//! Validating events with additional schemas.

use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::Value;

use super::error::{RegistryError, SchemaName, SchemaViolation};
use crate::{Error, ErrorKind, validate};

/// Your own schemas, compiled. See the [module](super).
#[derive(Debug)]
pub struct SchemaRegistry {
    pub(super) content: HashMap<String, Validator>,
    pub(super) custom_data: HashMap<String, Validator>,
    pub(super) documents: HashMap<String, Validator>,
    pub(super) honours_schema_uri: bool,
}

impl SchemaRegistry {
    /// Validates an event against the specification's schema and, if it is valid, against every
    /// registered schema that applies to it.
    ///
    /// Custom data that is a string holds base64 and isn't validated, whatever its content type. An
    /// event without custom data is valid against any schema of custom data.
    ///
    /// # Errors
    /// Fails if a schema rejects the event, or if its `schemaUri` is honoured but not registered.
    pub fn validate(&self, event: &Value) -> Result<(), RegistryError> {
        validate::validate(event).map_err(RegistryError::Specification)?;
        self.validate_further(event)
    }

    /// Validates a JSON text as [`validate`](Self::validate) validates a value. Rejects duplicate
    /// keys and, if any schemas are registered, numbers that an `f64` can't hold.
    ///
    /// # Errors
    /// Fails for the same reasons, and if the bytes aren't JSON.
    pub fn validate_slice(&self, json: &[u8]) -> Result<(), RegistryError> {
        validate::validate_slice(json).map_err(RegistryError::of_specification)?;
        if self.is_empty() {
            return Ok(());
        }
        let event = serde_json::from_slice(json).map_err(|error| {
            let error = Error::from_json(ErrorKind::Syntax, &error);
            RegistryError::Unreadable(error)
        })?;
        self.validate_further(&event)
    }

    /// Returns whether no event can violate this registry.
    fn is_empty(&self) -> bool {
        self.content.is_empty() && self.custom_data.is_empty() && !self.honours_schema_uri
    }

    /// Validates an event that is valid against the specification.
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
            && let Some(data) = event.get("customData").filter(|data| data.is_object())
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

    /// Returns the document of the `schemaUri` of an event, if it is honoured.
    fn document_of<'a>(
        &'a self,
        event: &'a Value,
    ) -> Result<Option<(&'a str, &'a Validator)>, RegistryError> {
        let uri = text(event, "/context/schemaUri").filter(|_| self.honours_schema_uri);
        let Some(uri) = uri else {
            return Ok(None);
        };
        // An empty fragment refers to the whole document.
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

/// Adds the violations of a part of an event.
fn collect(
    violations: &mut Vec<SchemaViolation>,
    validator: &Validator,
    part: &Value,
    path: &str,
    name: impl Fn() -> SchemaName,
) {
    // Most events are valid, and a verdict alone is faster.
    if !validator.is_valid(part) {
        let found = validator.iter_errors(part);
        violations.extend(found.map(|error| SchemaViolation::new(name(), path, &error)));
    }
}
