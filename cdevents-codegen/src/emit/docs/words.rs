//! Types in words, for the reference's tables.

use crate::markdown::code;
use crate::model::rules::StringRules;
use crate::model::{Alternative, Form, Model, Shape, ShapeId, Type};

/// Where a page lies: what its links to the reference's root begin with.
#[derive(Clone, Copy)]
pub(super) struct Root(pub(super) &'static str);

impl Root {
    /// A link to a page.
    pub(super) fn link(self, text: &str, page: &str) -> String {
        format!("[{text}]({}{page})", self.0)
    }
}

/// What a value is: its JSON type, and what else it must be.
pub(super) struct Words {
    pub(super) r#type: String,
    pub(super) constraint: String,
}

/// A type in words. `within` says where an object's own table is.
pub(super) fn words(model: &Model, r#type: &Type, root: Root, within: &str) -> Words {
    let text = |constraint: String| Words {
        r#type: "string".to_owned(),
        constraint,
    };
    let scalar = |name: &str| root.link(name, &format!("scalars.md#{}", name.replace(' ', "-")));
    match r#type {
        Type::String => text(String::new()),
        Type::NonEmptyString => text(scalar("not empty")),
        Type::Uri => text(scalar("URI").replace("#URI", "#uri")),
        Type::UriReference => text(scalar("URI reference").replace("#URI", "#uri")),
        Type::Timestamp => text(scalar("date and time")),
        Type::CustomEventType => text(scalar("custom event type")),
        Type::Boolean => Words {
            r#type: "boolean".to_owned(),
            constraint: String::new(),
        },
        Type::FreeObject => Words {
            r#type: "object".to_owned(),
            constraint: "any properties".to_owned(),
        },
        Type::List(items) => {
            let items = words(model, items, root, within);
            Words {
                r#type: format!("array of {}", items.r#type),
                constraint: items.constraint,
            }
        }
        Type::Shape(id) => shape(model, model.shape(*id), root, within),
        // It is another in each event, which knows it.
        Type::Content => Words {
            r#type: "object".to_owned(),
            constraint: String::new(),
        },
    }
}

fn shape(model: &Model, shape: &Shape, root: Root, within: &str) -> Words {
    let (r#type, constraint) = match &shape.form {
        Form::Object { .. } => (
            "object",
            format!("see [{}](#{})", code(shown(within)), anchor(within)),
        ),
        Form::ClosedEnum(values) => {
            let values: Vec<_> = values.iter().map(|it| code(&it.text)).collect();
            let only = if values.len() == 1 { "" } else { "one of " };
            ("string", format!("{only}{}", values.join(", ")))
        }
        Form::OpenEnum { values, other } => {
            let values: Vec<_> = values.iter().map(|it| code(&it.text)).collect();
            let other = words(model, other, root, within).constraint;
            let other = if other.is_empty() {
                String::new()
            } else {
                format!(", {other}")
            };
            let values = values.join(", ");
            ("string", format!("{values}, or any other{other}"))
        }
        Form::String(text) => ("string", demands(text)),
        Form::Checked(_) => ("JSON", "what the schema allows".to_owned()),
        Form::Union { tag, alternatives } => {
            let tags: Vec<_> = alternatives
                .iter()
                .map(|it| {
                    let tag = code(&it.tag);
                    if is_of_links(within) {
                        root.link(&tag, &format!("links.md#{}", it.tag.to_lowercase()))
                    } else {
                        format!("[{tag}](#{})", anchor(&format!("{within}[{}]", it.tag)))
                    }
                })
                .collect();
            ("object", format!("by `{tag}`: {}", tags.join(", ")))
        }
    };
    Words {
        r#type: r#type.to_owned(),
        constraint,
    }
}

/// What a string must be.
fn demands(text: &StringRules) -> String {
    let mut demands = Vec::new();
    if let Some(format) = text.format {
        demands.push(format!("format `{}`", format.name()));
    }
    match (text.min_length, text.max_length) {
        (0, None) => {}
        (1, None) => demands.push("not empty".to_owned()),
        (min, None) => demands.push(format!("at least {min} characters")),
        (0, Some(max)) => demands.push(format!("at most {max} characters")),
        (min, Some(max)) => demands.push(format!("{min} to {max} characters")),
    }
    if let Some(pattern) = &text.pattern {
        demands.push(format!("pattern {}", code(pattern)));
    }
    demands.join(", ")
}

/// The object that a type is, or is an array of.
pub(super) fn object_of(model: &Model, r#type: &Type) -> Option<ShapeId> {
    match r#type {
        Type::Shape(id) => matches!(model.shape(*id).form, Form::Object { .. }).then_some(*id),
        Type::List(items) => object_of(model, items),
        _ => None,
    }
}

/// Links have a page of their own.
pub(super) fn is_of_links(path: &str) -> bool {
    path == "/context/links/*"
}

/// The objects that a type is one of, or is an array of.
pub(super) fn alternatives_of<'a>(model: &'a Model, r#type: &Type) -> &'a [Alternative] {
    match r#type {
        Type::Shape(id) => model.shape(*id).form.alternatives(),
        Type::List(items) => alternatives_of(model, items),
        _ => &[],
    }
}

/// The path in a heading, which may begin with a name.
fn shown(heading: &str) -> &str {
    heading
        .find('/')
        .and_then(|start| heading.get(start..))
        .unwrap_or(heading)
}

/// The anchor of a heading that is a path in code: of `/subject/content`, `subjectcontent`.
pub(super) fn anchor(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        it if it.is_alphanumeric() || it == '-' || it == '_' => Some(it),
        _ => None,
    });
    kept.collect()
}
