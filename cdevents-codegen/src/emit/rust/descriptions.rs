//! Extends the descriptions of shapes and fields for rustdoc: with the release that a type first
//! appeared in, an example of its JSON, and what a field requires beyond its Rust type.

use std::collections::BTreeMap;

use crate::examples::Json;
use crate::model::{Event, FieldValue, Form, Model, Release, ShapeId, Type};
use crate::{Error, examples};

/// The length in bytes above which an example is left out.
const LONGEST: usize = 400;

/// The first appearance of a shape.
struct Appearance {
    release: String,
    event: String,
    example: Option<Json>,
}

/// Returns the model with extended descriptions.
pub(in crate::emit) fn complete(model: &Model) -> Result<Model, Error> {
    let mut appearances = BTreeMap::new();
    for release in &model.releases {
        for event in release.all_events() {
            let minimal = examples::minimal(model, release, event)?;
            let complete = examples::complete(model, release, event)?;
            let mut visit = Visit {
                model,
                release,
                event: &event.name,
                appearances: &mut appearances,
            };
            visit.event(event, &complete, &minimal);
        }
        let Some(link) = &release.link else {
            continue;
        };
        for (kind, ..) in link.kinds(model) {
            let complete = examples::complete_link(model, release, kind)?;
            let mut visit = Visit {
                model,
                release,
                event: "a link outside of an event",
                appearances: &mut appearances,
            };
            visit.shape(kind.shape, Some(&complete), None);
            visit.shape(link.shape, Some(&complete), None);
        }
    }
    let mut complete = model.clone();
    for (index, shape) in complete.shapes.iter_mut().enumerate() {
        if let Form::Object { fields, .. } = &mut shape.form {
            for field in fields {
                if let FieldValue::Of(r#type) = &field.value {
                    let requirement = requirement(r#type, field.required);
                    field.description = with_sentence(&field.description, &requirement);
                }
            }
        }
        if let Some(appearance) = appearances.get(&index) {
            shape.description = with_appearance(&shape.description, appearance);
        }
    }
    Ok(complete)
}

/// Appends a paragraph with the first appearance.
fn with_appearance(description: &str, appearance: &Appearance) -> String {
    let Appearance {
        release,
        event,
        example,
    } = appearance;
    let mut text = format!("{description}\n\nSince {release}, in {event}.");
    let example = example.as_ref().map(|json| format!("{json:#}"));
    if let Some(json) = example.filter(|json| json.len() <= LONGEST && !json.contains('`')) {
        text.extend([" In JSON: `", &json, "`."]);
    }
    text.trim_start().to_owned()
}

/// Appends a sentence.
fn with_sentence(description: &str, sentence: &str) -> String {
    let end = if description.is_empty() || description.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{description}{end} {sentence}")
        .trim_start()
        .to_owned()
}

/// Says whether a field is required, and what its type requires.
fn requirement(r#type: &Type, required: bool) -> String {
    let rule = match r#type {
        Type::NonEmptyString => ", not empty",
        Type::Uri => ", a URI",
        Type::UriReference => ", a URI reference",
        Type::Timestamp => ", a date and time",
        _ => "",
    };
    format!("{}{rule}.", if required { "Required" } else { "Optional" })
}

/// Visits the shapes of an event, with the matching parts of its examples.
struct Visit<'a> {
    model: &'a Model,
    release: &'a Release,
    event: &'a str,
    appearances: &'a mut BTreeMap<usize, Appearance>,
}

impl Visit<'_> {
    fn event(&mut self, event: &Event, complete: &Json, minimal: &Json) {
        let part = |json: &Json, key: &str| json.get(key).cloned();
        let [context, subject] =
            ["context", "subject"].map(|key| (part(complete, key), part(minimal, key)));
        self.shape(event.context, context.0.as_ref(), context.1.as_ref());
        self.shape(event.subject, subject.0.as_ref(), subject.1.as_ref());
        let content = |json: &Option<Json>| json.as_ref().and_then(|json| part(json, "content"));
        let (complete, minimal) = (content(&subject.0), content(&subject.1));
        self.r#type(&event.content, complete.as_ref(), minimal.as_ref());
    }

    fn r#type(&mut self, r#type: &Type, complete: Option<&Json>, minimal: Option<&Json>) {
        match r#type {
            Type::Shape(id) => self.shape(*id, complete, minimal),
            Type::List(items) => match complete {
                // The items may be different objects of a union.
                Some(Json::List(all)) if !all.is_empty() => {
                    for item in all {
                        self.r#type(items, Some(item), None);
                    }
                }
                _ => self.r#type(items, None, None),
            },
            _ => {}
        }
    }

    /// Notes a shape with its complete example, or the minimal one if that is too long.
    fn shape(&mut self, id: ShapeId, complete: Option<&Json>, minimal: Option<&Json>) {
        let is_short = |json: &&Json| format!("{json:#}").len() <= LONGEST;
        let shown = complete.filter(is_short).or(minimal);
        let event = match self.event {
            "custom" => "custom events".to_owned(),
            event if event.contains(' ') => event.to_owned(),
            event => format!("`{event}`"),
        };
        let appearance = self.appearances.entry(id.0);
        let appearance = appearance.or_insert_with(|| Appearance {
            release: self.release.name.to_string(),
            event,
            example: None,
        });
        if appearance.example.is_none() {
            appearance.example = shown.cloned();
        }
        let model = self.model;
        match &model.shape(id).form {
            Form::Object { fields, .. } => {
                for field in fields {
                    if let FieldValue::Of(r#type) = &field.value {
                        let part = |json: &Json| json.get(&field.key).cloned();
                        let (complete, minimal) = (complete.and_then(part), minimal.and_then(part));
                        self.r#type(r#type, complete.as_ref(), minimal.as_ref());
                    }
                }
            }
            Form::OpenEnum { other, .. } => self.r#type(other, None, None),
            Form::Wrapped { inner, .. } => self.r#type(inner, complete, minimal),
            Form::Union { tag, alternatives } => {
                for alternative in alternatives {
                    let is_of_tag = |json: &&Json| {
                        let found = json.get(tag).and_then(Json::as_text);
                        found == Some(&alternative.tag)
                    };
                    self.shape(
                        alternative.shape,
                        complete.filter(is_of_tag),
                        minimal.filter(is_of_tag),
                    );
                }
            }
            _ => {}
        }
    }
}
