//! Types that are generated from a custom event's schema have schemas that accept the same.

use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::instances::mutate;
use cdevents_tests::workspace;
use fastrand::Rng;
use schemars_1::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::compiled;
use cdevents_tests::cases::cases;

#[expect(
    unreachable_pub,
    reason = "code is generated for modules of any visibility"
)]
mod gate_checked {
    include!("gate_checked.rs.txt");
}

#[test]
fn the_generated_file_is_up_to_date() {
    let file = "cdevents-codegen/examples/custom-event/schemas/gate-checked.json";
    let schema = Schema::read(&workspace().join(file)).expect("a schema");
    let event = CustomEvent::of_content("dev.cdeventsx.gatekeeper-gate.checked.0.1.0", schema);
    let event = event.with_release("0.5.1".parse().expect("a release"));
    let generated = event.generate().expect("a schema that generates");
    let path = workspace().join("tests/pipelines/tests/schemars/gate_checked.rs.txt");
    if std::env::var_os("CDEVENTS_UPDATE").is_some() {
        std::fs::write(&path, &generated).expect("a writable file");
    }
    let checked_in = std::fs::read_to_string(path).expect("a readable file");
    let help = "set CDEVENTS_UPDATE=1 to update the file";
    assert_eq!(checked_in, generated, "{help}");
}

#[test]
fn generated_contents_accept_what_their_schemas_accept() {
    let schema = SchemaGenerator::default().into_root_schema_for::<gate_checked::Content>();
    let validator = compiled(&schema.to_value());
    let complete = json!({
        "environment": "production",
        "result": "passed",
        "checks": [{ "name": "a", "passed": true, "report": "https://example.com/a", "more": 1 }],
        "checkedAt": "2026-03-20T14:27:05Z",
        "reviewer": "release-manager",
        "score": 97,
        "ticket": "GATE-7",
        "evidence": [
            { "kind": "log", "uri": "https://example.com/a" },
            { "kind": "approval", "by": "alex" },
        ],
        "labels": { "a": 1 },
    });
    let accepts = |value: &Value| serde_json::from_value::<gate_checked::Content>(value.clone());
    assert!(accepts(&complete).is_ok());
    let mut rng = Rng::with_seed(15);
    let (mut valid, mut invalid) = (0, 0);
    for _ in 0..100 * cases(10) {
        let mut damaged = complete.clone();
        mutate(&mut damaged, &mut rng);
        let verdict = validator.is_valid(&damaged);
        assert_eq!(verdict, accepts(&damaged).is_ok(), "{damaged}");
        *(if verdict { &mut valid } else { &mut invalid }) += 1;
    }
    assert!(
        valid > 100 && invalid > 100,
        "{valid} valid, {invalid} invalid"
    );
    assert_eq!(gate_checked::Content::schema_name(), "GateCheckedContent");
}
