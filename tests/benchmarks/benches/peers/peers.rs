//! The validators of other crates, for the same schemas.

use std::collections::BTreeMap;

use boon::{Compiler, SchemaIndex};
use cdevents_tests::{events, peers, schemas};
use jsonschema::Validator;
use serde_json::Value;

/// The release of the events that are measured.
pub(crate) const RELEASE: &str = "0.5.1";

/// The event schemas of [`RELEASE`], compiled by each peer with formats asserted.
pub(crate) struct Schemas {
    jsonschema: BTreeMap<String, Validator>,
    boon: boon::Schemas,
    indexes: BTreeMap<String, SchemaIndex>,
}

/// The schema of one event type, for each peer.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    /// The validator of `jsonschema`.
    pub(crate) jsonschema: &'a Validator,
    boon: &'a boon::Schemas,
    index: SchemaIndex,
}

impl Schemas {
    /// Compiles our schemas.
    pub(crate) fn new() -> Self {
        let schemas = schemas(RELEASE);
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        for (id, schema) in &schemas {
            let added = compiler.add_resource(id, schema.clone());
            added.expect("a schema with a URL");
        }
        let mut boon = boon::Schemas::new();
        let compiled = events(&schemas).map(|(event_type, schema)| {
            let id = schema["$id"].as_str().expect("an `$id`");
            let index = compiler.compile(id, &mut boon).expect("a valid schema");
            (event_type, index)
        });
        let indexes = compiled.collect();
        Self {
            jsonschema: peers(&schemas),
            boon,
            indexes,
        }
    }

    /// Returns the schema of an event type, if the release has the type.
    pub(crate) fn get(&self, event_type: &str) -> Option<Schema<'_>> {
        Some(Schema {
            jsonschema: self.jsonschema.get(event_type)?,
            boon: &self.boon,
            index: *self.indexes.get(event_type)?,
        })
    }
}

impl<'a> Schema<'a> {
    /// Returns what `boon` finds in a value.
    pub(crate) fn boon<'v>(&self, value: &'v Value) -> Option<boon::ValidationError<'a, 'v>> {
        self.boon.validate(value, self.index).err()
    }
}
