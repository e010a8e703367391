//! What a violation says to people: worded only when it is asked for.

use std::fmt;

use super::json::{Json, JsonNumber as _, Object as _, View};
use super::judge::Judge;
use super::report::{Keyword, Violation};
use super::table::{Literal, ObjectRules, Schema, TextRules, Types, Values};
use super::value;

/// What was expected, and what was found.
#[derive(Clone, Debug)]
pub(super) enum Cause {
    WrongType(Types, Found),
    WrongValue(Values, Found),
    WrongText(&'static TextRules, Found),
    WrongNumber(Keyword, &'static Literal, Found),
    WrongCount(Keyword, u64),
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
    TooManyAlternatives(usize),
    NotAllowed,
    Forbidden,
    Text(String),
}

/// A value, as far as a message shows it.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Null,
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
            View::Number(number) => Self::Number(short(&number.text())),
            View::Text(text) => Self::text(text),
            View::Array(_) => Self::Array,
            View::Object(_) => Self::Object,
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
            Self::WrongCount(keyword, count) => {
                write!(
                    formatter,
                    "has {count}, which is not as `{keyword}` demands"
                )
            }
            Self::Twice(found) => write!(formatter, "{found} is in it twice"),
            Self::Missing(key, unknown) => {
                write!(formatter, "`{key}` is missing")?;
                match nearest(key, unknown) {
                    Some(near) => write!(formatter, "; is `{near}` meant to be it?"),
                    None => Ok(()),
                }
            }
            Self::Unknown(key, rules) => unknown_key(formatter, key, rules),
            Self::Dependent(missing, key) => {
                write!(formatter, "`{missing}` is missing, which `{key}` demands")
            }
            Self::Name(key) => write!(formatter, "`{key}` is not allowed as a key"),
            Self::NoAlternative(count, nearest) => no_alternative(formatter, *count, nearest),
            Self::TooManyAlternatives(count) => {
                write!(
                    formatter,
                    "fits {count} alternatives, and must fit exactly one"
                )
            }
            Self::NotAllowed => formatter.write_str("is of a kind that is not allowed"),
            Self::Forbidden => formatter.write_str("is not allowed"),
            Self::Text(text) => formatter.write_str(text),
        }
    }
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
    write!(formatter, "`{key}` is not allowed; ")?;
    if known.is_empty() {
        return formatter.write_str("no member is");
    }
    match nearest(key, &known) {
        Some(near) => write!(formatter, "did you mean `{near}`?"),
        None => write!(formatter, "known are {}", quoted(&known).join(", ")),
    }
}

/// What is wrong with the alternative that comes nearest.
pub(super) fn alternatives<J: Json>(
    schemas: &[&'static Schema],
    value: &J,
    judge: &mut Judge,
) -> Cause {
    /// Alternatives within alternatives that are explained too. Explaining all of them would take
    /// twice as long at each level.
    const MOST: u32 = 64;
    if judge.explanations == MOST {
        return Cause::NoAlternative(schemas.len(), Vec::new());
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

fn no_alternative(
    formatter: &mut fmt::Formatter<'_>,
    count: usize,
    nearest: &[Violation],
) -> fmt::Result {
    write!(formatter, "fits none of {count} alternatives")?;
    for (index, violation) in nearest.iter().enumerate() {
        formatter.write_str(if index == 0 {
            "; of the nearest: "
        } else {
            "; "
        })?;
        if !violation.instance_path.is_empty() {
            write!(formatter, "{}: ", violation.instance_path)?;
        }
        write!(formatter, "{}", violation.cause)?;
    }
    Ok(())
}

/// The word that is likely to have been meant, where there is one.
pub(super) fn nearest<'a>(word: &str, words: &'a [String]) -> Option<&'a String> {
    let distance = |other: &&String| distance(&word.to_lowercase(), &other.to_lowercase());
    let nearest = words.iter().min_by_key(distance)?;
    let longest = word.chars().count().max(nearest.chars().count());
    (distance(&nearest) * 3 <= longest).then_some(nearest)
}

/// How many characters must be added, removed or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    /// Beyond this length nobody mistypes a word.
    const LONGEST: usize = 100;
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, character) in one.chars().take(LONGEST).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, with) in other.iter().enumerate() {
            let changed = diagonal + usize::from(character != *with);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["artifactId", "environment", "uri"].map(str::to_owned);
        let nearest = |word| nearest(word, &words).map(String::as_str);
        assert_eq!(nearest("artefactId"), Some("artifactId"));
        assert_eq!(nearest("ArtifactID"), Some("artifactId"));
        assert_eq!(nearest("enviroment"), Some("environment"));
        assert_eq!(nearest("url"), Some("uri"));
        assert_eq!(nearest("somethingElse"), None);
        assert_eq!(super::nearest("a", &[]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
