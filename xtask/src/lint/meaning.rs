//! What a schema means, whatever way it is written: to compare it with another.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::schema::Registry;
use cdevents_codegen::documents::Document;
use cdevents_codegen::is_annotation;

/// A schema without words and references, in one of its many spellings.
pub(super) fn meaning<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
) -> Value {
    meaning_on_way(registry, document, schema, &[])
}

/// The way has the schemas that references led to, on the way here.
fn meaning_on_way<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
    way: &[usize],
) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let of = |schema: &'a Value| meaning_on_way(registry, document, schema, way);
    let mut result = Map::new();
    for (keyword, value) in keywords {
        let value = match (keyword.as_str(), value) {
            (keyword, _) if is_annotation(keyword) => continue,
            ("$ref", Value::String(reference)) => {
                let target = registry.follow(document, reference);
                let address = |it: &Value| std::ptr::from_ref(it).addr();
                match target.filter(|it| !way.contains(&address(it.value))) {
                    Some(target) => {
                        let way = [way, &[address(target.value)]].concat();
                        let (document, value) = (target.document, target.value);
                        merge(&mut result, meaning_on_way(registry, document, value, &way));
                        continue;
                    }
                    // One that leads nowhere, or back, means itself.
                    None => value.clone(),
                }
            }
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(members)) => {
                let members = members.iter().map(|(key, value)| (key.clone(), of(value)));
                members.collect()
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
            .map(|it| Some(it.as_str()?.chars().count() as u64));
        lengths.collect::<Option<Vec<_>>>()
    });
    if let Some(shortest) = lengths.and_then(|it| it.into_iter().min()) {
        // The values say themselves that they are strings, and how long.
        if result.get("type") == Some(&json!("string")) {
            result.remove("type");
        }
        let min_length = result.get("minLength").and_then(Value::as_u64);
        if min_length.is_some_and(|it| it <= shortest) {
            result.remove("minLength");
        }
    }
    result.into()
}

/// Adds what else holds; where both speak by the same keyword, both are kept.
fn merge(result: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else {
        let parts = result.remove("allOf");
        let mut parts = parts
            .and_then(|it| it.as_array().cloned())
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

/// Where two meanings differ: the members that are new, gone or changed, by their ways.
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
    let members =
        |it: &Map<String, Value>| it.get("properties").and_then(Value::as_object).cloned();
    let (old, new) = (members(one), members(other));
    let (old, new) = (
        old.as_ref().unwrap_or(&empty),
        new.as_ref().unwrap_or(&empty),
    );
    let further = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let way = further(key);
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => differ(old, new, &way, found),
            (Some(_), None) => drop(found.insert(format!("`{way}` is gone"))),
            (None, _) => drop(found.insert(format!("`{way}` is new"))),
        }
    }
    for keyword in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        if keyword != "properties" && one.get(keyword) != other.get(keyword) {
            found.insert(match path {
                "" => format!("another `{keyword}`"),
                _ => format!("`{path}` has another `{keyword}`"),
            });
        }
    }
}
