//! Documents that embed events are complete, in each dialect.

use std::borrow::Cow;

use cdevents_generated::{CdEvent, v0_5_1};
use schemars_1::generate::SchemaSettings;
use schemars_1::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::compiled;

/// A user's type.
struct Delivery;

impl JsonSchema for Delivery {
    fn schema_name() -> Cow<'static, str> {
        "Delivery".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let event = generator.subschema_for::<CdEvent>();
        let deployed = generator.subschema_for::<v0_5_1::ServiceDeployed>();
        let content = generator.subschema_for::<v0_5_1::service_deployed::Content>();
        json_schema!({
            "type": "object",
            "properties": { "event": event, "deployed": deployed, "content": content },
        })
    }
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(properties) => {
            found.extend(properties.get("$ref").and_then(Value::as_str));
            properties
                .values()
                .for_each(|value| references(value, found));
        }
        _ => {}
    }
}

#[test]
fn every_reference_resolves_in_every_dialect() {
    for (settings, path) in [
        (SchemaSettings::draft2020_12(), "#/$defs/"),
        (SchemaSettings::draft07(), "#/definitions/"),
        (SchemaSettings::openapi3(), "#/components/schemas/"),
    ] {
        let schema = settings.into_generator().into_root_schema_for::<Delivery>();
        let schema = schema.to_value();
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(found.len() > 1000);
        for reference in found {
            assert!(reference.starts_with(path), "{reference}");
            let target = schema.pointer(&reference[1..]);
            assert!(target.is_some(), "{reference} dangles");
        }
        let definitions = schema
            .pointer(&path[1..path.len() - 1])
            .and_then(Value::as_object);
        for name in definitions.expect("definitions").keys() {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            assert!(name.bytes().all(is_plain), "{name} is no name in OpenAPI");
            let number = name.strip_prefix('S').unwrap_or_default();
            assert!(number.parse::<u64>().is_err(), "{name} says nothing");
        }
    }
}

#[test]
fn schemas_can_be_inline() {
    let settings = SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
    let schema = settings
        .into_generator()
        .into_root_schema_for::<v0_5_1::TicketCreated>();
    let schema = schema.to_value();
    let mut found = Vec::new();
    references(&schema, &mut found);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        schema.pointer("/properties/context/properties/id/allOf/0/minLength"),
        Some(&json!(1))
    );
    compiled(&schema);
}

#[test]
fn a_users_definition_of_the_same_name_is_kept() {
    let mut generator = SchemaGenerator::default();
    let own = json!({ "type": "integer" });
    generator
        .definitions_mut()
        .insert("CdEventsId".to_owned(), own.clone());
    let schema = generator
        .into_root_schema_for::<v0_5_1::ServiceDeployed>()
        .to_value();
    assert_eq!(schema["$defs"]["CdEventsId"], own);
    let id = schema.pointer("/properties/context/properties/id/$ref");
    assert_eq!(id, Some(&json!("#/$defs/CdEventsId2")));
    assert_eq!(schema["$defs"]["CdEventsId2"]["type"], "string");
}
