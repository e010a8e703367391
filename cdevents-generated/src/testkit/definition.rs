//! Strategies for the events of the specification.

use std::collections::HashMap;

use proptest::prelude::{Just, SBoxedStrategy, Strategy};
use proptest::strategy::Union;

use super::document::Document;
use super::text::regex;
use super::walk::{Made, Overrides, Unsupported, Walker};
use crate::Release;
use crate::generated::index::{CUSTOM_EVENTS, EVENTS, OPEN_EVENTS};
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::validate::table::{ObjectRules, Schema};
use crate::value::event_type::CUSTOM_PREFIX;

/// An event of a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct Definition {
    /// The event type, or how it begins if the schema leaves the rest open.
    pub(super) event_type: &'static str,
    pub(super) release: Release,
    pub(super) schema: &'static Schema,
}

impl Definition {
    /// Returns all events, by release, newest first: a failure shrinks to the first of them.
    pub(super) fn all() -> Vec<Self> {
        let entries = [EVENTS, OPEN_EVENTS, CUSTOM_EVENTS].into_iter().flatten();
        let mut all: Vec<_> = entries
            .map(|entry| Self {
                event_type: entry.event_type,
                release: entry.release,
                schema: entry.schema,
            })
            .collect();
        all.sort_by_key(|definition| std::cmp::Reverse(definition.release));
        all
    }

    /// Returns the strategy for the event as a document.
    pub(super) fn document(&self, walker: &mut Walker) -> Made<Document> {
        let event = properties(self.schema)?;
        let context = event.property("context").map(|property| property.target);
        let context = context.ok_or_else(|| Unsupported::new("an event without a context"))?;
        let context = properties(context)?;
        let mut overrides: Overrides = HashMap::new();
        for key in [SPECVERSION, VERSION] {
            if context.property(key).is_some() {
                // An event of another release would be judged by that release.
                overrides.insert(key, Some(constant(self.release.as_str())));
            }
        }
        if let Some(property) = context.property("type")
            && property.target.values.is_none()
            && self.event_type != CUSTOM_PREFIX
        {
            overrides.insert("type", Some(self.open_type()));
        }
        if !walker.knobs.has_links {
            overrides.insert("links", None);
        }
        let context = walker.object(context, &overrides)?;
        walker.object(event, &HashMap::from([("context", Some(context))]))
    }

    /// The type of an event whose schema fixes only how types begin.
    fn open_type(&self) -> SBoxedStrategy<Document> {
        let event_type = self.event_type;
        let ends = vec![
            Just(String::new()).sboxed(),
            regex(r"\.[0-9]\.[0-9]\.[0-9]"),
        ];
        let types = Union::new(ends);
        types
            .prop_map(move |end| Document::Text(format!("{event_type}{end}")))
            .sboxed()
    }
}

fn constant(text: &str) -> SBoxedStrategy<Document> {
    Just(Document::Text(text.to_owned())).sboxed()
}

fn properties(schema: &'static Schema) -> Result<&'static ObjectRules, Unsupported> {
    let rules = schema.target().object;
    rules.ok_or_else(|| Unsupported::new("an event or a context without properties"))
}
