//! Schemas, seen through their `$ref`s.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Rules, Schema, SchemaId, Values};

/// A schema among the rules that it refers to.
#[derive(Clone, Copy)]
pub(super) struct SchemaRef<'a> {
    pub(super) rules: &'a Rules,
    pub(super) id: SchemaId,
}

impl<'a> SchemaRef<'a> {
    pub(super) fn at(self, id: SchemaId) -> Self {
        Self { id, ..self }
    }

    pub(super) fn schema(self) -> &'a Schema {
        self.rules.get(self.id)
    }

    /// Follows `$ref`s. A `$ref` is followed if nothing stands beside it, or only the type that its
    /// target has anyway. An `allOf`, `anyOf` or `oneOf` of one schema is treated like a `$ref`.
    pub(super) fn target(self) -> Self {
        let schema = self.schema();
        let id = match schema.applicators.as_slice() {
            [Applicator::Reference(id, ..)] => id,
            [Applicator::AllOf(ids) | Applicator::AnyOf(ids) | Applicator::OneOf(ids)] => {
                match ids.as_slice() {
                    [id] => id,
                    _ => return self,
                }
            }
            _ => return self,
        };
        let target = self.at(*id).target();
        let only_types = Schema {
            types: schema.types.clone(),
            applicators: schema.applicators.clone(),
            ..Schema::default()
        };
        let adds_nothing = schema.types.is_none() || schema.types == target.schema().types;
        if *schema == only_types && adds_nothing {
            target
        } else {
            self
        }
    }

    /// Returns whether both are the same schema of the same rules.
    pub(super) fn is(self, other: SchemaRef<'_>) -> bool {
        std::ptr::eq(self.rules, other.rules) && self.id == other.id
    }

    /// Returns whether the schema allows everything: `true` or `{}`.
    pub(super) fn allows_anything(self) -> bool {
        *self.target().schema() == Schema::default()
    }

    /// Returns whether the schema allows nothing: `false`.
    pub(super) fn allows_nothing(self) -> bool {
        let types = &self.target().schema().types;
        types.as_ref().is_some_and(Vec::is_empty)
    }

    /// Returns a subschema, or nothing if it allows everything.
    pub(super) fn constraint(self, id: Option<SchemaId>) -> Option<Self> {
        let subschema = id.map(|id| self.at(id));
        subschema.filter(|subschema| !subschema.allows_anything())
    }

    /// Returns the schema that some items of an array must match, if that is a constraint.
    pub(super) fn contains(self) -> Option<Self> {
        match self.schema().array.contains {
            Some((_, 0, None)) | None => None,
            Some((id, ..)) => Some(self.at(id)),
        }
    }

    /// Returns subschemas by their keys.
    pub(super) fn by_key(self, keyed: &'a [(String, SchemaId)]) -> BTreeMap<&'a str, Self> {
        let subschemas = keyed.iter().map(|(key, id)| (key.as_str(), self.at(*id)));
        subschemas.collect()
    }

    /// Returns subschemas by their positions.
    pub(super) fn by_index(self, ids: &[SchemaId]) -> BTreeMap<usize, Self> {
        ids.iter().map(|id| self.at(*id)).enumerate().collect()
    }

    /// Returns `dependentRequired`, without the order.
    pub(super) fn dependent_required(self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let dependent = self.schema().object.dependent_required.iter();
        let sets = dependent.map(|(key, others)| {
            let others = others.iter().map(String::as_str).collect();
            (key.as_str(), others)
        });
        sets.collect()
    }

    /// Returns the values of `const` or `enum`.
    pub(super) fn listed(self) -> Option<&'a [Value]> {
        match self.schema().values.as_ref()? {
            Values::Const(value) => Some(std::slice::from_ref(value)),
            Values::Enum(values) => Some(values),
        }
    }

    /// Returns the types that the schema allows.
    pub(super) fn types(self) -> BTreeSet<JsonType> {
        allowed_types(self.schema())
    }
}

/// Returns the types that a schema allows. Every integer is a number.
pub(super) fn allowed_types(schema: &Schema) -> BTreeSet<JsonType> {
    const ALL: [JsonType; 7] = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Object,
        JsonType::Array,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
    ];
    let listed = schema.types.as_deref().unwrap_or(&ALL);
    let mut types: BTreeSet<_> = listed.iter().copied().collect();
    if types.contains(&JsonType::Number) {
        types.insert(JsonType::Integer);
    }
    types
}

/// Returns the name of a keyword that applies schemas to the same value.
pub(super) fn keyword(applicator: &Applicator) -> &'static str {
    match applicator {
        Applicator::Reference(..) => "$ref",
        Applicator::AllOf(_) => "allOf",
        Applicator::AnyOf(_) => "anyOf",
        Applicator::OneOf(_) => "oneOf",
        Applicator::Not(_) => "not",
        Applicator::If(..) => "if",
    }
}
