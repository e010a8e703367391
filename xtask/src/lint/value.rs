//! Whether a schema refuses a value, as far as that is certain.

use serde_json::{Map, Value};

use super::schema::Registry;
use cdevents_codegen::documents::Document;
use cdevents_codegen::strings;

/// Why a schema certainly refuses a value; nothing, where it allows it, or where that isn't certain.
pub(super) fn refusal<'a>(
    registry: &Registry<'a>,
    document: &'a Document,
    schema: &'a Value,
    value: &Value,
) -> Option<String> {
    let way = &mut Vec::new();
    Refusal { registry, way }.of(document, schema, value)
}

struct Refusal<'r, 'a> {
    registry: &'r Registry<'a>,
    /// The schemas that references led to, on the way here, and the values that they are for: what
    /// comes back to both says nothing new.
    way: &'r mut Vec<(usize, usize)>,
}

impl<'a> Refusal<'_, 'a> {
    fn of(&mut self, document: &'a Document, schema: &'a Value, value: &Value) -> Option<String> {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return Some("nothing is allowed".to_owned()),
            _ => return None,
        };
        plain_refusal(keywords, value)
            .or_else(|| self.of_reference(document, keywords, value))
            .or_else(|| self.of_parts(document, keywords, value))
            .or_else(|| self.of_members(document, keywords, value))
            .or_else(|| {
                let items = keywords
                    .get("items")
                    .filter(|_| !keywords.contains_key("prefixItems"))?;
                let mut values = value.as_array()?.iter();
                values.find_map(|it| self.of(document, items, it))
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
        let address = |it: &Value| std::ptr::from_ref(it).addr();
        let key = (address(target.value), address(value));
        if self.way.contains(&key) {
            return None;
        }
        self.way.push(key);
        let reason = self.of(target.document, target.value, value);
        self.way.pop();
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
        if let Some(reason) = all.find_map(|it| self.of(document, it, value)) {
            return Some(reason);
        }
        let mut any = ["anyOf", "oneOf"].into_iter();
        let refusing = any.find(|keyword| {
            let mut parts = list(keyword).into_iter().flatten().peekable();
            parts.peek().is_some() && parts.all(|it| self.of(document, it, value).is_some())
        });
        refusing.map(|keyword| format!("it is none of `{keyword}`"))
    }

    fn of_members(
        &mut self,
        document: &'a Document,
        keywords: &'a Map<String, Value>,
        value: &Value,
    ) -> Option<String> {
        let named = keywords.get("properties").and_then(Value::as_object);
        let is_closed = keywords.get("additionalProperties") == Some(&Value::Bool(false))
            && !keywords.contains_key("patternProperties");
        value
            .as_object()?
            .iter()
            .find_map(|(key, member)| match named.and_then(|it| it.get(key)) {
                Some(schema) => {
                    let reason = self.of(document, schema, member)?;
                    Some(format!("`{key}`: {reason}"))
                }
                None => is_closed.then(|| format!("`{key}` isn't allowed")),
            })
    }
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
        && strings::matches(pattern, text) == Some(false)
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
