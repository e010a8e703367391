//! What is wrong with a schema, and with an event.

use std::fmt;

use jsonschema::ValidationError;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::Error;
use crate::validate::Report;

/// Which of your schemas.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SchemaName {
    /// The one for the content of an event type.
    Content(String),
    /// The one for the custom data of an event type.
    CustomData(String),
    /// The document with a URI.
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

/// Why a registry can't be built: which schema is wrong, and what is wrong with it.
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

    /// Which schema is wrong.
    #[must_use]
    pub const fn schema(&self) -> &SchemaName {
        &self.schema
    }

    /// What is wrong with it.
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
    /// The specification's schema rejects it. No other was asked.
    Specification(Report),
    /// Schemas of yours reject it: every violation, of the content, then of the custom data, then
    /// of the document that `schemaUri` names. There is at least one.
    Custom(Vec<SchemaViolation>),
    /// Its `schemaUri` is honoured, and names no document that is registered.
    UnregisteredSchemaUri(String),
    /// The bytes aren't JSON, or break a rule that reading has besides the schema's.
    Unreadable(Error),
}

impl RegistryError {
    /// What is wrong with a text, by the specification.
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
                "/context/schemaUri: `{uri}` is not registered, and nothing is fetched"
            ),
            Self::Unreadable(error) => error.fmt(formatter),
        }
    }
}

// What is within says all that there is to say, and is no cause of it.
impl std::error::Error for RegistryError {}

/// A keyword of a schema of yours that an event doesn't do justice to.
///
/// It serializes as JSON Schema's *basic* output does (draft 2020-12, section 12.4.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SchemaViolation {
    schema: SchemaName,
    instance_path: String,
    schema_path: String,
    location: Option<String>,
    keyword: String,
    message: String,
}

/// The longest message that shows the value, in bytes: values can be of any size.
const LONGEST: usize = 300;

impl SchemaViolation {
    /// A violation in a part of an event, at that path.
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

    /// Whose keyword it is.
    #[must_use]
    pub const fn schema(&self) -> &SchemaName {
        &self.schema
    }

    /// Where in the event: a JSON Pointer (RFC 6901), from the root of the event. What is missing
    /// or not allowed is reported at the object that it should be in, or is in.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// The way to the keyword from the schema's root, through every `$ref`: a JSON Pointer.
    #[must_use]
    pub fn schema_path(&self) -> &str {
        &self.schema_path
    }

    /// Where the keyword stands, as a URI with a JSON Pointer behind it, where its document has a
    /// URI.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The keyword.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// What was found, and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The place and the message, and under them the keyword's place.
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
