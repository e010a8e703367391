//! Describes types in the reference's tables.

use crate::markdown::code;
use crate::model::rules::StringRules;
use crate::model::{Alternative, EnumValue, Form, Model, ShapeId, Type};

use super::pages::Root;

/// Returns the JSON type of a value, and what else the value must satisfy. `within` is the heading of an
/// object's own table.
pub(super) fn describe(model: &Model, r#type: &Type, root: Root, within: &str) -> (String, String) {
    let scalar = |name: &str| root.link(name, &format!("scalars.md#{}", anchor(name)));
    let (json, constraint) = match r#type {
        Type::NonEmptyString => ("string", scalar("not empty")),
        Type::Uri => ("string", scalar("URI")),
        Type::UriReference => ("string", scalar("URI reference")),
        Type::Timestamp => ("string", scalar("date and time")),
        Type::CustomEventType => ("string", scalar("custom event type")),
        Type::String => ("string", String::new()),
        Type::Boolean => ("boolean", String::new()),
        // Each event has its own content, which its page describes.
        Type::Content => ("object", String::new()),
        Type::FreeObject => ("object", "any properties".to_owned()),
        Type::Json => ("any", String::new()),
        Type::Number => ("number", String::new()),
        Type::Map(values) => {
            let (values, constraint) = describe(model, values, root, within);
            return (format!("object of {values}"), constraint);
        }
        Type::Nullable(value) => {
            let (value, constraint) = describe(model, value, root, within);
            return (format!("{value} or null"), constraint);
        }
        Type::List(items) => {
            let (items, constraint) = describe(model, items, root, within);
            return (format!("array of {items}"), constraint);
        }
        Type::Shape(id) => shape(model, &model.shape(*id).form, root, within),
    };
    (json.to_owned(), constraint)
}

fn shape(model: &Model, form: &Form, root: Root, within: &str) -> (&'static str, String) {
    let listed = |values: &[EnumValue]| {
        let values: Vec<_> = values.iter().map(|value| code(&value.text)).collect();
        values.join(", ")
    };
    match form {
        Form::Object { .. } => {
            let link = format!("see [{}](#{})", code(shown(within)), anchor(within));
            ("object", link)
        }
        Form::ClosedEnum(values) => {
            let only = if values.len() == 1 { "" } else { "one of " };
            ("string", format!("{only}{}", listed(values)))
        }
        Form::OpenEnum { values, other } => {
            let (_, other) = describe(model, other, root, within);
            let comma = if other.is_empty() { "" } else { ", " };
            let values = listed(values);
            (
                "string",
                format!("{values} or any other string{comma}{other}"),
            )
        }
        Form::String(text) => ("string", constraints(text)),
        Form::Checked(_) | Form::Wrapped { .. } | Form::Choice { .. } => {
            ("any", "must match the schema".to_owned())
        }
        Form::Union { tag, alternatives } => {
            let links = alternatives.iter().map(|alternative| {
                let tag = &alternative.tag;
                if is_of_links(within) {
                    root.link(&code(tag), &format!("links.md#{}", anchor(tag)))
                } else {
                    let anchor = anchor(&format!("{within}[{tag}]"));
                    format!("[{}](#{anchor})", code(tag))
                }
            });
            let links: Vec<_> = links.collect();
            (
                "object",
                format!("depends on `{tag}`: {}", links.join(", ")),
            )
        }
    }
}

/// Describes the constraints on a string.
fn constraints(text: &StringRules) -> String {
    let mut constraints = Vec::new();
    if let Some(format) = text.format {
        constraints.push(format!("format `{}`", format.name()));
    }
    match (text.min_length, text.max_length) {
        (0, None) => {}
        (1, None) => constraints.push("not empty".to_owned()),
        (min, None) => constraints.push(format!("at least {min} characters")),
        (0, Some(max)) => constraints.push(format!("at most {max} characters")),
        (min, Some(max)) => constraints.push(format!("{min} to {max} characters")),
    }
    if let Some(pattern) = &text.pattern {
        constraints.push(format!("pattern {}", code(pattern)));
    }
    constraints.join(", ")
}

/// Returns the object that a type is, or is an array of.
pub(super) fn object_of(model: &Model, r#type: &Type) -> Option<ShapeId> {
    match r#type {
        Type::Shape(id) => matches!(model.shape(*id).form, Form::Object { .. }).then_some(*id),
        Type::List(items) => object_of(model, items),
        _ => None,
    }
}

/// Returns whether a path is that of embedded links, which have their own page.
pub(super) fn is_of_links(path: &str) -> bool {
    path == "/context/links/*"
}

/// Returns the alternatives of a type, or of its items if it is an array.
pub(super) fn alternatives_of<'a>(model: &'a Model, r#type: &Type) -> &'a [Alternative] {
    match r#type {
        Type::Shape(id) => model.shape(*id).form.alternatives(),
        Type::List(items) => alternatives_of(model, items),
        _ => &[],
    }
}

/// Returns the path in a heading, which may start with a name.
fn shown(heading: &str) -> &str {
    heading.find('/').map_or(heading, |start| &heading[start..])
}

/// Returns the anchor of a heading: `subjectcontent` for `/subject/content`.
fn anchor(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ if character.is_alphanumeric() => Some(character),
        _ => None,
    });
    kept.collect()
}
