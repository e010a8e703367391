//! The schemas of whole events.

use std::borrow::Cow;

use schemars_1::{JsonSchema, Schema, SchemaGenerator};

use super::names;
use super::releases::{self, of, with_bundle};
use crate::read::entry::Entry;
use crate::traits::EventDefinition;
use crate::{CdEvent, Event};

/// The specification's schema. The content of a custom event is any object in it.
impl<D: EventDefinition> JsonSchema for Event<D> {
    fn schema_name() -> Cow<'static, str> {
        names::event(D::SCHEMA_ID, D::RELEASE.as_str()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        D::SCHEMA_ID.into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // Schemas don't depend on the number.
        let entry = Entry::of::<D>(0);
        of(with_bundle(generator, |bundle| bundle.event(&entry)).into())
    }
}

/// The schemas of all events of all releases. Events of newer releases, which
/// [`from_slice`](CdEvent::from_slice) preserves, are not described.
impl JsonSchema for CdEvent {
    fn schema_name() -> Cow<'static, str> {
        "CdEvent".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "cdevents_generated::CdEvent".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        releases::of_all(generator)
    }
}
