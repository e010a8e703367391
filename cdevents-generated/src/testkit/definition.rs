//! Strategies for the events of the specification.

use std::collections::HashMap;

use proptest::prelude::{Just, SBoxedStrategy, Strategy};
use proptest::strategy::Union;

use super::document::Document;
use super::text::regex;
use super::walk::{Made, Overrides, Unsupported, Walker};
use crate::read::entry::Entry;
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::validate::table::{ObjectRules, Schema};
use crate::value::event_type::CUSTOM_PREFIX;

/// Returns the strategy for the event as a document.
pub(super) fn document(entry: &Entry, walker: &mut Walker) -> Made<Document> {
    let event = properties(entry.schema)?;
    let context = event.property("context").map(|property| property.target);
    let context = context.ok_or_else(|| Unsupported::new("an event without a context"))?;
    let context = properties(context)?;
    let mut overrides: Overrides = HashMap::new();
    for key in [SPECVERSION, VERSION] {
        if context.property(key).is_some() {
            // An event of another release would be judged by that release.
            overrides.insert(key, Some(constant(entry.release.as_str())));
        }
    }
    if let Some(property) = context.property("type")
        && property.target.values.is_none()
        && entry.event_type != CUSTOM_PREFIX
    {
        overrides.insert("type", Some(open_type(entry.event_type)));
    }
    if !walker.knobs.has_links {
        overrides.insert("links", None);
    }
    let context = walker.object(context, &overrides, &[])?;
    walker.object(event, &HashMap::from([("context", Some(context))]), &[])
}

/// The type of an event whose schema fixes only how types begin.
fn open_type(event_type: &'static str) -> SBoxedStrategy<Document> {
    let ends = vec![
        Just(String::new()).sboxed(),
        regex(r"\.[0-9]\.[0-9]\.[0-9]"),
    ];
    let types = Union::new(ends);
    types
        .prop_map(move |end| Document::Text(format!("{event_type}{end}")))
        .sboxed()
}

fn constant(text: &str) -> SBoxedStrategy<Document> {
    Just(Document::Text(text.to_owned())).sboxed()
}

fn properties(schema: &'static Schema) -> Result<&'static ObjectRules, Unsupported> {
    let rules = schema.target().object;
    rules.ok_or_else(|| Unsupported::new("an event or a context without properties"))
}
