//! The faults that rules find, each with a similar schema without one.

use serde_json::{Value, json};
use xtask::lint::Rule;

use super::{ARTIFACT, QUEUED, RUN, Schemas, TYPE, remove, set};

fn set_queued(pointer: &'static str, value: Value) -> Edit {
    Box::new(move |schemas| set(schemas, QUEUED, pointer, value.clone()))
}

fn remove_queued(pointer: &'static str) -> Edit {
    Box::new(move |schemas| remove(schemas, QUEUED, pointer))
}

/// With two events of four, no way is the usual one.
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

/// Adds a release that differs from the last only in its name and in the edit.
pub(super) fn next_release(edit: fn(&mut Schemas)) -> Edit {
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

pub(super) type Edit = Box<dyn Fn(&mut Schemas)>;

/// A rule, an edit that makes it find one fault, and a similar edit that doesn't.
pub(super) struct Case {
    pub(super) rule: Rule,
    pub(super) faulty: Edit,
    pub(super) sound: Edit,
}

fn case(rule: Rule, faulty: Edit, sound: Edit) -> Case {
    Case {
        rule,
        faulty,
        sound,
    }
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
pub(super) fn cases() -> Vec<Case> {
    let content = "/properties/subject/properties/content";
    let source = "/properties/context/properties/source";
    let version = "/properties/context/properties/specversion";
    let required = "/properties/context/required";
    vec![
        case(
            Rule::UnsatisfiableRequired,
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
            Rule::UnsatisfiableRequired,
            set_queued(ARTIFACT, json!(false)),
            set_queued(RUN, json!(false)),
        ),
        case(
            Rule::UnsatisfiableSchema,
            set_queued(ARTIFACT, json!({ "enum": [] })),
            set_queued(ARTIFACT, json!({ "not": { "enum": [] } })),
        ),
        case(
            Rule::UnsatisfiableSchema,
            set_queued(ARTIFACT, json!({ "type": "string", "enum": [1, true] })),
            set_queued(ARTIFACT, json!({ "type": "string", "enum": [1, "a"] })),
        ),
        case(
            Rule::UnsatisfiableSchema,
            set_queued(
                ARTIFACT,
                json!({ "type": "string", "minLength": 3, "maxLength": 2 }),
            ),
            set_queued(ARTIFACT, json!({ "minLength": 3, "maxLength": 2 })),
        ),
        case(
            Rule::UnsatisfiableSchema,
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
            Rule::DanglingReference,
            set_queued(ARTIFACT, json!({ "$ref": "build-lost-event" })),
            set_queued(
                ARTIFACT,
                json!({ "$ref": "build-started-event#/properties/context" }),
            ),
        ),
        case(
            Rule::DanglingReference,
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
            Rule::MisplacedProperty,
            set_queued("/properties/context/links", json!({ "type": "array" })),
            set_queued("/properties/context/x-links", json!({ "type": "array" })),
        ),
        case(
            Rule::UnknownKeyword,
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
            Rule::InvalidDefault,
            set_queued(
                TYPE,
                json!({ "const": "dev.cdevents.build.queued.0.1.0", "default": "dev.cdevents.build.queued.0.0.9" }),
            ),
            set_queued(
                TYPE,
                json!({ "const": "dev.cdevents.build.queued.0.1.0", "default": "dev.cdevents.build.queued.0.1.0" }),
            ),
        ),
        case(
            Rule::InvalidDefault,
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
            Rule::MissingId,
            remove_queued("/$id"),
            remove_everywhere("/$id"),
        ),
        case(
            Rule::MissingDialect,
            remove_queued("/$schema"),
            remove_everywhere("/$schema"),
        ),
        case(
            Rule::DuplicateId,
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
            Rule::IdNotOfType,
            set_queued(
                "/$id",
                json!("https://cdevents.dev/1.2.3/schema/build-queues-event"),
            ),
            set_queued("/$id", json!("https://example.org/build-queued-event")),
        ),
        case(
            Rule::IdOfOtherRelease,
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
            Rule::DuplicateType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.started.0.1.0" })),
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.started.0.2.0" })),
        ),
        case(
            Rule::MalformedType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.queued" })),
            set_queued(
                TYPE,
                json!({ "enum": ["dev.cdevents.build.queued.1.12.0"] }),
            ),
        ),
        case(
            Rule::MalformedType,
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.Queued.0.1.0" })),
            set_queued(TYPE, json!({ "const": "dev.cdevents.build.queue.0.1.0" })),
        ),
        case(
            Rule::UnpinnedType,
            set_queued(TYPE, json!({ "type": "string", "minLength": 1 })),
            set_queued(
                TYPE,
                json!({ "type": "string", "enum": ["dev.cdevents.build.queued.0.1.0"] }),
            ),
        ),
        case(
            Rule::ReleaseNotPinned,
            set_queued(version, json!({ "enum": ["1.2.2", "1.2.3"] })),
            set_queued(version, json!({ "type": "string", "enum": ["1.2.3"] })),
        ),
        case(
            Rule::ReleaseNotPinned,
            set_queued(version, json!({ "type": "string" })),
            set_queued(
                version,
                json!({ "$ref": "build-started-event#/properties/context/properties/specversion" }),
            ),
        ),
        case(
            Rule::ChangedUnderSameVersion,
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
            Rule::ChangedUnderSameVersion,
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
            Rule::MissingProperty,
            remove_queued("/properties/subject/properties/id"),
            remove_in_two("/properties/subject/properties/id"),
        ),
        case(
            Rule::ExtraProperty,
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
            Rule::OptionalProperty,
            remove_queued("/properties/context/required/timestamp"),
            remove_in_two("/properties/context/required/timestamp"),
        ),
        case(
            Rule::OptionalProperty,
            set_queued(
                "/properties/subject/properties/content/properties/run/required",
                json!([]),
            ),
            remove_everywhere("/properties/subject/properties/content/properties/run/required"),
        ),
        case(
            Rule::OtherName,
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
            Rule::OpenObject,
            remove_queued(
                "/properties/subject/properties/content/properties/run/additionalProperties",
            ),
            set_queued(RUN, json!({ "type": "object" })),
        ),
        case(
            Rule::MissingFormat,
            remove_queued("/properties/context/properties/source/format"),
            set_queued(source, json!({ "const": "/ci/main" })),
        ),
        case(
            Rule::MissingMinLength,
            remove_queued("/properties/context/properties/source/minLength"),
            remove_in_two("/properties/context/properties/source/minLength"),
        ),
        case(
            Rule::UnescapedDot,
            set_queued(ARTIFACT, json!({ "minLength": 1, "pattern": "^pkg.oci$" })),
            set_queued(
                ARTIFACT,
                json!({ "minLength": 1, "pattern": r"^pkg\.oci[.].*$" }),
            ),
        ),
        case(
            Rule::UnanchoredPattern,
            Box::new(|schemas| {
                set(schemas, QUEUED, ARTIFACT, json!({ "pattern": "^pkg:" }));
                set(schemas, QUEUED, RUN, json!({ "pattern": "^[a-z]+$" }));
            }),
            set_queued(ARTIFACT, json!({ "pattern": "^pkg:" })),
        ),
        case(
            Rule::OneDigitVersion,
            set_queued(ARTIFACT, json!({ "pattern": r"^v[0-9]\.[0-9]\.[0-9]$" })),
            set_queued(ARTIFACT, json!({ "pattern": r"^v[0-9]\.[0-9]$" })),
        ),
        case(
            Rule::OneDigitVersion,
            set_queued(ARTIFACT, json!({ "pattern": r"^v\d+[.]\d[.]\d+$" })),
            set_queued(ARTIFACT, json!({ "pattern": r"^v[0-9]+\.[0-9]+\.[0-9]$" })),
        ),
    ]
}
