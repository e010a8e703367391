//! Finds out whether a schema certainly rejects a value.

use serde_json::{Map, Value};

use super::schema::Registry;
use cdevents_codegen::documents::Document;
use cdevents_codegen::strings;

/// Returns why a schema rejects a value. Returns `None` if it accepts it or if that isn't certain.
pub(super) fn rejection<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
    value: &Value,
) -> Option<String> {
    let ancestors = &mut Vec::new();
    Rejection {
        registry,
        ancestors,
    }
    .of(document, schema, value)
}

struct Rejection<'r, 'a> {
    registry: &'r Registry<'a>,
    /// The schemas whose `$ref`s led here, and the values: a recursive reference adds nothing.
    ancestors: &'r mut Vec<(usize, usize)>,
}

impl<'a> Rejection<'_, 'a> {
    fn of(&mut self, document: &'a Document, schema: &'a Value, value: &Value) -> Option<String> {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return Some("the schema is `false`".to_owned()),
            _ => return None,
        };
        plain_rejection(keywords, value)
            .or_else(|| self.of_reference(document, keywords, value))
            .or_else(|| self.of_parts(document, keywords, value))
            .or_else(|| self.of_properties(document, keywords, value))
            .or_else(|| {
                let items = keywords
                    .get("items")
                    .filter(|_| !keywords.contains_key("prefixItems"))?;
                let mut values = value.as_array()?.iter();
                values.find_map(|value| self.of(document, items, value))
            })
    }

    fn of_reference(
        &mut self,
        document: &'a Document,
        keywords: &'a Map<String, Value>,
        value: &Value,
    ) -> Option<String> {
        let reference = keywords.get("$ref")?.as_str()?;
        let target = self.registry.follow(document, reference)?;
        let address = |value: &Value| std::ptr::from_ref(value).addr();
        let key = (address(target.value), address(value));
        if self.ancestors.contains(&key) {
            return None;
        }
        self.ancestors.push(key);
        let reason = self.of(target.document, target.value, value);
        self.ancestors.pop();
        reason
    }

    fn of_parts(
        &mut self,
        document: &'a Document,
        keywords: &'a Map<String, Value>,
        value: &Value,
    ) -> Option<String> {
        let list = |keyword: &str| keywords.get(keyword).and_then(Value::as_array);
        let mut all = list("allOf").into_iter().flatten();
        if let Some(reason) = all.find_map(|part| self.of(document, part, value)) {
            return Some(reason);
        }
        let mut any = ["anyOf", "oneOf"].into_iter();
        let rejecting = any.find(|keyword| {
            let mut parts = list(keyword).into_iter().flatten().peekable();
            parts.peek().is_some() && parts.all(|part| self.of(document, part, value).is_some())
        });
        rejecting.map(|keyword| format!("it matches no schema of `{keyword}`"))
    }

    fn of_properties(
        &mut self,
        document: &'a Document,
        keywords: &'a Map<String, Value>,
        value: &Value,
    ) -> Option<String> {
        let declared = keywords.get("properties").and_then(Value::as_object);
        let is_closed = keywords.get("additionalProperties") == Some(&Value::Bool(false))
            && !keywords.contains_key("patternProperties");
        value.as_object()?.iter().find_map(|(key, value)| {
            match declared.and_then(|schemas| schemas.get(key)) {
                Some(schema) => {
                    let reason = self.of(document, schema, value)?;
                    Some(format!("`{key}`: {reason}"))
                }
                None => is_closed.then(|| format!("`{key}` is not allowed")),
            }
        })
    }
}

/// Returns why the keywords without subschemas reject a value.
pub(super) fn plain_rejection(keywords: &Map<String, Value>, value: &Value) -> Option<String> {
    if let Some(types) = types(keywords)
        && !types.iter().any(|name| is_of_type(value, name))
    {
        return Some(format!("it is not of type {}", types.join(" or ")));
    }
    if keywords.get("const").is_some_and(|only| only != value) {
        return Some("it differs from `const`".to_owned());
    }
    let values = keywords.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| !values.contains(value)) {
        return Some("it is not in `enum`".to_owned());
    }
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
    let size = match value {
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        Value::String(text) => Some((text.chars().count() as f64, "minLength", "maxLength")),
        #[expect(clippy::cast_precision_loss, reason = "no array is that long")]
        Value::Array(items) => Some((items.len() as f64, "minItems", "maxItems")),
        Value::Number(number) => number.as_f64().map(|size| (size, "minimum", "maximum")),
        _ => None,
    };
    if let Some((size, least, most)) = size {
        if number(least).is_some_and(|least| size < least) {
            return Some(format!("it violates `{least}`"));
        }
        if number(most).is_some_and(|most| size > most) {
            return Some(format!("it violates `{most}`"));
        }
    }
    if let (Value::String(text), Some(Value::String(pattern))) = (value, keywords.get("pattern"))
        && strings::matches(pattern, text) == Some(false)
    {
        return Some("it does not match `pattern`".to_owned());
    }
    let object = value.as_object()?;
    let required = keywords.get("required").and_then(Value::as_array);
    let mut missing = required.into_iter().flatten().filter_map(Value::as_str);
    let missing = missing.find(|key| !object.contains_key(*key))?;
    Some(format!("it lacks `{missing}`"))
}

/// Returns the types that a schema lists.
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
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}
