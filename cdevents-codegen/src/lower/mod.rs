//! From schemas to the model: the only step that understands JSON Schema.

mod environment;
mod events;
mod keywords;
mod rules;
mod scalars;
mod shapes;

use crate::Error;
use crate::load::Kind;
use crate::model::{Model, Release};
use crate::names::Names;
use crate::resolve::Registry;
use crate::rules::{Rules, SchemaId};
use shapes::Shapes;

/// Lowers every release, oldest first.
pub(crate) fn lower(registry: &Registry, names: &Names) -> Result<Model, Error> {
    let mut shapes = Shapes::new(names);
    let mut releases = Vec::new();
    for name in registry.releases() {
        let mut rules = rules::Lowering::new(true);
        let mut events = Vec::new();
        for document in registry.of_kind(&name, Kind::Event) {
            events.push((events::event_type(&document)?, document));
        }
        events.sort_by(|(one, _), (other, _)| one.cmp(other));
        for pair in events.windows(2) {
            if pair[0].0 == pair[1].0 {
                let reason = format!("`{}` is the type of {} too", pair[1].0, pair[0].1.id());
                return Err(pair[1].1.error(reason));
            }
        }
        let events: Result<Vec<_>, _> = events
            .iter()
            .map(|(event_type, document)| {
                events::event(&mut shapes, &mut rules, event_type, document)
            })
            .collect();
        let custom_event = match registry.of_kind(&name, Kind::CustomEvent).as_slice() {
            [] => None,
            [document] => Some(events::custom_event(
                &mut shapes,
                &mut rules,
                &name,
                document,
            )?),
            [first, second, ..] => {
                let reason = format!("is a custom event's schema, and so is {}", first.id());
                return Err(second.error(reason));
            }
        };
        let link = events::link(&mut shapes, &name, &registry.of_kind(&name, Kind::Link))?;
        let release = Release {
            name,
            events: events?,
            custom_event,
            link,
            rules: rules.finish(),
        };
        events::check_names(&release, registry)?;
        releases.push(release);
    }
    check_unread(registry)?;
    names.finish()?;
    let shapes = shapes.finish();
    Ok(Model { releases, shapes })
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
