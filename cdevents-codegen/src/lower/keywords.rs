//! Which keywords a schema may hold.

use std::collections::BTreeSet;

use crate::Error;
use crate::documents::resolve::Node;
use crate::markdown;

/// Keywords that say nothing about validity.
const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "$comment",
    "title",
    "description",
    "default",
    // No keyword of JSON Schema, but OpenAPI's, and at times the specification's.
    "example",
    "examples",
    "deprecated",
];

/// Keywords without a meaning for validity, beyond those that types know.
const MORE_ANNOTATIONS: &[&str] = &[
    "$anchor",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// Has a keyword no meaning for validity?
#[must_use]
pub fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || MORE_ANNOTATIONS.contains(&keyword)
}

/// Fails on any keyword but these and the annotations.
pub(super) fn only(schema: &Node<'_>, supported: &[&str]) -> Result<(), Error> {
    for (keyword, place) in schema.members()? {
        if !supported.contains(&keyword) && !ANNOTATIONS.contains(&keyword) {
            return Err(place.error(format!("the keyword `{keyword}` isn't supported here")));
        }
    }
    Ok(())
}

/// Has it these keywords at the most, and annotations?
pub(super) fn are_only(schema: &Node<'_>, supported: &[&str]) -> Result<bool, Error> {
    let members = schema.members()?;
    let mut keywords = members.iter().map(|(keyword, _)| keyword);
    Ok(keywords.all(|it| supported.contains(it) || ANNOTATIONS.contains(it)))
}

/// The schema that a `$ref` refers to, however many there are in a row. Beside a `$ref` may stand
/// annotations, and the type that the target has anyway.
pub(super) fn resolve<'a>(schema: &Node<'a>) -> Result<Node<'a>, Error> {
    let mut here = schema.clone();
    let mut passed = 0;
    while here.get("$ref").is_some() {
        only(&here, &["$ref", "type"])?;
        let target = here.follow()?;
        if let Some(r#type) = here.get("type")
            && target.value().get("type") != Some(r#type.value())
        {
            return Err(r#type.error("isn't the type that the `$ref` beside it leads to"));
        }
        passed += 1;
        if passed > 100 {
            return Err(schema.error("this `$ref` leads back to itself"));
        }
        here = target;
    }
    check_schema(&here)?;
    Ok(here)
}

/// Whatever stands where a schema should must be one.
pub(super) fn check_schema(place: &Node<'_>) -> Result<(), Error> {
    if place.value().is_object() || place.value().is_boolean() {
        return Ok(());
    }
    Err(place.error("must be a schema: an object, `true` or `false`"))
}

/// The description of a member: its schema's, or else that of what the `$ref` there leads to.
pub(super) fn description(schema: &Node<'_>) -> Result<String, Error> {
    first_description(&[schema.clone(), resolve(schema)?])
}

/// The description of a shape: that of what its `$ref` leads to, or else the schema's own.
pub(super) fn shape_description(schema: &Node<'_>) -> Result<String, Error> {
    first_description(&[resolve(schema)?, schema.clone()])
}

fn first_description(places: &[Node<'_>]) -> Result<String, Error> {
    for place in places {
        if let Some(description) = place.get("description") {
            let words = description.text()?.trim();
            if !words.is_empty() {
                return Ok(markdown::prose(words));
            }
        }
    }
    Ok(String::new())
}

/// Does it demand that type?
pub(super) fn has_type(schema: &Node<'_>, expected: &str) -> bool {
    schema.value().get("type").and_then(|it| it.as_str()) == Some(expected)
}

/// The strings of a `const` or an `enum`, where there is one, and of strings.
pub(super) fn strings<'a>(schema: &Node<'a>) -> Result<Option<Vec<(&'a str, Node<'a>)>>, Error> {
    let places = match (schema.get("const"), schema.get("enum")) {
        (None, None) => return Ok(None),
        (Some(constant), None) => vec![constant],
        (None, Some(list)) => list.items()?,
        (Some(constant), Some(_)) => {
            return Err(constant.error("`const` beside `enum` isn't supported"));
        }
    };
    if places.is_empty() {
        return Err(schema.error("an empty enum allows nothing"));
    }
    let of_strings = schema.get("type").is_none() || has_type(schema, "string");
    let are_strings = places.iter().all(|place| place.value().is_string());
    if !of_strings || !are_strings || !are_only(schema, &["const", "enum", "type", "minLength"])? {
        return Ok(None);
    }
    let shortest = super::scalars::count(schema, "minLength")?.unwrap_or(0);
    let mut strings: Vec<(&str, Node<'_>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for place in places {
        let text = place.text()?;
        if (text.chars().count() as u64) < shortest {
            return Err(place.error("is shorter than `minLength` allows"));
        }
        if !seen.insert(text) {
            return Err(place.error("is in the enum twice"));
        }
        strings.push((text, place));
    }
    Ok(Some(strings))
}

/// Is a member of an object required?
pub(super) fn required<'a>(object: &Node<'a>) -> Result<Vec<&'a str>, Error> {
    let Some(list) = object.get("required") else {
        return Ok(Vec::new());
    };
    let mut required = Vec::new();
    let mut seen = BTreeSet::new();
    for place in list.items()? {
        let key = place.text()?;
        if object.value()["properties"].get(key).is_none() {
            let reason = format!("`{key}` is required, but isn't among the properties");
            return Err(place.error(reason));
        }
        if seen.insert(key) {
            required.push(key);
        }
    }
    Ok(required)
}

/// May an object have members that it doesn't name? No answer means: some.
pub(super) fn is_open(object: &Node<'_>) -> Result<Option<bool>, Error> {
    match object.get("additionalProperties") {
        None => Ok(Some(true)),
        Some(place) if place.value().is_boolean() || place.value().is_object() => {
            Ok(place.value().as_bool())
        }
        Some(place) => Err(place.error("must be a schema")),
    }
}
