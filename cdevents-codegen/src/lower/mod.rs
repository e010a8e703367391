//! From schemas to the model: the only step that understands JSON Schema.

pub(crate) mod custom;
mod environment;
mod events;
mod identity;
pub mod keywords;
mod parts;
mod rules;
mod scalars;
mod shapes;
mod unions;

pub(crate) use custom::Source as CustomSource;

use crate::Error;
use crate::documents::load::Kind;
use crate::documents::resolve::{Node, Registry};
use crate::model::ExampleValues;
use crate::model::rules::{Rules, SchemaId};
use crate::model::{Correction, Model, Release, ReleaseName};
use crate::names::Names;
use identity::Identity;
pub(crate) use scalars::CUSTOM_EVENT_TYPE;
use shapes::Shapes;

/// Lowers every release, oldest first.
pub(crate) fn lower(
    registry: &Registry,
    names: &Names,
    corrections: Vec<Correction>,
    examples: ExampleValues,
) -> Result<Model, Error> {
    let mut shapes = Shapes::new(names);
    let mut releases = Vec::new();
    for name in registry.releases() {
        let release = release(&mut shapes, registry, name)?;
        events::check_names(names, &release, registry)?;
        let release = described(release, &releases);
        releases.push(release);
    }
    check_unread(registry)?;
    names.finish()?;
    let (shapes, rules) = shapes.finish();
    Ok(Model {
        releases,
        stages: names.stages(),
        shapes,
        rules,
        corrections,
        examples,
    })
}

/// Gives an event without a description the words of the last release that has some for it, as a
/// shape has those of its first appearance: a release just imported has few of its own.
fn described(mut release: Release, before: &[Release]) -> Release {
    for event in release.events.iter_mut().chain(&mut release.custom_event) {
        let words = |earlier: &Release| {
            let mut events = earlier.all_events().filter(|it| it.name == event.name);
            let described = events.find(|it| !it.description.is_empty())?;
            Some(described.description.clone())
        };
        if event.description.is_empty()
            && let Some(description) = before.iter().rev().find_map(words)
        {
            event.description = description;
        }
    }
    release
}

fn release(
    shapes: &mut Shapes<'_>,
    registry: &Registry,
    name: ReleaseName,
) -> Result<Release, Error> {
    let mut documents = Vec::new();
    for document in registry.of_kind(&name, Kind::Event) {
        documents.push((Identity::of(&document)?, document));
    }
    documents.sort_by_key(|(identity, _)| identity.event_type());
    for pair in documents.windows(2) {
        let event_type = pair[1].0.event_type();
        if pair[0].0.event_type() == event_type {
            let reason = format!("`{event_type}` is the type of {} too", pair[0].1.id());
            return Err(pair[1].1.error(reason));
        }
    }
    let mut events = Vec::new();
    for (identity, document) in &documents {
        events.push(events::event(shapes, &name, identity, document)?);
    }
    let custom_event = match registry.of_kind(&name, Kind::CustomEvent).as_slice() {
        [] => None,
        [document] => Some(events::custom_event(shapes, &name, document)?),
        [first, second, ..] => {
            let reason = format!("is a custom event's schema, and so is {}", first.id());
            return Err(second.error(reason));
        }
    };
    let link = unions::links(shapes, &name, &registry.of_kind(&name, Kind::Link))?;
    Ok(Release {
        name,
        events,
        custom_event,
        link,
    })
}

/// Returns the subject and the predicate of a schema's event type.
///
/// # Errors
/// If the schema does not say which event it is.
pub fn subject_and_predicate(document: &Node<'_>) -> Result<(String, String), Error> {
    let identity = Identity::of(document)?;
    Ok((identity.subject, identity.predicate))
}

/// Lowers any schema, for validators alone.
pub(crate) fn schema(
    registry: &Registry,
    id: &str,
    asserts_formats: bool,
) -> Result<(Rules, SchemaId), Error> {
    let mut rules = rules::Lowering::new(asserts_formats);
    let place = registry.document(id)?;
    let schema = rules.schema(&place)?;
    rules.check_ends(schema, &place)?;
    Ok((rules.finish(), schema))
}

/// What nobody reads must say nothing, or else it is a mistake.
fn check_unread(registry: &Registry) -> Result<(), Error> {
    for place in registry.unread() {
        if keywords::only(&place, &[]).is_err() {
            return Err(
                place.error("is no event, no custom event and no link, and no `$ref` leads here")
            );
        }
    }
    Ok(())
}
