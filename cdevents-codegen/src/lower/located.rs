//! A schema's rules together with its place in the documents.
//!
//! Types are classified from the rules, so that types and validators cannot disagree. The place is for
//! names, descriptions and errors.

use std::collections::BTreeSet;

use crate::Error;
use crate::documents::{Node, is_assertion};
use crate::model::rules::{Applicator, JsonType, Rules, Schema, SchemaId, Values};

use super::annotations::description;

/// A schema: its rules, and its place in the documents.
#[derive(Clone, Debug)]
pub(super) struct Located<'a> {
    pub(super) rules: &'a Rules,
    pub(super) id: SchemaId,
    pub(super) node: Node<'a>,
}

impl<'a> Located<'a> {
    pub(super) fn schema(&self) -> &'a Schema {
        self.rules.get(self.id)
    }

    pub(super) fn error(&self, reason: impl Into<String>) -> Error {
        self.node.error(reason)
    }

    fn at(&self, id: SchemaId, node: Node<'a>) -> Self {
        Self { id, node, ..*self }
    }

    /// Follows `$ref`s to their end: to a schema that has other keywords than a `$ref`, annotations, and
    /// the target's `type`.
    pub(super) fn resolve(&self) -> Result<Self, Error> {
        let mut here = self.clone();
        while let Some(Applicator::Reference(target, ..)) = here.reference() {
            if !here.has_only(&["$ref", "$dynamicRef", "type"]) {
                break;
            }
            let node = match here.node.get("$ref") {
                Some(_) if here.node.get("$dynamicRef").is_some() => break,
                Some(_) => here.node.follow()?,
                None => here.node.follow_dynamic()?,
            };
            let target = here.at(*target, node);
            if here.schema().types.is_some() && here.schema().types != target.schema().types {
                break;
            }
            here = target;
        }
        Ok(here)
    }

    fn reference(&self) -> Option<&'a Applicator> {
        let mut applicators = self.schema().applicators.iter();
        applicators.find(|applicator| matches!(applicator, Applicator::Reference(..)))
    }

    /// Fails if the schema has other keywords than these and annotations.
    pub(super) fn only(&self, supported: &[&str]) -> Result<(), Error> {
        match self.unsupported(supported) {
            None => Ok(()),
            Some(keyword) => {
                let reason = format!("the keyword `{keyword}` is not supported here");
                Err(self.node.require(keyword)?.error(reason))
            }
        }
    }

    /// Returns whether the schema has only these keywords and annotations.
    pub(super) fn has_only(&self, supported: &[&str]) -> bool {
        self.unsupported(supported).is_none()
    }

    fn unsupported(&self, supported: &[&str]) -> Option<&'a str> {
        let mut keywords = self.node.value().as_object()?.keys().map(String::as_str);
        keywords.find(|keyword| !supported.contains(keyword) && is_assertion(keyword))
    }

    /// Returns whether the schema requires this type and no other.
    pub(super) fn has_type(&self, expected: JsonType) -> bool {
        self.schema().types.as_deref() == Some(&[expected])
    }

    /// Returns whether an object may have properties that the schema does not name; `None` if some.
    pub(super) fn is_open(&self) -> Option<bool> {
        let Some(additional) = self.schema().object.additional else {
            return Some(true);
        };
        let additional = self.rules.get(additional);
        let allows_nothing = additional.types.as_ref().is_some_and(Vec::is_empty);
        let is_clear = allows_nothing || *additional == Schema::default();
        is_clear.then_some(!allows_nothing)
    }

    /// Returns the schemas of an object's properties, the required ones first.
    pub(super) fn properties(&self) -> Result<Vec<(&'a str, Self)>, Error> {
        let properties = &self.schema().object.properties;
        if properties.is_empty() {
            return Ok(Vec::new());
        }
        let nodes = self.node.require("properties")?;
        properties
            .iter()
            .map(|(key, id)| Ok((key.as_str(), self.at(*id, nodes.require(key)?))))
            .collect()
    }

    /// Returns the schema of a property, with `$ref`s resolved.
    pub(super) fn property(&self, key: &str) -> Result<Self, Error> {
        self.unresolved_property(key)?.resolve()
    }

    /// Returns the schema of a property.
    pub(super) fn unresolved_property(&self, key: &str) -> Result<Self, Error> {
        let node = self.node.require("properties")?.require(key)?;
        let mut properties = self.schema().object.properties.iter();
        let property = properties.find(|(other, _)| other == key);
        let (_, id) = property.ok_or_else(|| node.error("is not a property"))?;
        Ok(self.at(*id, node))
    }

    /// Returns the keys of the required properties, each once.
    pub(super) fn required(&self) -> Result<Vec<&'a str>, Error> {
        let object = &self.schema().object;
        let mut required = Vec::new();
        for (index, key) in object.required.iter().enumerate() {
            if !object.properties.iter().any(|(other, _)| other == key) {
                let reason = format!("`{key}` is required, but is not among the properties");
                return Err(self.node.require("required")?.items()?[index].error(reason));
            }
            if !required.contains(&key.as_str()) {
                required.push(key.as_str());
            }
        }
        Ok(required)
    }

    /// Returns the schema of the properties that an object's schema does not name, if there is one.
    pub(super) fn additional(&self) -> Option<Self> {
        let id = self.schema().object.additional?;
        let node = self.node.get("additionalProperties");
        Some(self.at(id, node.or_else(|| self.node.get("unevaluatedProperties"))?))
    }

    /// Returns the schema of the properties that match the only pattern.
    pub(super) fn pattern_value(&self) -> Option<Self> {
        let [(pattern, id)] = self.schema().object.patterns.as_slice() else {
            return None;
        };
        Some(self.at(*id, self.node.get("patternProperties")?.get(pattern)?))
    }

    /// Returns the alternatives if the schema's only applicator is an `anyOf` or a `oneOf`.
    pub(super) fn choices(&self) -> Result<Option<Vec<Self>>, Error> {
        match self.schema().applicators.as_slice() {
            [Applicator::AnyOf(ids)] => self.applied("anyOf", ids).map(Some),
            [Applicator::OneOf(ids)] => self.applied("oneOf", ids).map(Some),
            _ => Ok(None),
        }
    }

    /// Returns the only schema that applies to the same value: in an `allOf`, or as the target of a
    /// `$ref`.
    pub(super) fn only_applied(&self) -> Result<Option<Self>, Error> {
        match self.schema().applicators.as_slice() {
            [Applicator::AllOf(ids)] if ids.len() == 1 && self.node.get("allOf").is_some() => {
                Ok(self.applied("allOf", ids)?.pop())
            }
            [Applicator::Reference(id, ..)] if self.node.get("$ref").is_some() => {
                Ok(Some(self.at(*id, self.node.follow()?).resolve()?))
            }
            _ => Ok(None),
        }
    }

    /// Returns the schema of an array's items, if there is one.
    pub(super) fn items(&self) -> Option<Self> {
        let id = self.schema().array.items?;
        Some(self.at(id, self.node.get("items")?))
    }

    /// Returns the alternatives of a schema that is only an `anyOf`, with `$ref`s resolved.
    pub(super) fn any_of(&self) -> Result<Option<Vec<Self>>, Error> {
        match self.schema().applicators.as_slice() {
            [Applicator::AnyOf(ids)] => self.alternatives("anyOf", ids),
            _ => Ok(None),
        }
    }

    /// Returns the alternatives of a schema that is only a `oneOf`, with `$ref`s resolved.
    pub(super) fn one_of(&self) -> Result<Option<Vec<Self>>, Error> {
        match self.schema().applicators.as_slice() {
            [Applicator::OneOf(ids)] => self.alternatives("oneOf", ids),
            _ => Ok(None),
        }
    }

    fn alternatives(&self, keyword: &str, ids: &[SchemaId]) -> Result<Option<Vec<Self>>, Error> {
        if !self.has_only(&[keyword]) {
            return Ok(None);
        }
        self.applied(keyword, ids).map(Some)
    }

    fn applied(&self, keyword: &str, ids: &[SchemaId]) -> Result<Vec<Self>, Error> {
        let nodes = self.node.require(keyword)?.items()?;
        let schemas = ids.iter().zip(nodes);
        schemas
            .map(|(id, node)| self.at(*id, node).resolve())
            .collect()
    }

    /// Returns the strings that a schema allows and their places, if it is a `const` or an `enum` of
    /// strings and nothing else.
    pub(super) fn strings(&self) -> Result<Option<Vec<(&'a str, Node<'a>)>>, Error> {
        let schema = self.schema();
        let (values, nodes) = match &schema.values {
            None => return Ok(None),
            Some(Values::Const(value)) => (
                std::slice::from_ref(value),
                vec![self.node.require("const")?],
            ),
            Some(Values::Enum(values)) => (values.as_slice(), self.node.require("enum")?.items()?),
        };
        if values.is_empty() {
            return Err(self.error("an empty enum allows no value"));
        }
        let allows_strings = schema.types.is_none() || self.has_type(JsonType::String);
        if !allows_strings || !self.has_only(&["const", "enum", "type", "minLength"]) {
            return Ok(None);
        }
        let Some(texts) = values
            .iter()
            .map(|value| value.as_str())
            .collect::<Option<Vec<_>>>()
        else {
            return Ok(None);
        };
        let mut seen = BTreeSet::new();
        for (text, node) in texts.iter().zip(&nodes) {
            if (text.chars().count() as u64) < schema.text.min_length {
                return Err(node.error("is shorter than `minLength` allows"));
            }
            if !seen.insert(*text) {
                return Err(node.error("duplicate value in the enum"));
            }
        }
        Ok(Some(texts.into_iter().zip(nodes).collect()))
    }

    /// Returns the only string that the schema allows, if there is exactly one.
    pub(super) fn constant(&self) -> Result<Option<&'a str>, Error> {
        Ok(match self.strings()?.as_deref() {
            Some([(constant, _)]) => Some(constant),
            _ => None,
        })
    }

    /// Returns the description of a property: of its own schema, or of the target of its `$ref`.
    pub(super) fn description(&self) -> Result<String, Error> {
        description([&self.node, &self.resolve()?.node])
    }

    /// Returns the description of a type: of the target of its `$ref`, or of its own schema.
    pub(super) fn type_description(&self) -> Result<String, Error> {
        description([&self.resolve()?.node, &self.node])
    }
}
