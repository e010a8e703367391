//! A custom event with a schema of its maker's.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::Error;
use crate::documents::load::Document;
use crate::documents::resolve::{Node, Registry};
use crate::model::ExampleValues;
use crate::model::rules::{JsonType, SchemaId};
use crate::model::{Form, Model, ReleaseName, ShapeId, Type};
use crate::names::{self, Names};

use super::events::property;
use super::keywords;
use super::parts::{Part, parts};
use super::scalars::CUSTOM_EVENT_TYPE;
use super::shapes::{Origin, Shapes, Step};

/// Which schema there is, by its `$id`.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// That of the whole event.
    Event(String),
    /// That of the content, behind that of an event around it; and the event's type.
    Content(String, String, String),
}

/// A custom event, lowered.
#[derive(Clone, Debug)]
pub(crate) struct Custom {
    /// The event's type.
    pub(crate) event_type: String,
    /// Its Rust type: `GateChecked`.
    pub(crate) type_name: String,
    /// What it means.
    pub(crate) description: String,
    /// The `$id` of the event's schema.
    pub(crate) schema_id: String,
    /// The event's schema.
    pub(crate) schema: SchemaId,
    /// The content.
    pub(crate) content: Type,
    /// The shapes within the content, by names of their own.
    pub(crate) parts: Vec<(String, ShapeId)>,
    /// The shapes and the rules, without a release.
    pub(crate) model: Model,
}

/// A schema of the event around a content: it demands the type and the content, and nothing else,
/// since the specification's schema is asked too.
pub(crate) fn wrapper(event_type: &str, content: &str, file: &Path) -> (String, Document) {
    let object = |key: &str, value: serde_json::Value| json!({ "type": "object", "properties": { key: value }, "required": [key] });
    let mut value = object("context", object("type", json!({ "const": event_type })));
    value["properties"]["subject"] = object("content", json!({ "$ref": content }));
    value["required"] = json!(["context", "subject"]);
    let document = Document {
        file: file.to_owned(),
        release: ReleaseName::default(),
        value,
    };
    (format!("urn:cdevents:{event_type}"), document)
}

/// Lowers a custom event.
pub(crate) fn lower(registry: &Registry, names: &Names, source: &Source) -> Result<Custom, Error> {
    let mut shapes = Shapes::new(names);
    let (event, content, event_type) = match source {
        Source::Event(id) => {
            let event = registry.document(id)?;
            let subject = property(&event, "subject")?;
            let content = subject.require("properties")?.require("content")?;
            let event_type = pinned_type(&event)?;
            (event, content, event_type)
        }
        Source::Content(event, content, event_type) => {
            let content = registry.document(content)?;
            (registry.document(event)?, content, event_type.clone())
        }
    };
    let words = words(names, &event_type, &content)?;
    let schema = shapes.rules.document(&event)?;
    let origin = Origin {
        release: ReleaseName::default(),
        of: event_type.clone(),
        words: words.clone(),
        version: String::new(),
        path: vec![Step::Own("content")],
        further_words: Vec::new(),
    };
    let content_type = shapes.lower(&content, &origin)?;
    let parts = parts(&shapes, &content_type, &content)?;
    let type_name = names::type_name(&words);
    check_aliases(names, &parts, &type_name, &content)?;
    let parts = parts.into_iter().map(|(name, part)| (name, part.shape));
    let parts = parts.collect();
    let description = match source {
        Source::Event(_) => keywords::description(&event)?,
        Source::Content(..) => String::new(),
    };
    let (shapes, rules) = shapes.finish();
    let model = Model {
        releases: Vec::new(),
        stages: Vec::new(),
        shapes,
        rules,
        corrections: Vec::new(),
        examples: ExampleValues::default(),
    };
    if !may_be_object(&model, &content_type) {
        return Err(content.error("the content of a custom event is an object; this allows none"));
    }
    Ok(Custom {
        event_type,
        type_name,
        description,
        schema_id: event.id().to_owned(),
        schema,
        content: content_type,
        parts,
        model,
    })
}

/// The one type that the schema of a whole event demands.
fn pinned_type(event: &Node<'_>) -> Result<String, Error> {
    let context = property(event, "context")?;
    let place = property(&context, "type")?;
    if !keywords::required(&context)?.contains(&"type") {
        return Err(context.error("must require `type`, so that it is told which event it is"));
    }
    match keywords::strings(&place)?.as_deref() {
        Some([(event_type, _)]) => Ok((*event_type).to_owned()),
        _ => Err(place.error(
            "must demand one type, by a `const`; or take the schema of the content, with the type",
        )),
    }
}

/// Subject and predicate: of `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`, gate and checked.
fn words(names: &Names, event_type: &str, place: &Node<'_>) -> Result<Vec<String>, Error> {
    check_type(event_type).map_err(|reason| place.error(reason))?;
    let name = event_type.strip_prefix("dev.cdeventsx.");
    let name = name.and_then(|it| it.split_once('-')).map(|it| it.1);
    let mut words = Vec::new();
    for part in name.unwrap_or_default().split('.').take(2) {
        words.extend(names.words(part, place)?);
    }
    Ok(words)
}

/// Is it the type of a custom event? The error is the reason why not.
pub(crate) fn check_type(event_type: &str) -> Result<(), String> {
    let pattern = regress::Regex::new(CUSTOM_EVENT_TYPE);
    if pattern.is_ok_and(|pattern| pattern.find(event_type).is_some()) {
        return Ok(());
    }
    Err(format!(
        "`{}` isn't the type of a custom event, such as `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`",
        names::shown(event_type)
    ))
}

/// Parts have names in the user's module, beside the event and its content.
fn check_aliases(
    names: &Names,
    parts: &BTreeMap<String, Part>,
    type_name: &str,
    place: &Node<'_>,
) -> Result<(), Error> {
    for name in ["Content", type_name] {
        if let Some(part) = parts.get(name) {
            let advice = part.keys.first().map(|key| names.advice(key));
            return Err(place.error(format!(
                "a part of the content is named `{name}`, as the event or its content is{}",
                advice.unwrap_or_default()
            )));
        }
    }
    Ok(())
}

fn may_be_object(model: &Model, content: &Type) -> bool {
    match content {
        Type::FreeObject => true,
        Type::Shape(id) => match &model.shape(*id).form {
            Form::Object { .. } | Form::Union { .. } => true,
            Form::Checked(schema) => {
                let schema = model.rules.get(model.rules.target(*schema));
                let types = schema.types.as_ref();
                types.is_none_or(|types| types.contains(&JsonType::Object))
            }
            Form::ClosedEnum(_) | Form::Text(_) | Form::OpenEnum { .. } => false,
        },
        _ => false,
    }
}
