//! Reads the values of keywords.

use serde_json::Number;

use crate::Error;
use crate::documents::{Dialect, Node};
use crate::model::rules::{Bounds, Format, JsonType};
use crate::patterns::expand;
use crate::strings as constraints;

pub(super) fn json_type(place: &Node<'_>) -> Result<JsonType, Error> {
    Ok(match place.text()? {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
        "integer" if place.dialect() == Dialect::Draft4 => JsonType::PlainInteger,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        other => return Err(place.error(format!("`{other}` is not a type"))),
    })
}

/// A whole number, such as 2 or 2.0.
pub(super) fn count(place: &Node<'_>) -> Result<u64, Error> {
    let wrong = || place.error("must be a whole number, 0 or more");
    let number = place.value().as_number().ok_or_else(wrong)?;
    if let Some(count) = number.as_u64() {
        return Ok(count);
    }
    let text = number.to_string();
    let whole = text
        .strip_suffix(".0")
        .and_then(|digits| digits.parse().ok());
    whole.ok_or_else(wrong)
}

pub(super) fn format(place: &Node<'_>) -> Result<Format, Error> {
    let name = place.text()?;
    let mut formats = Format::ALL.into_iter();
    let format = formats.find(|format| format.name() == name);
    format.ok_or_else(|| place.error(format!("the format `{name}` is not supported")))
}

pub(super) fn flag(place: &Node<'_>) -> Result<bool, Error> {
    let flag = place.value().as_bool();
    flag.ok_or_else(|| place.error("must be `true` or `false`"))
}

pub(super) fn strings(place: &Node<'_>) -> Result<Vec<String>, Error> {
    let items = place.items()?;
    items
        .iter()
        .map(|item| item.text().map(str::to_owned))
        .collect()
}

pub(super) fn bound(bounds: &mut Bounds, keyword: &str, value: &Node<'_>) -> Result<bool, Error> {
    let place: &mut Option<Number> = match keyword {
        "minimum" => &mut bounds.minimum,
        "exclusiveMinimum" => &mut bounds.exclusive_minimum,
        "maximum" => &mut bounds.maximum,
        "exclusiveMaximum" => &mut bounds.exclusive_maximum,
        "multipleOf" => &mut bounds.multiple_of,
        _ => return Ok(false),
    };
    let number = value.value().as_number();
    *place = Some(
        number
            .ok_or_else(|| value.error("must be a number"))?
            .clone(),
    );
    Ok(true)
}

pub(super) fn pattern(place: &Node<'_>) -> Result<String, Error> {
    let pattern = place.text()?;
    check_pattern(pattern, place)?;
    Ok(pattern.to_owned())
}

pub(super) fn check_pattern(pattern: &str, place: &Node<'_>) -> Result<(), Error> {
    let checked = constraints::compile(pattern).and_then(|_| {
        let expanded = expand(pattern);
        expanded.ok_or_else(|| {
            "has a back-reference, `\\b` or `\\B` that ignores case, which is not supported; move it \
             out of `(?i:…)`"
                .to_owned()
        })
    });
    checked.map(drop).map_err(|reason| {
        let shown: String = pattern.chars().take(100).collect();
        let more = if shown == pattern { "" } else { "…" };
        place.error(format!("`{shown}{more}` {reason}"))
    })
}
