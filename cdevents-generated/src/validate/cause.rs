//! What a violation says to people: worded only when it is asked for.

use std::borrow::Cow;
use std::fmt;

use super::event_type;
use super::judge::Judge;
use super::report::{Keyword, Violation};
use super::suggest::nearest;
use super::table::{Literal, ObjectRules, Pattern, Schema, Tag, TextRules, Types, Values};
use super::trail::Trail;
use super::value;
use crate::error::message::shortened;
use crate::generated::renamed::RENAMED;
use crate::json::view::{Json, JsonNumber as _, Object as _, View, has_type};

/// What was expected, and what was found.
#[derive(Clone, Debug)]
pub(super) enum Cause {
    WrongType(Types, Found),
    WrongValue(Values, Found),
    WrongText(&'static TextRules, Found),
    WrongNumber(Keyword, &'static Literal, Found),
    /// The keyword, its bound, and how many there are.
    WrongCount(Keyword, u64, u64),
    Twice(Found),
    /// A key, and unknown ones that are there.
    Missing(&'static str, Vec<String>),
    /// A key, and which are known.
    Unknown(String, &'static ObjectRules),
    /// A missing key, and the one that demands it.
    Dependent(&'static str, &'static str),
    Name(String),
    /// How many there are, and what is wrong with the nearest.
    NoAlternative(usize, Vec<Violation>),
    /// What is wrong with the alternative that the tag names.
    Within(Vec<Violation>),
    /// The tag that tells alternatives apart, and its value.
    WrongTag(&'static Tag, Found),
    /// The tag that tells alternatives apart, and a name that it has in other releases.
    MissingTag(&'static Tag, Option<&'static str>),
    TooManyAlternatives(usize),
    NotAllowed,
    Forbidden,
    Text(String),
}

/// A value, as far as a message shows it.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Null,
    /// Where the property can be left out.
    NullOfOptional,
    Boolean(bool),
    /// As it is written.
    Number(String),
    Text(String),
    Array,
    Object,
}

/// The longest part of a string that a message shows, in characters.
const LONGEST: usize = 60;

impl Found {
    pub(super) fn new<J: Json>(value: &J) -> Self {
        match value.view() {
            View::Null => Self::Null,
            View::Bool(value) => Self::Boolean(value),
            View::Number(number) => Self::Number(match number.text() {
                Cow::Owned(text) if text.len() <= LONGEST => text,
                text => short(&text),
            }),
            View::Text(text) => Self::text(text),
            View::Array(_) => Self::Array,
            View::Object(_) => Self::Object,
        }
    }

    /// The value of a property, perhaps of one that can be left out.
    pub(super) fn at<J: Json>(value: &J, trail: &Trail<'_>) -> Self {
        match Self::new(value) {
            Self::Null if trail.is_optional() => Self::NullOfOptional,
            found => found,
        }
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(short(text))
    }
}

/// The part of a text that a message shows, and one character more if there is one.
fn short(text: &str) -> String {
    text.chars().take(LONGEST + 1).collect()
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::NullOfOptional => formatter.write_str("null; leave the property out instead"),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Number(number) if number.len() > LONGEST => {
                let short: String = number.chars().take(LONGEST).collect();
                write!(formatter, "the number {short}…")
            }
            Self::Number(number) => write!(formatter, "the number {number}"),
            Self::Text(text) if text.is_empty() => formatter.write_str("an empty string"),
            Self::Text(text) if text.chars().count() > LONGEST => {
                let short: String = text.chars().take(LONGEST).collect();
                write!(formatter, "the string {short:?}…")
            }
            Self::Text(text) => write!(formatter, "the string {text:?}"),
            Self::Array => formatter.write_str("an array"),
            Self::Object => formatter.write_str("an object"),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongType(types, found) => {
                let names: Vec<_> = types.names().map(with_article).collect();
                write!(formatter, "expected {}, found {found}", listed(&names))
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
                let demand = match keyword {
                    Keyword::Minimum => "at least",
                    Keyword::ExclusiveMinimum => "more than",
                    Keyword::Maximum => "at most",
                    Keyword::ExclusiveMaximum => "less than",
                    _ => "a multiple of",
                };
                write!(
                    formatter,
                    "expected {demand} {}, found {found}",
                    bound.json()
                )
            }
            Self::WrongCount(keyword, bound, count) => {
                wrong_count(formatter, *keyword, *bound, *count)
            }
            Self::Twice(found) => write!(formatter, "expected unique items, found {found} twice"),
            Self::Missing(key, unknown) => missing_key(formatter, key, unknown),
            Self::Unknown(key, rules) => unknown_key(formatter, key, rules),
            Self::Dependent(missing, key) => {
                write!(
                    formatter,
                    "missing property `{missing}`, which is required beside `{key}`"
                )
            }
            Self::Name(key) => write!(formatter, "`{key}` is not allowed as a property name"),
            Self::NoAlternative(count, nearest) => no_alternative(formatter, *count, nearest),
            Self::Within(violations) => several(formatter, violations),
            Self::WrongTag(tag, found) => wrong_tag(formatter, tag, found),
            Self::MissingTag(tag, renamed) => {
                write!(formatter, "missing property `{}`", tag.key)?;
                match renamed {
                    Some(renamed) => write!(formatter, "; other releases call it `{renamed}`"),
                    None => write!(formatter, ", one of {}", listed(&quoted_texts(tag))),
                }
            }
            Self::TooManyAlternatives(count) => write!(
                formatter,
                "matches {count} of the alternatives, expected exactly one"
            ),
            Self::NotAllowed => formatter.write_str("matches what the schema excludes with `not`"),
            Self::Forbidden => formatter.write_str("no value is allowed here"),
            Self::Text(text) => formatter.write_str(text),
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

fn missing_key(formatter: &mut fmt::Formatter<'_>, key: &str, unknown: &[String]) -> fmt::Result {
    write!(formatter, "missing property `{key}`")?;
    let renamed = unknown.iter().find(|other| are_renamed(key, other));
    match (renamed, nearest(key, unknown)) {
        (Some(other), _) => write!(formatter, "; other releases call it `{other}`"),
        (None, Some(near)) => write!(formatter, "; is `{near}` a misspelling of it?"),
        (None, None) => Ok(()),
    }
}

/// Returns whether a property has one name in a release, and the other in another.
fn are_renamed(one: &str, other: &str) -> bool {
    let mut pairs = RENAMED.iter();
    pairs.any(|(old, new)| (one, other) == (*old, *new) || (other, one) == (*old, *new))
}

fn wrong_tag(formatter: &mut fmt::Formatter<'_>, tag: &Tag, found: &Found) -> fmt::Result {
    let expected = listed(&quoted_texts(tag));
    write!(
        formatter,
        "expected `{}` to be {expected}, found {found}",
        tag.key
    )?;
    let texts: Vec<_> = tag.texts.iter().map(|text| (*text).to_owned()).collect();
    match found {
        Found::Text(found) => match nearest(found, &texts) {
            Some(near) => write!(formatter, "; did you mean `{near}`?"),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn quoted_texts(tag: &Tag) -> Vec<String> {
    tag.texts.iter().map(|text| format!("`{text}`")).collect()
}

/// Words in a row: `a`; `a` or `b`; `a`, `b` or `c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

fn quoted(words: &[String]) -> Vec<String> {
    words.iter().map(|word| format!("`{word}`")).collect()
}

fn with_article(name: &str) -> String {
    match name {
        "null" => name.to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

fn wrong_value(formatter: &mut fmt::Formatter<'_>, values: &Values, found: &Found) -> fmt::Result {
    let json = |literal: &Literal| literal.json().to_owned();
    let allowed: Vec<String> = match values {
        Values::ConstText(text) => vec![(*text).to_owned()],
        Values::EnumTexts(texts) => texts.iter().map(|text| (*text).to_owned()).collect(),
        Values::Const(literal) => vec![json(literal)],
        Values::Enum(literals) => literals.iter().copied().map(json).collect(),
    };
    write!(
        formatter,
        "expected {}, found {found}",
        listed(&quoted(&allowed))
    )?;
    if let Found::Text(text) = found
        && allowed.len() > 1
        && let Some(nearest) = nearest(text, &allowed)
    {
        write!(formatter, "; did you mean `{nearest}`?")?;
    }
    Ok(())
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

/// A member that isn't there; an unknown one that is near may be what was meant.
pub(super) fn missing<J: Json>(
    key: &'static str,
    rules: &ObjectRules,
    members: &J::Object,
) -> Cause {
    /// Among more, nobody would look for a mistyped one.
    const MOST: usize = 64;
    let is_unknown = |name: &&str| {
        rules
            .properties
            .iter()
            .all(|property| property.key != *name)
    };
    let keys = members.iter().map(|(key, _)| key);
    let unknown = keys.filter(is_unknown).take(MOST);
    Cause::Missing(key, unknown.map(str::to_owned).collect())
}

/// A pattern that asks for more steps than it may take.
pub(super) fn undecided(pattern: &str) -> Cause {
    Cause::Text(format!(
        "cannot tell whether it matches the pattern `{pattern}`: that takes more than the allowed \
         number of steps"
    ))
}

fn unknown_key(formatter: &mut fmt::Formatter<'_>, key: &str, rules: &ObjectRules) -> fmt::Result {
    let known: Vec<_> = rules
        .properties
        .iter()
        .map(|it| it.key.to_owned())
        .collect();
    write!(formatter, "unknown property `{}`", shortened(key))?;
    let renamed = known.iter().find(|known| are_renamed(key, known));
    match (renamed, nearest(key, &known)) {
        _ if known.is_empty() => formatter.write_str("; no property is allowed"),
        (Some(known), _) => write!(formatter, "; this release calls it `{known}`"),
        (None, Some(near)) => write!(formatter, "; did you mean `{near}`?"),
        (None, None) => write!(formatter, "; known are {}", quoted(&known).join(", ")),
    }
}

/// Says what a custom event type lacks, where its pattern says only that it does.
pub(super) fn pattern(pattern: &Pattern, rules: &'static TextRules, text: &str) -> Cause {
    if pattern.source().starts_with(r"^dev\.cdeventsx") {
        return Cause::Text(event_type::invalid_custom(&shortened(text)));
    }
    Cause::WrongText(rules, Found::text(text))
}

/// What is wrong with the alternative that comes nearest.
pub(super) fn alternatives<J: Json>(
    schemas: &[&'static Schema],
    tag: Option<&'static Tag>,
    value: &J,
    judge: &mut Judge,
) -> Cause {
    /// Alternatives within alternatives that are explained too. Explaining all of them would take
    /// twice as long at each level.
    const MOST: u32 = 64;
    if judge.explanations == MOST {
        return Cause::NoAlternative(schemas.len(), Vec::new());
    }
    if let Some(types) = types_of_all(schemas)
        && !has_type(types, value)
    {
        return Cause::WrongType(types, Found::new(value));
    }
    if let Some(tag) = tag
        && let Some(members) = value.as_object()
    {
        let Some(found) = members.get(tag.key) else {
            let mut pairs = RENAMED
                .iter()
                .flat_map(|(old, new)| [(*old, *new), (*new, *old)]);
            let renamed = pairs.find(|(one, other)| *one == tag.key && members.contains_key(other));
            return Cause::MissingTag(tag, renamed.map(|(_, other)| other));
        };
        let mut texts = tag.texts.iter();
        let index = texts.position(|text| Some(*text) == found.as_str());
        return match index.and_then(|index| schemas.get(index)) {
            Some(schema) => Cause::Within(value::collect(schema, "", value, judge)),
            None => Cause::WrongTag(tag, Found::new(found)),
        };
    }
    let is_outermost = judge.explanations == 0;
    judge.explanations += 1;
    let all = schemas
        .iter()
        .map(|schema| value::collect(schema, "", value, judge));
    // The one whose constants fit is the one that was meant.
    let is_other = |keyword| matches!(keyword, Keyword::Const | Keyword::Enum | Keyword::Type);
    let nearest = all.min_by_key(|violations| {
        let others = violations.iter().filter(|it| is_other(it.keyword));
        (others.count(), violations.len())
    });
    let nearest = nearest.unwrap_or_default();
    if is_outermost {
        judge.explanations = 0;
    }
    Cause::NoAlternative(schemas.len(), nearest)
}

/// The types that the alternatives allow, if that is what tells them apart.
fn types_of_all(schemas: &[&'static Schema]) -> Option<Types> {
    let mut all = Types::NONE;
    for schema in schemas {
        match schema.target().types {
            Types::ANY => return None,
            types => all = all.and(types),
        }
    }
    Some(all)
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

/// Writes as many violations as a line takes.
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
