//! Required properties: those that are clear are filled in, the others are missing.

use serde_json::{Value, json};

use super::values::fixed;

/// Fills in required properties with a single possible value and required objects, and returns the
/// paths of the required properties that are missing.
pub(super) fn complete(schema: &Value, event: &mut Value) -> Vec<Vec<String>> {
    let mut missing = Vec::new();
    fill(schema, event, &mut Vec::new(), &mut missing);
    missing
}

fn fill(schema: &Value, value: &mut Value, path: &mut Vec<String>, missing: &mut Vec<Vec<String>>) {
    let Value::Object(object) = value else {
        return;
    };
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        path.push(key.clone());
        if super::properties::contains(&schema["required"], key) && !object.contains_key(key) {
            match fixed(property) {
                Some(value) => {
                    object.insert(key.clone(), value.clone());
                }
                None if property["type"] == "object" => {
                    object.insert(key.clone(), json!({}));
                }
                None => missing.push(path.clone()),
            }
        }
        if let Some(value) = object.get_mut(key) {
            fill(property, value, path, missing);
        }
        path.pop();
    }
}
