//! Describes types in the reference's tables.

use crate::markdown::code;
use crate::model::rules::Text;
use crate::model::{Alternative, Form, Model, Shape, ShapeId, Type};

use super::pages::Root;

/// The description of a type.
pub(super) struct Described {
    /// The JSON type.
    pub(super) r#type: String,
    /// What else a value must satisfy.
    pub(super) constraint: String,
}

/// Describes a type. `within` is the heading of an object's own table.
pub(super) fn describe(model: &Model, r#type: &Type, root: Root, within: &str) -> Described {
    let text = |constraint: String| Described {
        r#type: "string".to_owned(),
        constraint,
    };
    let scalar = |name: &str| root.link(name, &format!("scalars.md#{}", name.replace(' ', "-")));
    match r#type {
        Type::Text => text(String::new()),
        Type::NonEmptyText => text(scalar("not empty")),
        Type::Uri => text(scalar("URI").replace("#URI", "#uri")),
        Type::UriReference => text(scalar("URI reference").replace("#URI", "#uri")),
        Type::Timestamp => text(scalar("date and time")),
        Type::CustomEventType => text(scalar("custom event type")),
        Type::Boolean => Described {
            r#type: "boolean".to_owned(),
            constraint: String::new(),
        },
        Type::FreeObject => Described {
            r#type: "object".to_owned(),
            constraint: "any properties".to_owned(),
        },
        Type::List(items) => {
            let items = describe(model, items, root, within);
            Described {
                r#type: format!("array of {}", items.r#type),
                constraint: items.constraint,
            }
        }
        Type::Shape(id) => shape(model, model.shape(*id), root, within),
        // Each event has its own content, which its page describes.
        Type::Content => Described {
            r#type: "object".to_owned(),
            constraint: String::new(),
        },
    }
}

fn shape(model: &Model, shape: &Shape, root: Root, within: &str) -> Described {
    let (r#type, constraint) = match &shape.form {
        Form::Object { .. } => (
            "object",
            format!("see [{}](#{})", code(shown(within)), anchor(within)),
        ),
        Form::ClosedEnum(values) => {
            let values: Vec<_> = values.iter().map(|value| code(&value.text)).collect();
            let only = if values.len() == 1 { "" } else { "one of " };
            ("string", format!("{only}{}", values.join(", ")))
        }
        Form::OpenEnum { values, other } => {
            let values: Vec<_> = values.iter().map(|value| code(&value.text)).collect();
            let other = describe(model, other, root, within).constraint;
            let other = if other.is_empty() {
                String::new()
            } else {
                format!(", {other}")
            };
            let values = values.join(", ");
            ("string", format!("{values} or any other string{other}"))
        }
        Form::Text(text) => ("string", constraints(text)),
        Form::Checked(_) => ("any", "must match the schema".to_owned()),
        Form::Union { tag, alternatives } => {
            let tags: Vec<_> = alternatives
                .iter()
                .map(|alternative| {
                    let tag = code(&alternative.tag);
                    if is_of_links(within) {
                        root.link(
                            &tag,
                            &format!("links.md#{}", alternative.tag.to_lowercase()),
                        )
                    } else {
                        format!(
                            "[{tag}](#{})",
                            anchor(&format!("{within}[{}]", alternative.tag))
                        )
                    }
                })
                .collect();
            ("object", format!("depends on `{tag}`: {}", tags.join(", ")))
        }
    };
    Described {
        r#type: r#type.to_owned(),
        constraint,
    }
}

/// Describes the constraints on a string.
fn constraints(text: &Text) -> String {
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
    heading
        .find('/')
        .and_then(|start| heading.get(start..))
        .unwrap_or(heading)
}

/// Returns the anchor of a heading: `subjectcontent` for `/subject/content`.
pub(super) fn anchor(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ if character.is_alphanumeric() => Some(character),
        _ => None,
    });
    kept.collect()
}
