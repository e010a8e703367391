//! Events: an envelope that is always the same, around a context, a subject and a content.

use serde_json::json;

use crate::Error;
use crate::load::Kind;
use crate::model::{Event, Field, FieldValue, Form, Release, ReleaseName, ShapeId, Type};
use crate::names;
use crate::resolve::{Node, Registry};

use super::environment;
use super::keywords;
use super::rules::Lowering;
use super::shapes::{Origin, Shapes};

const PREFIX: &str = "dev.cdevents.";
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// The type that an event's schema demands.
pub(super) fn event_type(document: &Node<'_>) -> Result<String, Error> {
    let r#type = property(&property(document, "context")?, "type")?;
    match keywords::strings(&r#type)?.as_deref() {
        Some([(text, _)]) if text.strip_prefix(PREFIX).is_some_and(is_name) => {
            Ok((*text).to_owned())
        }
        Some([(text, place)]) => Err(place.error(format!(
            "`{text}` is no event type: `{PREFIX}<subject>.<predicate>`, and a version if need be"
        ))),
        _ => Err(r#type.error("must be a constant: the event's type")),
    }
}

/// Subject, predicate and a version of three numbers, or none.
fn is_name(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    let version = parts.get(2..).unwrap_or_default();
    parts.len() >= 2
        && parts.iter().all(|part| !part.is_empty())
        && (version.is_empty() || version.join(".").parse::<ReleaseName>().is_ok())
}

/// Lowers an event of the vocabulary.
pub(super) fn event(
    shapes: &mut Shapes<'_>,
    rules: &mut Lowering,
    event_type: &str,
    document: &Node<'_>,
) -> Result<Event, Error> {
    let name = event_type.strip_prefix(PREFIX).unwrap_or_default();
    let mut parts = name.splitn(3, '.');
    let (subject, predicate) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let mut words = shapes.names.words(subject, document)?;
    words.extend(shapes.names.words(predicate, document)?);
    let version = match parts.next() {
        Some(version) => format!("V{}", version.replace('.', "_")),
        None => "Draft".to_owned(),
    };
    let origin = Origin {
        event: name.to_owned(),
        words,
        version,
        path: Vec::new(),
    };
    let mut event = lower(
        shapes,
        rules,
        document,
        event_type,
        &origin,
        Some(&FieldValue::EventType),
    )?;
    event.environment = environment::find(shapes, subject, predicate, &event, document)?;
    Ok(event)
}

/// Lowers the event of those who have events of their own.
pub(super) fn custom_event(
    shapes: &mut Shapes<'_>,
    rules: &mut Lowering,
    release: &ReleaseName,
    document: &Node<'_>,
) -> Result<Event, Error> {
    let origin = Origin {
        event: format!("custom.{release}"),
        words: shapes.names.words("customEvent", document)?,
        version: release.variant(),
        path: Vec::new(),
    };
    lower(shapes, rules, document, CUSTOM_PREFIX, &origin, None)
}

/// Lowers the links that travel by themselves, as one union.
pub(super) fn link(
    shapes: &mut Shapes<'_>,
    release: &ReleaseName,
    links: &[Node<'_>],
) -> Result<Option<ShapeId>, Error> {
    let Some(first) = links.first() else {
        return Ok(None);
    };
    let origin = Origin {
        event: format!("link.{release}"),
        words: shapes.names.words("link", first)?,
        version: release.variant(),
        path: Vec::new(),
    };
    let form = shapes.union(first, links, &origin)?;
    shapes.share(first, form, &origin.at("link")).map(Some)
}

fn lower(
    shapes: &mut Shapes<'_>,
    rules: &mut Lowering,
    document: &Node<'_>,
    event_type: &str,
    origin: &Origin,
    r#type: Option<&FieldValue>,
) -> Result<Event, Error> {
    check_envelope(document)?;
    let context_schema = keywords::resolve(&property(document, "context")?)?;
    let subject_schema = keywords::resolve(&property(document, "subject")?)?;
    let special = |key: &str| r#type.cloned().filter(|_| key == "type");
    let context = shapes.object(&context_schema, &origin.at("context"), &special)?;
    check_context(&context_schema, &context)?;
    let context = shapes.share(&context_schema, context, &origin.at("context"))?;

    let content_schema = property(&subject_schema, "content")?;
    let content_origin = origin.at("content");
    let content = shapes.lower(&content_schema, &content_origin)?;
    let special = |key: &str| (key == "content").then_some(FieldValue::Of(Type::Content));
    let subject = shapes.object(&subject_schema, &origin.at("subject"), &special)?;
    check_subject(&subject_schema, &subject)?;
    let subject = shapes.share(&subject_schema, subject, &origin.at("subject"))?;

    let schema = rules.schema(document)?;
    rules.check_ends(schema, document)?;

    Ok(Event {
        schema,
        type_name: names::type_name(&origin.words),
        module_name: names::module_name(&origin.words),
        description: keywords::description(document)?,
        event_type: event_type.to_owned(),
        schema_id: document.id().to_owned(),
        context,
        subject,
        parts: parts(shapes, &content, document)?,
        content,
        environment: None,
    })
}

fn property<'a>(object: &Node<'a>, key: &str) -> Result<Node<'a>, Error> {
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
    if !keywords::has_type(document, "object") || keywords::is_open(document)? {
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
fn check_context(schema: &Node<'_>, context: &Form) -> Result<(), Error> {
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
    is(
        "type",
        &[FieldValue::EventType, FieldValue::Of(Type::CustomEventType)],
    )?;
    only_these_required(
        schema,
        context,
        &["id", "source", "timestamp", "type"],
        // The release's name: what reads and writes events knows it by these two keys.
        &|field| {
            ["specversion", "version"].contains(&field.key.as_str())
                && matches!(
                    field.value,
                    FieldValue::Of(Type::NonEmptyText) | FieldValue::Constant(_)
                )
        },
    )?;
    closed(schema, context)
}

/// What every subject must have, since it is asked of any event.
fn check_subject(schema: &Node<'_>, subject: &Form) -> Result<(), Error> {
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
    only_these_required(schema, subject, &["id", "content"], &|_| false)?;
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

/// The shapes within a content, named after the members that hold them.
fn parts(
    shapes: &Shapes<'_>,
    content: &Type,
    place: &Node<'_>,
) -> Result<Vec<(String, ShapeId)>, Error> {
    let mut parts: Vec<(String, ShapeId)> = Vec::new();
    let mut pending: Vec<(Vec<String>, &Type)> = vec![(Vec::new(), content)];
    while let Some((path, r#type)) = pending.pop() {
        let id = match r#type {
            Type::Shape(id) => *id,
            Type::List(items) => {
                pending.push((path, items));
                continue;
            }
            _ => continue,
        };
        if !path.is_empty() {
            let name = names::type_name(&path);
            match parts.iter().find(|(other, _)| *other == name) {
                None => parts.push((name, id)),
                Some((_, other)) if *other == id => continue,
                Some(_) => {
                    return Err(place.error(format!("two parts of the content are named `{name}`")));
                }
            }
        }
        let Form::Object { fields, .. } = &shapes.get(id).form else {
            continue;
        };
        for field in fields {
            if let FieldValue::Of(r#type) = &field.value {
                let mut path = path.clone();
                path.extend(shapes.names.words(&field.key, place)?);
                pending.push((path, r#type));
            }
        }
    }
    parts.sort();
    Ok(parts)
}

/// No two events of a release may have one Rust name.
pub(super) fn check_names(release: &Release, registry: &Registry) -> Result<(), Error> {
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
            return Err(match place {
                Some(place) => place.error(reason),
                None => Error::new(release.name.to_string(), "", reason),
            });
        }
    }
    Ok(())
}
