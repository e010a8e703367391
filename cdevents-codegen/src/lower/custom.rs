//! Lowers a custom event from the schema of its producer.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::Error;
use crate::documents::{Dialect, Document, Documents, Node};
use crate::model::rules::{JsonType, Rules, SchemaId};
use crate::model::{CUSTOM_EVENT_TYPE, CUSTOM_PREFIX, Form, Model, ReleaseName, ShapeId, Type};
use crate::names::{self, Names};
use crate::strings;

use super::located::Located;
use super::origin::{Origin, Step};
use super::parts::{Part, parts};
use super::rules::{Lowering, Policy};
use super::shapes::Shapes;

/// What the producer's schema describes.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The whole event.
    Event,
    /// The content of an event of this type.
    Content(String),
}

/// A lowered custom event.
#[derive(Clone, Debug)]
pub(crate) struct Custom {
    /// The event type.
    pub(crate) event_type: String,
    /// The Rust type: `GateChecked`.
    pub(crate) type_name: String,
    /// What the event means, as Markdown.
    pub(crate) description: String,
    /// The `$id` of the event's schema.
    pub(crate) schema_id: String,
    /// The schema of the event.
    pub(crate) schema: SchemaId,
    /// The content.
    pub(crate) content: Type,
    /// The types within the content, by their names in the generated module.
    pub(crate) parts: Vec<(String, ShapeId)>,
    /// The keywords and formats that have no effect.
    pub(crate) ignored: Vec<Error>,
    /// The types and the rules, without a release.
    pub(crate) model: Model,
}

/// Returns the schema of the event around a content, and its `$id`. It requires only the event type and
/// the content, because the event is also checked against the specification's schema.
pub(crate) fn wrapper(event_type: &str, content: &str, file: &Path) -> (String, Document, Dialect) {
    let object = |key: &str, value: Value| json!({ "type": "object", "properties": { key: value }, "required": [key] });
    let mut value = object("context", object("type", json!({ "const": event_type })));
    value["properties"]["subject"] = object("content", json!({ "$ref": content }));
    value["required"] = json!(["context", "subject"]);
    let document = Document {
        file: file.to_owned(),
        release: ReleaseName::default(),
        value,
    };
    let id = format!("urn:cdevents:{event_type}");
    (id, document, Dialect::Draft202012)
}

/// Lowers a custom event from the schema of the whole event. If `source` is the content, the event is
/// its [`wrapper`].
pub(crate) fn lower(
    documents: &Documents,
    names: &Names,
    event: &str,
    source: &Source,
    policy: Policy,
) -> Result<Custom, Error> {
    let node = documents.document(event)?;
    let mut lowering = Lowering::new(policy);
    let schema = lowering.document(&node)?;
    let ignored = lowering.ignored();
    let rules = lowering.finish();
    let mut shapes = Shapes::new(names);
    let event = Located {
        rules: &rules,
        id: schema,
        node,
    };
    let content = event.property("subject")?.unresolved_property("content")?;
    let (content, event_type) = match source {
        Source::Event => (content, pinned_type(&event)?),
        Source::Content(event_type) => (content.resolve()?, event_type.clone()),
    };
    let words = words(names, &event_type, &content.node)?;
    let origin = Origin {
        release: None,
        of: event_type.clone(),
        words: words.clone(),
        path: vec![Step::Own("content")],
        further_words: Vec::new(),
    };
    let content_type = shapes.lower(&content, &origin)?;
    if !shapes.are_complete() {
        let reason = "has a type that contains itself and cannot be named or described; check the \
                      names and descriptions of what its `$ref`s lead to";
        return Err(content.error(reason));
    }
    let type_name = names::type_name(&words);
    let reserved = ["Content", &type_name];
    let parts = parts(&shapes, &content_type, &reserved, &content.node)?;
    check_aliases(names, &parts, &type_name, &content.node)?;
    let parts = parts.into_iter().map(|(name, part)| (name, part.shape));
    let parts = parts.collect();
    let description = match source {
        Source::Event => event.description()?,
        Source::Content(..) => String::new(),
    };
    if !may_be_object(&shapes, &rules, &content_type) {
        let reason = "the content of a custom event must be an object; this allows none";
        return Err(content.error(reason));
    }
    Ok(Custom {
        ignored,
        event_type,
        type_name,
        description,
        schema_id: event.node.id().to_owned(),
        schema,
        content: content_type,
        parts,
        model: Model {
            shapes: shapes.finish(),
            rules,
            ..Model::default()
        },
    })
}

/// Returns the constant event type that the schema of an event requires.
fn pinned_type(event: &Located<'_>) -> Result<String, Error> {
    let context = event.property("context")?;
    let r#type = context.property("type")?;
    if !context.required()?.contains(&"type") {
        return Err(context.error("must require `type`, which tells the event from others"));
    }
    match r#type.constant()? {
        Some(event_type) => Ok(event_type.to_owned()),
        None => Err(r#type.error(
            "must be a `const`, the event type; or use `CustomEvent::of_content` with the event type \
             and the schema of the content",
        )),
    }
}

/// Returns the words of the subject and the predicate: for
/// `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`, gate and checked.
fn words(names: &Names, event_type: &str, place: &Node<'_>) -> Result<Vec<String>, Error> {
    check_type(event_type).map_err(|reason| place.error(reason))?;
    let name = event_type.strip_prefix(CUSTOM_PREFIX);
    let name = name.and_then(|name| name.split_once('-'));
    let (_tool, name) = name.unwrap_or_default();
    let mut words = Vec::new();
    for part in name.split('.').take(2) {
        words.extend(names.words(part, place)?);
    }
    Ok(words)
}

/// Checks that a text is the type of a custom event. The error is the reason why not.
pub(crate) fn check_type(event_type: &str) -> Result<(), String> {
    if strings::matches(CUSTOM_EVENT_TYPE, event_type) == Some(true) {
        return Ok(());
    }
    Err(format!(
        "`{}` is not the type of a custom event, such as `dev.cdeventsx.gatekeeper-gate.checked.0.1.0`",
        names::shown(event_type)
    ))
}

/// Checks that no part of the content has the name of the event or of the content in the generated
/// module.
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
                "a part of the content gets the name `{name}`, which the event or its content has{}",
                advice.unwrap_or_default()
            )));
        }
    }
    Ok(())
}

fn may_be_object(shapes: &Shapes<'_>, rules: &Rules, content: &Type) -> bool {
    match content {
        Type::FreeObject | Type::Json | Type::Map(_) => true,
        Type::Nullable(inner) => may_be_object(shapes, rules, inner),
        Type::Shape(id) => match &shapes.get(*id).form {
            Form::Object { .. } | Form::Union { .. } => true,
            Form::Checked(schema) => {
                let schema = rules.get(rules.target(*schema));
                let types = schema.types.as_ref();
                types.is_none_or(|types| types.contains(&JsonType::Object))
            }
            Form::Wrapped { inner, .. } => may_be_object(shapes, rules, inner),
            Form::Choice { alternatives, .. } => alternatives
                .iter()
                .any(|alternative| may_be_object(shapes, rules, &alternative.r#type)),
            Form::ClosedEnum(_) | Form::String(_) | Form::OpenEnum { .. } => false,
        },
        _ => false,
    }
}
