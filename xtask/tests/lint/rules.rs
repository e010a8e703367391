//! Each rule of the linter, on a small release: a fault that it finds, and a similar schema without
//! one.

mod cases;

use std::collections::{BTreeMap, BTreeSet};

use cases::{cases, next_release};
use cdevents_codegen::Files;
use serde_json::{Value, json};
use xtask::lint::{Findings, Rule, lint};

/// Schemas by path.
type Schemas = BTreeMap<String, Value>;

/// The schema that most cases damage.
const QUEUED: &str = "1.2.3/build/queued.json";

const RUN: &str = "/properties/subject/properties/content/properties/run";
const ARTIFACT: &str = "/properties/subject/properties/content/properties/artifactId";
const TYPE: &str = "/properties/context/properties/type";

/// Returns four events of a release without faults.
fn release() -> Schemas {
    let predicates = ["queued", "started", "finished", "signed"];
    let path = |predicate: &str| format!("1.2.3/build/{predicate}.json");
    predicates
        .map(|predicate| (path(predicate), event(predicate)))
        .into()
}

fn event(predicate: &str) -> Value {
    let string = json!({ "type": "string", "minLength": 1 });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("https://cdevents.dev/1.2.3/schema/build-{predicate}-event"),
        "type": "object",
        "properties": {
            "context": {
                "type": "object",
                "properties": {
                    "specversion": { "const": "1.2.3" },
                    "id": string,
                    "source": { "type": "string", "minLength": 1, "format": "uri-reference" },
                    "type": { "const": format!("dev.cdevents.build.{predicate}.0.1.0") },
                    "timestamp": { "type": "string", "format": "date-time" },
                },
                "required": ["specversion", "id", "source", "type", "timestamp"],
                "additionalProperties": false,
            },
            "subject": {
                "type": "object",
                "properties": {
                    "id": string,
                    "content": {
                        "type": "object",
                        "properties": {
                            "artifactId": string,
                            "run": {
                                "type": "object",
                                "properties": { "id": string, "uri": { "type": "string" } },
                                "required": ["id"],
                                "additionalProperties": false,
                            },
                        },
                        "required": ["artifactId"],
                        "additionalProperties": false,
                    },
                },
                "required": ["id", "content"],
                "additionalProperties": false,
            },
        },
        "required": ["context", "subject"],
        "additionalProperties": false,
    })
}

fn linted(schemas: &Schemas) -> Findings {
    let texts = schemas
        .iter()
        .map(|(path, it)| (path.clone(), it.to_string()));
    let mut files = Files::default();
    files.texts.extend(texts);
    lint(&files).unwrap()
}

/// Sets a property of an object in one schema.
fn set(schemas: &mut Schemas, path: &str, pointer: &str, value: Value) {
    let (object, key) = pointer.rsplit_once('/').unwrap();
    let object = schemas.get_mut(path).unwrap().pointer_mut(object);
    object
        .unwrap()
        .as_object_mut()
        .unwrap()
        .insert(key.to_owned(), value);
}

/// Removes a property of an object, or an item by its text.
fn remove(schemas: &mut Schemas, path: &str, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match schemas.get_mut(path).unwrap().pointer_mut(parent).unwrap() {
        Value::Object(properties) => drop(properties.remove(key).unwrap()),
        Value::Array(items) => items.retain(|item| item != key),
        other => panic!("{other}"),
    }
}

fn of_rule(findings: &Findings, rule: Rule) -> Vec<String> {
    let findings = findings
        .findings
        .iter()
        .filter(|finding| finding.rule == rule);
    findings.map(|finding| format!("{finding:?}")).collect()
}

#[test]
fn a_release_without_faults_has_no_findings() {
    assert_eq!(linted(&release()).findings, []);
}

#[test]
fn every_rule_finds_its_fault_and_nothing_similar() {
    for (number, case) in cases().iter().enumerate() {
        let (mut faulty, mut sound) = (release(), release());
        (case.faulty)(&mut faulty);
        (case.sound)(&mut sound);
        let (findings, rule) = (linted(&faulty), case.rule);
        assert_eq!(
            of_rule(&findings, rule).len(),
            1,
            "{number}: {rule}, {findings:#?}"
        );
        let findings = linted(&sound);
        assert_eq!(of_rule(&findings, rule), [""; 0], "{number}: {rule}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let tested: BTreeSet<_> = cases().iter().map(|case| case.rule).collect();
    assert_eq!(tested, Rule::ALL.iter().copied().collect());
}

#[test]
fn a_change_in_all_contexts_is_one_finding_and_in_a_subject_another() {
    let mut schemas = release();
    next_release(|next| {
        for path in next.clone().keys() {
            let chain = "/properties/context/properties/chainId";
            set(next, path, chain, json!({ "type": "string" }));
        }
        remove(next, QUEUED, "/properties/context/properties/id");
        remove(next, QUEUED, &format!("{RUN}/properties/uri"));
    })(&mut schemas);
    let findings = linted(&schemas);
    let changes = findings
        .findings
        .iter()
        .filter(|finding| finding.rule == Rule::ChangedUnderSameVersion);
    let changes: Vec<_> = changes
        .map(|finding| (finding.message.as_str(), finding.locations.len()))
        .collect();
    let context = "the `context` of events changed from 1.2.3 to 1.2.4, but not their types: \
                   `chainId` is new, `id` was removed";
    let subject = "the `subject` of `dev.cdevents.build.queued.0.1.0` changed since 1.2.3: \
                   `content.run.uri` was removed";
    assert_eq!(changes, [(context, 4), (subject, 1)]);
}

#[test]
fn a_fault_in_a_definition_is_located_in_each_event_that_refers_to_it() {
    let mut schemas = release();
    schemas.insert(
        "1.2.3/definitions.json".to_owned(),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://cdevents.dev/1.2.3/schema/definitions",
            "$defs": { "name": { "type": "string", "minLength": 1, "exmaple": "a" }, "unused": { "enum": [] } },
        }),
    );
    for path in [QUEUED, "1.2.3/build/started.json"] {
        set(
            &mut schemas,
            path,
            ARTIFACT,
            json!({ "$ref": "definitions#/$defs/name" }),
        );
    }
    let findings = linted(&schemas);
    let [empty, unknown] = &findings.findings[..] else {
        panic!("{findings:#?}");
    };
    let place = |location: &xtask::lint::Location| {
        (
            location.file.display().to_string(),
            location.pointer.clone(),
        )
    };
    assert_eq!(unknown.rule, Rule::UnknownKeyword);
    assert_eq!(unknown.locations.len(), 2);
    assert_eq!(
        place(&unknown.locations[0]),
        (QUEUED.to_owned(), ARTIFACT.to_owned())
    );
    let event_type = unknown.locations[0].event_type.as_deref();
    assert_eq!(event_type, Some("dev.cdevents.build.queued.0.1.0"));
    assert_eq!(empty.rule, Rule::UnsatisfiableSchema);
    let definitions = "1.2.3/definitions.json".to_owned();
    assert_eq!(
        place(&empty.locations[0]),
        (definitions, "/$defs/unused".to_owned())
    );
}

#[test]
fn recursive_and_malformed_schemas_can_be_linted() {
    let recursive = json!({
        "$ref": "#",
        "anyOf": [{ "$ref": "#" }, { "$ref": "#" }],
        "properties": { "a": { "$ref": "#" }, "b": { "$ref": "#/properties/a" } },
        "default": { "a": { "a": {} } },
    });
    let odd = json!({
        "$ref": 7, "$id": [], "$schema": {}, "type": {}, "properties": [], "required": "a", "enum": {},
        "additionalProperties": [], "anyOf": {}, "allOf": true, "items": 1, "pattern": "(", "default": null,
    });
    for schema in [recursive, odd] {
        let mut schemas = release();
        schemas.insert("1.2.3/odd.json".to_owned(), schema.clone());
        set(&mut schemas, QUEUED, ARTIFACT, schema);
        let mut twice = schemas.clone();
        next_release(|_| {})(&mut twice);
        let _ = (linted(&schemas), linted(&twice));
    }
}
