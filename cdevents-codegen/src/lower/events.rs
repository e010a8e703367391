//! Events: an envelope that is always the same, around a context, a subject and a content.

use serde_json::json;

use crate::Error;
use crate::documents::load::Kind;
use crate::documents::resolve::{Node, Registry};
use crate::model::{EnumValue, Event, Field, FieldValue, Form, Release, ReleaseName, Type};
use crate::names::{self, Names};

use super::environment;
use super::identity::Identity;
use super::keywords;
use super::parts::parts;
use super::shapes::{Origin, Shapes};

const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// What is known of an event before its schema is read.
struct Kin<'a> {
    release: &'a ReleaseName,
    event_type: String,
    /// The subject's type, where the schema leaves it open.
    subject_type: String,
    is_type_pinned: bool,
    is_custom: bool,
    name: String,
    stage: Option<String>,
    origin: Origin,
}

/// Lowers an event of the vocabulary.
pub(super) fn event(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    identity: &Identity,
    document: &Node<'_>,
) -> Result<Event, Error> {
    let subject_words = shapes.names.words(&identity.subject, document)?;
    let mut words = subject_words.clone();
    words.extend(shapes.names.words(&identity.predicate, document)?);
    let name = format!("{}.{}", identity.subject, identity.predicate);
    let (of, version) = match (&identity.version, identity.is_type_pinned) {
        (Some(version), _) => (
            format!("{name}.{version}"),
            format!("V{}", version.replace('.', "_")),
        ),
        (None, true) => (name.clone(), release.variant()),
        (None, false) => (format!("{release}/{name}"), release.variant()),
    };
    let kin = Kin {
        release,
        event_type: identity.event_type(),
        subject_type: names::camel_case(&subject_words),
        is_type_pinned: identity.is_type_pinned,
        is_custom: false,
        stage: Some(shapes.names.stage(&identity.subject, document)),
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
    let mut event = lower(shapes, &kin, document)?;
    let (subject, predicate) = (&identity.subject, &identity.predicate);
    event.environment = environment::find(shapes, subject, predicate, &event, document)?;
    Ok(event)
}

/// Lowers the event of those who have events of their own.
pub(super) fn custom_event(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    document: &Node<'_>,
) -> Result<Event, Error> {
    let kin = Kin {
        release,
        event_type: CUSTOM_PREFIX.to_owned(),
        subject_type: String::new(),
        is_type_pinned: false,
        is_custom: true,
        stage: None,
        name: "custom".to_owned(),
        origin: Origin {
            release: release.clone(),
            of: format!("custom.{release}"),
            words: shapes.names.words("customEvent", document)?,
            version: release.variant(),
            path: Vec::new(),
            further_words: Vec::new(),
        },
    };
    lower(shapes, &kin, document)
}

fn lower(shapes: &mut Shapes<'_>, kin: &Kin<'_>, document: &Node<'_>) -> Result<Event, Error> {
    let schema = shapes.rules.document(document)?;
    check_envelope(document)?;
    let origin = &kin.origin;
    let context_schema = keywords::resolve(&property(document, "context")?)?;
    let context_origin = context_origin(shapes, kin, &context_schema)?;
    let special =
        |key: &str| (key == "type" && kin.is_type_pinned).then_some(FieldValue::EventType);
    let context = shapes.object(&context_schema, &context_origin, &special)?;
    check_context(shapes, &context_schema, &context, kin)?;
    let context = shapes.share(&context_schema, context, &context_origin)?;

    let subject_schema = keywords::resolve(&property(document, "subject")?)?;
    let content_schema = property(&subject_schema, "content")?;
    let content = shapes.lower(&content_schema, &origin.at("content"))?;
    let constant = subject_type(&subject_schema)?;
    let special = |key: &str| match key {
        "content" => Some(FieldValue::Of(Type::Content)),
        "type" if constant.is_some() => Some(FieldValue::SubjectType),
        _ => None,
    };
    let subject = shapes.object(&subject_schema, &origin.at("subject"), &special)?;
    check_subject(shapes, &subject_schema, &subject, kin)?;
    let subject = shapes.share(&subject_schema, subject, &origin.at("subject"))?;

    let parts = parts(shapes, &content, document)?.into_iter();
    let parts = parts.map(|(name, part)| (name, part.shape));
    Ok(Event {
        schema,
        name: kin.name.clone(),
        stage: kin.stage.clone(),
        type_name: names::type_name(&origin.words),
        module_name: names::module_name(&origin.words),
        description: keywords::description(document)?,
        event_type: kin.event_type.clone(),
        is_type_pinned: kin.is_type_pinned,
        subject_type: constant.unwrap_or_else(|| kin.subject_type.clone()),
        schema_id: document.id().to_owned(),
        context,
        subject,
        parts: parts.collect(),
        content,
        environment: None,
    })
}

/// Contexts differ between releases, not between events, so that they are named after the former.
fn context_origin(shapes: &Shapes<'_>, kin: &Kin<'_>, schema: &Node<'_>) -> Result<Origin, Error> {
    if kin.is_custom {
        return Ok(kin.origin.at("context"));
    }
    let event = kin.origin.of.rsplit('/').next().unwrap_or_default();
    Ok(Origin {
        release: kin.release.clone(),
        of: format!("{}/{event}/context", kin.release),
        words: shapes.names.words("context", schema)?,
        version: kin.release.variant(),
        path: Vec::new(),
        further_words: kin.origin.words.clone(),
    })
}

/// The one type that a subject must have, where the schema demands one.
fn subject_type(subject: &Node<'_>) -> Result<Option<String>, Error> {
    let required = keywords::required(subject)?;
    if !required.contains(&"type") {
        return Ok(None);
    }
    let strings = keywords::strings(&property(subject, "type")?)?;
    Ok(strings.and_then(|strings| match strings.as_slice() {
        [(constant, _)] => Some((*constant).to_owned()),
        _ => None,
    }))
}

pub(super) fn property<'a>(object: &Node<'a>, key: &str) -> Result<Node<'a>, Error> {
    keywords::resolve(&object.require("properties")?.require(key)?)
}

/// The envelope is written by hand in the generated crate, so it must be what that expects.
fn check_envelope(document: &Node<'_>) -> Result<(), Error> {
    keywords::only(
        document,
        &["type", "properties", "required", "additionalProperties"],
    )?;
    let mut required = keywords::required(document)?;
    required.sort_unstable();
    if required != ["context", "subject"] {
        return Err(document.error("an event must require `context` and `subject`, and no more"));
    }
    if !keywords::has_type(document, "object") || keywords::is_open(document)? != Some(false) {
        return Err(document.error("an event must be an object without additional properties"));
    }
    for (key, _) in document.require("properties")?.members()? {
        let expected = match key {
            "context" | "subject" => continue,
            "customData" => json!({"oneOf": [
                {"type": "object"},
                {"type": "string", "contentEncoding": "base64"},
            ]}),
            "customDataContentType" => json!({"type": "string"}),
            _ => return Err(document.error(format!("an event with `{key}` isn't supported"))),
        };
        let schema = property(document, key)?;
        if without_annotations(schema.value()) != expected {
            return Err(schema.error(format!("must say {expected}; nothing else is supported")));
        }
    }
    property(document, "customData")?;
    property(document, "customDataContentType")?;
    Ok(())
}

fn without_annotations(schema: &serde_json::Value) -> serde_json::Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        members.retain(|key, _| {
            !["description", "title", "$comment", "examples"].contains(&key.as_str())
        });
        for value in members.values_mut() {
            if let Some(items) = value.as_array_mut() {
                for item in items {
                    *item = without_annotations(item);
                }
            }
        }
    }
    schema
}

/// What every context must have, since it is asked of any event.
fn check_context(
    shapes: &Shapes<'_>,
    schema: &Node<'_>,
    context: &Form,
    kin: &Kin<'_>,
) -> Result<(), Error> {
    let is = |key: &str, allowed: &[FieldValue]| {
        let field = field(context, key).filter(|field| field.required);
        match field {
            Some(field) if allowed.contains(&field.value) => Ok(()),
            _ => Err(schema.error(format!(
                "a context must require `{key}`, as one of {allowed:?}"
            ))),
        }
    };
    let [text, id, reference] =
        [Type::Text, Type::NonEmptyText, Type::UriReference].map(FieldValue::Of);
    is("id", std::slice::from_ref(&id))?;
    is("source", &[text, id.clone(), reference])?;
    is("timestamp", &[FieldValue::Of(Type::Timestamp)])?;
    let r#type = field(context, "type");
    let has_demands = |field: &Field| is_text(shapes, &field.value);
    if !kin.is_custom || !r#type.is_some_and(|it| it.required && has_demands(it)) {
        let custom = FieldValue::Of(Type::CustomEventType);
        is("type", &[FieldValue::EventType, custom, id])?;
    }
    only_these_required(
        schema,
        context,
        &["id", "source", "timestamp", "type"],
        // The release's name: what reads and writes events knows it by these two keys.
        &|field| {
            ["specversion", "version"].contains(&field.key.as_str())
                && match &field.value {
                    FieldValue::Of(Type::NonEmptyText) | FieldValue::Constant(_) => true,
                    FieldValue::Of(Type::Shape(shape)) => is_of_releases(&shapes.get(*shape).form),
                    _ => false,
                }
        },
    )?;
    closed(schema, context)
}

/// Is it an enum of releases?
fn is_of_releases(form: &Form) -> bool {
    let is_release = |value: &EnumValue| value.text.parse::<ReleaseName>().is_ok();
    matches!(form, Form::ClosedEnum(values) if values.iter().all(is_release))
}

/// Is it a string with demands that no other type makes?
fn is_text(shapes: &Shapes<'_>, value: &FieldValue) -> bool {
    match value {
        FieldValue::Of(Type::Shape(shape)) => matches!(shapes.get(*shape).form, Form::Text(_)),
        _ => false,
    }
}

/// What every subject must have, since it is asked of any event.
fn check_subject(
    shapes: &Shapes<'_>,
    schema: &Node<'_>,
    subject: &Form,
    kin: &Kin<'_>,
) -> Result<(), Error> {
    let [text, id, reference] =
        [Type::Text, Type::NonEmptyText, Type::UriReference].map(FieldValue::Of);
    let has = |key: &str| field(subject, key).map(|field| (field.required, &field.value));
    if has("id") != Some((true, &id)) {
        return Err(schema.error("a subject must require `id`, a string that is not empty"));
    }
    if !matches!(has("content"), Some((true, _))) {
        return Err(schema.error("a subject must require `content`"));
    }
    if !has("source")
        .is_none_or(|(required, value)| !required && [&text, &id, &reference].contains(&value))
    {
        return Err(schema.error("a subject's `source` must be optional, and a string"));
    }
    only_these_required(schema, subject, &["id", "content"], &|field| {
        let is_known = [FieldValue::SubjectType, id.clone()].contains(&field.value);
        field.key == "type" && (is_known || kin.is_custom && is_text(shapes, &field.value))
    })?;
    closed(schema, subject)
}

/// Events are made without asking for anything else.
fn only_these_required(
    schema: &Node<'_>,
    form: &Form,
    keys: &[&str],
    is_known: &dyn Fn(&Field) -> bool,
) -> Result<(), Error> {
    let Form::Object { fields, .. } = form else {
        return Ok(());
    };
    let unknown =
        |field: &&Field| field.required && !keys.contains(&field.key.as_str()) && !is_known(field);
    match fields.iter().find(unknown) {
        Some(field) => Err(schema.error(format!(
            "that `{}` is required isn't supported here",
            field.key
        ))),
        None => Ok(()),
    }
}

fn closed(schema: &Node<'_>, form: &Form) -> Result<(), Error> {
    match form {
        Form::Object { open: false, .. } => Ok(()),
        _ => Err(schema.error("contexts and subjects must have no additional properties")),
    }
}

pub(super) fn field<'a>(form: &'a Form, key: &str) -> Option<&'a Field> {
    match form {
        Form::Object { fields, .. } => fields.iter().find(|field| field.key == key),
        _ => None,
    }
}

/// No two events of a release may have one Rust name.
pub(super) fn check_names(
    names: &Names,
    release: &Release,
    registry: &Registry,
) -> Result<(), Error> {
    let events = release.events.iter().chain(&release.custom_event);
    let mut seen = std::collections::BTreeMap::new();
    for event in events {
        if let Some(other) = seen.insert(&event.type_name, event) {
            let documents = registry.of_kind(&release.name, Kind::Event);
            let place = documents.iter().find(|it| it.id() == event.schema_id);
            let reason = format!(
                "`{}` and `{}` both make the name `{}`",
                event.event_type, other.event_type, event.type_name
            );
            names.clash(match place {
                Some(place) => place.error(reason),
                None => Error::new(release.name.to_string(), "", reason),
            })?;
        }
    }
    Ok(())
}
