//! Instances of any schema: values that are likely to be valid, and damaged ones.

use cdevents_codegen::documents::decode_fragment;
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The depth below which optional properties are left out.
const DEEPEST: usize = 6;

/// Makes values for a schema. They are often valid, and never far from it.
#[derive(Debug)]
pub struct Arbitrary<'a> {
    root: &'a Value,
    rng: Rng,
}

impl<'a> Arbitrary<'a> {
    /// Creates a maker for a document without references to others.
    #[must_use]
    pub fn new(root: &'a Value, seed: u64) -> Self {
        let rng = Rng::with_seed(seed);
        Self { root, rng }
    }

    /// Returns a value for the whole document.
    pub fn value(&mut self) -> Value {
        self.of(self.root, 0)
    }

    /// Returns a value with a few random changes.
    pub fn damaged(&mut self) -> Value {
        let mut value = self.value();
        for _ in 0..self.rng.usize(0..3) {
            self.damage(&mut value);
        }
        value
    }

    fn damage(&mut self, value: &mut Value) {
        if self.rng.u8(..3) > 0 {
            let inner = match value {
                Value::Object(properties) if !properties.is_empty() => {
                    let index = self.rng.usize(..properties.len());
                    properties.values_mut().nth(index)
                }
                Value::Array(items) if !items.is_empty() => {
                    let index = self.rng.usize(..items.len());
                    items.get_mut(index)
                }
                _ => None,
            };
            if let Some(inner) = inner {
                return self.damage(inner);
            }
        }
        match (value, self.rng.u8(..5)) {
            (Value::Object(properties), 0) if !properties.is_empty() => {
                let index = self.rng.usize(..properties.len());
                let key = properties.keys().nth(index).cloned().unwrap_or_default();
                properties.remove(&key);
            }
            (Value::Object(properties), 1) => {
                let key = *self.rng.choice(KEYS).unwrap_or(&"");
                properties.insert(key.to_owned(), self.stray());
            }
            (Value::Array(items), 0) => drop(items.pop()),
            (Value::Array(items), 1) => items.extend(items.first().cloned()),
            (Value::String(text), 0) => text.push('é'),
            (Value::String(text), 1) => drop(text.pop()),
            (value, 2) if value.is_i64() => {
                let spelled = format!("{value}.0");
                *value = serde_json::from_str(&spelled).unwrap_or_default();
            }
            (value, _) => *value = self.stray(),
        }
    }

    fn stray(&mut self) -> Value {
        let strays = json!([
            null, true, 0, 1, -1, 1.0, 1.5, "", "a", "A-1", "x-y", "2026-02-29", "2026-02-28",
            "2026-03-20T14:27:05Z", "https://example.com/a", "a@example.com", "[", "^a$", [], [1], ["a"],
            [null, null], {}, { "a": 1 }, { "x-a": "b", "type": "a" }
        ]);
        let count = strays.as_array().map_or(0, Vec::len);
        strays[self.rng.usize(..count)].clone()
    }

    fn of(&mut self, schema: &'a Value, depth: usize) -> Value {
        let Value::Object(keywords) = schema else {
            return self.stray();
        };
        if depth > 4 * DEEPEST {
            return json!(null);
        }
        if let Some(target) = keywords.get("$ref").and_then(Value::as_str)
            && let Some(target) = self.target(target)
        {
            return self.of(target, depth + 1);
        }
        if let Some(value) = keywords.get("const") {
            return value.clone();
        }
        if let Some(Value::Array(values)) = keywords.get("enum") {
            return self.rng.choice(values).cloned().unwrap_or_default();
        }
        let mut value = self.typed(keywords, depth);
        for keyword in ["oneOf", "anyOf", "allOf"] {
            let Some(Value::Array(schemas)) = keywords.get(keyword) else {
                continue;
            };
            let one = self.rng.usize(..schemas.len().max(1));
            for (index, schema) in schemas.iter().enumerate() {
                if keyword == "allOf" || index == one {
                    let other = self.of(schema, depth + 1);
                    match (&mut value, other) {
                        (Value::Object(properties), Value::Object(more)) => properties.extend(more),
                        (value, other) if !keywords.contains_key("type") => *value = other,
                        _ => {}
                    }
                }
            }
        }
        if let Some(branch) = keywords.get("then").filter(|_| self.rng.bool())
            && let (Value::Object(properties), Value::Object(more)) =
                (&mut value, self.of(branch, depth + 1))
        {
            properties.extend(more);
        }
        value
    }

    fn typed(&mut self, keywords: &'a Map<String, Value>, depth: usize) -> Value {
        let types = match keywords.get("type") {
            Some(Value::Array(types)) => types.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let guessed = [
            "properties",
            "required",
            "patternProperties",
            "additionalProperties",
        ];
        let r#type = match self.rng.choice(types) {
            Some(r#type) => r#type.as_str().unwrap_or("null"),
            None if guessed.iter().any(|key| keywords.contains_key(*key)) => "object",
            None if keywords.contains_key("items") => "array",
            None => "",
        };
        match r#type {
            "object" => self.object(keywords, depth),
            "array" => self.array(keywords, depth),
            "string" => self.text(keywords),
            "integer" => self.integer(keywords),
            "number" if self.rng.bool() => self.integer(keywords),
            "number" => json!(f64::from(self.rng.i32(-1000..1000)) / 8.0),
            "boolean" => json!(self.rng.bool()),
            "null" => Value::Null,
            _ => self.stray(),
        }
    }

    fn object(&mut self, keywords: &'a Map<String, Value>, depth: usize) -> Value {
        let mut object = Map::new();
        let required: Vec<&str> = match keywords.get("required") {
            Some(Value::Array(keys)) => keys.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if let Some(Value::Object(properties)) = keywords.get("properties") {
            for (key, schema) in properties {
                let is_wanted = depth < DEEPEST && self.rng.u8(..3) == 0;
                if is_wanted || required.contains(&key.as_str()) {
                    object.insert(key.clone(), self.of(schema, depth + 1));
                }
            }
        }
        for key in required {
            if !object.contains_key(key) {
                object.insert(key.to_owned(), self.stray());
            }
        }
        let additional = keywords.get("additionalProperties");
        let patterns = keywords.get("patternProperties").and_then(Value::as_object);
        let patterns = patterns.into_iter().flatten().map(|(_, schema)| schema);
        for schema in additional.into_iter().chain(patterns) {
            if depth < DEEPEST && schema.is_object() {
                let key = *self.rng.choice(KEYS).unwrap_or(&"");
                object.insert(key.to_owned(), self.of(schema, depth + 1));
            }
        }
        object.into()
    }

    fn array(&mut self, keywords: &'a Map<String, Value>, depth: usize) -> Value {
        let min = keywords
            .get("minItems")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let more = if depth < DEEPEST {
            self.rng.u64(..3)
        } else {
            0
        };
        let count = usize::try_from(min.min(20) + more).unwrap_or(0);
        let tuple = keywords.get("prefixItems").or(keywords.get("items"));
        let items = (0..count).map(|index| match tuple.and_then(Value::as_array) {
            Some(tuple) if index < tuple.len() => self.of(&tuple[index], depth + 1),
            Some(_) => self.stray(),
            None => match keywords.get("items") {
                Some(schema) => self.of(schema, depth + 1),
                None => self.stray(),
            },
        });
        items.collect()
    }

    fn text(&mut self, keywords: &Map<String, Value>) -> Value {
        let text = match keywords.get("format").and_then(Value::as_str) {
            Some("date-time") => "2026-03-20T14:27:05.1+01:00",
            Some("date") => "2026-03-20",
            Some("uri") => "https://example.com/a?b#c",
            Some("email") => "a.b@example.com",
            _ => {
                let default = keywords.get("default").and_then(Value::as_str);
                let examples = keywords.get("examples").and_then(Value::as_array);
                let example = examples.and_then(|examples| examples.first()?.as_str());
                let texts = ["a", "abc", "1.0.0", "x-1", "", "A_b", "sha256:abc", "/a/b"];
                let any = *self.rng.choice(texts.as_slice()).unwrap_or(&"");
                example.or(default).unwrap_or(any)
            }
        };
        let min = keywords
            .get("minLength")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let mut text = text.to_owned();
        while (text.chars().count() as u64) < min.min(100) {
            text.push('a');
        }
        text.into()
    }

    fn integer(&mut self, keywords: &Map<String, Value>) -> Value {
        let min = keywords.get("minimum").and_then(Value::as_i64);
        let max = keywords.get("maximum").and_then(Value::as_i64);
        match (min, max) {
            (Some(min), _) => json!(min.saturating_add(self.rng.i64(-1..3))),
            (None, Some(max)) => json!(max.saturating_sub(self.rng.i64(-1..3))),
            (None, None) => json!(self.rng.i64(-9..99)),
        }
    }

    /// Returns the target of a reference within the document.
    fn target(&self, reference: &str) -> Option<&'a Value> {
        let pointer = reference.strip_prefix('#')?;
        self.root.pointer(&decode_fragment(pointer))
    }
}

/// Keys that additional properties get.
const KEYS: &[&str] = &[
    "a", "x-a", "b1", "type", "name", "", "é", "A", "foo.bar", "1", "id", "kind", "version",
];
