//! Helpers shared by the workspace's integration tests.

pub mod arbitrary;
pub mod cases;
pub mod corpus;
pub mod differential;
pub mod folders;
pub mod instances;
pub mod models;
pub mod nested;
pub mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cdevents_codegen::model::Model;
use cdevents_codegen::{Document, Output, corrected, emit, lower, read_folder};
use cdevents_generated::{Release, vocabulary};
use serde_json::Value;

/// Compiles and runs the README's example.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// Compiles and runs the examples in the READMEs of the crates.
#[cfg(doctest)]
#[doc = include_str!("../../cdevents-generated/README.md")]
#[doc = include_str!("../../cdevents-codegen/README.md")]
pub struct Readmes;

/// Compiles and runs the Rust examples of reference pages that no other test compiles.
#[cfg(doctest)]
pub mod reference {
    #[doc = include_str!("../../cdevents-generated/docs/custom-events.md")]
    pub struct CustomEvents;

    #[doc = include_str!("../../cdevents-generated/docs/links.md")]
    pub struct Links;

    #[doc = include_str!("../../cdevents-generated/docs/scalars.md")]
    pub struct Scalars;
}

/// Returns the workspace's root folder.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the folder of an upstream release. The environment variable `CDEVENTS_SPEC_DIR` names
/// the folder of all releases; the default is `../shared/cdevents-spec`. If the release is missing,
/// prints that the test is skipped.
///
/// # Panics
/// Panics if `CDEVENTS_SPEC_DIR` is set but does not contain the release.
#[must_use]
pub fn upstream(release: &str, test: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("CDEVENTS_SPEC_DIR") {
        Some(folder) => {
            let folder = PathBuf::from(folder).join(release);
            assert!(
                folder.is_dir(),
                "CDEVENTS_SPEC_DIR: {} is missing",
                folder.display()
            );
            folder
        }
        None => workspace().join("../shared/cdevents-spec").join(release),
    };
    if folder.is_dir() {
        return Some(folder);
    }
    skipped(&format!(
        "{test}: upstream's release {release} is missing; set CDEVENTS_SPEC_DIR"
    ));
    None
}

/// Prints that a test is skipped, even if the test's output is captured.
pub fn skipped(what: &str) {
    // Unlike the output of `eprintln!`, this is never captured.
    let _ = writeln!(std::io::stderr(), "SKIPPED {what}");
}

/// Parses every `.json` file below a folder, and returns the values by path.
///
/// # Panics
/// Panics if a file cannot be read or is not JSON.
#[must_use]
pub fn json_files(folder: &Path) -> BTreeMap<PathBuf, Value> {
    let mut files = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|name| name == "json") {
                let text = fs::read_to_string(&path).expect("a readable file");
                let value = serde_json::from_str(&text).expect("valid JSON");
                files.insert(path, value);
            }
        }
    }
    files
}

/// Our corrected schemas. Many tests ask for those of each release.
static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let files = read_folder(&workspace().join("schemas")).expect("readable schemas");
    corrected(&files).expect("corrections that apply")
});

/// Returns the model of our schemas.
///
/// # Panics
/// Panics if the schemas cannot be read or lowered.
#[must_use]
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let files = read_folder(&workspace().join("schemas")).expect("readable schemas");
        lower(&files).expect("supported schemas")
    });
    &MODEL
}

/// Returns what the generator makes of our schemas.
///
/// # Panics
/// Panics if the schemas cannot be generated.
#[must_use]
pub fn output() -> &'static Output {
    static OUTPUT: LazyLock<Output> = LazyLock::new(|| emit(model()).expect("generated files"));
    &OUTPUT
}

/// Returns our corrected schemas of a release, by `$id`.
///
/// # Panics
/// Panics if the schemas cannot be read or corrected.
#[must_use]
pub fn schemas(release: &str) -> BTreeMap<String, Value> {
    let documents = DOCUMENTS.iter();
    let of_release = documents.filter(|document| document.release.to_string() == release);
    let with_id = |document: &Document| Some((document.id()?.to_owned(), document.value.clone()));
    of_release.filter_map(with_id).collect()
}

/// Builds a minimal event of a release, such as `0.5.1`, with a type, such as
/// `service.deployed.0.3.0`, and a content.
#[must_use]
pub fn event(release: &str, name: &str, content: &Value) -> Value {
    let has_specversion = release.starts_with("0.5");
    let version_key = if has_specversion {
        "specversion"
    } else {
        "version"
    };
    serde_json::json!({
        "context": {
            version_key: release,
            "id": "271069a8-fc18-44f1-b38f-9d70a1695819",
            "source": "/ci/main",
            "type": format!("dev.cdevents.{name}"),
            "timestamp": "2026-03-20T14:27:05.100Z",
        },
        "subject": { "id": "subject-1", "content": content },
    })
}

/// Builds the validators of the peer, which is the `jsonschema` crate, for our event schemas, with
/// formats asserted. Returns them by event type, as [`events`] does.
///
/// # Panics
/// Panics if a schema is not a valid JSON Schema.
#[must_use]
pub fn peers(schemas: &instances::Schemas) -> BTreeMap<String, jsonschema::Validator> {
    let mut by_id = validators(schemas);
    events(schemas)
        .filter_map(|(event_type, schema)| {
            let id = schema["$id"].as_str()?;
            Some((event_type, by_id.remove(id)?))
        })
        .collect()
}

/// Builds the peer's validators for all our schemas, with formats asserted. Returns them by `$id`.
///
/// # Panics
/// Panics if a schema is not a valid JSON Schema.
#[must_use]
pub fn validators(schemas: &instances::Schemas) -> BTreeMap<String, jsonschema::Validator> {
    let pairs = schemas.iter().map(|(id, schema)| (id.as_str(), schema));
    let registry = jsonschema::Registry::new()
        .extend(pairs)
        .expect("valid schemas");
    let registry = registry.prepare().expect("no dangling reference");
    let validator = |schema: &Value| {
        jsonschema::options()
            .with_registry(&registry)
            .should_validate_formats(true)
            .build(schema)
            .expect("a valid schema")
    };
    schemas
        .iter()
        .map(|(id, schema)| (id.clone(), validator(schema)))
        .collect()
}

/// Returns the event schemas by event type. If a schema does not pin the type, the key is the type
/// without its version. The custom event's key is the prefix `dev.cdeventsx.`.
pub fn events(schemas: &instances::Schemas) -> impl Iterator<Item = (String, &Value)> {
    schemas.iter().filter_map(|(id, schema)| {
        let r#type = schema.pointer("/properties/context/properties/type")?;
        let only =
            r#type
                .get("const")
                .or_else(|| match r#type.get("enum")?.as_array()?.as_slice() {
                    [only] => Some(only),
                    _ => None,
                });
        let event_type = match only.and_then(Value::as_str) {
            Some(event_type) => event_type.to_owned(),
            None if r#type.get("pattern").is_some() => "dev.cdeventsx.".to_owned(),
            None => {
                let name = id.rsplit('/').next()?.strip_suffix("-event")?;
                let (subject, predicate) = name.rsplit_once('-')?;
                format!("dev.cdevents.{}.{predicate}", subject.replace('-', ""))
            }
        };
        Some((event_type, schema))
    })
}

/// Returns the newest release that has an event type. It judges events that name an unknown release.
///
/// # Panics
/// Panics if no release has the type.
#[must_use]
pub fn newest_release_with(event_type: &str) -> Release {
    let newest = vocabulary::newest(event_type);
    newest.expect("a known event type").release()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_enum_with_one_value_pins_the_event_type_like_a_constant() {
        let schema =
            |r#type: Value| json!({"properties": {"context": {"properties": {"type": r#type}}}});
        let schemas: instances::Schemas = [
            ("a/one-eaten-event", json!({"const": "one"})),
            ("a/two-eaten-event", json!({"enum": ["two"]})),
            ("a/three-eaten-event", json!({"enum": ["three", "four"]})),
        ]
        .map(|(id, r#type)| (id.to_owned(), schema(r#type)))
        .into();
        let types: Vec<_> = events(&schemas).map(|(event_type, _)| event_type).collect();
        assert_eq!(types, ["one", "dev.cdevents.three.eaten", "two"]);
    }
}
