//! The schemas of all events of a release, for the crate `schemars`.

use schemars_1::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::names;
use super::render::Bundle;
use crate::Release;
use crate::read::entry::Entry;
use crate::read::find::newest_entries;
use crate::read::named_release::{SPECVERSION, VERSION};

/// Returns the name of the schema of a release's events.
pub(crate) fn name(release: Release) -> String {
    format!("AnyEvent{}", names::suffix(release.as_str()))
}

/// Returns the schema of a release's events.
pub(crate) fn schema(generator: &mut SchemaGenerator, release: Release) -> Schema {
    let events = with_bundle(generator, |bundle| {
        let of_release = newest_entries().into_iter();
        let of_release = of_release.filter(|entry| entry.release == release);
        of_release
            .map(|entry| bundle.event_reference(entry))
            .collect::<Value>()
    });
    of(json!({"anyOf": events}))
}

/// Returns the schema of all events of all releases. An event is judged by the release that it names;
/// if that has no event of the type, by the newest release that lets an event name any other.
pub(super) fn of_all(generator: &mut SchemaGenerator) -> Schema {
    let entries = newest_entries();
    let events = with_bundle(generator, |bundle| {
        let events = entries.iter().map(|entry| {
            let event = bundle.event_reference(entry);
            match named_release(entry, &entries) {
                None => event,
                Some(named) => json!({"allOf": [event, named]}),
            }
        });
        events.collect::<Value>()
    });
    of(json!({"anyOf": events}))
}

/// Returns what the release that an event names must be, so that the event is judged by an entry, if
/// the entry's schema doesn't say it.
fn named_release(entry: &Entry, entries: &[&Entry]) -> Option<Value> {
    let key = open_release(entry)?;
    let mut same_type = entries
        .iter()
        .filter(|other| other.event_type == entry.event_type);
    let others = same_type.clone().map(|other| other.release);
    let others = others.filter(|release| *release != entry.release);
    let newest = same_type.find(|other| open_release(other) == Some(key));
    let release = if newest.is_some_and(|newest| newest.release == entry.release) {
        let others: Vec<_> = others.map(Release::as_str).collect();
        json!({"not": {"enum": others}})
    } else {
        json!({"const": entry.release.as_str()})
    };
    let context = json!({"properties": {key: release}});
    Some(json!({"properties": {"context": context}}))
}

/// Returns the property by which an event names its release, if the schema allows any name.
fn open_release(entry: &Entry) -> Option<&'static str> {
    let mut keys = [SPECVERSION, VERSION].into_iter();
    keys.find(|key| {
        let named = entry.context_property(key);
        named.is_some_and(|named| named.target.values.is_none())
    })
}

/// Renders schemas whose definitions go to a generator.
pub(super) fn with_bundle<T>(
    generator: &mut SchemaGenerator,
    render: impl FnOnce(&mut Bundle<'_>) -> T,
) -> T {
    let settings = generator.settings();
    let path = settings.definitions_path.trim_start_matches('#');
    let path = format!("#{}", path.trim_end_matches('/'));
    let is_inline = settings.inline_subschemas;
    let definitions: &mut Map<String, Value> = generator.definitions_mut();
    render(&mut Bundle::new(definitions, path).inline(is_inline))
}

/// Wraps a JSON Schema, which is an object or a boolean.
pub(super) fn of(schema: Value) -> Schema {
    Schema::try_from(schema).unwrap_or_default()
}
