//! From the tables back to JSON Schema.

use std::collections::{HashMap, HashSet};
use std::ptr;

use serde_json::{Map, Value, json};

use super::names;
use crate::json::types::Types;
use crate::read::entry::Entry;
use crate::validate::table::{
    Applicator, ArrayRules, Literal, NumberRules, ObjectRules, Reference, Schema, TextRules, Values,
};

/// Where definitions go while schemas are rendered.
pub(crate) struct Bundle<'a> {
    definitions: &'a mut Map<String, Value>,
    /// What a `$ref` to a definition begins with: `#/$defs`.
    path: String,
    /// Whether schemas are repeated in each place instead of being referred to.
    is_inline: bool,
    /// The names of the definitions so far, by the name that they wanted and the schema's address.
    placed: HashMap<(String, *const Schema), String>,
    /// What is being rendered now, because a schema may contain itself.
    underway: HashSet<*const Schema>,
}

impl<'a> Bundle<'a> {
    pub(crate) fn new(definitions: &'a mut Map<String, Value>, path: String) -> Self {
        Self {
            definitions,
            path,
            is_inline: false,
            placed: HashMap::new(),
            underway: HashSet::new(),
        }
    }

    /// Sets whether schemas are repeated in each place instead of being referred to.
    #[cfg(feature = "schemars")]
    pub(crate) fn inline(mut self, is_inline: bool) -> Self {
        self.is_inline = is_inline;
        self
    }

    /// Renders the schema of an event, and fixes how the event type begins if the schema doesn't.
    pub(crate) fn event(&mut self, entry: &Entry) -> Map<String, Value> {
        let mut event = self.keywords(entry.schema.target());
        if entry.has_open_type() {
            let escaped = entry.event_type.replace('.', r"\.");
            let end = if escaped.ends_with('.') {
                ""
            } else {
                r"(\.|$)"
            };
            let event_type = json!({"type": {"pattern": format!("^{escaped}{end}")}});
            let context = json!({"properties": {"context": {"properties": event_type}}});
            add(&mut event, "allOf", json!([context]));
        }
        event
    }

    /// Places the schema of an event among the definitions, and returns a `$ref` to it.
    #[cfg(feature = "schemars")]
    pub(crate) fn event_reference(&mut self, entry: &Entry) -> Value {
        let event = Value::Object(self.event(entry));
        if self.is_inline {
            return event;
        }
        let name = names::event(entry.schema_id, entry.release.as_str());
        let name = self.place(name, event);
        self.reference_to(&name)
    }

    /// Renders a schema.
    pub(crate) fn schema(&mut self, schema: &'static Schema) -> Value {
        let keywords = self.keywords(schema);
        match schema.types {
            Types::NONE => Value::Bool(false),
            _ if keywords.is_empty() => Value::Bool(true),
            _ => Value::Object(keywords),
        }
    }

    fn keywords(&mut self, schema: &'static Schema) -> Map<String, Value> {
        let mut keywords = Map::new();
        if schema.types != Types::ANY {
            let mut names: Vec<_> = schema.types.names().collect();
            let types = match names.as_slice() {
                [_] => json!(names.remove(0)),
                _ => json!(names),
            };
            keywords.insert("type".to_owned(), types);
        }
        if let Some(values) = &schema.values {
            let (keyword, values) = self::values(values);
            keywords.insert(keyword.to_owned(), values);
        }
        if let Some(rules) = schema.text {
            keywords.extend(text(rules));
        }
        if let Some(rules) = schema.number {
            keywords.extend(number(rules));
        }
        if let Some(rules) = schema.array {
            self.array(rules, &mut keywords);
        }
        if let Some(rules) = schema.object {
            self.object(rules, &mut keywords);
        }
        for applicator in schema.applicators {
            self.applicator(applicator, &mut keywords);
        }
        keywords
    }

    fn all(&mut self, schemas: &[&'static Schema]) -> Value {
        schemas.iter().map(|schema| self.schema(schema)).collect()
    }

    fn array(&mut self, rules: &'static ArrayRules, keywords: &mut Map<String, Value>) {
        let mut add = |keyword: &str, value: Value| add(keywords, keyword, value);
        if !rules.prefix.is_empty() {
            add("prefixItems", self.all(rules.prefix));
        }
        if let Some(items) = rules.items {
            add("items", self.schema(items));
        }
        add_unless(&mut add, "minItems", rules.min_items, 0);
        if let Some(max) = rules.max_items {
            add("maxItems", max.into());
        }
        if rules.unique {
            add("uniqueItems", true.into());
        }
        if let Some(contains) = &rules.contains {
            add("contains", self.schema(contains.schema));
            add_unless(&mut add, "minContains", contains.min, 1);
            if let Some(max) = contains.max {
                add("maxContains", max.into());
            }
        }
    }

    fn object(&mut self, rules: &'static ObjectRules, keywords: &mut Map<String, Value>) {
        let mut add = |keyword: &str, value: Value| add(keywords, keyword, value);
        let properties = rules.properties.iter();
        let required = properties.clone().filter(|property| property.required);
        let mut required: Vec<_> = required.map(|property| property.key).collect();
        let properties =
            map(properties.map(|property| (property.key.to_owned(), self.schema(property.schema))));
        if !properties.is_empty() {
            add("properties", properties.into());
        }
        match self.schema(rules.additional) {
            Value::Bool(true) => {}
            additional => add("additionalProperties", additional),
        }
        if let Some(rare) = rules.rare {
            required.extend(rare.required);
            let patterns = rare.patterns.iter();
            let patterns = map(patterns
                .map(|(pattern, schema)| (pattern.source().to_owned(), self.schema(schema))));
            if !patterns.is_empty() {
                add("patternProperties", patterns.into());
            }
            if let Some(names) = rare.names {
                add("propertyNames", self.schema(names));
            }
            add_unless(&mut add, "minProperties", rare.min_properties, 0);
            if let Some(max) = rare.max_properties {
                add("maxProperties", max.into());
            }
            let dependent = rare.dependent_required.iter();
            let dependent =
                map(dependent.map(|(key, required)| ((*key).to_owned(), json!(required))));
            if !dependent.is_empty() {
                add("dependentRequired", dependent.into());
            }
            let dependent = rare.dependent_schemas.iter();
            let dependent =
                map(dependent.map(|(key, schema)| ((*key).to_owned(), self.schema(schema))));
            if !dependent.is_empty() {
                add("dependentSchemas", dependent.into());
            }
        }
        if !required.is_empty() {
            add("required", json!(required));
        }
    }

    fn applicator(&mut self, applicator: &'static Applicator, keywords: &mut Map<String, Value>) {
        let (keyword, value) = match applicator {
            Applicator::Reference(reference) => match self.reference(reference) {
                Value::Object(mut target) if target.contains_key("$ref") => {
                    ("$ref", target.remove("$ref").unwrap_or_default())
                }
                target => ("allOf", json!([target])),
            },
            Applicator::AllOf(schemas) => ("allOf", self.all(schemas)),
            Applicator::AnyOf(alternatives) => ("anyOf", self.all(alternatives.schemas)),
            Applicator::OneOf(schemas) => ("oneOf", self.all(schemas)),
            Applicator::Not(schema) => ("not", self.schema(schema)),
            Applicator::If(condition) => {
                add(keywords, "then", self.schema(condition.then));
                add(keywords, "else", self.schema(condition.otherwise));
                ("if", self.schema(condition.condition))
            }
        };
        add(keywords, keyword, value);
    }

    /// Returns a `$ref` to a definition, or its schema if everything is to be repeated in its place.
    fn reference(&mut self, reference: &'static Reference) -> Value {
        let schema = reference.schema;
        let address = ptr::from_ref(schema);
        let wanted = names::referred(reference);
        let key = (wanted.clone(), address);
        if let Some(name) = self.placed.get(&key) {
            return self.reference_to(name);
        }
        if !self.underway.insert(address) {
            return self.reference_to(&wanted);
        }
        let rendered = self.schema(schema);
        self.underway.remove(&address);
        if self.is_inline {
            return rendered;
        }
        let name = self.place(wanted, rendered);
        let reference = self.reference_to(&name);
        self.placed.insert(key, name);
        reference
    }

    fn reference_to(&self, name: &str) -> Value {
        json!({"$ref": format!("{}/{name}", self.path)})
    }

    /// Adds a definition, unless it is there already, and returns its name.
    fn place(&mut self, wanted: String, definition: Value) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let definitions = &*self.definitions;
        let is_free = |name: &String| {
            definitions
                .get(name)
                .is_none_or(|other| *other == definition)
        };
        let name = names.find(is_free).unwrap_or(wanted);
        self.definitions.insert(name.clone(), definition);
        name
    }
}

/// Adds a keyword. If it is there already, both of its values apply.
fn add(keywords: &mut Map<String, Value>, keyword: &str, value: Value) {
    if let (Some(Value::Array(all)), Value::Array(more)) = (keywords.get_mut("allOf"), &value)
        && keyword == "allOf"
    {
        all.extend(more.iter().cloned());
    } else if keywords.contains_key(keyword) {
        add(keywords, "allOf", json!([{ keyword: value }]));
    } else {
        keywords.insert(keyword.to_owned(), value);
    }
}

fn add_unless(add: &mut impl FnMut(&str, Value), keyword: &str, count: u64, default: u64) {
    if count != default {
        add(keyword, count.into());
    }
}

/// Renders the rules of a string.
pub(super) fn text(rules: &TextRules) -> Map<String, Value> {
    let mut keywords = Map::new();
    let mut add = |keyword: &str, value: Value| add(&mut keywords, keyword, value);
    add_unless(&mut add, "minLength", rules.min_length, 0);
    if let Some(max) = rules.max_length {
        add("maxLength", max.into());
    }
    if let Some(pattern) = rules.pattern {
        add("pattern", pattern.source().into());
    }
    if let Some(format) = rules.format {
        add("format", format.name().into());
    }
    keywords
}

/// Makes an object. Collecting its properties would compile a sort for each iterator.
fn map(properties: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut map = Map::new();
    map.extend(properties);
    map
}

fn number(rules: &NumberRules) -> Map<String, Value> {
    let bounds = [
        ("minimum", rules.minimum),
        ("exclusiveMinimum", rules.exclusive_minimum),
        ("maximum", rules.maximum),
        ("exclusiveMaximum", rules.exclusive_maximum),
        ("multipleOf", rules.multiple_of),
    ];
    let bounds = bounds.into_iter();
    let bounds = bounds.filter_map(|(keyword, bound)| Some((keyword.to_owned(), literal(bound?))));
    map(bounds)
}

fn values(values: &Values) -> (&'static str, Value) {
    match values {
        Values::ConstText(text) => ("const", json!(text)),
        Values::EnumTexts(texts) => ("enum", json!(texts)),
        Values::Const(value) => ("const", literal(value)),
        Values::Enum(values) => ("enum", values.iter().map(|value| literal(value)).collect()),
    }
}

/// Parses a literal, which the generator writes as JSON.
fn literal(literal: &Literal) -> Value {
    serde_json::from_str(literal.json()).unwrap_or_default()
}
