//! The schema of an event as one document.

use serde_json::{Map, Value};

use super::render::Bundle;
use crate::Release;
use crate::read::find::entries;

/// Returns the JSON Schema of an event, with everything that it refers to in its `$defs`.
///
/// It is the specification's, without its descriptions, and with the corrections of this crate. In
/// releases whose schemas leave the event type open, it also fixes how the type begins, as this crate
/// does. Formats must be asserted.
///
/// `event_type` is an event type, such as `dev.cdevents.service.deployed.0.3.0`, or the subject and
/// the predicate, such as `service.deployed`; `custom` for custom events.
///
/// ```
/// use cdevents_generated::{Release, schema};
///
/// let schema = schema::bundled(Release::V0_5_1, "service.deployed").unwrap();
/// assert_eq!(schema["$id"], "https://cdevents.dev/0.5.1/schema/service-deployed-event");
/// assert_eq!(schema["$defs"]["CdEventsTimestamp"]["format"], "date-time");
/// assert_eq!(schema::bundled(Release::Draft, "ticket.created"), None);
/// ```
#[must_use]
pub fn bundled(release: Release, event_type: &str) -> Option<Value> {
    let mut entries = entries();
    let entry = entries.find(|entry| entry.release == release && entry.is_found_by(event_type))?;
    let mut definitions = Map::new();
    let event = Bundle::new(&mut definitions, "#/$defs".to_owned()).event(entry);
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    schema.insert("$id".to_owned(), entry.schema_id.into());
    schema.extend(event);
    schema.insert("$defs".to_owned(), definitions.into());
    Some(schema.into())
}
