//! A violation of a schema's keyword, and what it says.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::renamed::other_names;
use super::schema_path::SchemaPath;
use super::table::{Literal, ObjectRules, Tag, TextRules, Types, Values};
use crate::json::locate;
use crate::json::suggest::nearest;
use crate::json::wording::{self, alternatives, in_backticks};

/// A violation of a schema's keyword by a value in a document.
///
/// It serializes as an error of JSON Schema's *basic* output (draft 2020-12, section 12.4.2).
#[derive(Clone, Debug)]
pub struct Violation {
    pub(super) instance_path: String,
    pub(super) schema_path: SchemaPath,
    /// Where the value, or the key that isn't allowed, starts in the text, if there was a text. It is
    /// found again in a text of 4 GB: in 64 bits, collecting violations would take a tenth longer.
    offset: Option<u32>,
    pub(super) cause: Cause,
}

impl Violation {
    /// Creates the violation of a document that no schema applies to.
    pub(super) fn without_schema(path: &str, keyword: Keyword, message: String) -> Self {
        let steps = Vec::new();
        let schema_path = SchemaPath { steps, keyword };
        Self::new(path.to_owned(), schema_path, Cause::Message(message))
    }

    /// Creates a violation without a place in a text.
    pub(super) const fn new(instance_path: String, schema_path: SchemaPath, cause: Cause) -> Self {
        Self {
            instance_path,
            schema_path,
            offset: None,
            cause,
        }
    }

    /// Returns the JSON Pointer (RFC 6901) of the invalid value in the document. A missing or
    /// unknown property is reported at its object.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// Returns the JSON Pointer of the keyword in the schema's document.
    #[must_use]
    pub fn schema_path(&self) -> String {
        self.schema_path.in_document()
    }

    /// Returns the `$id` of the schema's document; empty if no schema applies.
    #[must_use]
    pub fn schema_id(&self) -> Cow<'static, str> {
        self.schema_path.document()
    }

    /// Returns the JSON Pointer of the keyword from the root of the event's schema, through every
    /// `$ref`.
    #[must_use]
    pub fn evaluation_path(&self) -> String {
        self.schema_path.through_references()
    }

    /// Returns the keyword.
    #[must_use]
    pub const fn keyword(&self) -> Keyword {
        self.schema_path.keyword
    }

    /// Returns what was expected and what was found.
    #[must_use]
    pub fn message(&self) -> String {
        self.cause.message()
    }

    /// Returns the first violation of the alternative that the document means, if that is clear.
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

    /// Sets where the violation starts in the text.
    pub(super) fn at(self, offset: Option<usize>) -> Self {
        let offset = offset.and_then(|offset| offset.try_into().ok());
        Self { offset, ..self }
    }

    /// Returns where the invalid value, or the key that isn't allowed, starts in the text that was
    /// validated. Scans the text only if a value was validated in its place.
    pub(crate) fn offset_in(&self, text: &str) -> Option<usize> {
        let scanned = || self.span(text).map(|span| span.start);
        match self.offset {
            Some(offset) => usize::try_from(offset).ok(),
            None => scanned(),
        }
    }

    /// Returns the bytes of the invalid value, or of the key that isn't allowed, in the text that was
    /// validated.
    pub(crate) fn range_in(&self, text: &str) -> Option<Range<usize>> {
        locate::token(text, self.offset_in(text)?)
    }

    /// Returns the bytes of the invalid value, or of the key that isn't allowed, in any text of the
    /// document. Of an array or an object, they are the opening bracket.
    #[must_use]
    pub fn span(&self, text: &str) -> Option<Range<usize>> {
        match &self.cause {
            Cause::Unknown(key, _) | Cause::Name(key) => {
                locate::key(text, &self.instance_path, key)
            }
            _ => locate::value(text, &self.instance_path),
        }
    }
}

/// Violations are equal if they have the same locations and the same message.
impl PartialEq for Violation {
    fn eq(&self, other: &Self) -> bool {
        self.instance_path == other.instance_path
            && self.evaluation_path() == other.evaluation_path()
            && self.schema_id() == other.schema_id()
            && self.message() == other.message()
    }
}

impl Eq for Violation {}

/// Writes the path and the message, and in a second line the keyword's location.
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

/// What was expected, and what was found. Turned into a message only on demand.
#[derive(Clone, Debug)]
pub(super) enum Cause {
    WrongType(Types, Excerpt),
    WrongValue(Values, Excerpt),
    WrongText(&'static TextRules, Excerpt),
    WrongNumber(Keyword, &'static Literal, Excerpt),
    /// A keyword, its bound, and how many were found.
    WrongCount(Keyword, u64, u64),
    Duplicate(Excerpt),
    /// A required key, and the unknown keys that were found.
    Missing(&'static str, Vec<String>),
    /// An unknown key, and the rules that allow others.
    Unknown(String, &'static ObjectRules),
    /// A missing key, and the one that requires it.
    Dependent(&'static str, &'static str),
    /// A key that `propertyNames` rejects.
    Name(String),
    /// How many alternatives there are, and the violations of the closest one.
    NoAlternative(usize, Vec<Violation>),
    /// The violations of the alternative that the tag names.
    Within(Vec<Violation>),
    /// The tag, and its value.
    WrongTag(&'static Tag, Excerpt),
    /// The tag, and the property that has its name in another release.
    MissingTag(&'static Tag, Option<&'static str>),
    TooManyAlternatives(usize),
    /// The value matches the schema of `not`.
    Excluded,
    /// The schema is `false`.
    Forbidden,
    Message(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl Cause {
    fn message(&self) -> String {
        let expected = |expected: &str, found: &dyn fmt::Display| {
            format!("expected {expected}, found {found}")
        };
        match self {
            Self::WrongType(types, found) => {
                let types: Vec<_> = types.names().map(with_article).collect();
                expected(&alternatives(&types), found)
            }
            Self::WrongValue(values, found) => wrong_value(values, found),
            Self::WrongText(rules, found) => expected(&expected_text(rules), found),
            Self::WrongNumber(keyword, bound, found) => {
                let relation = match keyword {
                    Keyword::Minimum => "at least",
                    Keyword::ExclusiveMinimum => "more than",
                    Keyword::Maximum => "at most",
                    Keyword::ExclusiveMaximum => "less than",
                    _ => "a multiple of",
                };
                expected(&format!("{relation} {}", bound.json()), found)
            }
            Self::WrongCount(keyword, bound, count) => {
                expected(&expected_count(*keyword, *bound), count)
            }
            Self::Duplicate(found) => format!("expected unique items, found {found} twice"),
            Self::Missing(key, unknown) => missing_property(key, unknown),
            Self::Unknown(key, rules) => unknown_property(key, rules),
            Self::Dependent(missing, key) => {
                let missing = wording::missing_property(missing);
                format!("{missing}, which `{key}` requires")
            }
            Self::Name(key) => {
                format!("property name `{}` is not allowed", wording::shortened(key))
            }
            Self::NoAlternative(count, nearest) => {
                let message = format!("matches none of {count} alternatives");
                match nearest.as_slice() {
                    [] => message,
                    nearest => format!("{message}; closest: {}", several(nearest)),
                }
            }
            Self::Within(violations) => several(violations),
            Self::WrongTag(tag, found) => {
                let (key, values) = (tag.key, alternatives(&in_backticks(tag.texts)));
                let hint = suggestion(found, tag.texts);
                format!("expected `{key}` to be {values}, found {found}{hint}")
            }
            Self::MissingTag(tag, renamed) => {
                let missing = wording::missing_property(tag.key);
                match renamed {
                    Some(renamed) => format!("{missing}; other releases call it `{renamed}`"),
                    None => format!(
                        "{missing}: one of {}",
                        alternatives(&in_backticks(tag.texts))
                    ),
                }
            }
            Self::TooManyAlternatives(count) => {
                format!("expected exactly one alternative to match, found {count}")
            }
            Self::Excluded => "the schema excludes this value with `not`".to_owned(),
            Self::Forbidden => "no value is allowed here".to_owned(),
            Self::Message(message) => message.clone(),
        }
    }
}

fn with_article(name: &str) -> String {
    match name {
        "null" => name.to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

fn wrong_value(values: &Values, found: &Excerpt) -> String {
    let allowed: Vec<&str> = match values {
        Values::ConstText(text) => vec![text],
        Values::EnumTexts(texts) => texts.to_vec(),
        Values::Const(literal) => vec![literal.json()],
        Values::Enum(literals) => literals.iter().map(|literal| literal.json()).collect(),
    };
    let hint = match allowed.as_slice() {
        [_] => String::new(),
        allowed => suggestion(found, allowed),
    };
    let allowed = alternatives(&in_backticks(&allowed));
    format!("expected {allowed}, found {found}{hint}")
}

/// Suggests the nearest of several texts.
fn suggestion(found: &Excerpt, texts: &[&str]) -> String {
    match found {
        Excerpt::String(text) => nearest(text, texts)
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn expected_text(rules: &TextRules) -> String {
    let mut expected = Vec::new();
    if let Some(format) = rules.format {
        expected.push(format.description().to_owned());
    } else {
        match (rules.min_length, rules.max_length) {
            (0, None) => {}
            (1, None) => expected.push("a string that is not empty".to_owned()),
            (min, None) => expected.push(format!("a string of at least {min} characters")),
            (0, Some(max)) => expected.push(format!("a string of at most {max} characters")),
            (min, Some(max)) => expected.push(format!("a string of {min} to {max} characters")),
        }
    }
    if let Some(pattern) = rules.pattern {
        expected.push(format!("a string that matches `{}`", pattern.source()));
    }
    expected.join(", ")
}

fn expected_count(keyword: Keyword, bound: u64) -> String {
    let limit = match keyword {
        Keyword::MaxItems | Keyword::MaxProperties | Keyword::MaxContains => "most",
        _ => "least",
    };
    let (one, many, rest) = match keyword {
        Keyword::MinProperties | Keyword::MaxProperties => ("property", "properties", ""),
        Keyword::Contains | Keyword::MaxContains => ("item", "items", " that match `contains`"),
        _ => ("item", "items", ""),
    };
    let noun = if bound == 1 { one } else { many };
    format!("at {limit} {bound} {noun}{rest}")
}

fn missing_property(key: &str, unknown: &[String]) -> String {
    let missing = wording::missing_property(key);
    let is_found = |other: &&str| unknown.iter().any(|key| key == other);
    match (other_names(key).find(is_found), nearest(key, unknown)) {
        (Some(other), _) => format!("{missing}; other releases call it `{other}`"),
        (None, Some(near)) => format!("{missing}; is `{near}` a misspelling of it?"),
        (None, None) => missing,
    }
}

fn unknown_property(key: &str, rules: &ObjectRules) -> String {
    let properties = rules.properties.iter();
    let known: Vec<_> = properties.map(|property| property.key).collect();
    let renamed = other_names(key).find(|other| known.contains(other));
    wording::unknown_property(key, renamed, &known)
}

/// Describes the first few violations in one line.
fn several(violations: &[Violation]) -> String {
    const MOST: usize = 3;
    let first = violations.iter().take(MOST);
    let first = first.map(|violation| match violation.instance_path() {
        "" => violation.message(),
        path => format!("{path}: {}", violation.message()),
    });
    let more = match violations.len().saturating_sub(MOST) {
        0 => None,
        more => Some(format!("and {more} more")),
    };
    let all: Vec<_> = first.chain(more).collect();
    all.join("; ")
}
