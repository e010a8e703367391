//! What a document violates.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::cause::Cause;
use super::trail::{self, Step};
use crate::error::kind::ErrorKind;
use crate::json::locate;
use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

/// Every violation in a document, in document order. There is at least one.
///
/// It serializes as JSON Schema's *basic* output (draft 2020-12, section 12.4.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Report {
    pub(super) kind: ErrorKind,
    pub(super) violations: Vec<Violation>,
    pub(super) note: Option<String>,
}

impl Report {
    pub(super) const fn new(kind: ErrorKind, violations: Vec<Violation>) -> Self {
        Self {
            kind,
            violations,
            note: None,
        }
    }

    /// Returns which release judged the event and why, if it isn't the one that the event names.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// What kind of report it is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The violations, in document order.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations, in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Report {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

/// Writes the note, if there is one, and a block for each violation.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(note) = &self.note {
            writeln!(formatter, "{note}")?;
        }
        for (index, violation) in self.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut output = serializer.serialize_struct("Report", 2)?;
        output.serialize_field("valid", &false)?;
        output.serialize_field("errors", &Errors(&self.violations))?;
        output.end()
    }
}

struct Errors<'a>(&'a [Violation]);

impl Serialize for Errors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut errors = serializer.serialize_seq(Some(self.0.len()))?;
        for violation in self.0 {
            errors.serialize_element(violation)?;
        }
        errors.end()
    }
}

/// A keyword of a schema that a value in a document doesn't do justice to.
#[derive(Clone, Debug)]
pub struct Violation {
    pub(super) instance_path: String,
    pub(super) steps: Vec<Step>,
    pub(super) keyword: Keyword,
    pub(super) cause: Cause,
}

impl Violation {
    /// Where in the document: a JSON Pointer (RFC 6901). What is missing or not allowed is reported
    /// at the object that it should be in, or is in.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// Where in the schema's document the keyword stands: a JSON Pointer.
    #[must_use]
    pub fn schema_path(&self) -> String {
        trail::schema_path(&self.steps, self.keyword)
    }

    /// The `$id` of the schema's document; empty where no schema applies.
    #[must_use]
    pub fn schema_id(&self) -> Cow<'static, str> {
        trail::document(&self.steps)
    }

    /// The way to the keyword from the event's schema, through every `$ref`: a JSON Pointer.
    #[must_use]
    pub fn evaluation_path(&self) -> String {
        trail::evaluation_path(&self.steps, self.keyword)
    }

    /// Returns the first violation within the alternative that was meant, if that is clear.
    pub(crate) fn innermost(&self) -> Cow<'_, Self> {
        match &self.cause {
            Cause::Within(violations) if !violations.is_empty() => {
                let mut first = violations[0].innermost().into_owned();
                first.instance_path.insert_str(0, &self.instance_path);
                Cow::Owned(first)
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// Returns the bytes that the violation is about: a value, or a key that isn't allowed.
    pub(crate) fn place(&self, text: &str) -> Option<Range<usize>> {
        match &self.cause {
            Cause::Unknown(key, _) | Cause::Name(key) => {
                locate::key(text, &self.instance_path, key)
            }
            _ => locate::value(text, &self.instance_path),
        }
    }

    /// The keyword.
    #[must_use]
    pub const fn keyword(&self) -> Keyword {
        self.keyword
    }

    /// What was expected, and what was found.
    #[must_use]
    pub fn message(&self) -> String {
        self.cause.to_string()
    }
}

/// Violations are equal when they say the same of the same place.
impl PartialEq for Violation {
    fn eq(&self, other: &Self) -> bool {
        self.instance_path == other.instance_path
            && self.evaluation_path() == other.evaluation_path()
            && self.schema_id() == other.schema_id()
            && self.message() == other.message()
    }
}

impl Eq for Violation {}

/// The place and the message, and under them the keyword's place.
impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = match self.instance_path.as_str() {
            "" => "the document",
            path => path,
        };
        write!(formatter, "{path}: {}", self.cause)?;
        if !self.schema_id().is_empty() {
            write!(
                formatter,
                "\n  by {}#{}",
                self.schema_id(),
                self.schema_path()
            )?;
        }
        Ok(())
    }
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let schema_id = self.schema_id();
        let mut unit = serializer.serialize_struct("Violation", 4)?;
        unit.serialize_field("keywordLocation", &self.evaluation_path())?;
        if !schema_id.is_empty() {
            let absolute = format!("{schema_id}#{}", self.schema_path());
            unit.serialize_field("absoluteKeywordLocation", &absolute)?;
        }
        unit.serialize_field("instanceLocation", &self.instance_path)?;
        unit.serialize_field("error", &self.message())?;
        unit.end()
    }
}

macro_rules! keywords {
    ($($name:ident = $text:literal,)*) => {
        /// A keyword of JSON Schema that a value can violate.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Keyword {
            $(#[doc = concat!("`", $text, "`.")] $name,)*
        }

        impl Keyword {
            /// The keyword as schemas have it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

keywords! {
    AdditionalProperties = "additionalProperties",
    AnyOf = "anyOf",
    Const = "const",
    Contains = "contains",
    DependentRequired = "dependentRequired",
    Enum = "enum",
    ExclusiveMaximum = "exclusiveMaximum",
    ExclusiveMinimum = "exclusiveMinimum",
    FalseSchema = "false",
    Format = "format",
    MaxContains = "maxContains",
    MaxItems = "maxItems",
    MaxLength = "maxLength",
    MaxProperties = "maxProperties",
    Maximum = "maximum",
    MinContains = "minContains",
    MinItems = "minItems",
    MinLength = "minLength",
    MinProperties = "minProperties",
    Minimum = "minimum",
    MultipleOf = "multipleOf",
    Not = "not",
    OneOf = "oneOf",
    Pattern = "pattern",
    PropertyNames = "propertyNames",
    Required = "required",
    Type = "type",
    UniqueItems = "uniqueItems",
}

impl fmt::Display for Keyword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl AsRef<str> for Keyword {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
