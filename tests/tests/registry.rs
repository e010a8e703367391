//! Schemas of the user: what they reject, and in which order.

use std::fmt::Debug;

use cdevents_generated::registry::{
    RegistryError, SchemaName, SchemaRegistry, SchemaRegistryBuilder, SchemaSource, SchemaViolation,
};
use cdevents_generated::{CustomEventType, ErrorKind, EventType};
use cdevents_tests::event;
use serde_json::{Value, json};

const TYPE: &str = "dev.cdeventsx.mytool-resource.created.0.1.0";

/// Returns a custom event with a content.
fn custom(content: &Value) -> Value {
    let mut event = event("0.5.1", "build.started.0.3.0", content);
    event["context"]["type"] = json!(TYPE);
    event
}

fn builder() -> SchemaRegistryBuilder {
    SchemaRegistry::builder()
}

/// Asserts that a schema of the user rejects an event, both as a value and as text, and returns the
/// violations.
#[track_caller]
fn violations(registry: &SchemaRegistry, event: &Value) -> Vec<SchemaViolation> {
    let Err(RegistryError::Custom(violations)) = registry.validate(event) else {
        panic!("{event}");
    };
    let Err(RegistryError::Custom(of_text)) = registry.validate_slice(event.to_string().as_bytes())
    else {
        panic!("{event}");
    };
    assert_eq!(violations, of_text);
    violations
}

/// Returns the places and keywords of violations.
fn places(violations: &[SchemaViolation]) -> Vec<(&str, &str)> {
    let places = violations
        .iter()
        .map(|violation| (violation.instance_path(), violation.keyword()));
    places.collect()
}

#[track_caller]
fn assert_valid(registry: &SchemaRegistry, event: &Value) {
    registry.validate(event).unwrap();
    registry
        .validate_slice(event.to_string().as_bytes())
        .unwrap();
}

#[test]
fn content_is_validated_by_the_schema_of_its_type() {
    let schema = json!({
        "type": "object",
        "required": ["user"],
        "properties": { "user": { "type": "string", "minLength": 1 }, "when": { "format": "date-time" } },
    });
    let registry = builder().content(TYPE, &schema).build().unwrap();
    assert_valid(&registry, &custom(&json!({ "user": "u", "more": 1 })));

    let found = violations(&registry, &custom(&json!({ "user": "", "when": "noon" })));
    assert_eq!(
        places(&found),
        [
            ("/subject/content/user", "minLength"),
            ("/subject/content/when", "format"),
        ]
    );
    let [user, _] = &found[..] else {
        unreachable!()
    };
    assert_eq!(user.schema(), &SchemaName::Content(TYPE.to_owned()));
    assert_eq!(user.schema_path(), "/properties/user/minLength");
    assert_eq!(user.location(), None);
    let text = format!(
        "/subject/content/user: \"\" is shorter than 1 character\n  by the schema of the content of \
         `{TYPE}`, /properties/user/minLength"
    );
    assert_eq!(user.to_string(), text);
    assert_eq!(
        serde_json::to_value(user).unwrap(),
        json!({
            "keywordLocation": "/properties/user/minLength",
            "instanceLocation": "/subject/content/user",
            "error": "\"\" is shorter than 1 character",
        })
    );
    assert_eq!(
        places(&violations(&registry, &custom(&json!({})))),
        [("/subject/content", "required")]
    );

    // The schema does not apply to another type.
    let mut other = custom(&json!({}));
    other["context"]["type"] = json!("dev.cdeventsx.mytool-resource.created.0.2.0");
    assert_valid(&registry, &other);
}

#[test]
fn an_event_of_the_vocabulary_can_be_refined() {
    let event_type: EventType = "dev.cdevents.build.started.0.3.0".parse().unwrap();
    let schema = json!({ "maxProperties": 0 });
    let registry = builder().content(&event_type, schema).build().unwrap();
    let mut json = event("0.5.1", "build.started.0.3.0", &json!({}));
    assert_valid(&registry, &json);
    json["subject"]["content"]["name"] = json!("b");
    let result = registry.validate(&json);
    assert!(
        matches!(result, Err(RegistryError::Specification(_))),
        "{result:?}"
    );
}

#[test]
fn custom_data_that_is_an_object_is_validated() {
    let event_type: CustomEventType = TYPE.parse().unwrap();
    let schema = json!({ "type": "object", "required": ["team"], "properties": { "team": { "enum": ["a", "b"] } } });
    let registry = builder().custom_data(&event_type, schema).build().unwrap();
    let mut json = custom(&json!({}));
    assert_valid(&registry, &json);
    json["customData"] = json!({ "team": "a" });
    assert_valid(&registry, &json);
    json["customData"] = json!({ "team": "c" });
    let found = violations(&registry, &json);
    assert_eq!(places(&found), [("/customData/team", "enum")]);
    assert_eq!(found[0].schema(), &SchemaName::CustomData(TYPE.to_owned()));
    // A string is base64, whose content is not validated.
    json["customData"] = json!("e30=");
    json["customDataContentType"] = json!("application/json");
    assert_valid(&registry, &json);
}

#[test]
fn violations_of_the_specification_come_first() {
    let registry = builder().content(TYPE, json!(false)).build().unwrap();
    let mut json = custom(&json!({}));
    assert_eq!(
        places(&violations(&registry, &json)),
        [("/subject/content", "falseSchema")]
    );
    json["context"]["id"] = json!("");
    for result in [
        registry.validate(&json),
        registry.validate_slice(json.to_string().as_bytes()),
    ] {
        let Err(RegistryError::Specification(report)) = result else {
            panic!("{result:?}");
        };
        assert_eq!(report.violations()[0].instance_path(), "/context/id");
        assert_eq!(report.violations().len(), 1);
    }
    json["context"]["type"] = json!("dev.cdevents.nothing.happened.0.1.0");
    let Err(RegistryError::Specification(report)) = registry.validate(&json) else {
        panic!();
    };
    assert_eq!(report.kind(), ErrorKind::UnknownEventType);
}

#[test]
fn all_violations_of_a_users_schema_are_found() {
    let uri = "https://example.com/schema";
    let registry = builder()
        .document(
            uri,
            json!({ "properties": { "context": { "required": ["chainId"] } } }),
        )
        .custom_data(TYPE, json!({ "required": ["a"] }))
        .content(TYPE, json!({ "required": ["b", "c"] }))
        .honour_schema_uri(true)
        .build()
        .unwrap();
    let mut json = custom(&json!({}));
    json["customData"] = json!({});
    json["context"]["schemaUri"] = json!(uri);
    let found = violations(&registry, &json);
    assert_eq!(
        places(&found),
        [
            ("/subject/content", "required"),
            ("/subject/content", "required"),
            ("/customData", "required"),
            ("/context", "required"),
        ]
    );
    let error = registry.validate(&json).unwrap_err();
    assert_eq!(error.to_string().lines().count(), 8, "{error}");
}

#[test]
fn text_that_is_not_json_is_an_error() {
    let registry = builder().content(TYPE, json!(true)).build().unwrap();
    let twice = custom(&json!({}))
        .to_string()
        .replace("{}", r#"{"a":1,"a":2}"#);
    let large = custom(&json!({}))
        .to_string()
        .replace("{}", r#"{"a":1e400}"#);
    for (text, kind) in [
        ("{", ErrorKind::Syntax),
        (twice.as_str(), ErrorKind::Invalid),
        (large.as_str(), ErrorKind::Syntax),
    ] {
        let result = registry.validate_slice(text.as_bytes());
        let Err(RegistryError::Unreadable(error)) = result else {
            panic!("{text}: {result:?}");
        };
        assert_eq!(error.kind(), kind, "{text}");
    }
    // An empty registry accepts large numbers.
    builder()
        .build()
        .unwrap()
        .validate_slice(large.as_bytes())
        .unwrap();
}

#[test]
fn schema_uri_is_followed_on_request() {
    let uri = "https://example.com/schema";
    let schema =
        json!({ "properties": { "subject": { "properties": { "id": { "maxLength": 3 } } } } });
    let builder = builder().document(uri, schema);
    let ignoring = builder.clone().build().unwrap();
    let honouring = builder.honour_schema_uri(true).build().unwrap();

    let mut json = custom(&json!({}));
    assert_valid(&honouring, &json);
    json["context"]["schemaUri"] = json!(uri);
    assert_valid(&ignoring, &json);
    let found = violations(&honouring, &json);
    assert_eq!(places(&found), [("/subject/id", "maxLength")]);
    assert_eq!(found[0].schema(), &SchemaName::Document(uri.to_owned()));
    let place = "/properties/subject/properties/id/maxLength";
    assert_eq!(found[0].schema_path(), place);
    assert_eq!(found[0].location(), Some(format!("{uri}#{place}").as_str()));
    json["context"]["schemaUri"] = json!(format!("{uri}#"));
    assert_eq!(violations(&honouring, &json).len(), 1);
    json["subject"]["id"] = json!("s-1");
    assert_valid(&honouring, &json);

    for unregistered in [
        "https://example.com/schema/",
        "https://example.com/schema#/properties",
    ] {
        json["context"]["schemaUri"] = json!(unregistered);
        assert_valid(&ignoring, &json);
        for result in [
            honouring.validate(&json),
            honouring.validate_slice(json.to_string().as_bytes()),
        ] {
            let Err(RegistryError::UnregisteredSchemaUri(uri)) = result else {
                panic!("{result:?}");
            };
            assert_eq!(uri, unregistered);
        }
    }
    // The same is true for an empty registry.
    let empty = SchemaRegistry::builder()
        .honour_schema_uri(true)
        .build()
        .unwrap();
    assert!(empty.validate_slice(json.to_string().as_bytes()).is_err());
}

#[test]
fn documents_can_refer_to_each_other() {
    let registry = builder()
        .content(
            TYPE,
            json!({ "$ref": "https://example.com/a/content.json#/$defs/content" }),
        )
        // Relative references resolve against the URI that a document is registered under …
        .document(
            "https://example.com/a/content.json",
            json!({ "$defs": { "content": { "properties": {
                "relative": { "$ref": "../b/text.json" },
                "anchored": { "$ref": "../b/text.json#short" },
                "pointed": { "$ref": "../b/text.json#/$defs/number" },
                "named": { "$ref": "urn:example:named#small" },
                "embedded": { "$ref": "https://example.com/embedded" },
                "own": { "$ref": "#/$defs/own" },
            }}, "own": { "type": "null" } } }),
        )
        .document(
            "https://example.com/b/text.json",
            json!({
                "type": "string",
                "$defs": {
                    "a": { "$anchor": "short", "maxLength": 2 },
                    "number": { "type": "number" },
                    "b": { "$id": "https://example.com/embedded", "type": "boolean" },
                },
            }),
        )
        // … or against its `$id`.
        .document(
            "https://example.com/c",
            json!({
                "$id": "urn:example:named",
                "$defs": { "a": { "$anchor": "small", "maximum": 9 } },
            }),
        )
        .build()
        .unwrap();
    assert_valid(
        &registry,
        &custom(&json!({
            "relative": "long", "anchored": "ab", "pointed": 7, "named": 9, "embedded": true,
            "own": null,
        })),
    );
    let found = violations(
        &registry,
        &custom(&json!({
            "relative": 1, "anchored": "abc", "pointed": "7", "named": 10, "embedded": 1, "own": 1,
        })),
    );
    let mut found: Vec<_> = found
        .iter()
        .map(|violation| {
            (
                violation.instance_path(),
                violation.keyword(),
                violation.location().unwrap(),
            )
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (
                "/subject/content/anchored",
                "maxLength",
                "https://example.com/b/text.json#/$defs/a/maxLength"
            ),
            (
                "/subject/content/embedded",
                "type",
                "https://example.com/embedded#/type"
            ),
            (
                "/subject/content/named",
                "maximum",
                "urn:example:named#/$defs/a/maximum"
            ),
            (
                "/subject/content/own",
                "type",
                "https://example.com/a/content.json#/$defs/own/type"
            ),
            (
                "/subject/content/pointed",
                "type",
                "https://example.com/b/text.json#/$defs/number/type"
            ),
            (
                "/subject/content/relative",
                "type",
                "https://example.com/b/text.json#/type"
            ),
        ]
    );
}

#[test]
fn documents_may_refer_to_each_other_in_cycles() {
    let registry = builder()
        .document(
            "https://example.com/a",
            json!({ "items": { "$ref": "b" }, "type": "array" }),
        )
        .document(
            "https://example.com/b",
            json!({ "items": { "$ref": "a" }, "type": "array" }),
        )
        .content(
            TYPE,
            json!({ "properties": { "a": { "$ref": "https://example.com/a" } } }),
        )
        .build()
        .unwrap();
    assert_valid(&registry, &custom(&json!({ "a": [[[[]]]] })));
    let found = violations(&registry, &custom(&json!({ "a": [[[7]]] })));
    assert_eq!(places(&found), [("/subject/content/a/0/0/0", "type")]);
    let way = "/properties/a/$ref/items/$ref/items/$ref/items/$ref/type";
    assert_eq!(found[0].schema_path(), way);
}

#[test]
fn schemas_come_from_values_texts_and_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schema.json");
    std::fs::write(&path, r#"{ "required": ["a"] }"#).unwrap();
    let value = json!({ "required": ["a"] });
    let sources: [SchemaSource; 6] = [
        (&value).into(),
        value.clone().into(),
        r#"{ "required": ["a"] }"#.into(),
        value.to_string().into(),
        path.as_path().into(),
        path.clone().into(),
    ];
    for source in sources {
        let registry = builder().content(TYPE, source).build().unwrap();
        assert_valid(&registry, &custom(&json!({ "a": 1 })));
        assert_eq!(violations(&registry, &custom(&json!({}))).len(), 1);
    }
}

#[test]
fn schemas_default_to_the_newest_dialect() {
    // In draft 7, `items` can be an array, and `prefixItems` has no meaning.
    let of_draft_7 = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "properties": { "a": { "items": [{ "type": "null" }], "prefixItems": [{ "type": "string" }] } },
    });
    let newest = json!({ "properties": { "a": { "prefixItems": [{ "type": "null" }] } } });
    for schema in [of_draft_7, newest] {
        let registry = builder().content(TYPE, schema).build().unwrap();
        assert_valid(&registry, &custom(&json!({ "a": [null] })));
        let found = violations(&registry, &custom(&json!({ "a": ["s"] })));
        assert_eq!(places(&found), [("/subject/content/a/0", "type")]);
    }
}

#[test]
fn large_values_are_shortened_in_messages() {
    let registry = builder()
        .content(TYPE, json!({ "required": ["b"] }))
        .build()
        .unwrap();
    let found = violations(&registry, &custom(&json!({ "a": "x".repeat(10_000) })));
    assert_eq!(found[0].message(), "\"b\" is a required property");
    let schema = json!({ "properties": { "a": { "type": "null" } } });
    let registry = builder().content(TYPE, schema).build().unwrap();
    let found = violations(&registry, &custom(&json!({ "a": "x".repeat(10_000) })));
    assert_eq!(found[0].message(), "the value is not of type \"null\"");
}

#[test]
fn a_registry_can_be_shared() {
    fn assert_shared<T: Send + Sync + Debug + 'static>(_: &T) {}
    let registry = builder().content(TYPE, json!(true)).build().unwrap();
    assert_shared(&registry);
    assert!(format!("{registry:?}").contains(TYPE));
}
