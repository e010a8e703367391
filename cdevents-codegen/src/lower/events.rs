//! Lowers events: a fixed envelope around a context, a subject and a content.

use crate::Error;
use crate::model::{CUSTOM_PREFIX, Event, FieldValue, ReleaseName, Type};
use crate::names;

use super::envelope;
use super::environment;
use super::identity::Identity;
use super::located::Located;
use super::origin::Origin;
use super::parts::parts;
use super::shapes::Shapes;

/// Lowers an event. The event that stands for all custom events has no identity.
pub(super) fn event(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    identity: Option<&Identity>,
    document: &Located<'_>,
) -> Result<Event, Error> {
    envelope::check(document)?;
    let names = shapes.names;
    let is_custom = identity.is_none();
    let is_type_pinned = identity.is_some_and(|identity| identity.is_type_pinned);
    let name = identity.map_or_else(|| "custom".to_owned(), Identity::name);
    let subject_words = match identity {
        Some(identity) => names.words(&identity.subject, &document.node)?,
        None => names.words("customEvent", &document.node)?,
    };
    let mut words = subject_words.clone();
    if let Some(identity) = identity {
        words.extend(names.words(&identity.predicate, &document.node)?);
    }
    let origin = Origin::new(release, &name, words);

    let context_schema = document.property("context")?;
    let mut context_origin = origin.at_own("context");
    if !is_custom {
        // Contexts differ between releases rather than events, so they are not named after the event.
        context_origin.further_words = std::mem::take(&mut context_origin.words);
    }
    let special = |key: &str| (key == "type" && is_type_pinned).then_some(FieldValue::EventType);
    let context = shapes.object(&context_schema, &context_origin, &special)?;
    envelope::check_context(shapes, &context_schema, &context, is_custom)?;
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
    envelope::check_subject(shapes, &subject_schema, &subject, is_custom)?;
    let subject = shapes.share(&subject_schema, subject, &subject_origin)?;

    let parts = parts(shapes, &content, &[], &document.node)?.into_iter();
    let parts = parts.map(|(name, part)| (name, part.shape));
    let mut event = Event {
        schema: document.id,
        name,
        stage: identity.map(|identity| names.stage(&identity.subject, &document.node)),
        type_name: names::type_name(&origin.words),
        module_name: names::module_name(&origin.words),
        description: document.description()?,
        event_type: identity.map_or_else(|| CUSTOM_PREFIX.to_owned(), Identity::event_type),
        is_type_pinned,
        subject_type: match constant {
            Some(constant) => constant.to_owned(),
            None if is_custom => String::new(),
            None => names::camel_case(&subject_words),
        },
        schema_id: document.node.id().to_owned(),
        context,
        subject,
        parts: parts.collect(),
        content,
        environment: None,
    };
    event.environment = environment::find(shapes, &event, &document.node)?;
    Ok(event)
}
