//! Lowers events: a fixed envelope around a context, a subject and a content.

use std::collections::BTreeMap;

use crate::Error;
use crate::model::{CUSTOM_PREFIX, Event, FieldValue, Release, ReleaseName, Type};
use crate::names::{self, Names};

use super::envelope;
use super::environment;
use super::identity::Identity;
use super::located::Located;
use super::origin::Origin;
use super::parts::parts;
use super::shapes::Shapes;

/// What is known of an event before its schema is lowered.
struct Facts {
    event_type: String,
    /// The type of the subject, unless the schema requires one.
    subject_type: String,
    is_type_pinned: bool,
    is_custom: bool,
    name: String,
    stage: Option<String>,
    origin: Origin,
}

/// Lowers one of the specification's events.
pub(super) fn event(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    identity: &Identity,
    document: &Located<'_>,
) -> Result<Event, Error> {
    let subject_words = shapes.names.words(&identity.subject, &document.node)?;
    let mut words = subject_words.clone();
    words.extend(shapes.names.words(&identity.predicate, &document.node)?);
    let name = format!("{}.{}", identity.subject, identity.predicate);
    let facts = Facts {
        event_type: identity.event_type(),
        subject_type: names::camel_case(&subject_words),
        is_type_pinned: identity.is_type_pinned,
        is_custom: false,
        stage: Some(shapes.names.stage(&identity.subject, &document.node)),
        origin: Origin::new(release, &name, words),
        name,
    };
    let mut event = lower(shapes, &facts, document)?;
    let (subject, predicate) = (&identity.subject, &identity.predicate);
    event.environment = environment::find(shapes, subject, predicate, &event, &document.node)?;
    Ok(event)
}

/// Lowers the event that stands for all custom events.
pub(super) fn custom_event(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    document: &Located<'_>,
) -> Result<Event, Error> {
    let facts = Facts {
        event_type: CUSTOM_PREFIX.to_owned(),
        subject_type: String::new(),
        is_type_pinned: false,
        is_custom: true,
        stage: None,
        name: "custom".to_owned(),
        origin: Origin::new(
            release,
            "custom",
            shapes.names.words("customEvent", &document.node)?,
        ),
    };
    lower(shapes, &facts, document)
}

fn lower(shapes: &mut Shapes<'_>, facts: &Facts, document: &Located<'_>) -> Result<Event, Error> {
    envelope::check(document)?;
    let origin = &facts.origin;
    let context_schema = document.property("context")?;
    let context_origin = context_origin(facts);
    let special =
        |key: &str| (key == "type" && facts.is_type_pinned).then_some(FieldValue::EventType);
    let context = shapes.object(&context_schema, &context_origin, &special)?;
    envelope::check_context(shapes, &context_schema, &context, facts.is_custom)?;
    let context = shapes.share(&context_schema, context, &context_origin)?;

    let subject_schema = document.property("subject")?;
    let content = shapes.lower(&subject_schema.property("content")?, &origin.at("content"))?;
    let constant = if subject_schema.required()?.contains(&"type") {
        subject_schema.property("type")?.constant()?
    } else {
        None
    };
    let special = |key: &str| match key {
        "content" => Some(FieldValue::Of(Type::Content)),
        "type" if constant.is_some() => Some(FieldValue::SubjectType),
        _ => None,
    };
    let subject_origin = origin.at("subject");
    let subject = shapes.object(&subject_schema, &subject_origin, &special)?;
    envelope::check_subject(shapes, &subject_schema, &subject, facts.is_custom)?;
    let subject = shapes.share(&subject_schema, subject, &subject_origin)?;

    let parts = parts(shapes, &content, &document.node)?.into_iter();
    let parts = parts.map(|(name, part)| (name, part.shape));
    Ok(Event {
        schema: document.id,
        name: facts.name.clone(),
        stage: facts.stage.clone(),
        type_name: names::type_name(&origin.words),
        module_name: names::module_name(&origin.words),
        description: document.description()?,
        event_type: facts.event_type.clone(),
        is_type_pinned: facts.is_type_pinned,
        subject_type: constant.unwrap_or(&facts.subject_type).to_owned(),
        schema_id: document.node.id().to_owned(),
        context,
        subject,
        parts: parts.collect(),
        content,
        environment: None,
    })
}

/// Contexts differ between releases rather than between events, so they are not named after the event.
fn context_origin(facts: &Facts) -> Origin {
    let mut origin = facts.origin.at_own("context");
    if !facts.is_custom {
        origin.further_words = std::mem::take(&mut origin.words);
    }
    origin
}

/// Checks that no two events of a release have the same Rust name.
pub(super) fn check_names(
    names: &Names,
    release: &Release,
    documents: &[Located<'_>],
) -> Result<(), Error> {
    let mut seen = BTreeMap::new();
    for event in release.all_events() {
        if let Some(other) = seen.insert(&event.type_name, event) {
            let reason = format!(
                "`{}` and `{}` both get the name `{}`",
                event.event_type, other.event_type, event.type_name
            );
            let place = documents
                .iter()
                .find(|place| place.node.id() == event.schema_id);
            names.clash(match place {
                Some(place) => place.error(reason),
                None => Error::new(release.name.to_string(), "", reason),
            })?;
        }
    }
    Ok(())
}
