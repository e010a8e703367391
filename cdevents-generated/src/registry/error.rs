//! Errors about schemas and events.

use std::fmt;

use jsonschema::ValidationError;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::Error;
use crate::validate::Report;

/// The name of one of your schemas.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SchemaName {
    /// The schema for the content of an event type.
    Content(String),
    /// The schema for the custom data of an event type.
    CustomData(String),
    /// The document with this URI.
    Document(String),
}

impl fmt::Display for SchemaName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(event_type) => {
                write!(formatter, "the schema of the content of `{event_type}`")
            }
            Self::CustomData(event_type) => {
                write!(formatter, "the schema of the custom data of `{event_type}`")
            }
            Self::Document(uri) => write!(formatter, "the document `{uri}`"),
        }
    }
}

/// An error when building a registry: which schema is wrong, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SchemaError {
    schema: SchemaName,
    reason: String,
}

impl SchemaError {
    pub(super) fn new(schema: &SchemaName, reason: impl Into<String>) -> Self {
        Self {
            schema: schema.clone(),
            reason: reason.into(),
        }
    }

    /// Returns which schema is wrong.
    #[must_use]
    pub const fn schema(&self) -> &SchemaName {
        &self.schema
    }

    /// Returns what is wrong with the schema.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.schema, self.reason)
    }
}

impl std::error::Error for SchemaError {}

/// Why a registry rejects an event.
#[derive(Debug)]
#[non_exhaustive]
pub enum RegistryError {
    /// The specification's schema rejects the event. Your schemas were not applied.
    Specification(Report),
    /// Your schemas reject the event. There is at least one violation; those of the content come
    /// first, then those of the custom data, then those of the document that `schemaUri` names.
    Custom(Vec<SchemaViolation>),
    /// The event's `schemaUri` is honoured, but is not the URI of a registered document.
    UnregisteredSchemaUri(String),
    /// The bytes aren't JSON, or break a rule that parsing has on top of the schema's.
    Unreadable(Error),
}

impl RegistryError {
    /// Converts an error about a text, by the specification.
    pub(super) fn of_specification(error: Error) -> Self {
        match error.report() {
            Some(report) => Self::Specification(report.clone()),
            None => Self::Unreadable(error),
        }
    }
}

impl fmt::Display for RegistryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specification(report) => report.fmt(formatter),
            Self::Custom(violations) => {
                for (index, violation) in violations.iter().enumerate() {
                    if index > 0 {
                        formatter.write_str("\n")?;
                    }
                    violation.fmt(formatter)?;
                }
                Ok(())
            }
            Self::UnregisteredSchemaUri(uri) => write!(
                formatter,
                "/context/schemaUri: `{uri}` is not registered, and schemas are never fetched"
            ),
            Self::Unreadable(error) => error.fmt(formatter),
        }
    }
}

// Without a source: the message already includes the inner error.
impl std::error::Error for RegistryError {}

/// A violation of one of your schemas.
///
/// It serializes as an error of JSON Schema's *basic* output (draft 2020-12, section 12.4.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SchemaViolation {
    schema: SchemaName,
    instance_path: String,
    schema_path: String,
    location: Option<String>,
    keyword: String,
    message: String,
}

/// The longest message that quotes the value, in bytes. Values can have any size.
const LONGEST: usize = 300;

impl SchemaViolation {
    /// Creates a violation in the part of an event at a path.
    pub(super) fn new(schema: SchemaName, part: &str, error: &ValidationError<'_>) -> Self {
        let message = error.to_string();
        let message = if message.len() > LONGEST {
            error.masked_with("the value").to_string()
        } else {
            message
        };
        Self {
            schema,
            instance_path: format!("{part}{}", error.instance_path()),
            schema_path: error.evaluation_path().to_string(),
            location: error.absolute_keyword_location().map(ToString::to_string),
            keyword: error.kind().keyword().to_owned(),
            message,
        }
    }

    /// Returns the schema that has the keyword.
    #[must_use]
    pub const fn schema(&self) -> &SchemaName {
        &self.schema
    }

    /// Returns the JSON Pointer (RFC 6901) of the invalid value, from the root of the event. A
    /// missing or unknown property is reported at its object.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// Returns the JSON Pointer of the keyword from the schema's root, through every `$ref`.
    #[must_use]
    pub fn schema_path(&self) -> &str {
        &self.schema_path
    }

    /// Returns the URI of the keyword, with a JSON Pointer as its fragment, if its document has a
    /// URI.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// Returns the keyword.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// Returns what was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Writes the path and the message, and in a second line the schema and the keyword's path.
impl fmt::Display for SchemaViolation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = match self.instance_path.as_str() {
            "" => "the document",
            path => path,
        };
        write!(
            formatter,
            "{path}: {}\n  by {}, {}",
            self.message, self.schema, self.schema_path
        )
    }
}

impl Serialize for SchemaViolation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut unit = serializer.serialize_struct("SchemaViolation", 4)?;
        unit.serialize_field("keywordLocation", &self.schema_path)?;
        if let Some(location) = &self.location {
            unit.serialize_field("absoluteKeywordLocation", location)?;
        }
        unit.serialize_field("instanceLocation", &self.instance_path)?;
        unit.serialize_field("error", &self.message)?;
        unit.end()
    }
}
