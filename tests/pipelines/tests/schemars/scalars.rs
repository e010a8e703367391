//! The schemas of values accept what the values are parsed from.

use cdevents_generated::{
    CustomData, CustomEventType, EventType, Json, JsonObject, NonEmptyString, Release, Timestamp,
    Uri, UriReference,
};
use schemars_1::{JsonSchema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::compiled;

fn compare<T: JsonSchema + DeserializeOwned>() {
    let schema = SchemaGenerator::default()
        .into_root_schema_for::<T>()
        .to_value();
    let validator = compiled(&schema);
    let texts = [
        "",
        " ",
        "text",
        "0.5.1",
        "0.5",
        "draft",
        "2026-03-20T14:27:05Z",
        "2026-02-30T14:27:05Z",
        "https://example.com/a",
        "//a",
        "/ci/main",
        "a b",
        "%zz",
        "dev.cdevents.service.deployed.0.3.0",
        "dev.cdevents.service.deployed",
        "dev.cdevents.service",
        "dev.cdevents.service..0.3.0",
        "dev.cdevents.service.deployed.",
        "dev.cdevents.a-b.deployed.0.3.0",
        "dev.cdevents. .deployed",
        "dev.cdeventsx.mytool-resource.created.0.1.0",
        "dev.cdeventsx.mytool-resource.created.0.10.0",
        "dev.cdeventsx.mytool-re-source.created.0.1.0",
        "dev.cdeventsx.-resource.created.0.1.0",
        "dev.cdeventsx.resource.created.0.1.0",
        "dev.cdeventsy.mytool-resource.created.0.1.0",
    ];
    let values = texts.map(Value::from).into_iter().chain([
        json!(null),
        json!(7),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
        json!({"a": {"b": [1]}}),
    ]);
    let (mut valid, mut invalid) = (0, 0);
    for value in values {
        let verdict = validator.is_valid(&value);
        let parsed = serde_json::from_value::<T>(value.clone()).is_ok();
        assert_eq!(verdict, parsed, "{}: {value}", T::schema_name());
        *(if verdict { &mut valid } else { &mut invalid }) += 1;
    }
    assert!(valid > 0 && (invalid > 0 || T::schema_name() == "Json"));
}

#[test]
fn values_accept_what_their_schemas_accept() {
    compare::<CustomData>();
    compare::<CustomEventType>();
    compare::<EventType>();
    compare::<Json>();
    compare::<JsonObject>();
    compare::<NonEmptyString>();
    compare::<Release>();
    compare::<Timestamp>();
    compare::<Uri>();
    compare::<UriReference>();
}
