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
    let (of, version) = match (&identity.version, identity.is_type_pinned) {
        (Some(version), _) => (
            format!("{name}.{version}"),
            format!("V{}", version.replace('.', "_")),
        ),
        (None, true) => (name.clone(), release.variant()),
        (None, false) => (format!("{release}/{name}"), release.variant()),
    };
    let facts = Facts {
        event_type: identity.event_type(),
        subject_type: names::camel_case(&subject_words),
        is_type_pinned: identity.is_type_pinned,
        is_custom: false,
        stage: Some(shapes.names.stage(&identity.subject, &document.node)),
        name,
        origin: Origin {
            release: release.clone(),
            of,
            words,
            version,
            path: Vec::new(),
            further_words: Vec::new(),
        },
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
        origin: Origin {
            release: release.clone(),
            of: format!("custom.{release}"),
            words: shapes.names.words("customEvent", &document.node)?,
            version: release.variant(),
            path: Vec::new(),
            further_words: Vec::new(),
        },
    };
    lower(shapes, &facts, document)
}

fn lower(shapes: &mut Shapes<'_>, facts: &Facts, document: &Located<'_>) -> Result<Event, Error> {
    envelope::check(document)?;
    let origin = &facts.origin;
    let context_schema = document.property("context")?;
    let context_origin = context_origin(shapes, facts, &context_schema)?;
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
fn context_origin(
    shapes: &Shapes<'_>,
    facts: &Facts,
    schema: &Located<'_>,
) -> Result<Origin, Error> {
    if facts.is_custom {
        return Ok(facts.origin.at("context"));
    }
    let event = facts.origin.of.rsplit('/').next().unwrap_or_default();
    Ok(Origin {
        release: facts.origin.release.clone(),
        of: format!("{}/{event}/context", facts.origin.release),
        words: shapes.names.words("context", &schema.node)?,
        version: facts.origin.release.variant(),
        path: Vec::new(),
        further_words: facts.origin.words.clone(),
    })
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
