//! What a violation says to people.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use super::report::Keyword;
use super::table::{Literal, ObjectRules, Schema, TextRules, Types, Values};
use super::value;

/// Adds a segment to a JSON Pointer.
pub(super) fn push_segment(path: &mut String, segment: &str) {
    path.push('/');
    for character in segment.chars() {
        match character {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
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

fn quoted(words: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    words
        .into_iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect()
}

/// A value, shortened, with its type.
fn found(value: &Value) -> String {
    const LONGEST: usize = 60;
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        scalar => {
            let text = scalar.to_string();
            let mut short: String = text.chars().take(LONGEST).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            match scalar {
                Value::String(_) => format!("the string {short}"),
                Value::Number(_) => format!("the number {short}"),
                _ => short,
            }
        }
    }
}

fn type_name(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

pub(super) fn wrong_type(types: Types, value: &Value) -> String {
    let names: Vec<_> = types.names().map(type_name).collect();
    format!("expected {}, found {}", listed(&names), found(value))
}

pub(super) fn wrong_value(values: &Values, value: &Value) -> String {
    let json = |literal: &Literal| literal.json().to_owned();
    let allowed: Vec<String> = match values {
        Values::ConstText(text) => vec![(*text).to_owned()],
        Values::EnumTexts(texts) => texts.iter().map(|text| (*text).to_owned()).collect(),
        Values::Const(literal) => vec![json(literal)],
        Values::Enum(literals) => literals.iter().copied().map(json).collect(),
    };
    let mut message = format!(
        "expected {}, found {}",
        listed(&quoted(&allowed)),
        found(value)
    );
    if let Some(nearest) = value.as_str().and_then(|text| nearest(text, &allowed)) {
        let _ = write!(message, "; did you mean `{nearest}`?");
    }
    message
}

pub(super) fn wrong_text(rules: &TextRules, text: &str) -> String {
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
    if let Some(pattern) = &rules.pattern {
        expected.push(format!("a string that matches `{}`", pattern.source()));
    }
    format!(
        "expected {}, found {}",
        expected.join(", "),
        found(&Value::from(text))
    )
}

pub(super) fn wrong_number(keyword: Keyword, bound: &Literal, number: &Number) -> String {
    let demand = match keyword {
        Keyword::Minimum => "at least",
        Keyword::ExclusiveMinimum => "more than",
        Keyword::Maximum => "at most",
        Keyword::ExclusiveMaximum => "less than",
        _ => "a multiple of",
    };
    format!(
        "expected {demand} {}, found the number {number}",
        bound.json()
    )
}

pub(super) fn wrong_count(keyword: &str, count: u64) -> String {
    format!("has {count}, which is not as `{keyword}` demands")
}

/// A member that isn't there; an unknown one that is near may be what was meant.
pub(super) fn missing(key: &str, rules: &ObjectRules, members: &Map<String, Value>) -> String {
    let is_unknown = |name: &&String| rules.properties.iter().all(|it| it.key != name.as_str());
    let unknown: Vec<_> = members.keys().filter(is_unknown).cloned().collect();
    match nearest(key, &unknown) {
        Some(near) => format!("`{key}` is missing; is `{near}` meant to be it?"),
        None => format!("`{key}` is missing"),
    }
}

pub(super) fn unknown_key(key: &str, rules: &ObjectRules) -> String {
    let known: Vec<_> = rules
        .properties
        .iter()
        .map(|it| it.key.to_owned())
        .collect();
    if known.is_empty() {
        return format!("`{key}` is not allowed; no member is");
    }
    match nearest(key, &known) {
        Some(near) => format!("`{key}` is not allowed; did you mean `{near}`?"),
        None => format!(
            "`{key}` is not allowed; known are {}",
            quoted(&known).join(", ")
        ),
    }
}

/// What is wrong with the alternative that comes nearest.
pub(super) fn no_alternative(schemas: &[&Schema], value: &Value) -> String {
    let all = schemas
        .iter()
        .map(|schema| value::violations(schema, "", value));
    // The one whose constants fit is the one that was meant.
    let is_other = |keyword| matches!(keyword, Keyword::Const | Keyword::Enum | Keyword::Type);
    let nearest = all.min_by_key(|violations| {
        let others = violations.iter().filter(|it| is_other(it.keyword()));
        (others.count(), violations.len())
    });
    let mut message = format!("fits none of {} alternatives", schemas.len());
    for (index, violation) in nearest.iter().flatten().enumerate() {
        let separator = if index == 0 {
            "; of the nearest: "
        } else {
            "; "
        };
        let path = violation.instance_path();
        let colon = if path.is_empty() { "" } else { ": " };
        let _ = write!(message, "{separator}{path}{colon}{}", violation.message());
    }
    message
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
