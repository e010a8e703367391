//! Each rule of the linter, on a small release: what it finds, and what is near to it and isn't one.

mod cases;

use std::collections::{BTreeMap, BTreeSet};

use cases::{cases, next_release};
use cdevents_codegen::Files;
use serde_json::{Value, json};
use xtask::lint::{Code, Report, lint};

/// Schemas by path.
type Schemas = BTreeMap<String, Value>;

/// One schema of the release, in which most cases have their fault.
const QUEUED: &str = "1.2.3/build/queued.json";

const RUN: &str = "/properties/subject/properties/content/properties/run";
const ARTIFACT: &str = "/properties/subject/properties/content/properties/artifactId";
const TYPE: &str = "/properties/context/properties/type";

/// Four events of a release in which nothing is wrong.
fn release() -> Schemas {
    let predicates = ["queued", "started", "finished", "signed"];
    let path = |it: &str| format!("1.2.3/build/{it}.json");
    predicates.map(|it| (path(it), event(it))).into()
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

fn linted(schemas: &Schemas) -> Report {
    let texts = schemas
        .iter()
        .map(|(path, it)| (path.clone(), it.to_string()));
    let mut files = Files::default();
    files.texts.extend(texts);
    lint(&files).unwrap()
}

/// Sets a member of an object in one schema.
fn set(schemas: &mut Schemas, path: &str, pointer: &str, value: Value) {
    let (object, key) = pointer.rsplit_once('/').unwrap();
    let object = schemas.get_mut(path).unwrap().pointer_mut(object);
    object
        .unwrap()
        .as_object_mut()
        .unwrap()
        .insert(key.to_owned(), value);
}

/// Removes a member of an object, or an item by its text.
fn remove(schemas: &mut Schemas, path: &str, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match schemas.get_mut(path).unwrap().pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(key).unwrap()),
        Value::Array(items) => items.retain(|it| it != key),
        other => panic!("{other}"),
    }
}

fn of_code(report: &Report, code: Code) -> Vec<String> {
    let findings = report.findings.iter().filter(|it| it.code == code);
    findings.map(|it| format!("{it:?}")).collect()
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    assert_eq!(linted(&release()).findings, []);
}

#[test]
fn every_rule_finds_its_fault_and_nothing_near_it() {
    for (number, case) in cases().iter().enumerate() {
        let (mut faulty, mut sound) = (release(), release());
        (case.faulty)(&mut faulty);
        (case.sound)(&mut sound);
        let (report, code) = (linted(&faulty), case.code);
        assert_eq!(
            of_code(&report, code).len(),
            1,
            "{number}: {code}, {report:#?}"
        );
        let report = linted(&sound);
        assert_eq!(of_code(&report, code), [""; 0], "{number}: {code}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let tested: BTreeSet<_> = cases().iter().map(|it| it.code).collect();
    assert_eq!(tested, Code::ALL.iter().copied().collect());
}

/// A change of what all events share is one finding, whatever events there are.
#[test]
fn a_change_of_all_contexts_is_one_finding_and_of_a_subject_another() {
    let mut schemas = release();
    next_release(|next| {
        for path in next.clone().keys() {
            let chain = "/properties/context/properties/chainId";
            set(next, path, chain, json!({ "type": "string" }));
        }
        remove(next, QUEUED, "/properties/context/properties/id");
        remove(next, QUEUED, &format!("{RUN}/properties/uri"));
    })(&mut schemas);
    let report = linted(&schemas);
    let changes = report
        .findings
        .iter()
        .filter(|it| it.code == Code::ChangedUnderSameVersion);
    let changes: Vec<_> = changes
        .map(|it| (it.message.as_str(), it.places.len()))
        .collect();
    let context = "events return from 1.2.3 with their type unchanged, and another `context` in \
                   1.2.4: `chainId` is new, `id` is gone";
    let subject = "`dev.cdevents.build.queued.0.1.0` had another `subject` in 1.2.3: \
                   `content.run.uri` is gone";
    assert_eq!(changes, [(context, 4), (subject, 1)]);
}

/// What stands in a definition is found in each event that refers to it, in the event's own file.
#[test]
fn a_fault_of_a_definition_is_one_of_the_events_that_refer_to_it() {
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
    let report = linted(&schemas);
    let [empty, unknown] = &report.findings[..] else {
        panic!("{report:#?}");
    };
    let place = |it: &xtask::lint::Place| (it.file.display().to_string(), it.pointer.clone());
    assert_eq!(unknown.code, Code::UnknownKeyword);
    assert_eq!(unknown.places.len(), 2);
    assert_eq!(
        place(&unknown.places[0]),
        (QUEUED.to_owned(), ARTIFACT.to_owned())
    );
    let event_type = unknown.places[0].event_type.as_deref();
    assert_eq!(event_type, Some("dev.cdevents.build.queued.0.1.0"));
    assert_eq!(empty.code, Code::UnsatisfiableSchema);
    let definitions = "1.2.3/definitions.json".to_owned();
    assert_eq!(
        place(&empty.places[0]),
        (definitions, "/$defs/unused".to_owned())
    );
}

/// Schemas that refer to themselves end, and so do those that can't be meant.
#[test]
fn any_schema_can_be_looked_at() {
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
