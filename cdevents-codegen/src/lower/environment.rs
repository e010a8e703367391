//! Finds the environment of the continuous deployment events, which all releases offer.

use crate::Error;
use crate::documents::Node;
use crate::model::{EnvironmentPlace, Event, Field, FieldValue, Form, Type};

use super::shapes::Shapes;

/// The events whose subject is the environment, and those whose content has it.
const OF_ENVIRONMENT: &[&str] = &[
    "environment.created",
    "environment.modified",
    "environment.deleted",
];
const OF_SERVICE: &[&str] = &[
    "service.deployed",
    "service.upgraded",
    "service.rolledback",
    "service.removed",
    "service.published",
];

/// The names of the URL property in the releases.
const URL_KEYS: &[&str] = &["url", "uri"];

/// The types that a name, a URL and a source may have.
const TEXTS: &[Type] = &[Type::String, Type::NonEmptyString];
const URLS: &[Type] = &[Type::String, Type::NonEmptyString, Type::Uri];
const SOURCES: &[Type] = &[Type::String, Type::NonEmptyString, Type::UriReference];

/// Finds the environment of an event, if it must have one.
pub(super) fn find(
    shapes: &Shapes<'_>,
    event: &Event,
    document: &Node<'_>,
) -> Result<Option<EnvironmentPlace>, Error> {
    let Type::Shape(content) = event.content else {
        return Ok(None);
    };
    let content = &shapes.get(content).form;
    if OF_ENVIRONMENT.contains(&event.name.as_str()) {
        let mut place = place(content, document)?;
        place.is_subject = true;
        place.required = true;
        place.source = find_source(&shapes.get(event.subject).form);
        return Ok(Some(place));
    }
    if !OF_SERVICE.contains(&event.name.as_str()) {
        return Ok(None);
    }
    let missing =
        || document.error("a service event's content must have an `environment` with an `id`");
    let environment = content.field("environment").ok_or_else(missing)?;
    let FieldValue::Of(Type::Shape(shape)) = &environment.value else {
        return Err(missing());
    };
    let form = &shapes.get(*shape).form;
    match form.field("id") {
        Some(id) if id.required && id.value == FieldValue::Of(Type::NonEmptyString) => {}
        _ => return Err(missing()),
    }
    let mut place = place(form, document)?;
    place.required = environment.required;
    Ok(Some(place))
}

fn place(form: &Form, document: &Node<'_>) -> Result<EnvironmentPlace, Error> {
    let find = |key: &str, expected: &[Type]| match form.field(key) {
        None => Ok(None),
        Some(field) if !field.required && is_one_of(field, expected) => {
            Ok(Some(field.name.clone()))
        }
        Some(_) => {
            let reason = format!("an environment's `{key}` must be an optional string");
            Err(document.error(reason))
        }
    };
    let mut url = None;
    for key in URL_KEYS {
        url = url.or(find(key, URLS)?);
    }
    Ok(EnvironmentPlace {
        is_subject: false,
        required: true,
        name: find("name", TEXTS)?,
        url,
        source: find("source", SOURCES)?,
    })
}

fn is_one_of(field: &Field, expected: &[Type]) -> bool {
    matches!(&field.value, FieldValue::Of(r#type) if expected.contains(r#type))
}

/// Returns the field with the source of the environment's ID, if the environment is the subject.
fn find_source(subject: &Form) -> Option<String> {
    let source = subject.field("source")?;
    is_one_of(source, SOURCES).then(|| source.name.clone())
}
