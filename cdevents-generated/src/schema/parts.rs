//! The schemas of types that consist of others, for the macros of generated code.

use schemars_1::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// The schema of an object that is being built, property by property. Functions that borrow a field
/// tell its type.
#[derive(Debug)]
pub struct ObjectSchema<'a> {
    generator: &'a mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl<'a> ObjectSchema<'a> {
    /// Starts with an object without properties.
    pub fn new(generator: &'a mut SchemaGenerator) -> Self {
        Self {
            generator,
            properties: Map::new(),
            required: Vec::new(),
        }
    }

    /// Adds a required property.
    pub fn required<S, T: JsonSchema>(&mut self, key: &str, _field: fn(&S) -> &T) {
        let schema = self.generator.subschema_for::<T>();
        self.insert(key, schema.to_value());
        self.required.push(key.into());
    }

    /// Adds an optional property.
    pub fn optional<S, T: JsonSchema>(&mut self, key: &str, _field: fn(&S) -> &Option<T>) {
        let schema = self.generator.subschema_for::<T>();
        self.insert(key, schema.to_value());
    }

    /// Adds a required property with a single value.
    pub fn constant(&mut self, key: &str, value: &str) {
        self.insert(key, json!({"const": value}));
        self.required.push(key.into());
    }

    /// Adds a string that the kind of the event fixes. Outside of an event, it is optional.
    pub fn fixed(&mut self, key: &str) {
        self.insert(key, json!({"type": "string"}));
    }

    fn insert(&mut self, key: &str, schema: Value) {
        self.properties.insert(key.to_owned(), schema);
    }

    /// Returns the schema of the object, which may allow further properties.
    #[must_use]
    pub fn finish(self, is_open: bool) -> Schema {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), self.properties.into());
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        if !is_open {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        schema.into()
    }
}

/// Returns the schema of an enum of strings.
#[must_use]
pub fn texts(texts: &[&str]) -> Schema {
    schemars_1::json_schema!({"type": "string", "enum": texts})
}

/// Returns the schema of what is valid against one of several schemas.
#[must_use]
pub fn any_of(schemas: &[Schema]) -> Schema {
    schemars_1::json_schema!({"anyOf": schemas})
}
