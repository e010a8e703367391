//! Compares schemas by meaning, however they are written.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::schema::Registry;
use cdevents_codegen::documents::Document;
use cdevents_codegen::is_annotation;

/// Returns a schema in a normal form, without annotations and references.
pub(super) fn meaning<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
) -> Value {
    meaning_below(registry, document, schema, &[])
}

/// `ancestors` are the schemas whose `$ref`s led here.
fn meaning_below<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
    ancestors: &[usize],
) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let of = |schema: &'a Value| meaning_below(registry, document, schema, ancestors);
    let mut result = Map::new();
    for (keyword, value) in keywords {
        let value = match (keyword.as_str(), value) {
            (keyword, _) if is_annotation(keyword) => continue,
            ("$ref", Value::String(reference)) => {
                let target = registry.follow(document, reference);
                let address = |value: &Value| std::ptr::from_ref(value).addr();
                match target.filter(|target| !ancestors.contains(&address(target.value))) {
                    Some(target) => {
                        let ancestors = [ancestors, &[address(target.value)]].concat();
                        let (document, value) = (target.document, target.value);
                        merge(
                            &mut result,
                            meaning_below(registry, document, value, &ancestors),
                        );
                        continue;
                    }
                    // A dangling or recursive reference stays.
                    None => value.clone(),
                }
            }
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
                let schemas = schemas.iter().map(|(key, value)| (key.clone(), of(value)));
                schemas.collect()
            }
            ("const", _) => {
                merge(&mut result, json!({ "enum": [value] }));
                continue;
            }
            ("additionalProperties", Value::Bool(true)) => continue,
            ("required", Value::Array(keys)) if keys.is_empty() => continue,
            ("required" | "enum", Value::Array(items)) => sorted(items.clone()),
            ("anyOf" | "oneOf" | "allOf", Value::Array(parts)) => {
                sorted(parts.iter().map(of).collect())
            }
            (_, Value::Object(_)) => of(value),
            _ => value.clone(),
        };
        merge(&mut result, json!({ keyword: value }));
    }
    let values = result.get("enum").and_then(Value::as_array);
    let lengths = values.and_then(|values| {
        let lengths = values
            .iter()
            .map(|value| Some(value.as_str()?.chars().count() as u64));
        lengths.collect::<Option<Vec<_>>>()
    });
    if let Some(shortest) = lengths.and_then(|lengths| lengths.into_iter().min()) {
        // The values imply their type and their length.
        if result.get("type") == Some(&json!("string")) {
            result.remove("type");
        }
        let min_length = result.get("minLength").and_then(Value::as_u64);
        if min_length.is_some_and(|length| length <= shortest) {
            result.remove("minLength");
        }
    }
    result.into()
}

/// Adds the keywords of another schema that applies too. If both have a keyword, `allOf` keeps both.
fn merge(result: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else {
        let parts = result.remove("allOf");
        let mut parts = parts
            .and_then(|parts| parts.as_array().cloned())
            .unwrap_or_default();
        parts.push(other);
        result.insert("allOf".to_owned(), sorted(parts));
        return;
    };
    for (keyword, value) in other {
        match result.get(&keyword) {
            None => {
                result.insert(keyword, value);
            }
            Some(same) if *same == value => {}
            Some(_) => {
                let mut parts: Vec<Value> = match result.remove("allOf") {
                    Some(Value::Array(parts)) => parts,
                    _ => Vec::new(),
                };
                match (keyword.as_str(), value) {
                    ("allOf", Value::Array(more)) => parts.extend(more),
                    (_, value) => parts.push(json!({ keyword: value })),
                }
                result.insert("allOf".to_owned(), sorted(parts));
            }
        }
    }
}

fn sorted(mut items: Vec<Value>) -> Value {
    items.sort_by_key(Value::to_string);
    items.into()
}

/// Returns the differences between two normal forms: properties that were added, removed or changed.
pub(super) fn differences(before: &Value, after: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    differ(before, after, "", &mut found);
    found
}

fn differ(before: &Value, after: &Value, path: &str, found: &mut BTreeSet<String>) {
    let (Some(one), Some(other)) = (before.as_object(), after.as_object()) else {
        if before != after {
            found.insert(format!("`{path}`"));
        }
        return;
    };
    let empty = Map::new();
    let [old, new] = [one, other].map(|keywords| {
        let properties = keywords.get("properties").and_then(Value::as_object);
        properties.unwrap_or(&empty)
    });
    let path_to = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let path = path_to(key);
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => differ(old, new, &path, found),
            (Some(_), None) => drop(found.insert(format!("`{path}` was removed"))),
            (None, _) => drop(found.insert(format!("`{path}` is new"))),
        }
    }
    for keyword in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        if keyword != "properties" && one.get(keyword) != other.get(keyword) {
            found.insert(match path {
                "" => format!("changed `{keyword}`"),
                _ => format!("changed `{keyword}` of `{path}`"),
            });
        }
    }
}
