//! The keys that a release uses in links. They come from its schema, so that a later release needs no
//! code.

use crate::json::keys::is_spelling;
use crate::validate::table::{Applicator, ObjectRules, Property, Schema};

/// The value of the property that tells the types of links apart.
pub(super) const END: &str = "END";
pub(super) const PATH: &str = "PATH";
pub(super) const RELATION: &str = "RELATION";

/// How deep schemas of links may apply others. The deepest known are two deep.
const MAX_DEPTH: usize = 8;

/// The types of links that a release has.
pub(crate) struct Spelling(Vec<LinkType>);

/// A type of link.
pub(super) struct LinkType {
    /// The property that tells the types apart, and its value.
    pub(super) tag: &'static str,
    pub(super) value: &'static str,
    rules: &'static ObjectRules,
}

/// A property of a link.
#[derive(Clone, Copy)]
pub(super) enum Part {
    From,
    Kind,
    Tags,
    Target,
}

impl Spelling {
    /// Finds the types of links in the schema of the array of links.
    pub(crate) fn of(links: &'static Schema) -> Self {
        let mut types = Vec::new();
        if let Some(items) = links.target().array.and_then(|rules| rules.items) {
            collect(items, MAX_DEPTH, &mut types);
        }
        Self(types)
    }

    pub(super) fn types(&self) -> &[LinkType] {
        &self.0
    }

    /// Returns whether a key tells the types of links apart.
    pub(crate) fn is_tag(&self, key: &str) -> bool {
        self.0.iter().any(|r#type| r#type.tag == key)
    }
}

fn collect(schema: &'static Schema, depth: usize, types: &mut Vec<LinkType>) {
    let schema = schema.target();
    if let Some(rules) = schema.object {
        let constant = |property: &Property| Some((property.key, property.target.only_text()?));
        if let Some((tag, value)) = rules.properties.iter().find_map(constant) {
            types.push(LinkType { tag, value, rules });
        }
    }
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    for applicator in schema.applicators {
        let schemas = match applicator {
            Applicator::AnyOf(alternatives) => alternatives.schemas,
            Applicator::OneOf(schemas) | Applicator::AllOf(schemas) => schemas,
            Applicator::Reference(reference) => &[reference.schema][..],
            Applicator::Not(_) | Applicator::If(_) => &[],
        };
        for schema in schemas {
            collect(schema, depth, types);
        }
    }
}

impl LinkType {
    /// Returns the key of a property, if links of this type have it.
    pub(super) fn key(&self, part: Part) -> Option<&'static str> {
        self.property(part).map(|property| property.key)
    }

    /// Returns the key of the ID in a reference to an event.
    pub(super) fn id_key(&self, part: Part) -> Option<&'static str> {
        let rules = self.property(part)?.target.object?;
        let mut keys = rules.properties.iter().map(|property| property.key);
        keys.find(|key| is_spelling(key, "contextid"))
    }

    fn property(&self, part: Part) -> Option<&'static Property> {
        let name = match part {
            Part::From => "from",
            Part::Kind => "linkkind",
            Part::Tags => "tags",
            Part::Target => "target",
        };
        let mut properties = self.rules.properties.iter();
        properties.find(|property| is_spelling(property.key, name))
    }
}

#[cfg(test)]
mod tests;
