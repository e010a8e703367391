//! Rules about mistakes in a single schema.

use serde_json::Value;

use crate::lint::fault::Faults;
use crate::lint::rule::Rule;
use crate::lint::schema::{Layer, Registry, Root, Spot};
use crate::lint::value::{plain_rejection, rejection, types};
use cdevents_codegen::is_annotation;
use cdevents_codegen::strings;

/// The keywords of draft 2020-12 that aren't annotations.
const KEYWORDS: &[&str] = &[
    "$dynamicAnchor",
    "$dynamicRef",
    "$ref",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

/// Words that are mistaken for keywords, and the keywords that are meant.
const MISTAKEN: &[(&str, &str)] = &[
    ("$recursiveRef", "$dynamicRef"),
    ("additionalItems", "items"),
    ("definitions", "$defs"),
    ("dependencies", "dependentRequired"),
    ("example", "examples"),
    ("id", "$id"),
];

/// Checks every schema of a document.
pub(super) fn check<'a>(root: &Root<'a>, registry: &Registry<'a>, faults: &mut Faults) {
    for spot in &root.spots {
        for (reference, pointer) in &spot.dangling {
            let message = format!("the `$ref` to `{reference}` has no target");
            faults.add(Rule::DanglingReference, root, &message, pointer, None);
        }
        for layer in spot.own_layers() {
            unknown_keywords(root, layer, faults);
            invalid_default(root, spot, layer, registry, faults);
        }
        // A schema in a condition may accept nothing on purpose.
        if !spot.path.contains("<not>") && !spot.path.contains("<if>") {
            unsatisfiable(root, spot, registry, faults);
        }
    }
}

fn unknown_keywords(root: &Root<'_>, layer: &Layer<'_>, faults: &mut Faults) {
    let Some(keywords) = layer.keywords() else {
        return;
    };
    let is_object = types(keywords).is_some_and(|types| types.contains(&"object"))
        || ["properties", "required", "additionalProperties"]
            .iter()
            .any(|keyword| keywords.contains_key(*keyword));
    for (keyword, value) in keywords {
        let mistaken = MISTAKEN.iter().find(|(mistaken, _)| mistaken == keyword);
        let is_known = KEYWORDS.contains(&keyword.as_str()) || is_annotation(keyword);
        if (is_known && mistaken.is_none()) || keyword.starts_with("x-") {
            continue;
        }
        let pointer = layer.pointer_to(keyword, root.document);
        if is_object && mistaken.is_none() && value.is_object() {
            let message = "a property of the object is declared outside `properties`, where it has no \
                           effect";
            let detail = format!("`{keyword}`");
            faults.add(
                Rule::MisplacedProperty,
                root,
                message,
                &pointer,
                Some(detail),
            );
        } else {
            let message = match mistaken {
                Some((_, meant)) => {
                    format!("`{keyword}` is not a keyword of draft 2020-12; use `{meant}`")
                }
                None => format!("`{keyword}` is not a keyword of draft 2020-12"),
            };
            faults.add(Rule::UnknownKeyword, root, &message, &pointer, None);
        }
    }
}

fn invalid_default<'a>(
    root: &Root<'a>,
    spot: &Spot<'a>,
    layer: &Layer<'a>,
    registry: &Registry<'a>,
    faults: &mut Faults,
) {
    let Some(default) = layer.value.get("default") else {
        return;
    };
    let rejects = |layer: &Layer<'a>| rejection(registry, layer.document, layer.value, default);
    if let Some(reason) = spot.layers.iter().find_map(rejects) {
        let message = format!("the default `{default}` is invalid: {reason}");
        let pointer = layer.pointer_to("default", root.document);
        faults.add(Rule::InvalidDefault, root, &message, &pointer, None);
    }
}

fn unsatisfiable<'a>(
    root: &Root<'a>,
    spot: &Spot<'a>,
    registry: &Registry<'a>,
    faults: &mut Faults,
) {
    if let Some(reason) = contradiction(spot) {
        faults.add(
            Rule::UnsatisfiableSchema,
            root,
            &reason,
            &spot.pointer,
            None,
        );
    }
    for layer in spot.own_layers() {
        let required = layer
            .keywords()
            .and_then(|keywords| keywords.get("required")?.as_array());
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if let Some(reason) = spot
                .layers
                .iter()
                .find_map(|layer| forbids(layer, key, registry))
            {
                let message = format!("`{key}` is required, but {reason}, so no value is valid");
                let pointer = layer.pointer_to("required", root.document);
                faults.add(Rule::UnsatisfiableRequired, root, &message, &pointer, None);
            }
        }
    }
}

/// Returns why a schema forbids a property.
fn forbids(layer: &Layer<'_>, key: &str, registry: &Registry<'_>) -> Option<String> {
    let keywords = layer.keywords()?;
    if let Some(schema) = keywords
        .get("properties")
        .and_then(|schemas| schemas.get(key))
    {
        let mut schema = (layer.document, schema);
        for _ in 0..8 {
            let target = schema.1.get("$ref").and_then(Value::as_str);
            match target.and_then(|target| registry.follow(schema.0, target)) {
                Some(target) => schema = (target.document, target.value),
                None => break,
            }
        }
        let is_false = *schema.1 == Value::Bool(false);
        return is_false.then(|| "its schema is `false`".to_owned());
    }
    let matches = |pattern: &String| {
        // An invalid pattern may match.
        strings::matches(pattern, key) != Some(false)
    };
    let patterns = keywords.get("patternProperties").and_then(Value::as_object);
    let is_closed = keywords.get("additionalProperties") == Some(&Value::Bool(false))
        && !patterns.is_some_and(|patterns| patterns.keys().any(matches));
    is_closed.then(|| "it is not in `properties` and `additionalProperties` is `false`".to_owned())
}

/// Returns why no value is valid at an instance location.
fn contradiction(spot: &Spot<'_>) -> Option<String> {
    let mut allowed: Option<Vec<&str>> = None;
    for layer in spot.layers.iter().filter_map(Layer::keywords) {
        let Some(named) = types(layer) else { continue };
        let left: Vec<_> = match &allowed {
            None => named,
            Some(before) => {
                let is_in = |one: &str, list: &[&str]| {
                    list.contains(&one) || (one == "integer" && list.contains(&"number"))
                };
                let both = named.iter().filter(|name| is_in(name, before)).copied();
                let also = before.iter().filter(|name| is_in(name, &named)).copied();
                both.chain(also).collect()
            }
        };
        if left.is_empty() {
            return Some("the `type`s exclude each other, so no value is valid".into());
        }
        allowed = Some(left);
    }
    for (least, most, sized) in [
        ("minLength", "maxLength", "string"),
        ("minItems", "maxItems", "array"),
        ("minimum", "maximum", "number"),
        ("minProperties", "maxProperties", "object"),
    ] {
        let numbers = |keyword| {
            spot.all(keyword)
                .filter_map(Value::as_f64)
                .collect::<Vec<_>>()
        };
        let is_only = allowed.as_ref().is_some_and(|allowed| {
            let fits = |name: &&str| *name == sized || (sized, *name) == ("number", "integer");
            allowed.iter().all(fits)
        });
        let (least_of, most_of) = (numbers(least), numbers(most));
        if is_only
            && least_of
                .iter()
                .any(|one| most_of.iter().any(|other| one > other))
        {
            return Some(format!(
                "`{least}` is greater than `{most}`, so no value is valid"
            ));
        }
    }
    let values = match (spot.all("const").next(), spot.all("enum").next()) {
        (Some(value), _) => vec![value],
        (None, Some(Value::Array(values))) if values.is_empty() => {
            return Some("the `enum` is empty, so no value is valid".to_owned());
        }
        (None, Some(Value::Array(values))) => values.iter().collect(),
        _ => return None,
    };
    let mut reason = None;
    for value in values {
        let mut layers = spot.layers.iter().filter_map(Layer::keywords);
        // One accepted value is enough.
        reason = Some(layers.find_map(|keywords| plain_rejection(keywords, value))?);
    }
    reason
        .map(|reason| format!("the schema rejects every value of its `const` or `enum` ({reason})"))
}
