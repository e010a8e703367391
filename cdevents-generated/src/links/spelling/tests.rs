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
    values: Some(crate::validate::table::Values::EnumTexts(&["PATH"])),
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
