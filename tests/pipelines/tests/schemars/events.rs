//! The schemas of whole events give the verdict of our validators.

use std::collections::BTreeMap;

use cdevents_generated::testkit::Events;
use cdevents_generated::validate::{is_valid, resolve};
use cdevents_generated::{CdEvent, Release, schema, v0_1_0, v0_4_0, v0_5_1};
use cdevents_tests::differential::Differential;
use cdevents_tests::instances::mutate;
use fastrand::Rng;
use jsonschema::Validator;
use schemars_1::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::compiled;
use cdevents_tests::cases::cases;

/// Returns a minimal and a complete event of each type, and damaged ones.
fn documents(damaged: usize) -> Vec<Value> {
    let mut rng = Rng::with_seed(15);
    let differential = Differential::shared();
    let mut documents = Vec::new();
    for document in differential.documents() {
        documents.push(document.clone());
        for _ in 0..damaged {
            let mut damaged = document.clone();
            mutate(&mut damaged, &mut rng);
            documents.push(damaged);
        }
    }
    documents
}

#[test]
fn bundled_schemas_give_the_verdict_of_our_validators() {
    let mut validators: BTreeMap<(Release, &str), Validator> = BTreeMap::new();
    for (release, event_type) in Events::all().types() {
        let schema = schema::bundled(release, event_type).expect("a schema");
        validators.insert((release, event_type), compiled(&schema));
    }
    let mut verdicts = BTreeMap::from([(true, 0), (false, 0)]);
    for document in documents(cases(10)) {
        let Ok(resolution) = resolve(&document) else {
            continue;
        };
        let validator = &validators[&(resolution.release, resolution.event_type)];
        let verdict = validator.is_valid(&document);
        assert_eq!(verdict, is_valid(&document), "{resolution:?}: {document}");
        *verdicts.entry(verdict).or_default() += 1;
    }
    let total = verdicts[&true] + verdicts[&false];
    assert!(
        verdicts.values().all(|count| count * 10 > total),
        "{verdicts:?}"
    );
}

fn validator<T: JsonSchema>() -> Validator {
    compiled(
        &SchemaGenerator::default()
            .into_root_schema_for::<T>()
            .to_value(),
    )
}

#[test]
fn the_schemas_of_enums_give_the_verdict_of_their_validators() {
    let any = validator::<CdEvent>();
    let of_releases = [
        (
            validator::<v0_1_0::AnyEvent>(),
            v0_1_0::is_valid as fn(&Value) -> bool,
        ),
        (validator::<v0_4_0::AnyEvent>(), v0_4_0::is_valid),
        (validator::<v0_5_1::AnyEvent>(), v0_5_1::is_valid),
    ];
    let mut verdicts = BTreeMap::from([(true, 0), (false, 0)]);
    for document in documents(1) {
        assert_eq!(any.is_valid(&document), is_valid(&document), "{document}");
        for (validator, is_valid) in &of_releases {
            let verdict = validator.is_valid(&document);
            assert_eq!(verdict, is_valid(&document), "{document}");
            *verdicts.entry(verdict).or_default() += 1;
        }
    }
    let total = verdicts[&true] + verdicts[&false];
    assert!(
        verdicts.values().all(|count| count * 10 > total),
        "{verdicts:?}"
    );
}

#[test]
fn an_event_has_one_schema_wherever_it_comes_from() {
    let mut generator = SchemaGenerator::default();
    let deployed = generator.subschema_for::<v0_5_1::ServiceDeployed>();
    let alone = generator.definitions()["ServiceDeployedV0_5_1"].clone();
    generator.subschema_for::<v0_5_1::AnyEvent>();
    generator.subschema_for::<CdEvent>();
    assert_eq!(generator.definitions()["ServiceDeployedV0_5_1"], alone);
    assert_eq!(
        deployed.to_value(),
        json!({"$ref": "#/$defs/ServiceDeployedV0_5_1"})
    );
    let mut bundled = schema::bundled(Release::V0_5_1, "service.deployed").expect("a schema");
    let bundled = bundled.as_object_mut().expect("an object");
    for key in ["$schema", "$id", "$defs"] {
        bundled.remove(key).expect("a keyword");
    }
    assert_eq!(alone, Value::Object(bundled.clone()));
}

#[test]
fn only_a_whole_name_has_a_bundled_schema() {
    for name in [
        "service",
        "service.deployed.0.3.0",
        "dev.cdevents.service",
        "dev.cdevents.service.deployed",
    ] {
        assert_eq!(schema::bundled(Release::V0_5_1, name), None, "{name}");
    }
    let schema = schema::bundled(Release::V0_5_1, "dev.cdevents.service.deployed.0.3.0");
    assert_eq!(schema, schema::bundled(Release::V0_5_1, "service.deployed"));
}

#[test]
fn a_bundled_schema_is_the_specification_s() {
    let expected = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://cdevents.dev/0.5.1/schema/artifact-signed-event",
        "type": "object",
        "properties": {
            "context": {
                "type": "object",
                "properties": {
                    "specversion": { "$ref": "#/$defs/CdEventsSpecversion" },
                    "id": { "$ref": "#/$defs/CdEventsId" },
                    "source": { "$ref": "#/$defs/CdEventsSource" },
                    "type": { "const": "dev.cdevents.artifact.signed.0.3.0" },
                    "timestamp": { "$ref": "#/$defs/CdEventsTimestamp" },
                    "chainId": { "$ref": "#/$defs/CdEventsChainId" },
                    "links": null,
                    "schemaUri": { "$ref": "#/$defs/CdEventsSchemaUri" }
                },
                "required": ["specversion", "id", "source", "type", "timestamp"],
                "additionalProperties": false
            },
            "subject": {
                "type": "object",
                "properties": {
                    "id": { "$ref": "#/$defs/CdEventsSubjectId" },
                    "source": { "$ref": "#/$defs/CdEventsSubjectSource" },
                    "content": {
                        "type": "object",
                        "properties": { "signature": { "type": "string", "minLength": 1 } },
                        "required": ["signature"],
                        "additionalProperties": false
                    }
                },
                "required": ["id", "content"],
                "additionalProperties": false
            },
            "customData": { "$ref": "#/$defs/CdEventsCustomData" },
            "customDataContentType": { "$ref": "#/$defs/CdEventsCustomDataContentType" }
        },
        "required": ["context", "subject"],
        "additionalProperties": false
    });
    let mut schema = schema::bundled(Release::V0_5_1, "artifact.signed").expect("a schema");
    // If a later release has other links, the release is part of the name.
    let links = schema["properties"]["context"]["properties"]["links"].take();
    let name = links["$ref"].as_str().expect("a reference");
    assert!(name.starts_with("#/$defs/CdEventsLinks"), "{name}");
    let definitions = schema
        .as_object_mut()
        .and_then(|schema| schema.remove("$defs"));
    assert_eq!(schema, expected);
    let definitions = definitions.expect("definitions");
    assert_eq!(
        definitions["CdEventsId"],
        json!({ "type": "string", "minLength": 1 })
    );
    let custom_data = json!({ "oneOf": [{ "type": "object" }, { "type": "string" }] });
    assert_eq!(definitions["CdEventsCustomData"], custom_data);
}
