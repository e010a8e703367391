//! Each rule of the linter, on a small release: what it finds, and what is near to it and isn't one.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::Files;
use cdevents_codegen::lint::{Code, Report, lint};
use serde_json::{Value, json};

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

fn set_queued(pointer: &'static str, value: Value) -> Edit {
    Box::new(move |schemas| set(schemas, QUEUED, pointer, value.clone()))
}

fn remove_queued(pointer: &'static str) -> Edit {
    Box::new(move |schemas| remove(schemas, QUEUED, pointer))
}

/// In two events of four, no way is the usual.
fn remove_in_two(pointer: &'static str) -> Edit {
    Box::new(move |schemas| {
        remove(schemas, QUEUED, pointer);
        remove(schemas, "1.2.3/build/started.json", pointer);
    })
}

fn remove_everywhere(pointer: &'static str) -> Edit {
    Box::new(move |schemas| {
        for path in schemas.clone().keys() {
            remove(schemas, path, pointer);
        }
    })
}

/// The next release is the same, but for its own name, and what is done to it.
fn next_release(edit: fn(&mut Schemas)) -> Edit {
    Box::new(move |schemas| {
        let mut next = Schemas::new();
        for (path, schema) in &*schemas {
            let schema = schema.to_string().replace("1.2.3", "1.2.4");
            next.insert(path.clone(), schema.parse().unwrap());
        }
        edit(&mut next);
        let next = next.into_iter();
        schemas.extend(next.map(|(path, schema)| (path.replace("1.2.3", "1.2.4"), schema)));
    })
}

type Edit = Box<dyn Fn(&mut Schemas)>;

/// A rule, what makes it find one fault, and what is near to that and is none.
struct Case {
    code: Code,
    faulty: Edit,
    sound: Edit,
}

fn case(code: Code, faulty: Edit, sound: Edit) -> Case {
    Case {
        code,
        faulty,
        sound,
    }
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn cases() -> Vec<Case> {
    let content = "/properties/subject/properties/content";
    let source = "/properties/context/properties/source";
    let version = "/properties/context/properties/specversion";
    let required = "/properties/context/required";
    vec![
        case(
            Code::UnsatisfiableRequired,
            set_queued(required, json!(["version"])),
            Box::new(move |schemas| {
                set(
                    schemas,
                    QUEUED,
                    &format!("{content}/required"),
                    json!(["x-a"]),
                );
                let patterns = json!({ "^x-": { "type": "string" } });
                set(
                    schemas,
                    QUEUED,
                    &format!("{content}/patternProperties"),
                    patterns,
                );
            }),
        ),
        case(
            Code::UnsatisfiableRequired,
            set_queued(ARTIFACT, json!(false)),
            set_queued(RUN, json!(false)),
        ),
        case(
            Code::UnsatisfiableSchema,
            set_queued(ARTIFACT, json!({ "enum": [] })),
            set_queued(ARTIFACT, json!({ "not": { "enum": [] } })),
        ),
        case(
            Code::UnsatisfiableSchema,
            set_queued(ARTIFACT, json!({ "type": "string", "enum": [1, true] })),
            set_queued(ARTIFACT, json!({ "type": "string", "enum": [1, "a"] })),
        ),
        case(
            Code::UnsatisfiableSchema,
            set_queued(
                ARTIFACT,
                json!({ "type": "string", "minLength": 3, "maxLength": 2 }),
            ),
            set_queued(ARTIFACT, json!({ "minLength": 3, "maxLength": 2 })),
        ),
        case(
            Code::UnsatisfiableSchema,
            set_queued(
                ARTIFACT,
                json!({ "type": "string", "allOf": [{ "type": "object" }] }),
            ),
            set_queued(
                ARTIFACT,
                json!({ "type": "number", "allOf": [{ "type": "integer" }] }),
            ),
        ),
        case(
            Code::DanglingReference,
            set_queued(ARTIFACT, json!({ "$ref": "build-lost-event" })),
            set_queued(
                ARTIFACT,
                json!({ "$ref": "build-started-event#/properties/context" }),
            ),
        ),
        case(
            Code::DanglingReference,
            set_queued(ARTIFACT, json!({ "$ref": "#/$defs/lost" })),
            Box::new(|schemas| {
                set(
                    schemas,
                    QUEUED,
                    "/$defs",
                    json!({ "kept": { "$anchor": "here" } }),
                );
                set(schemas, QUEUED, ARTIFACT, json!({ "$ref": "#here" }));
            }),
        ),
        case(
            Code::MisplacedMember,
            set_queued("/properties/context/links", json!({ "type": "array" })),
            set_queued("/properties/context/x-links", json!({ "type": "array" })),
        ),
        case(
            Code::UnknownKeyword,
            set_queued(
                ARTIFACT,
                json!({ "type": "string", "minLength": 1, "example": "a" }),
            ),
            set_queued(
                ARTIFACT,
                json!({ "type": "string", "minLength": 1, "examples": ["a"] }),
            ),
        ),
        case(
            Code::InvalidDefault,
            set_queued(
                &TYPE[..],
                json!({ "const": "dev.cdevents.build.queued.0.1.0", "default": "dev.cdevents.build.queued.0.0.9" }),
            ),
            set_queued(
                &TYPE[..],
                json!({ "const": "dev.cdevents.build.queued.0.1.0", "default": "dev.cdevents.build.queued.0.1.0" }),
            ),
        ),
        case(
            Code::InvalidDefault,
            set_queued(
                "/properties/subject/default",
                json!({ "id": "a", "content": { "artifactId": "" } }),
            ),
            set_queued(
                "/properties/subject/default",
                json!({ "id": "a", "content": { "artifactId": "b" } }),
            ),
        ),
        case(
            Code::MissingId,
            remove_queued("/$id"),
            remove_everywhere("/$id"),
        ),
        case(
            Code::MissingDialect,
            remove_queued("/$schema"),
            remove_everywhere("/$schema"),
        ),
        case(
            Code::DuplicateId,
            set_queued(
                "/$id",
                json!("https://cdevents.dev/1.2.3/schema/build-started-event"),
            ),
            set_queued(
                "/$id",
                json!("https://cdevents.dev/1.2.4/schema/build-started-event"),
            ),
        ),
        case(
            Code::IdNotOfType,
            set_queued(
                "/$id",
                json!("https://cdevents.dev/1.2.3/schema/build-queue-event"),
            ),
            set_queued("/$id", json!("https://example.org/build-queued-event")),
        ),
        case(
            Code::IdOfOtherRelease,
            set_queued(
                "/$id",
                json!("https://cdevents.dev/1.2.2/schema/build-queued-event"),
            ),
            set_queued(
                "/$id",
                json!("https://cdevents.dev/schema/build-queued-event"),
            ),
        ),
        case(
            Code::DuplicateType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.started.0.1.0" })),
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.started.0.2.0" })),
        ),
        case(
            Code::MalformedType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.queued" })),
            set_queued(
                TYPE,
                json!({ "enum": ["dev.cdevents.build.queued.1.12.0"] }),
            ),
        ),
        case(
            Code::MalformedType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.Queued.0.1.0" })),
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.queue.0.1.0" })),
        ),
        case(
            Code::UnpinnedType,
            set_queued(TYPE, json!({ "type": "string", "minLength": 1 })),
            set_queued(
                TYPE,
                json!({ "type": "string", "enum": ["dev.cdevents.build.queued.0.1.0"] }),
            ),
        ),
        case(
            Code::ReleaseNotPinned,
            set_queued(version, json!({ "enum": ["1.2.2", "1.2.3"] })),
            set_queued(version, json!({ "type": "string", "enum": ["1.2.3"] })),
        ),
        case(
            Code::ReleaseNotPinned,
            set_queued(version, json!({ "type": "string" })),
            set_queued(
                version,
                json!({ "$ref": "build-started-event#/properties/context/properties/specversion" }),
            ),
        ),
        case(
            Code::ChangedUnderSameVersion,
            next_release(|next| {
                let pointer = "/properties/context/properties/chainId";
                for path in next.clone().keys() {
                    set(next, path, pointer, json!({ "type": "string" }));
                }
            }),
            next_release(|next| {
                set(next, QUEUED, "/description", json!("Other words."));
                set(
                    next,
                    QUEUED,
                    "/$defs",
                    json!({ "text": { "type": "string", "minLength": 1 } }),
                );
                set(next, QUEUED, ARTIFACT, json!({ "$ref": "#/$defs/text" }));
                set(next, QUEUED, "/required", json!(["subject", "context"]));
            }),
        ),
        case(
            Code::ChangedUnderSameVersion,
            next_release(|next| remove(next, QUEUED, &format!("{ARTIFACT}/minLength"))),
            next_release(|next| {
                remove(next, QUEUED, &format!("{ARTIFACT}/minLength"));
                set(
                    next,
                    QUEUED,
                    TYPE,
                    json!({ "const": "dev.cdevents.build.queued.0.1.1" }),
                );
            }),
        ),
        case(
            Code::MissingMember,
            remove_queued("/properties/subject/properties/id"),
            remove_in_two("/properties/subject/properties/id"),
        ),
        case(
            Code::ExtraMember,
            set_queued(
                "/properties/subject/properties/type",
                json!({ "const": "build" }),
            ),
            Box::new(|schemas| {
                for path in [QUEUED, "1.2.3/build/started.json"] {
                    let pointer = "/properties/subject/properties/type";
                    set(schemas, path, pointer, json!({ "const": "build" }));
                }
            }),
        ),
        case(
            Code::OptionalMember,
            remove_queued("/properties/context/required/timestamp"),
            remove_in_two("/properties/context/required/timestamp"),
        ),
        case(
            Code::OptionalMember,
            set_queued(
                "/properties/subject/properties/content/properties/run/required",
                json!([]),
            ),
            remove_everywhere("/properties/subject/properties/content/properties/run/required"),
        ),
        case(
            Code::OtherName,
            Box::new(|schemas| {
                remove(schemas, QUEUED, &format!("{RUN}/properties/uri"));
                set(
                    schemas,
                    QUEUED,
                    &format!("{RUN}/properties/url"),
                    json!({ "type": "string" }),
                );
            }),
            Box::new(|schemas| {
                remove(schemas, QUEUED, &format!("{RUN}/properties/uri"));
                set(
                    schemas,
                    QUEUED,
                    &format!("{RUN}/properties/number"),
                    json!({ "type": "integer" }),
                );
            }),
        ),
        case(
            Code::OpenObject,
            remove_queued(
                "/properties/subject/properties/content/properties/run/additionalProperties",
            ),
            set_queued(RUN, json!({ "type": "object" })),
        ),
        case(
            Code::MissingFormat,
            remove_queued("/properties/context/properties/source/format"),
            set_queued(source, json!({ "const": "/ci/main" })),
        ),
        case(
            Code::MissingMinLength,
            remove_queued("/properties/context/properties/source/minLength"),
            remove_in_two("/properties/context/properties/source/minLength"),
        ),
        case(
            Code::UnescapedDot,
            set_queued(ARTIFACT, json!({ "minLength": 1, "pattern": "^pkg.oci$" })),
            set_queued(
                ARTIFACT,
                json!({ "minLength": 1, "pattern": r"^pkg\.oci[.].*$" }),
            ),
        ),
        case(
            Code::UnanchoredPattern,
            Box::new(|schemas| {
                set(schemas, QUEUED, ARTIFACT, json!({ "pattern": "^pkg:" }));
                set(schemas, QUEUED, RUN, json!({ "pattern": "^[a-z]+$" }));
            }),
            set_queued(ARTIFACT, json!({ "pattern": "^pkg:" })),
        ),
        case(
            Code::OneDigitVersion,
            set_queued(ARTIFACT, json!({ "pattern": r"^v[0-9]\.[0-9]\.[0-9]$" })),
            set_queued(ARTIFACT, json!({ "pattern": r"^v[0-9]+\.[0-9]+\.[0-9]+$" })),
        ),
    ]
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
    let place =
        |it: &cdevents_codegen::lint::Place| (it.file.display().to_string(), it.pointer.clone());
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
