//! Finds the schemas of a value by its path.

use serde_json::Value;

use crate::diff::is_valid;
use crate::documents::pointer::unescaped;
use crate::model::rules::{Applicator, Rules, SchemaId};
use crate::strings::{all, matches};

/// A place in an event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// The schemas of the value. Several, if several may apply.
    pub(super) schemas: Vec<SchemaId>,
    /// Whether the object around it must have it.
    pub(super) is_required: bool,
}

/// Returns the place at a path, or nothing if no schema describes it. In a path, `*` stands for any item
/// of an array, and `[a]` behind a segment for the alternative that is identified by `a`.
pub(super) fn find(rules: &Rules, root: SchemaId, path: &str) -> Option<Place> {
    let mut place = Place {
        schemas: vec![root],
        is_required: true,
    };
    let mut tag = None;
    for segment in path.split('/').skip(1) {
        let around = applied(rules, &place.schemas, tag);
        let key;
        (key, tag) = split_tag(segment);
        let (schemas, is_required) = inside(rules, &around, &key);
        if schemas.is_empty() {
            return None;
        }
        place = Place {
            schemas,
            is_required,
        };
    }
    Some(place)
}

/// Returns whether a value is valid at a path, or nothing if that is not decided here. No value is valid at
/// a place that no schema describes.
pub(super) fn is_valid_at(
    rules: &Rules,
    root: SchemaId,
    path: &str,
    value: &Value,
) -> Option<bool> {
    let Some(place) = find(rules, root, path) else {
        return Some(false);
    };
    let answers = place.schemas.iter();
    all(answers.map(|id| is_valid((rules, *id), value)))
}

/// Returns a path without the alternatives in brackets.
pub(super) fn without_tags(path: &str) -> String {
    let segments = path.split('/').map(|segment| match tag_of(segment) {
        Some((key, _)) => key,
        None => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

fn tag_of(segment: &str) -> Option<(&str, &str)> {
    segment.strip_suffix(']')?.split_once('[')
}

/// Splits a segment into its key, unescaped, and the alternative.
fn split_tag(segment: &str) -> (String, Option<&str>) {
    let (key, tag) = match tag_of(segment) {
        Some((key, tag)) => (key, Some(tag)),
        None => (segment, None),
    };
    (unescaped(key), tag)
}

/// Returns schemas together with all that apply to the same value. If `tag` identifies one of several
/// alternatives, the others are left out.
fn applied(rules: &Rules, ids: &[SchemaId], tag: Option<&str>) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut pending = ids.to_vec();
    while let Some(id) = pending.pop() {
        if found.contains(&id) {
            continue;
        }
        found.push(id);
        for applicator in &rules.get(id).applicators {
            match applicator {
                Applicator::Not(_) => {}
                Applicator::AnyOf(ids) | Applicator::OneOf(ids) => {
                    pending.extend(alternatives(rules, ids, tag));
                }
                other => pending.extend(other.schemas()),
            }
        }
    }
    found
}

fn alternatives(rules: &Rules, ids: &[SchemaId], tag: Option<&str>) -> Vec<SchemaId> {
    let (Some(tag), Some((_, tags))) = (tag, rules.tag(ids)) else {
        return ids.to_vec();
    };
    let tagged = tags.into_iter().zip(ids).filter(|(other, _)| *other == tag);
    tagged.map(|(_, id)| *id).collect()
}

/// Returns the schemas for a property or item, and whether the property is required.
fn inside(rules: &Rules, schemas: &[SchemaId], key: &str) -> (Vec<SchemaId>, bool) {
    let mut found = Vec::new();
    let mut is_required = false;
    for id in schemas {
        let (array, object) = (&rules.get(*id).array, &rules.get(*id).object);
        if key == "*" {
            found.extend(array.prefix.iter().chain(&array.items));
            continue;
        }
        is_required |= object.required.iter().any(|other| other == key);
        let named = object.properties.iter().filter(|(other, _)| other == key);
        let patterns = object.patterns.iter();
        let patterns = patterns.filter(|(pattern, _)| matches(pattern, key) != Some(false));
        let mut own: Vec<_> = named.chain(patterns).map(|(_, id)| *id).collect();
        if own.is_empty() {
            own.extend(object.additional);
        }
        found.extend(own);
    }
    found.retain(|id| !allows_nothing(rules, *id));
    (found, is_required)
}

fn allows_nothing(rules: &Rules, id: SchemaId) -> bool {
    let types = &rules.get(rules.target(id)).types;
    types.as_ref().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_leads_through_references_items_and_alternatives() {
        let end = |tag: &str, key: &str| {
            json!({
                "type": "object",
                "properties": { "tag": { "const": tag }, key: { "type": "integer" } },
                "required": ["tag", key],
                "additionalProperties": false,
            })
        };
        let schema = json!({
            "allOf": [{ "properties": { "a/b": { "$ref": "#/$defs/list" } } }],
            "required": ["a/b"],
            "$defs": { "list": { "type": "array", "items": { "anyOf": [end("A", "x"), end("B", "y")] } } },
        });
        let (rules, root) =
            crate::lower_schema("https://example.com/a", &schema, &[], true).unwrap();
        let is_required = |path| find(&rules, root, path).map(|place| place.is_required);
        assert_eq!(is_required(""), Some(true));
        assert_eq!(is_required("/a~1b"), Some(true));
        assert_eq!(is_required("/a~1b/*"), Some(false));
        assert_eq!(is_required("/a~1b/*/x"), Some(true));
        assert_eq!(is_required("/a~1b/*[A]/x"), Some(true));
        assert_eq!(is_required("/a~1b/*[B]/x"), None);
        assert_eq!(without_tags("/a~1b/*[B]/x"), "/a~1b/*/x");
        let is_valid = |path, value| is_valid_at(&rules, root, path, &value);
        assert_eq!(is_valid("/a~1b/*[B]/y", json!(1)), Some(true));
        assert_eq!(is_valid("/a~1b/*[B]/y", json!("1")), Some(false));
        assert_eq!(is_valid("/a~1b/*[B]/x", json!(1)), Some(false));
    }
}
