//! `cdevents_codegen::custom` generates names from a schema's own words, without guessing, and its
//! errors have a place.

mod as_they_stand;

use cdevents_codegen::Error;
use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::{json_files, workspace};
use serde_json::{Value, json};

const TYPE: &str = "dev.cdeventsx.gatekeeper-gate.checked.0.1.0";

fn schema(value: &Value) -> Schema {
    Schema::new("schemas/gate.json", &value.to_string()).unwrap()
}

/// Returns an event that must be exactly as its schema says.
fn of_content(content: &Value) -> CustomEvent {
    CustomEvent::of_content(TYPE, schema(content)).strict()
}

/// Returns an event whose content has these optional properties.
fn with_properties(properties: &Value) -> CustomEvent {
    of_content(
        &json!({ "type": "object", "properties": properties, "additionalProperties": false }),
    )
}

/// Returns an event from the schema of a whole event, given the schema of its `type`.
fn of_event(r#type: &Value) -> CustomEvent {
    CustomEvent::of_event(schema(&json!({
        "$id": "https://example.com/gate",
        "type": "object",
        "properties": {
            "context": {
                "type": "object", "properties": { "type": r#type }, "required": ["type"],
            },
            "subject": {
                "type": "object",
                "properties": { "content": { "type": "object" } },
                "required": ["content"],
            },
        },
        "required": ["context", "subject"],
    })))
}

#[track_caller]
fn assert_error(event: &CustomEvent, pointer: &str, reason: &str) {
    let error = event.generate().expect_err("an unsupported schema");
    assert_eq!(error.file().to_str(), Some("schemas/gate.json"), "{error}");
    assert_eq!(error.pointer(), pointer, "{error}");
    assert!(error.reason().contains(reason), "{error}");
}

#[track_caller]
fn assert_has(event: &CustomEvent, expected: &[&str]) {
    let text = event.generate().unwrap();
    for expected in expected {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
}

/// The arguments of a macro, however they are formatted.
fn assert_has_arguments(event: &CustomEvent, expected: &str) {
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    let text = event.generate().unwrap();
    assert!(
        compact(&text).contains(&compact(expected)),
        "{expected} isn't in {text}"
    );
}

#[test]
fn names_split_only_at_capitals_and_punctuation() {
    let event = with_properties(&json!({
        "reviewedBy": { "enum": ["release-manager", "on_call"] },
        "pipelinerun": { "type": "string" },
        "type": { "type": "boolean" },
        "self": { "type": "boolean" },
    }));
    // `self` cannot be an identifier, not even a raw one.
    assert_error(&event, "/properties/self", "give it words with `with_name`");
    let event = event.with_name("self", "own");
    assert_has(
        &event,
        &[
            "pub reviewed_by: Option<GateCheckedReviewedBy>",
            "ReleaseManager,",
            "OnCall,",
            "pub pipelinerun: Option<String>",
            "pub r#type: Option<bool>",
            "pub own: Option<bool>",
            "pub use types::GateCheckedReviewedBy as ReviewedBy;",
        ],
    );
}

#[test]
fn words_can_be_given_where_a_schema_has_no_usable_name() {
    let event = with_properties(&json!({ "pipelinerun": { "enum": ["2fa", "+"] } }));
    let places = "/properties/pipelinerun/enum";
    assert_error(
        &event,
        &format!("{places}/0"),
        "no Rust name can be made of `2fa`",
    );
    let event = event.with_name("2fa", "two factor");
    assert_error(
        &event,
        &format!("{places}/1"),
        "no Rust name can be made of `+`",
    );
    let event = event
        .with_name("+", "plus")
        .with_name("pipelinerun", "pipeline run");
    let expected = [
        "TwoFactor,",
        "Plus,",
        "pub pipeline_run: Option<GateCheckedPipelineRun>",
    ];
    assert_has(&event, &expected);
    let error = event
        .with_name("nowhere", "no where")
        .generate()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no schema has the name `nowhere`"),
        "{error}"
    );
}

#[test]
fn types_may_be_named_like_prelude_items() {
    let names = [
        "Result", "Option", "String", "Format", "Object", "Event", "Some",
    ];
    let properties: Value = names
        .iter()
        .map(|name| (name.to_lowercase(), json!({ "enum": ["a", name] })))
        .collect::<serde_json::Map<_, _>>()
        .into();
    for name in names {
        let alias = format!("pub use types::GateChecked{name} as {name};");
        assert_has(&with_properties(&properties), &[&alias]);
    }
}

#[test]
fn two_items_with_one_name_are_an_error() {
    let event = with_properties(&json!({
        "fooBar": { "type": "string" }, "foo_bar": { "type": "string" },
    }));
    assert_error(&event, "/properties/foo_bar", "both get the name `foo_bar`");
    assert_has(
        &event.with_name("foo_bar", "foobar"),
        &["pub foobar:", "pub foo_bar:"],
    );

    let event = with_properties(&json!({ "content": { "enum": ["a", "b"] } }));
    assert_error(
        &event,
        "",
        "give `content` other words with `with_name`: `.with_name(\"content\", \"…\")`",
    );
    assert_has(&event.with_name("content", "body"), &["as Body;"]);

    let event = with_properties(&json!({ "gateChecked": { "enum": ["a", "b"] } }));
    assert_error(
        &event,
        "",
        "a part of the content gets the name `GateChecked`",
    );

    let open = json!({ "type": "object", "properties": { "additional": { "type": "string" } } });
    assert_error(
        &of_content(&open),
        "/properties/additional",
        "is reserved for an open object's additional",
    );

    let other = json!({ "anyOf": [{ "enum": ["other"] }, { "type": "string" }] });
    let event = with_properties(&json!({ "a": other }));
    assert_error(&event, "/properties/a/anyOf/0", "gets the name `Other`");

    let alternative = |kind: &str| {
        json!({
            "type": "object",
            "properties": { "kind": { "const": kind }, "members": { "type": "string" } },
            "required": ["kind"], "additionalProperties": false,
        })
    };
    // The code that parses alternatives has its own names, which do not clash.
    let union = json!({ "anyOf": [alternative("a"), alternative("b")] });
    assert_has(
        &with_properties(&json!({ "a": union })),
        &["pub members: Option<String>"],
    );
}

#[test]
fn unsupported_schemas_are_errors_with_their_place() {
    let event = with_properties(&json!({ "a": { "type": "string", "format": "idn-email" } }));
    assert_error(
        &event,
        "/properties/a/format",
        "the format `idn-email` is not supported",
    );
    let event = of_content(&json!({ "type": "object", "neverHeardOf": false }));
    assert_error(&event, "/neverHeardOf", "is not supported");
    for content in [
        json!({ "type": "string" }),
        json!({ "type": "integer" }),
        json!({ "enum": ["a"] }),
    ] {
        assert_error(
            &of_content(&content),
            "",
            "the content of a custom event must be an object",
        );
    }
}

#[test]
fn any_object_can_be_the_content() {
    let free = of_content(&json!({ "type": "object" }));
    assert_has(
        &free,
        &["pub type Content = ::cdevents_generated::JsonObject;"],
    );
    let checked = of_content(&json!({ "type": "object", "minProperties": 1 }));
    assert_has(
        &checked,
        &["pub struct GateCheckedContent(::cdevents_generated::JsonObject);"],
    );
}

#[test]
fn an_event_schema_pins_one_type() {
    let other = "dev.cdeventsx.gatekeeper-gate.waived.0.1.0";
    assert_has(&of_event(&json!({ "const": TYPE })), &[TYPE]);
    let place = "/properties/context/properties/type";
    let reason = "must be a `const`, the event type";
    assert_error(&of_event(&json!({ "type": "string" })), place, reason);
    assert_error(&of_event(&json!({ "enum": [TYPE, other] })), place, reason);
    let no_custom_event = json!({ "const": "dev.cdevents.service.deployed.0.3.0" });
    let reason = "is not the type of a custom event";
    assert_error(
        &of_event(&no_custom_event),
        "/properties/subject/properties/content",
        reason,
    );
    for r#type in [
        "gate.checked",
        "",
        "gate checked",
        "dev.cdeventsx.\n-a.b.0.1.0",
        "#",
    ] {
        let event = CustomEvent::of_content(r#type, schema(&json!({ "type": "object" })));
        assert_error(&event, "", reason);
    }
}

#[test]
fn an_id_may_have_only_an_empty_fragment() {
    let with_id = |id: &str| of_content(&json!({ "$id": id, "type": "object" }));
    assert_has(&with_id("https://example.com/gate#"), &["pub type Content"]);
    let event = with_id("https://example.com/gate#/a");
    assert_error(&event, "/$id", "has a fragment; remove `#`");
}

#[test]
fn references_resolve_to_given_documents() {
    let user = json!({ "$id": "urn:example:user", "type": "string", "minLength": 1 });
    let event = with_properties(&json!({ "by": { "$ref": "urn:example:user" } }));
    assert_error(&event, "/properties/by/$ref", "does not resolve");
    let expected = "pub by: Option<::cdevents_generated::NonEmptyString>";
    assert_has(&event.with_document(schema(&user)), &[expected]);
}

#[test]
fn the_specifications_schema_of_custom_events_can_be_refined() {
    let schema_of = |name: &str| {
        let path = workspace().join("schemas/0.5.1").join(name);
        serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut event = schema_of("custom.json");
    event["properties"]["context"]["properties"]["type"] = json!({ "const": TYPE });
    event["properties"]["subject"]["properties"]["content"] = json!({
        "type": "object", "properties": { "passed": { "type": "boolean" } }, "required": ["passed"],
    });
    let event = CustomEvent::of_event(schema(&event));
    assert_error(
        &event,
        "/properties/context/properties/chainId/$ref",
        "does not resolve",
    );
    let event = event.with_document(schema(&schema_of("definitions.json")));
    let links = json_files(&workspace().join("schemas/0.5.1/links"));
    let event = links
        .values()
        .fold(event, |event, link| event.with_document(schema(link)));
    assert_has(
        &event,
        &["pub passed: bool", "A custom event, defined by a tool"],
    );
    assert_has_arguments(
        &event,
        "release: latest, schema: tables::S38, schema_id: \"https://cdevents.dev/0.5.1/schema/custom\"",
    );
}

#[test]
fn a_release_can_be_chosen() {
    let event = of_content(&json!({ "type": "object" }));
    assert_has_arguments(&event, "release: latest, schema: tables::");
    for release in ["draft", "0.3.0"] {
        let event = event.clone().with_release(release.parse().unwrap());
        assert_error(&event, "", "has no custom events; choose 0.4.0 or newer");
    }
    assert_has_arguments(
        &event.with_release("0.5.0".parse().unwrap()),
        "release: v0_5_0, schema: tables::",
    );
}

#[test]
fn a_document_that_is_not_a_schema_is_an_error() {
    let error = |text: &str| -> Error { Schema::new("a.json", text).unwrap_err() };
    assert!(error("{").reason().contains("is not JSON"));
    let other_draft = error(r#"{ "$schema": "http://json-schema.org/draft-03/schema#" }"#);
    assert_eq!(other_draft.pointer(), "/$schema");
    assert!(other_draft.reason().contains("draft-04"), "{other_draft}");
    let nameless = Schema::new("ä.json", "{}").unwrap();
    let error = CustomEvent::of_content(TYPE, nameless)
        .generate()
        .unwrap_err();
    assert!(error.reason().contains("add an `$id`"), "{error}");
    let error = Schema::read("nowhere.json".as_ref()).unwrap_err();
    assert!(error.reason().contains("cannot be read"), "{error}");
}
