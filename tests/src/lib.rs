//! What the workspace's integration tests share.

pub mod differential;
pub mod folders;
pub mod instances;
pub mod models;
pub mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use cdevents_codegen::{Document, corrected, read_folder};
use serde_json::Value;

/// The README, so that its example is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The same for the crates' own.
#[cfg(doctest)]
#[doc = include_str!("../../cdevents-generated/README.md")]
#[doc = include_str!("../../cdevents-codegen/README.md")]
pub struct Readmes;

/// The pages of the reference with Rust that no test compiles elsewhere.
#[cfg(doctest)]
pub mod reference {
    #[doc = include_str!("../../cdevents-generated/docs/custom-events.md")]
    pub struct CustomEvents;

    #[doc = include_str!("../../cdevents-generated/docs/links.md")]
    pub struct Links;

    #[doc = include_str!("../../cdevents-generated/docs/scalars.md")]
    pub struct Scalars;
}

/// The workspace's folder.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Upstream's folder of a release: `CDEVENTS_SPEC_DIR` says where the releases lie, or else they
/// are looked for in `shared/cdevents-spec` beside the workspace. Where there is neither, the test
/// says that it is skipped, whether or not its output is captured.
///
/// # Panics
/// Where `CDEVENTS_SPEC_DIR` is set, and has no such release.
#[must_use]
pub fn upstream(release: &str, test: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("CDEVENTS_SPEC_DIR") {
        Some(folder) => {
            let folder = PathBuf::from(folder).join(release);
            assert!(
                folder.is_dir(),
                "CDEVENTS_SPEC_DIR: no {}",
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
        "{test}: no release {release} of upstream's; set CDEVENTS_SPEC_DIR"
    ));
    None
}

/// Says that a test is skipped, whether or not its output is captured.
pub fn skipped(what: &str) {
    // Unlike `eprintln!`, this isn't captured.
    let _ = writeln!(std::io::stderr(), "SKIPPED {what}");
}

/// Every `.json` below a folder, parsed, by path.
///
/// # Panics
/// Where one can't be read, or isn't JSON.
#[must_use]
pub fn json_files(folder: &Path) -> BTreeMap<PathBuf, Value> {
    let mut files = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|it| it == "json") {
                let text = fs::read_to_string(&path).expect("a file");
                let value = serde_json::from_str(&text).expect("JSON");
                files.insert(path, value);
            }
        }
    }
    files
}

/// Our schemas of a release, by `$id`, corrected.
///
/// # Panics
/// Where one can't be read, or corrected.
#[must_use]
pub fn schemas(release: &str) -> BTreeMap<String, Value> {
    let files = read_folder(&workspace().join("schemas")).expect("schemas");
    let documents = corrected(&files).expect("corrections that apply");
    let of_release = documents
        .into_iter()
        .filter(|it| it.release.to_string() == release);
    let with_id = |it: Document| Some((it.id()?.to_owned(), it.value));
    of_release.filter_map(with_id).collect()
}

/// A minimal event of a type in a release, with that content: `0.5.1`, `service.deployed.0.3.0`.
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

/// The peer: validators of the `jsonschema` crate for our schemas, formats asserted, by event type;
/// the custom event's under its prefix.
///
/// # Panics
/// Where a schema isn't one.
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

/// The peer's validators of all our schemas, formats asserted, by `$id`.
///
/// # Panics
/// Where a schema isn't one.
#[must_use]
pub fn validators(schemas: &instances::Schemas) -> BTreeMap<String, jsonschema::Validator> {
    let pairs = schemas.iter().map(|(id, schema)| (id.as_str(), schema));
    let registry = jsonschema::Registry::new().extend(pairs).expect("schemas");
    let registry = registry.prepare().expect("no dangling reference");
    let validator = |schema: &Value| {
        jsonschema::options()
            .with_registry(&registry)
            .should_validate_formats(true)
            .build(schema)
            .expect("a schema")
    };
    schemas
        .iter()
        .map(|(id, schema)| (id.clone(), validator(schema)))
        .collect()
}

/// The schemas that are an event's, by event type, or by what that begins with where the schema
/// leaves it open; the custom event's under its prefix.
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
        let types: Vec<_> = events(&schemas).map(|it| it.0).collect();
        assert_eq!(types, ["one", "dev.cdevents.three.eaten", "two"]);
    }
}
