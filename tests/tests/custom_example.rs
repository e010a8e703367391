//! The example of `cdevents_codegen::custom` is a crate that generates Rust from the schemas of its
//! own events. It compiles, prints what it should, and accepts exactly the events that are valid
//! against the specification's schema and its own.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use cdevents_tests::instances::{mutate, spell};
use cdevents_tests::{nested, peers, schemas, workspace};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::{Value, json};

const CASES: usize = 10_000;
const CHECKED: &str = "dev.cdeventsx.gatekeeper-gate.checked.0.1.0";
const WAIVED: &str = "dev.cdeventsx.gatekeeper-gate.waived.0.1.0";

const CHECKED_SCHEMA: &str = "gate-checked.json";
const WAIVED_SCHEMA: &str = "gate-waived.json";

/// Returns a schema of the example. The content's schema has more properties than in the example:
/// with types named like items of the prelude, or without a type of their own.
fn own_schema(name: &str) -> Value {
    let folder = workspace().join("cdevents-codegen/examples/custom-event/schemas");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    if name == CHECKED_SCHEMA {
        let more = json!({
            "option": { "enum": ["some", "none"] },
            "string": { "type": "string", "maxLength": 3 },
            "format": { "type": "string", "pattern": "^a", "format": "uri-reference" },
            "word": { "type": "string", "pattern": "^(?i:k)\\p{Lu}*$" },
            "object": {
                "type": "object",
                "properties": { "type": { "type": "boolean" }, "self-test": { "type": "boolean" } },
                "additionalProperties": false,
            },
            "vec": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/$defs/name" } },
            "if": { "if": { "type": "string" }, "then": { "$ref": "#/$defs/name" } },
        });
        let properties = schema["properties"].as_object_mut().unwrap();
        properties.extend(more.as_object().unwrap().clone());
    }
    schema
}

/// Copies the example, so that it uses the workspace's crates and leaves its own folder unchanged.
fn copy_example(root: &Path) {
    let workspace = workspace().canonicalize().unwrap();
    let example = workspace.join("cdevents-codegen/examples/custom-event");
    for file in ["build.rs", "src/main.rs", "src/verdicts.rs"] {
        let target = root.join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(example.join(file), target).unwrap();
    }
    fs::create_dir(root.join("schemas")).unwrap();
    for name in [CHECKED_SCHEMA, WAIVED_SCHEMA] {
        let file = root.join("schemas").join(name);
        fs::write(file, own_schema(name).to_string()).unwrap();
    }
    let manifest = fs::read_to_string(example.join("Cargo.toml")).unwrap();
    // A comment in the manifest has the lines that a copy outside of the workspace needs.
    let (version, _) = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap();
    for package in ["cdevents-generated", "cdevents-codegen"] {
        let line = format!("\n#     {package} = \"{version}\"\n");
        assert!(manifest.contains(&line), "{line}: {manifest}");
    }
    let workspace_path = workspace.to_str().unwrap().replace('\\', "/");
    let manifest = manifest
        .replace("\"../../../", &format!("\"{workspace_path}/"))
        .replace(
            "\"../..\"",
            &format!("\"{workspace_path}/cdevents-codegen\""),
        );
    assert!(!manifest.contains("\".."), "{manifest}");
    // The generated code must compile without warnings.
    let manifest = manifest + "[lints.rust]\nwarnings = \"deny\"\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
}

/// Runs the example with an input, and returns its output.
fn run(root: &Path, argument: Option<&str>, input: String) -> String {
    let mut example = nested::cargo(root, &["run", "--quiet", "--"])
        .args(argument)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = example.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = example.wait_with_output().unwrap();
    assert!(output.status.success(), "the example fails");
    writer.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn event(event_type: &str, content: &Value) -> Value {
    json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/gatekeeper/main", "type": event_type,
            "timestamp": "2026-03-20T14:27:05Z",
        },
        "subject": { "id": "gate/7", "content": content },
    })
}

fn checked() -> Value {
    let content = json!({
        "environment": "production", "result": "needs-review", "checkedAt": "2026-03-20T14:27:05Z",
        "checks": [
            { "name": "a", "passed": true, "report": "https://example.com/a", "further": [1] },
            { "name": "b", "passed": false },
        ],
        "reviewer": "release-manager", "score": 97, "ticket": "GATE-7", "labels": { "a": null },
        "evidence": [
            { "kind": "log", "uri": "https://example.com/a" }, { "by": "a", "kind": "approval" },
        ],
        "option": "some", "string": "abc", "format": "a", "vec": ["a", "b"], "if": 7,
        "word": "KÉ",
        "object": { "type": true, "self-test": false },
    });
    event(CHECKED, &content)
}

fn waived() -> Value {
    let content = json!({ "by": "me", "reason": "it is urgent", "until": "2026-03-20T14:27:05Z" });
    event(WAIVED, &content)
}

/// Returns the validator for the specification's schema of custom events.
fn specification() -> Validator {
    peers(&schemas("0.5.1")).remove("dev.cdeventsx.").unwrap()
}

fn validator(name: &str) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&own_schema(name)).unwrap()
}

/// Returns mutated events, each with one way to write it as a line of JSON.
fn cases() -> Vec<(Value, String)> {
    let mut rng = Rng::with_seed(0x9a7e);
    let mut cases = Vec::new();
    for valid in [checked(), waived()] {
        cases.push((valid.clone(), valid.to_string()));
        for _ in 0..CASES / 2 - 1 {
            let mut document = valid.clone();
            for _ in 0..rng.usize(1..4) {
                let (pointer, is_own) = match rng.u8(..8) {
                    0 => ("", false),
                    1 => ("/subject/content", true),
                    2 => ("/context", true),
                    _ => ("/subject/content", false),
                };
                match document.pointer_mut(pointer) {
                    Some(place) if is_own => own_mutation(place, &mut rng),
                    Some(place) => mutate(place, &mut rng),
                    None => {}
                }
            }
            let text = spell(&document, &mut rng).replace(['\n', '\r'], " ");
            cases.push((document, text));
        }
    }
    cases
}

/// Makes a change that matters to the example's own schemas.
fn own_mutation(object: &mut Value, rng: &mut Rng) {
    let Some(properties) = object.as_object_mut() else {
        return;
    };
    let (key, value) = match rng.u8(..11) {
        0 => ("score", json!(100.0)),
        1 => ("score", json!(100.5)),
        2 => ("score", json!(101)),
        3 => ("ticket", json!("gate-7")),
        4 => ("ticket", json!("GATE-70")),
        5 => ("reviewer", json!("bot")),
        6 => ("result", json!("passed")),
        7 => ("reason", json!("nine char")),
        8 => ("source", json!("/elsewhere")),
        9 => ("specversion", json!("0.5.0")),
        _ => ("type", json!([CHECKED, WAIVED][rng.usize(..2)])),
    };
    properties.insert(key.to_owned(), value);
}

#[test]
fn an_event_with_its_own_schema_is_typed_and_validated() {
    let folder = tempfile::tempdir().unwrap();
    copy_example(folder.path());

    let printed = run(folder.path(), None, String::new());
    let id = "https://gatekeeper.example/schemas/gate-checked";
    let expected = format!(
        "{CHECKED}: passed in production\n\
         /subject/content/checks/0/name: expected a string that is not empty, found an empty string\n  \
         by {id}#/$defs/name/minLength\n\
         /subject/content/result: expected `passed`, `failed` or `needs-review`, found the string \
         \"pased\"; did you mean `passed`?\n  \
         by {id}#/properties/result/enum\n\
         /subject/content/score: expected at most 100, found the number 101\n  \
         by {id}#/properties/score/maximum\n"
    );
    assert_eq!(printed, expected);

    let cases = cases();
    let lines: Vec<_> = cases.iter().map(|(_, text)| text.as_str()).collect();
    let answers = run(folder.path(), Some("verdicts"), lines.join("\n"));
    assert_eq!(answers.lines().count(), cases.len());
    let specification = specification();
    let [checked, waived] = [CHECKED_SCHEMA, WAIVED_SCHEMA].map(validator);
    let mut accepted = 0;
    for (answer, (document, _)) in answers.lines().zip(&cases) {
        let is_custom = specification.is_valid(document);
        let is_checked = document["context"]["type"] == CHECKED
            && checked.is_valid(&document["subject"]["content"]);
        let (is_checked, is_waived) = (
            is_custom && is_checked,
            is_custom && waived.is_valid(document),
        );
        accepted += usize::from(is_checked) + usize::from(is_waived);
        let expected = format!("{:?} {:?}", [is_checked; 6], [is_waived; 5]);
        assert_eq!(answer, expected, "{document}");
    }
    assert!(
        (CASES / 20..CASES * 9 / 10).contains(&accepted),
        "{accepted}"
    );
}
