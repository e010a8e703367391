//! Rules for one schema by itself: what it says can't be meant.

use serde_json::Value;

use super::schema::{Layer, Registry, Root, Spot};
use super::value::{plain_refusal, refusal, types};
use super::{Code, Finds};
use cdevents_codegen::documents::pointer::step;
use cdevents_codegen::strings;

/// The keywords of draft 2020-12, with those of formats and contents.
const KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "else",
    "enum",
    "examples",
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
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// What is written in place of a keyword.
const MEANT: &[(&str, &str)] = &[
    ("$recursiveRef", "$dynamicRef"),
    ("additionalItems", "items"),
    ("definitions", "$defs"),
    ("dependencies", "dependentRequired"),
    ("example", "examples"),
    ("id", "$id"),
];

/// Looks at every schema of a document.
pub(super) fn check<'a>(root: &Root<'a>, registry: &Registry<'a>, finds: &mut Finds) {
    for spot in &root.spots {
        for (reference, place) in &spot.dangling {
            let message = format!("the `$ref` to `{reference}` leads nowhere");
            finds.add(Code::DanglingReference, root, &message, place, None);
        }
        for layer in spot.own_layers() {
            unknown_keywords(root, layer, finds);
            unmatched_default(root, spot, layer, registry, finds);
        }
        // Under a condition, to allow nothing has its use.
        if !spot.path.contains("<not>") && !spot.path.contains("<if>") {
            unsatisfiable(root, spot, registry, finds);
        }
    }
}

/// The place of a keyword.
fn place_of(root: &Root<'_>, layer: &Layer<'_>, keyword: &str) -> String {
    if std::ptr::eq(layer.document, root.document) {
        step(&layer.place, keyword)
    } else {
        layer.place.clone()
    }
}

fn unknown_keywords(root: &Root<'_>, layer: &Layer<'_>, finds: &mut Finds) {
    let Some(keywords) = layer.keywords() else {
        return;
    };
    let is_object = types(keywords).is_some_and(|it| it.contains(&"object"))
        || ["properties", "required", "additionalProperties"]
            .iter()
            .any(|it| keywords.contains_key(*it));
    for (keyword, value) in keywords {
        if KEYWORDS.contains(&keyword.as_str()) || keyword.starts_with("x-") {
            continue;
        }
        let place = place_of(root, layer, keyword);
        let meant = MEANT.iter().find(|(it, _)| it == keyword);
        if is_object && meant.is_none() && value.is_object() {
            let message = "a member of the object stands beside `properties`, where it means \
                           nothing, instead of inside it";
            let detail = format!("`{keyword}`");
            finds.add(Code::MisplacedMember, root, message, &place, Some(detail));
        } else {
            let message = match meant {
                Some((_, meant)) => {
                    format!("`{keyword}` is no keyword of draft 2020-12, which says `{meant}`")
                }
                None => format!("`{keyword}` is no keyword of draft 2020-12"),
            };
            finds.add(Code::UnknownKeyword, root, &message, &place, None);
        }
    }
}

fn unmatched_default<'a>(
    root: &Root<'a>,
    spot: &Spot<'a>,
    layer: &Layer<'a>,
    registry: &Registry<'a>,
    finds: &mut Finds,
) {
    let Some(default) = layer.keywords().and_then(|it| it.get("default")) else {
        return;
    };
    let refused = |it: &Layer<'a>| refusal(registry, it.document, it.value, default);
    if let Some(reason) = spot.layers.iter().find_map(refused) {
        let message = format!("the default `{default}` isn't allowed: {reason}");
        let place = place_of(root, layer, "default");
        finds.add(Code::InvalidDefault, root, &message, &place, None);
    }
}

fn unsatisfiable<'a>(root: &Root<'a>, spot: &Spot<'a>, registry: &Registry<'a>, finds: &mut Finds) {
    if let Some(reason) = contradiction(spot) {
        finds.add(Code::UnsatisfiableSchema, root, &reason, &spot.place, None);
    }
    for layer in spot.own_layers() {
        let required = layer
            .keywords()
            .and_then(|it| it.get("required")?.as_array());
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if let Some(reason) = spot.layers.iter().find_map(|it| forbids(it, key, registry)) {
                let message =
                    format!("`{key}` is required, but {reason}, so that nothing is valid");
                let place = place_of(root, layer, "required");
                finds.add(Code::UnsatisfiableRequired, root, &message, &place, None);
            }
        }
    }
}

/// Why a schema allows no member of that name.
fn forbids(layer: &Layer<'_>, key: &str, registry: &Registry<'_>) -> Option<String> {
    let keywords = layer.keywords()?;
    if let Some(schema) = keywords.get("properties").and_then(|it| it.get(key)) {
        let mut schema = (layer.document, schema);
        for _ in 0..8 {
            let target = schema.1.get("$ref").and_then(Value::as_str);
            match target.and_then(|it| registry.follow(schema.0, it)) {
                Some(target) => schema = (target.document, target.value),
                None => break,
            }
        }
        let is_false = *schema.1 == Value::Bool(false);
        return is_false.then(|| "its schema is `false`".to_owned());
    }
    let matches = |pattern: &String| {
        // A pattern that can't be read may match.
        strings::matches(pattern, key) != Some(false)
    };
    let patterns = keywords.get("patternProperties").and_then(Value::as_object);
    let is_closed = keywords.get("additionalProperties") == Some(&Value::Bool(false))
        && !patterns.is_some_and(|it| it.keys().any(matches));
    is_closed
        .then(|| "neither `properties` has it, nor does `additionalProperties` allow it".to_owned())
}

/// Why nothing is valid here.
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
                let both = named.iter().filter(|it| is_in(it, before)).copied();
                let also = before.iter().filter(|it| is_in(it, &named)).copied();
                both.chain(also).collect()
            }
        };
        if left.is_empty() {
            return Some(
                "the `type`s that hold here exclude one another, so that nothing is valid".into(),
            );
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
        let is_only = allowed.as_ref().is_some_and(|it| {
            it.iter()
                .all(|it| *it == sized || (sized == "number" && *it == "integer"))
        });
        let (least_of, most_of) = (numbers(least), numbers(most));
        if is_only
            && least_of
                .iter()
                .any(|one| most_of.iter().any(|other| one > other))
        {
            return Some(format!(
                "`{least}` is more than `{most}`, so that nothing is valid"
            ));
        }
    }
    let values = match (spot.all("const").next(), spot.all("enum").next()) {
        (Some(value), _) => vec![value],
        (None, Some(Value::Array(values))) if values.is_empty() => {
            return Some("the `enum` is empty, so that nothing is valid".to_owned());
        }
        (None, Some(Value::Array(values))) => values.iter().collect(),
        _ => return None,
    };
    let mut reason = None;
    for value in values {
        let mut layers = spot.layers.iter().filter_map(Layer::keywords);
        // One value that isn't refused is enough.
        reason = Some(layers.find_map(|it| plain_refusal(it, value))?);
    }
    reason.map(|it| {
        format!("no value of `const` or `enum` is allowed ({it}), so that nothing is valid")
    })
}
