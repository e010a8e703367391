//! Our schemas mean the same as upstream's. The tests resolve the references of both, remove
//! annotations, and compare the rest document by document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cdevents_codegen::{lower, read_folder};
use cdevents_generated::Release;
use cdevents_tests::instances::follow;
use cdevents_tests::models::without_descriptions;
use cdevents_tests::{json_files, upstream, workspace};
use serde_json::{Map, Value, json};

const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "title",
    "description",
    "default",
    "example",
    "examples",
];

/// Returns a schema without references and annotations, in a canonical form.
fn meaning(schemas: &BTreeMap<String, Value>, id: &str, schema: &Value) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let mut result = Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            annotation if ANNOTATIONS.contains(&annotation) => continue,
            // A dangling reference is kept: it is a bug that both schemas must have.
            "$ref" if dangles(id, value.as_str().unwrap()) => value.clone(),
            "$ref" => {
                let (target_id, target) = follow(schemas, id, value.as_str().unwrap());
                let target = meaning(schemas, &target_id, target);
                result.extend(target.as_object().unwrap().clone());
                continue;
            }
            "properties" => {
                let properties = value.as_object().unwrap().iter();
                properties
                    .map(|(key, value)| (key.clone(), meaning(schemas, id, value)))
                    .collect()
            }
            "const" => {
                result.insert("enum".to_owned(), json!([value]));
                continue;
            }
            "additionalProperties" if *value == json!(true) => continue,
            "required" if *value == json!([]) => continue,
            "required" | "enum" => sorted(value.as_array().unwrap().clone()),
            "anyOf" | "oneOf" => {
                let schemas = value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|schema| meaning(schemas, id, schema));
                sorted(schemas.collect())
            }
            _ => meaning(schemas, id, value),
        };
        result.insert(keyword.clone(), value);
    }
    let texts = result.get("enum").and_then(Value::as_array).cloned();
    let lengths = texts.and_then(|texts| {
        let length = |text: &Value| Some(text.as_str()?.chars().count());
        texts.iter().map(length).collect::<Option<Vec<_>>>()
    });
    if let Some(shortest) = lengths.and_then(|lengths| lengths.into_iter().min()) {
        // The values imply that they are strings, and how long they are.
        result.remove("type");
        let min_length = result.get("minLength").and_then(Value::as_u64);
        if min_length.is_some_and(|length| length <= shortest as u64) {
            result.remove("minLength");
        }
    }
    result.into()
}

fn sorted(mut items: Vec<Value>) -> Value {
    items.sort_by_key(Value::to_string);
    items.into()
}

fn meanings(schemas: &BTreeMap<String, Value>) -> BTreeMap<&String, Value> {
    let is_definitions = |id: &&String| id.ends_with("/definitions");
    let ids = schemas.keys().filter(|id| !is_definitions(id));
    ids.map(|id| (id, meaning(schemas, id, &schemas[id])))
        .collect()
}

/// Returns where two schemas first differ, and how.
fn difference(ours: &Value, theirs: &Value) -> Option<String> {
    if let (Some(one), Some(other)) = (ours.as_object(), theirs.as_object()) {
        let mut keys: Vec<_> = one.keys().chain(other.keys()).collect();
        keys.sort();
        return keys.into_iter().find_map(|key| {
            let absent = json!("(absent)");
            let (one, other) = (one.get(key), other.get(key));
            let found = difference(one.unwrap_or(&absent), other.unwrap_or(&absent))?;
            Some(format!("/{key}{found}"))
        });
    }
    (ours != theirs).then(|| format!(": {ours} here, {theirs} upstream"))
}

/// Returns whether a `$ref` dangles: the links of 0.4.0 have no `$id`, so no reference finds them.
fn dangles(id: &str, reference: &str) -> bool {
    reference.starts_with("/schema/links/") || id.starts_with("links/")
}

/// Returns the uncorrected schemas below a folder by `$id`, or by file name if a link has no `$id`.
fn documents(folder: &Path) -> BTreeMap<String, Value> {
    let documents = json_files(folder).into_iter().filter_map(|(path, schema)| {
        let id = schema.get("$id").and_then(Value::as_str).map(str::to_owned);
        let is_link = path.parent()?.ends_with("links");
        let name = path.file_name()?.to_str()?;
        Some((id.or(is_link.then(|| format!("links/{name}")))?, schema))
    });
    documents.collect()
}

#[test]
fn our_schemas_mean_the_same_as_upstreams() {
    let mut equal = 0;
    for release in Release::ALL
        .iter()
        .filter(|release| **release != Release::Draft)
    {
        let name = "our_schemas_mean_the_same_as_upstreams";
        let Some(folder) = upstream(release.as_str(), name) else {
            continue;
        };
        let ours = documents(&workspace().join("schemas").join(release.as_str()));
        let theirs = documents(&folder);
        let (ours, theirs) = (meanings(&ours), meanings(&theirs));
        let ids: Vec<_> = theirs.keys().collect();
        assert_eq!(ours.keys().collect::<Vec<_>>(), ids);
        let counts = [33, 36, 39, 54];
        assert!(counts.contains(&ids.len()), "{release}: {}", ids.len());
        for (id, theirs) in &theirs {
            assert_eq!(difference(&ours[id], theirs), None, "{id}");
        }
        equal += 1;
    }
    assert!(
        [0, 9].contains(&equal),
        "only {equal} releases were compared"
    );
}

/// The generator can read upstream's folders as they are.
#[test]
fn upstreams_files_make_the_same_model() {
    let name = "upstreams_files_make_the_same_model";
    let Some(newest) = upstream("0.5.1", name) else {
        return;
    };
    let own = read_folder(&workspace().join("schemas")).unwrap();
    let mut theirs = read_folder(newest.parent().unwrap()).unwrap();
    let release = |path: &str| path.split_once('/').map(|(release, _)| release.to_owned());
    let known: BTreeSet<_> = theirs
        .texts
        .keys()
        .filter_map(|path| release(path))
        .collect();
    let others = own.texts.iter();
    let others =
        others.filter(|(path, _)| release(path).is_some_and(|name| !known.contains(&name)));
    let others: Vec<_> = others
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    theirs.texts.extend(others);
    let theirs = theirs.with_names_of(&own);
    let (ours, theirs) = (lower(&own).unwrap(), lower(&theirs).unwrap());
    let (ours, theirs) = (without_descriptions(ours), without_descriptions(theirs));
    assert_eq!(ours.releases, theirs.releases);
    assert_eq!(ours.shapes, theirs.shapes);

    // A checkout has a single release, and no folder with the release's name.
    let checkout = read_folder(&newest).unwrap().with_names_of(&own);
    let release = lower(&checkout).unwrap().releases.remove(0);
    assert_eq!(
        (release.name.to_string(), release.events.len()),
        ("0.5.1".to_owned(), 45)
    );
}

/// The canonical form must not hide differences in meaning.
#[test]
fn schemas_with_different_meanings_differ() {
    let of = |schema: Value| {
        let schemas = BTreeMap::from([
            ("https://a/b".to_owned(), schema.clone()),
            (
                "https://a/c".to_owned(),
                json!({"$defs": {"d": {"type": "string", "minLength": 1}}}),
            ),
        ]);
        meaning(&schemas, "https://a/b", &schema)
    };
    let same = [
        (
            json!({"const": "x"}),
            json!({"type": "string", "enum": ["x"]}),
        ),
        (
            json!({"type": "object", "required": []}),
            json!({"type": "object", "additionalProperties": true}),
        ),
        (
            json!({"$ref": "c#/$defs/d", "description": "D"}),
            json!({"minLength": 1, "type": "string"}),
        ),
        (
            json!({"required": ["a", "b"]}),
            json!({"required": ["b", "a"]}),
        ),
        (
            json!({"enum": ["x"], "minLength": 1}),
            json!({"const": "x"}),
        ),
    ];
    for (one, other) in same {
        assert_eq!(difference(&of(one), &of(other)), None);
    }
    let different = [
        (
            json!({"type": "string"}),
            json!({"type": "string", "minLength": 1}),
        ),
        (
            json!({"type": "object"}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        (
            json!({"properties": {"description": {"type": "string"}}}),
            json!({"properties": {}}),
        ),
        (json!({"enum": ["x"]}), json!({"enum": ["x", "y"]})),
        (
            json!({"enum": ["x"], "minLength": 2}),
            json!({"enum": ["x"]}),
        ),
        (
            json!({"type": "string", "format": "uri"}),
            json!({"type": "string"}),
        ),
    ];
    for (one, other) in different {
        assert_ne!(difference(&of(one), &of(other)), None);
    }
}
