//! The properties of objects, as tables.

use std::fmt::Write as _;
use std::slice;

use crate::markdown::{cell, code};
use crate::model::{Event, Field, FieldValue, Form, Model, ShapeId, Type, hidden};

use super::pages::Root;
use super::types::{alternatives_of, describe, is_of_links, object_of};

/// Returns the tables of an event: a heading and a table for each object, outer objects first.
pub(super) fn of_event(model: &Model, event: &Event, root: Root) -> String {
    let mut text = String::new();
    let mut tables = Tables { model, event, root };
    text.push_str(ENVELOPE);
    tables.object(&mut text, "/context", event.context);
    tables.object(&mut text, "/subject", event.subject);
    text.push_str(&of_content(model, event, root));
    text
}

/// Returns the tables of an event's content.
pub(super) fn of_content(model: &Model, event: &Event, root: Root) -> String {
    let content = object_of(model, &event.content);
    let tables = content.map(|id| of_object(model, event, "/subject/content", id, root));
    tables.unwrap_or_default()
}

/// Returns the tables of an object that is not part of one event.
pub(super) fn of_object(
    model: &Model,
    event: &Event,
    path: &str,
    id: ShapeId,
    root: Root,
) -> String {
    let mut text = String::new();
    Tables { model, event, root }.object(&mut text, path, id);
    text
}

/// The properties of every event, in every release.
const ENVELOPE: &str = "\
| property | required | type | constraint | description |
|---|---|---|---|---|
| `context` | yes | object | see [`/context`](#context) | Metadata: ID, source, type and time. |
| `subject` | yes | object | see [`/subject`](#subject) | The subject and its details. |
| `customData` | no | object or string | any properties; a string is base64 | Data that the producer adds. |
| `customDataContentType` | no | string | | Media type of `customData`. |
";

struct Tables<'a> {
    model: &'a Model,
    event: &'a Event,
    root: Root,
}

impl Tables<'_> {
    fn object(&mut self, text: &mut String, path: &str, id: ShapeId) {
        let Form::Object { fields, open } = &self.model.shape(id).form else {
            return;
        };
        let _ = write!(text, "\n### {}\n\n", heading(path));
        if fields.is_empty() {
            text.push_str("The schema names no properties.\n");
        } else {
            text.push_str("| property | required | type | constraint | description | in Rust |\n");
            text.push_str("|---|---|---|---|---|---|\n");
        }
        for field in fields {
            self.field(text, path, field);
        }
        if *open {
            text.push_str("\nAdditional properties are allowed.\n");
        }
        for field in fields {
            let FieldValue::Of(r#type) = &field.value else {
                continue;
            };
            let inner = inner_path(path, field, r#type);
            if let Some(object) = object_of(self.model, r#type) {
                self.object(text, &inner, object);
            } else if !is_of_links(&inner) {
                for alternative in alternatives_of(self.model, r#type) {
                    let inner = format!("{inner}[{}]", alternative.tag);
                    self.object(text, &inner, alternative.shape);
                }
            }
        }
    }

    fn field(&self, text: &mut String, path: &str, field: &Field) {
        let (model, root) = (self.model, self.root);
        let required = if field.required { "yes" } else { "no" };
        let description = match &field.value {
            // Events with different contents share the type of their subject.
            FieldValue::Of(Type::Content) => "Details of the subject.",
            _ => field.description.as_str(),
        };
        // A property with only one valid value has no Rust field.
        let always = |constant: &str| ("string".to_owned(), code(constant), String::new());
        let (json, constraint, in_rust) = match &field.value {
            FieldValue::Constant(constant) => always(constant),
            FieldValue::EventType => always(&self.event.event_type),
            FieldValue::SubjectType => always(&self.event.subject_type),
            FieldValue::Of(r#type) => {
                let within = inner_path(path, field, r#type);
                let described = match r#type {
                    Type::Content => &self.event.content,
                    other => other,
                };
                let (json, constraint) = describe(model, described, root, &within);
                (json, constraint, in_rust(model, path, field, r#type))
            }
        };
        let _ = writeln!(
            text,
            "| {} | {required} | {json} | {} | {} | {in_rust} |",
            cell(&code(&field.key)),
            cell(&constraint),
            cell(description),
        );
    }
}

/// Returns the Rust field of a property, or the method that returns it.
fn in_rust(model: &Model, path: &str, field: &Field, r#type: &Type) -> String {
    let (name, rust) = (&field.name, r#type.rust_name(model));
    if path == "/context" && hidden(slice::from_ref(field)).next().is_some() {
        format!("`{name}() -> &str`")
    } else if field.required {
        format!("`{name}: {rust}`")
    } else {
        format!("`{name}: Option<{rust}>`")
    }
}

fn inner_path(path: &str, field: &Field, r#type: &Type) -> String {
    let items = if matches!(r#type, Type::List(_)) {
        "/*"
    } else {
        ""
    };
    // The heading of a link starts with a name, which is not part of the path.
    let part = if path.contains('/') { "" } else { ": " };
    format!("{path}{part}/{}{items}", field.key)
}

/// Returns a heading: paths are code, names are text.
fn heading(path: &str) -> String {
    if path.starts_with('/') {
        code(path)
    } else {
        path.to_owned()
    }
}
