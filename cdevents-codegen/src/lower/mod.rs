//! From documents to the model: the step that understands JSON Schema.
//!
//! Each schema is lowered once to rules, which hold everything that affects validity. Types are then
//! classified from the rules, so that types and validators cannot disagree. Only names and descriptions
//! come from the documents.

mod annotations;
pub(crate) mod custom;
mod endless;
mod envelope;
mod environment;
mod events;
mod identity;
mod located;
mod origin;
mod parts;
mod rules;
mod shapes;
mod types;
mod unions;
mod values;

use crate::Error;
use crate::documents::{DocumentKind, Documents, Node};
use crate::model::rules::{Rules, SchemaId};
use crate::model::{Model, Release, ReleaseName};
use crate::names::Names;

pub use annotations::is_annotation;
use identity::Identity;
use located::Located;
use rules::Lowering;
use shapes::Shapes;

/// Lowers every release, oldest first.
pub(crate) fn lower(documents: &Documents, names: &Names) -> Result<Model, Error> {
    let mut lowering = Lowering::new(true);
    let mut lowered = Vec::new();
    for release in documents.releases() {
        lowered.push(Lowered::of(&mut lowering, documents, release)?);
    }
    let rules = lowering.finish();
    let mut shapes = Shapes::new(names);
    let mut releases = Vec::new();
    for lowered in lowered {
        let release = lowered.release(&mut shapes, &rules)?;
        let release = described(release, &releases);
        releases.push(release);
    }
    check_unread(documents)?;
    names.finish()?;
    Ok(Model {
        releases,
        stages: names.stages(),
        shapes: shapes.finish(),
        rules,
        ..Model::default()
    })
}

/// The documents of a release, and the rules of each.
struct Lowered<'a> {
    name: ReleaseName,
    /// The events, sorted by type.
    events: Vec<(Identity, Node<'a>, SchemaId)>,
    custom_event: Option<(Node<'a>, SchemaId)>,
    links: Vec<(Node<'a>, SchemaId)>,
}

impl<'a> Lowered<'a> {
    fn of(
        lowering: &mut Lowering,
        documents: &'a Documents,
        name: ReleaseName,
    ) -> Result<Self, Error> {
        let mut identified = Vec::new();
        for node in documents.of_kind(&name, DocumentKind::Event) {
            identified.push((Identity::of(&node)?, node));
        }
        identified.sort_by_key(|(identity, _)| identity.event_type());
        for pair in identified.windows(2) {
            let event_type = pair[1].0.event_type();
            if pair[0].0.event_type() == event_type {
                let reason = format!("`{event_type}` is also the type of {}", pair[0].1.id());
                return Err(pair[1].1.error(reason));
            }
        }
        let mut events = Vec::new();
        for (identity, node) in identified {
            let schema = lowering.document(&node)?;
            events.push((identity, node, schema));
        }
        let mut rest = |kind: DocumentKind| -> Result<Vec<_>, Error> {
            let nodes = documents.of_kind(&name, kind).into_iter();
            nodes
                .map(|node| Ok((node.clone(), lowering.document(&node)?)))
                .collect()
        };
        let custom_events = rest(DocumentKind::CustomEvent)?;
        let links = rest(DocumentKind::Link)?;
        if let [(first, _), (second, _), ..] = custom_events.as_slice() {
            let reason = format!(
                "is a second schema of custom events, next to {}",
                first.id()
            );
            return Err(second.error(reason));
        }
        Ok(Self {
            name,
            events,
            custom_event: custom_events.into_iter().next(),
            links,
        })
    }

    fn release(self, shapes: &mut Shapes<'_>, rules: &'a Rules) -> Result<Release, Error> {
        let located = |(node, id)| Located { rules, id, node };
        let name = self.name;
        let mut documents = Vec::new();
        let mut events = Vec::new();
        for (identity, node, id) in self.events {
            let document = located((node, id));
            events.push(events::event(shapes, &name, &identity, &document)?);
            documents.push(document);
        }
        let custom_event = self.custom_event.map(located);
        let custom_event = custom_event.map(|event| events::custom_event(shapes, &name, &event));
        let links: Vec<_> = self.links.into_iter().map(located).collect();
        let release = Release {
            events,
            custom_event: custom_event.transpose()?,
            link: unions::links(shapes, &name, &links)?,
            name,
        };
        events::check_names(shapes.names, &release, &documents)?;
        Ok(release)
    }
}

/// Gives an event without a description that of the newest earlier release that has one, because a
/// release that was just imported has few of its own.
fn described(mut release: Release, before: &[Release]) -> Release {
    for event in release.events.iter_mut().chain(&mut release.custom_event) {
        let description = |earlier: &Release| {
            let mut events = earlier.all_events();
            let same =
                events.find(|same| same.name == event.name && !same.description.is_empty())?;
            Some(same.description.clone())
        };
        if event.description.is_empty()
            && let Some(description) = before.iter().rev().find_map(description)
        {
            event.description = description;
        }
    }
    release
}

/// Returns the subject and the predicate of a schema's event type.
///
/// # Errors
/// Fails if the schema does not say which event it describes.
pub fn subject_and_predicate(document: &Node<'_>) -> Result<(String, String), Error> {
    let identity = Identity::of(document)?;
    Ok((identity.subject, identity.predicate))
}

/// Lowers any schema, for validators alone.
pub(crate) fn schema(
    documents: &Documents,
    id: &str,
    asserts_formats: bool,
) -> Result<(Rules, SchemaId), Error> {
    let mut lowering = Lowering::new(asserts_formats);
    let schema = lowering.document(&documents.document(id)?)?;
    Ok((lowering.finish(), schema))
}

/// Checks that definitions that nothing refers to have only annotations. Anything else is a mistake.
fn check_unread(documents: &Documents) -> Result<(), Error> {
    for node in documents.unread() {
        let is_annotated = |(keyword, _): &(&str, _)| is_annotation(keyword);
        if !node
            .properties()
            .is_ok_and(|keywords| keywords.iter().all(is_annotated))
        {
            let reason =
                "is not the schema of an event, a custom event or a link, and no `$ref` leads here";
            return Err(node.error(reason));
        }
    }
    Ok(())
}
