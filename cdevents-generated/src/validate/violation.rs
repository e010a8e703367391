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
    /// Where the value, or the key that isn't allowed, starts in the text, if there was a text.
    pub(super) offset: Option<usize>,
    pub(super) cause: Cause,
}

impl Violation {
    /// Creates the violation of a document that no schema applies to.
    pub(super) fn without_schema(path: &str, keyword: Keyword, message: String) -> Self {
        let steps = Vec::new();
        Self {
            instance_path: path.to_owned(),
            schema_path: SchemaPath { steps, keyword },
            offset: None,
            cause: Cause::Message(message),
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
        self.cause.to_string()
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

    /// Returns where the invalid value, or the key that isn't allowed, starts in the text that was
    /// validated. Scans the text only if a value was validated in its place.
    pub(crate) fn offset_in(&self, text: &str) -> Option<usize> {
        let scanned = || self.span(text).map(|span| span.start);
        self.offset.or_else(scanned)
    }

    /// Returns the bytes of the invalid value, or of the key that isn't allowed, in any text of the
    /// document.
    pub(crate) fn span(&self, text: &str) -> Option<Range<usize>> {
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
        match self {
            Self::WrongType(types, found) => {
                let names: Vec<_> = types.names().map(with_article).collect();
                write!(
                    formatter,
                    "expected {}, found {found}",
                    alternatives(&names)
                )
            }
            Self::WrongValue(values, found) => wrong_value(formatter, values, found),
            Self::WrongText(rules, found) => {
                write!(
                    formatter,
                    "expected {}, found {found}",
                    expected_text(rules)
                )
            }
            Self::WrongNumber(keyword, bound, found) => {
                let relation = match keyword {
                    Keyword::Minimum => "at least",
                    Keyword::ExclusiveMinimum => "more than",
                    Keyword::Maximum => "at most",
                    Keyword::ExclusiveMaximum => "less than",
                    _ => "a multiple of",
                };
                write!(
                    formatter,
                    "expected {relation} {}, found {found}",
                    bound.json()
                )
            }
            Self::WrongCount(keyword, bound, count) => {
                wrong_count(formatter, *keyword, *bound, *count)
            }
            Self::Duplicate(found) => {
                write!(formatter, "expected unique items, found {found} twice")
            }
            Self::Missing(key, unknown) => missing_property(formatter, key, unknown),
            Self::Unknown(key, rules) => formatter.write_str(&unknown_property(key, rules)),
            Self::Dependent(missing, key) => {
                let missing = wording::missing_property(missing);
                write!(formatter, "{missing}, which `{key}` requires")
            }
            Self::Name(key) => write!(
                formatter,
                "property name `{}` is not allowed",
                wording::shortened(key)
            ),
            Self::NoAlternative(count, nearest) => no_alternative(formatter, *count, nearest),
            Self::Within(violations) => several(formatter, violations),
            Self::WrongTag(tag, found) => wrong_tag(formatter, tag, found),
            Self::MissingTag(tag, renamed) => {
                formatter.write_str(&wording::missing_property(tag.key))?;
                match renamed {
                    Some(renamed) => write!(formatter, "; other releases call it `{renamed}`"),
                    None => write!(formatter, ": one of {}", tag_values(tag)),
                }
            }
            Self::TooManyAlternatives(count) => write!(
                formatter,
                "expected exactly one alternative to match, found {count}"
            ),
            Self::Excluded => formatter.write_str("the schema excludes this value with `not`"),
            Self::Forbidden => formatter.write_str("no value is allowed here"),
            Self::Message(message) => formatter.write_str(message),
        }
    }
}

fn wrong_count(
    formatter: &mut fmt::Formatter<'_>,
    keyword: Keyword,
    bound: u64,
    count: u64,
) -> fmt::Result {
    let most = matches!(
        keyword,
        Keyword::MaxItems | Keyword::MaxProperties | Keyword::MaxContains
    );
    let (one, many, rest) = match keyword {
        Keyword::MinProperties | Keyword::MaxProperties => ("property", "properties", ""),
        Keyword::Contains | Keyword::MaxContains => ("item", "items", " that match `contains`"),
        _ => ("item", "items", ""),
    };
    write!(
        formatter,
        "expected at {} {bound} {}{rest}, found {count}",
        if most { "most" } else { "least" },
        if bound == 1 { one } else { many },
    )
}

fn missing_property(
    formatter: &mut fmt::Formatter<'_>,
    key: &str,
    unknown: &[String],
) -> fmt::Result {
    formatter.write_str(&wording::missing_property(key))?;
    let is_found = |other: &&str| unknown.iter().any(|key| key == other);
    match (other_names(key).find(is_found), nearest(key, unknown)) {
        (Some(other), _) => write!(formatter, "; other releases call it `{other}`"),
        (None, Some(near)) => write!(formatter, "; is `{near}` a misspelling of it?"),
        (None, None) => Ok(()),
    }
}

fn unknown_property(key: &str, rules: &ObjectRules) -> String {
    let known: Vec<_> = rules
        .properties
        .iter()
        .map(|property| property.key)
        .collect();
    let renamed = other_names(key).find(|other| known.contains(other));
    wording::unknown_property(key, renamed, &known)
}

fn wrong_tag(formatter: &mut fmt::Formatter<'_>, tag: &Tag, found: &Excerpt) -> fmt::Result {
    let (key, expected) = (tag.key, tag_values(tag));
    write!(
        formatter,
        "expected `{key}` to be {expected}, found {found}"
    )?;
    suggestion(formatter, found, tag.texts)
}

fn tag_values(tag: &Tag) -> String {
    alternatives(&in_backticks(tag.texts))
}

/// Suggests the nearest of several texts.
fn suggestion<T: AsRef<str>>(
    formatter: &mut fmt::Formatter<'_>,
    found: &Excerpt,
    texts: &[T],
) -> fmt::Result {
    if let Excerpt::String(text) = found
        && let Some(near) = nearest(text, texts)
    {
        write!(formatter, "; did you mean `{near}`?")?;
    }
    Ok(())
}

fn with_article(name: &str) -> String {
    match name {
        "null" => name.to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

fn wrong_value(
    formatter: &mut fmt::Formatter<'_>,
    values: &Values,
    found: &Excerpt,
) -> fmt::Result {
    let allowed: Vec<&str> = match values {
        Values::ConstText(text) => vec![text],
        Values::EnumTexts(texts) => texts.to_vec(),
        Values::Const(literal) => vec![literal.json()],
        Values::Enum(literals) => literals.iter().map(|literal| literal.json()).collect(),
    };
    let expected = alternatives(&in_backticks(&allowed));
    write!(formatter, "expected {expected}, found {found}")?;
    match allowed.len() {
        1 => Ok(()),
        _ => suggestion(formatter, found, &allowed),
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

fn no_alternative(
    formatter: &mut fmt::Formatter<'_>,
    count: usize,
    nearest: &[Violation],
) -> fmt::Result {
    write!(formatter, "matches none of {count} alternatives")?;
    if nearest.is_empty() {
        return Ok(());
    }
    formatter.write_str("; closest: ")?;
    several(formatter, nearest)
}

/// Writes the first few violations in one line.
fn several(formatter: &mut fmt::Formatter<'_>, violations: &[Violation]) -> fmt::Result {
    const MOST: usize = 3;
    for (index, violation) in violations.iter().take(MOST).enumerate() {
        if index > 0 {
            formatter.write_str("; ")?;
        }
        if !violation.instance_path.is_empty() {
            write!(formatter, "{}: ", violation.instance_path)?;
        }
        write!(formatter, "{}", violation.cause)?;
    }
    match violations.len().saturating_sub(MOST) {
        0 => Ok(()),
        more => write!(formatter, "; and {more} more"),
    }
}
