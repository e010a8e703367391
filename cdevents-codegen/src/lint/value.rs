//! Whether a schema refuses a value, as far as that is certain.

use serde_json::{Map, Value};

use super::schema::Registry;
use crate::load::Document;

/// Why a schema certainly refuses a value; nothing, where it allows it, or where that isn't certain.
pub(super) fn refusal<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
    value: &Value,
    depth: usize,
) -> Option<String> {
    let keywords = match schema {
        Value::Object(keywords) if depth < 32 => keywords,
        Value::Bool(false) => return Some("nothing is allowed".to_owned()),
        _ => return None,
    };
    let inner = |schema: &'a Value, value: &Value| {
        refusal(registry, document, schema, value, depth + 1)
    };
    if let Some(reason) = plain_refusal(keywords, value) {
        return Some(reason);
    }
    if let Some(target) = keywords.get("$ref").and_then(Value::as_str)
        && let Some(target) = registry.follow(document, target)
        && let Some(reason) = refusal(registry, target.document, target.value, value, depth + 1)
    {
        return Some(reason);
    }
    let list = |keyword: &str| keywords.get(keyword).and_then(Value::as_array);
    if let Some(reason) = list("allOf").and_then(|it| it.iter().find_map(|it| inner(it, value))) {
        return Some(reason);
    }
    for keyword in ["anyOf", "oneOf"] {
        if list(keyword).is_some_and(|it| it.iter().all(|it| inner(it, value).is_some())) {
            return Some(format!("it is none of `{keyword}`"));
        }
    }
    let named = keywords.get("properties").and_then(Value::as_object);
    for (key, member) in value.as_object().into_iter().flatten() {
        match named.and_then(|it| it.get(key)) {
            Some(schema) => {
                if let Some(reason) = inner(schema, member) {
                    return Some(format!("`{key}`: {reason}"));
                }
            }
            None if !keywords.contains_key("patternProperties") => {
                if keywords.get("additionalProperties") == Some(&Value::Bool(false)) {
                    return Some(format!("`{key}` isn't allowed"));
                }
            }
            None => {}
        }
    }
    let items = keywords.get("items").filter(|_| !keywords.contains_key("prefixItems"));
    let values = value.as_array().into_iter().flatten();
    items.and_then(|schema| values.into_iter().find_map(|item| inner(schema, item)))
}

/// What the keywords that stand for themselves refuse.
pub(super) fn plain_refusal(keywords: &Map<String, Value>, value: &Value) -> Option<String> {
    if let Some(types) = types(keywords)
        && !types.iter().any(|it| is_of_type(value, it))
    {
        return Some(format!("it is no {}", types.join(" or ")));
    }
    if keywords.get("const").is_some_and(|it| it != value) {
        return Some("`const` says another value".to_owned());
    }
    let values = keywords.get("enum").and_then(Value::as_array);
    if values.is_some_and(|it| !it.contains(value)) {
        return Some("`enum` doesn't have it".to_owned());
    }
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
    let size = match value {
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        Value::String(text) => Some((text.chars().count() as f64, "minLength", "maxLength")),
        #[expect(clippy::cast_precision_loss, reason = "no array is that long")]
        Value::Array(items) => Some((items.len() as f64, "minItems", "maxItems")),
        Value::Number(it) => it.as_f64().map(|it| (it, "minimum", "maximum")),
        _ => None,
    };
    if let Some((size, least, most)) = size {
        if number(least).is_some_and(|it| size < it) {
            return Some(format!("`{least}` is more"));
        }
        if number(most).is_some_and(|it| size > it) {
            return Some(format!("`{most}` is less"));
        }
    }
    if let (Value::String(text), Some(Value::String(pattern))) = (value, keywords.get("pattern"))
        && let Ok(pattern) = regress::Regex::with_flags(pattern, "u")
        && pattern.find(text).is_none()
    {
        return Some("`pattern` doesn't match it".to_owned());
    }
    let object = value.as_object()?;
    let required = keywords.get("required").and_then(Value::as_array);
    let mut missing = required.into_iter().flatten().filter_map(Value::as_str);
    let missing = missing.find(|key| !object.contains_key(*key))?;
    Some(format!("it has no `{missing}`"))
}

/// The types that a schema allows, where it says some.
pub(super) fn types(keywords: &Map<String, Value>) -> Option<Vec<&str>> {
    match keywords.get("type")? {
        Value::String(one) => Some(vec![one]),
        Value::Array(several) => Some(several.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|it| it.fract() == 0.0),
        _ => false,
    }
}
