//! The keys that a release uses in links. They come from its schema, so that a later release needs no
//! code.

use crate::json::keys::is_spelling;
use crate::validate::table::{Applicator, ObjectRules, Property, Schema, Values};

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
        let constant = |property: &Property| Some((property.key, constant(property.target)?));
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

/// Returns the only string that a schema allows.
fn constant(schema: &'static Schema) -> Option<&'static str> {
    match schema.values? {
        Values::ConstText(text) => Some(text),
        Values::EnumTexts([text]) => Some(text),
        _ => None,
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
mod tests {
    use super::*;
    use crate::EventReference;
    use crate::links::event_link::EventLink;
    use crate::links::{read, write};
    use crate::validate::table::{Alternatives, ArrayRules};

    const fn property(key: &'static str, schema: &'static Schema) -> Property {
        Property {
            key,
            required: true,
            schema,
            target: schema,
        }
    }

    const fn object(rules: &'static ObjectRules) -> Schema {
        Schema {
            object: Some(rules),
            ..Schema::ANY
        }
    }

    /// A release with other keys, `oneOf`, and references that need one of several properties.
    static REFERENCE: Schema = Schema {
        applicators: &[Applicator::AnyOf(&Alternatives {
            schemas: &[&Schema::ANY, &Schema::ANY],
            tag: None,
        })],
        ..object(&ObjectRules {
            properties: &[
                property("purl", &Schema::ANY),
                property("Context_ID", &Schema::ANY),
            ],
            ..ObjectRules::ANY
        })
    };
    static PATH_TYPE: Schema = Schema {
        values: Some(Values::EnumTexts(&["PATH"])),
        ..Schema::ANY
    };
    static PATH_LINK: Schema = object(&ObjectRules {
        properties: &[property("from", &REFERENCE), property("type", &PATH_TYPE)],
        ..ObjectRules::ANY
    });
    static LINKS: Schema = Schema {
        array: Some(&ArrayRules {
            items: Some(&Schema {
                applicators: &[Applicator::OneOf(&[&PATH_LINK, &Schema::NEVER])],
                ..Schema::ANY
            }),
            ..ArrayRules::ANY
        }),
        ..Schema::ANY
    };

    #[test]
    fn the_keys_of_links_come_from_the_schema() {
        let spelling = Spelling::of(&LINKS);
        let link = EventLink::path(EventReference::new("1".parse().unwrap()));
        let json = write::link(&spelling, &link).unwrap();
        assert_eq!(json, r#"{"type":"PATH","from":{"Context_ID":"1"}}"#);
        let links = read::links(Some(&spelling), &write::appended(None, &json));
        assert_eq!(links.first(), Some(&link));

        let tagged = link.with_tags("{}".parse().unwrap());
        let reason = write::link(&spelling, &tagged).unwrap_err();
        assert_eq!(reason, "a link of type `PATH` has no `tags`");
        let reason = write::link(&spelling, &EventLink::end()).unwrap_err();
        assert_eq!(reason, "the release has no link of type `END`");
    }

    #[test]
    fn a_schema_that_applies_itself_ends() {
        static CYCLE: Schema = Schema {
            array: Some(&ArrayRules {
                items: Some(&ITEM),
                ..ArrayRules::ANY
            }),
            ..Schema::ANY
        };
        static ITEM: Schema = Schema {
            applicators: &[Applicator::AllOf(&[&ITEM])],
            ..Schema::ANY
        };
        assert!(Spelling::of(&CYCLE).types().is_empty());
    }
}
