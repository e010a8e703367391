//! JSON values from the texts of a command line.

use cdevents_generated::CustomData;
use serde_json::{Value, json};

use super::names;
use crate::commands::new::options::read;

/// Returns the only value that a schema allows, if it says so.
pub(super) fn fixed(schema: &Value) -> Option<&Value> {
    match (schema.get("const"), schema["enum"].as_array()) {
        (Some(value), _) => Some(value),
        (None, Some(values)) if values.len() == 1 => values.first(),
        _ => None,
    }
}

/// Returns the value that a text is, by its schema.
pub(super) fn typed(schema: &Value, text: &str) -> Result<Value, String> {
    let is_string = |schema: &Value| schema["type"] == "string";
    let alternatives = schema["anyOf"].as_array();
    if is_string(schema) || alternatives.is_some_and(|schemas| schemas.iter().all(is_string)) {
        return Ok(text.into());
    }
    let Some(expected) = schema["type"].as_str() else {
        return Ok(free(text));
    };
    let value: Option<Value> = serde_json::from_str(text).ok();
    let value = value.filter(|value| match expected {
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => value.is_number(),
    });
    value.ok_or_else(|| format!("expected JSON of the type {expected}, found `{text}`"))
}

/// Returns JSON as its value, and any other text as a string.
pub(super) fn free(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// Returns custom data: a JSON object, or a file. A file that has no JSON object becomes base64, as
/// the specification expects.
pub(super) fn custom_data(text: &str) -> Result<Value, String> {
    if text.starts_with(['{', '"']) {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    let bytes = read(text.as_ref())?;
    let object: Option<Value> = serde_json::from_slice(&bytes).ok();
    if let Some(object) = object.filter(Value::is_object) {
        return Ok(object);
    }
    serde_json::to_value(CustomData::from_bytes(&bytes)).map_err(|error| error.to_string())
}

/// Sets the value at a path. Objects on the way are created; in arrays, `-` appends.
pub(super) fn insert(event: &mut Value, path: &[String], value: Value) -> Result<(), String> {
    let mut place = event;
    for (depth, key) in path.iter().enumerate() {
        let parent = || names::pointer(&path[..depth]);
        if place.is_null() {
            *place = json!({});
        }
        place = match place {
            Value::Object(object) => object.entry(key.clone()).or_insert(Value::Null),
            Value::Array(items) => {
                let index = match key.as_str() {
                    "-" => items.len(),
                    key => key
                        .parse()
                        .map_err(|_| format!("`{key}` is no index of the array `{}`", parent()))?,
                };
                if index == items.len() {
                    items.push(Value::Null);
                }
                let length = items.len();
                items.get_mut(index).ok_or_else(|| {
                    format!("the array `{}` has {length} items, not {index}", parent())
                })?
            }
            _ => return Err(format!("`{}` is no object or array", parent())),
        };
    }
    *place = value;
    Ok(())
}
