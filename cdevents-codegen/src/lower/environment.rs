//! The eight continuous deployment events, which answer for their environment in every release.

use crate::Error;
use crate::documents::resolve::Node;
use crate::model::{EnvironmentPlace, Event, FieldValue, Form, Type};

use super::events::field;
use super::shapes::Shapes;

/// The events whose subject is the environment, and those whose content names it.
const OF_ENVIRONMENT: &[&str] = &["created", "modified", "deleted"];
const OF_SERVICE: &[&str] = &["deployed", "upgraded", "rolledback", "removed", "published"];

/// What the releases call the place where an environment is.
const URL_KEYS: &[&str] = &["url", "uri"];

/// Which types a name, a URL and a source may have.
const TEXTS: &[Type] = &[Type::Text, Type::NonEmptyText];
const URLS: &[Type] = &[Type::Text, Type::NonEmptyText, Type::Uri];
const SOURCES: &[Type] = &[Type::Text, Type::NonEmptyText, Type::UriReference];

/// Finds the environment of an event that must have one.
pub(super) fn find(
    shapes: &Shapes<'_>,
    subject: &str,
    predicate: &str,
    event: &Event,
    document: &Node<'_>,
) -> Result<Option<EnvironmentPlace>, Error> {
    let Type::Shape(content) = event.content else {
        return Ok(None);
    };
    let content = &shapes.get(content).form;
    if subject == "environment" && OF_ENVIRONMENT.contains(&predicate) {
        let mut place = place(content, document)?;
        place.is_subject = true;
        place.required = true;
        place.source = find_source(&shapes.get(event.subject).form);
        return Ok(Some(place));
    }
    if subject != "service" || !OF_SERVICE.contains(&predicate) {
        return Ok(None);
    }
    let missing =
        || document.error("a service event's content must have an `environment` with an `id`");
    let environment = field(content, "environment").ok_or_else(missing)?;
    let FieldValue::Of(Type::Shape(shape)) = &environment.value else {
        return Err(missing());
    };
    let form = &shapes.get(*shape).form;
    match field(form, "id") {
        Some(id) if id.required && id.value == FieldValue::Of(Type::NonEmptyText) => {}
        _ => return Err(missing()),
    }
    let mut place = place(form, document)?;
    place.required = environment.required;
    Ok(Some(place))
}

fn place(form: &Form, document: &Node<'_>) -> Result<EnvironmentPlace, Error> {
    let find = |key: &str, expected: &[Type]| match field(form, key) {
        None => Ok(None),
        Some(field) => {
            let allowed = expected
                .iter()
                .any(|it| field.value == FieldValue::Of(it.clone()));
            if allowed && !field.required {
                Ok(Some(field.name.clone()))
            } else {
                Err(document.error(format!(
                    "an environment's `{key}` must be optional, and one of {expected:?}"
                )))
            }
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

/// Who gave the environment its id, where it is the subject.
fn find_source(subject: &Form) -> Option<String> {
    let source = field(subject, "source")?;
    let is_text = SOURCES
        .iter()
        .any(|it| source.value == FieldValue::Of(it.clone()));
    is_text.then(|| source.name.clone())
}
