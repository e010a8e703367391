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
mod natural;
mod origin;
mod parts;
mod rules;
mod shapes;
mod types;
mod unevaluated;
mod unions;
mod values;

use std::collections::BTreeMap;

use crate::Error;
use crate::documents::{DocumentKind, Documents, Node};
use crate::model::rules::{Rules, SchemaId};
use crate::model::{Model, Release, ReleaseName};
use crate::names::Names;

pub use annotations::is_annotation;
use identity::Identity;
use located::Located;
use rules::Lowering;
pub(crate) use rules::Policy;
use shapes::Shapes;

/// Lowers every release, oldest first.
pub(crate) fn lower(documents: &Documents, names: &Names) -> Result<Model, Error> {
    let mut lowering = Lowering::new(Policy::STRICT);
    let mut lowered = Vec::new();
    let named = documents.releases();
    check_distinct(documents, &named)?;
    for release in named {
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

/// The documents of a release, and the numbers of their schemas.
struct Lowered<'a> {
    name: ReleaseName,
    /// The events, sorted by type, followed by the custom event, which has no identity.
    events: Vec<(Option<Identity>, Node<'a>, SchemaId)>,
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
        let custom_events = documents.of_kind(&name, DocumentKind::CustomEvent);
        if let [first, second, ..] = custom_events.as_slice() {
            let reason = format!(
                "is a second schema of custom events, next to {}",
                first.id()
            );
            return Err(second.error(reason));
        }
        let identified = identified
            .into_iter()
            .map(|(identity, node)| (Some(identity), node));
        let custom_events = custom_events.into_iter().map(|node| (None, node));
        let mut events = Vec::new();
        for (identity, node) in identified.chain(custom_events) {
            let schema = lowering.document(&node)?;
            events.push((identity, node, schema));
        }
        let mut links = Vec::new();
        for node in documents.of_kind(&name, DocumentKind::Link) {
            let schema = lowering.document(&node)?;
            links.push((node, schema));
        }
        Ok(Self {
            name,
            events,
            links,
        })
    }

    fn release(self, shapes: &mut Shapes<'_>, rules: &'a Rules) -> Result<Release, Error> {
        let mut release = Release {
            name: self.name,
            events: Vec::new(),
            custom_event: None,
            link: None,
        };
        let mut types: BTreeMap<String, String> = BTreeMap::new();
        for (identity, node, id) in self.events {
            let document = Located { rules, id, node };
            let event = events::event(shapes, &release.name, identity.as_ref(), &document)?;
            let (name, event_type) = (&event.type_name, &event.event_type);
            if let Some(other) = types.insert(name.clone(), event_type.clone()) {
                let reason = format!("`{event_type}` and `{other}` both get the name `{name}`");
                shapes.names.clash(document.error(reason))?;
            }
            match identity {
                Some(_) => release.events.push(event),
                None => release.custom_event = Some(event),
            }
        }
        let links = self.links.into_iter();
        let links: Vec<_> = links
            .map(|(node, id)| Located { rules, id, node })
            .collect();
        release.link = unions::links(shapes, &release.name, &links)?;
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
    policy: Policy,
) -> Result<(Rules, SchemaId), Error> {
    let mut lowering = Lowering::new(policy);
    let schema = lowering.document(&documents.document(id)?)?;
    Ok((lowering.finish(), schema))
}

/// Fails if two releases have the same name in Rust, such as `0.6.0-rc.1` and `0.6.0-rc1`.
fn check_distinct(documents: &Documents, releases: &[ReleaseName]) -> Result<(), Error> {
    let mut seen: BTreeMap<String, &ReleaseName> = BTreeMap::new();
    for release in releases {
        // Variants that differ in case have the same module.
        let Some(other) = seen.insert(release.variant().to_lowercase(), release) else {
            continue;
        };
        let reason = format!(
            "is of release {release}, which has the same name in Rust as release {other}; rename one"
        );
        let events = documents.of_kind(release, DocumentKind::Event);
        let error = events.first().map(|event| event.error(reason));
        return error.map_or(Ok(()), Err);
    }
    Ok(())
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
