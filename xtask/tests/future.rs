//! A release that nobody has made: a field with another name, a new event, a new value of an enum,
//! a new word, and keywords that no release has had. It is imported from a checkout, and goes through
//! the generator with changes of data alone; its crate compiles, and gives the schema's answers.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cdevents_codegen::{
    EXAMPLES_FILE, Files, NAMES_FILE, corrected, examples, generate_from, lower, read_folder,
};
use cdevents_tests::instances::{Schemas, mutate, spell};
use cdevents_tests::{folders, peers, workspace};
use fastrand::Rng;
use serde_json::{Value, json};
use xtask::{import, sync};

const CASES: usize = 20_000;

/// Our schemas, and 0.5.1 once more, changed, as it was imported from a checkout.
fn files() -> Files {
    let root = tempfile::tempdir().unwrap();
    let [source, schemas] = ["spec", "schemas"].map(|name| root.path().join(name));
    write_checkout(&source);
    folders::copy(&workspace().join("schemas"), &schemas);
    let names = schemas.join(NAMES_FILE);
    let words = "\"address\", \"baked\", \"cake\", \"layers\", \"price\", \"vegan\", \"weight\",";
    let text = fs::read_to_string(&names).unwrap();
    let text = text.replace("words = [", &format!("words = [ {words}"));
    let text = text.replace("[\"incident\"", "[\"cake\", \"incident\"");
    fs::write(&names, text).unwrap();
    let examples = schemas.join(EXAMPLES_FILE);
    let text = fs::read_to_string(&examples).unwrap();
    fs::write(&examples, text + EXAMPLES).unwrap();

    let plan = import::plan(&source, None, &schemas).unwrap();
    assert_eq!(plan.release.to_string(), "99.0.0");
    let left: Vec<_> = plan.skipped.keys().collect();
    assert_eq!(left, ["conformance/cake_baked.json", "package.json"]);
    import::write(&plan, false).unwrap();
    let newest = |release: &str| folders::contents(&schemas.join(release)).into_keys();
    let added = ["cake/", "cake/baked.json"].map(str::to_owned);
    let expected: BTreeSet<_> = newest("0.5.1").chain(added).collect();
    assert_eq!(newest("99.0.0").collect::<BTreeSet<_>>(), expected);
    read_folder(&schemas).unwrap()
}

/// The release as upstream would have it: in files whose names say nothing, among other files.
fn write_checkout(folder: &Path) {
    let own = workspace().join("schemas/0.5.1");
    let mut texts = read_folder(&own).unwrap().texts;
    let mut edit = |path: &str, from: &str, to: &str| {
        let text = texts.get_mut(path).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        *text = text.replace(from, to);
    };
    // A field with another name, and a new value of an enum.
    edit("environment/created.json", "\"uri\":", "\"address\":");
    edit("definitions.json", "\"cancel\"", "\"cancel\", \"skipped\"");
    // A new event, with words that are new.
    let event = fs::read_to_string(workspace().join("tests/fixtures/future.json")).unwrap();
    let event = event.replace(
        "{ \"$ref\": \"definitions#/$defs/context\" }",
        &context_of_cake(),
    );
    texts.insert("cake/baked.json".to_owned(), event);
    fs::create_dir_all(folder.join("schemas/more")).unwrap();
    fs::create_dir(folder.join("conformance")).unwrap();
    for (index, text) in texts.values().enumerate() {
        let nested = if index % 3 == 0 { "more/" } else { "" };
        let path = format!("schemas/{nested}{}.json", index * 37 % texts.len());
        assert!(!folder.join(&path).exists());
        fs::write(folder.join(path), text.replace("/0.5.1/", "/99.0.0/")).unwrap();
    }
    fs::write(
        folder.join("conformance/cake_baked.json"),
        valid().to_string(),
    )
    .unwrap();
    fs::write(folder.join("package.json"), "{ \"name\": \"spec\" }").unwrap();
    fs::write(folder.join("README.md"), "# A specification\n").unwrap();
}

/// What an example of the new event has where nothing follows from its schema, or another value is
/// for other events.
const EXAMPLES: &str = r#"
"cake/content/address" = "me@x"
"cake/content/labels" = ["a", "a", "b"]
"cake/content/log" = { ab = "c", b = 1 }
"cake/content/name" = "pie"
"cake/content/report" = { a = 1, b = "c" }
"cake/content/summary" = "ok"
"cake/content/tags" = ["a", "b"]
"cake/content/view" = "vw"
"#;

/// The examples of the new event: minimal and complete, and in Rust.
fn examples(files: &Files) -> (Value, Value, String) {
    let model = lower(files).unwrap();
    let release = model.releases.last().unwrap();
    let mut events = release.events.iter();
    let event = events.find(|event| event.type_name == "CakeBaked").unwrap();
    (
        examples::minimal(&model, release, event)
            .unwrap()
            .to_value(),
        examples::complete(&model, release, event)
            .unwrap()
            .to_value(),
        examples::rust(&model, release, event).unwrap(),
    )
}

/// A context with no links, by definitions that are there.
fn context_of_cake() -> String {
    let reference = |key: &str| json!({ "$ref": format!("definitions#/$defs/{key}") });
    let context = json!({
        "type": "object",
        "properties": {
            "specversion": reference("specversion"),
            "id": reference("id"),
            "source": reference("source"),
            "timestamp": reference("timestamp"),
            "type": { "const": "dev.cdevents.cake.baked.1.0.0" },
        },
        "required": ["specversion", "id", "source", "type", "timestamp"],
        "additionalProperties": false,
    });
    context.to_string()
}

fn valid() -> Value {
    json!({
        "context": {
            "specversion": "99.0.0", "id": "1", "source": "/ci",
            "type": "dev.cdevents.cake.baked.1.0.0", "timestamp": "2036-03-20T14:27:05Z",
        },
        "subject": { "id": "cake/7", "content": {
            "name": "pie", "address": "me@x", "source": "", "vegan": true, "layers": 3,
            "weight": 2.5, "price": null, "owner": 7, "version": { "a": [] }, "tags": ["a", "b"],
            "path": ["a", 1], "labels": ["a", "a", "b"], "log": { "ab": "c", "b": 1 },
            "report": { "a": 1, "b": "c" }, "reason": "r", "summary": null, "view": "vw",
            "errors": "e",
        }},
    })
}

/// Writes the crate, and a program that asks it about each line that it is given.
fn write_crate(root: &Path, files: &Files, example: &str) {
    let own = workspace();
    let copy = |path: &str| {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(own.join(path), target).unwrap();
    };
    let mut pending = vec!["cdevents-generated".to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(own.join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if !entry.path().is_dir() {
                copy(&path);
            } else if !path.ends_with("src/generated") {
                pending.push(path);
            }
        }
    }
    copy("Cargo.lock");
    let manifest = fs::read_to_string(own.join("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("resolver").unwrap();
    let members = "[workspace]\nmembers = [\"cdevents-generated\", \"asker\"]\nresolver";
    fs::write(root.join("Cargo.toml"), format!("{members}{rest}")).unwrap();
    fs::create_dir_all(root.join("asker/src")).unwrap();
    let manifest = "[package]\nname = \"asker\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                    [dependencies]\ncdevents-generated.workspace = true\nserde_json.workspace = true\n";
    fs::write(root.join("asker/Cargo.toml"), manifest).unwrap();
    let program = r#"
use cdevents_generated::{CdEvent, v99_0_0, validate::{is_valid, is_valid_slice}};

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let value = serde_json::from_str(&line).unwrap();
        let read = CdEvent::from_slice(line.as_bytes()).and_then(CdEvent::into_known);
        let same = read.as_ref().is_ok_and(|event| serde_json::to_value(event).unwrap() == value);
        println!("{} {} {} {same}", is_valid_slice(line.as_bytes()), is_valid(&value), read.is_ok());
    }
    let content = v99_0_0::cake_baked::Content::new("pie".parse().unwrap());
    let cake = v99_0_0::CakeBaked::new("/ci".parse().unwrap(), "cake/7".parse().unwrap(), content);
    assert!(is_valid_slice(&CdEvent::from(cake).to_vec()));
    let created = v99_0_0::environment_created::Content::default();
    assert_eq!(created.address, None);
    assert_eq!("skipped".parse(), Ok(v99_0_0::pipeline_run_finished::Outcome::Skipped));
    assert!(is_valid_slice(&example().unwrap()));
}
"#;
    let result = "Result<Vec<u8>, Box<dyn std::error::Error>>";
    let program =
        format!("{program}\nfn example() -> {result} {{\n{example}Ok(json.into_bytes())\n}}\n");
    fs::write(root.join("asker/src/main.rs"), program).unwrap();
    let output = generate_from(files).unwrap();
    sync::write(&output, &root.join("cdevents-generated")).unwrap();
}

#[test]
fn a_release_from_the_future_is_taken_in_by_data_alone() {
    let files = files();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (minimal, complete, rust) = examples(&files);
    write_crate(root, &files, &rust);
    let documents = corrected(&files).unwrap();
    let of_future = documents
        .into_iter()
        .filter(|document| document.release.to_string() == "99.0.0");
    let schemas: Schemas = of_future
        .filter_map(|document| Some((document.id()?.to_owned(), document.value)))
        .collect();
    let peer = &peers(&schemas)["dev.cdevents.cake.baked.1.0.0"];
    for example in [&minimal, &complete] {
        assert!(peer.is_valid(example), "{example}");
    }
    let members = complete["subject"]["content"].as_object().unwrap();
    assert_eq!(members.len(), 18, "all but two, which nothing fits");
    let valid = valid();
    let mut rng = Rng::with_seed(0x0099);
    let mut cases = vec![(valid.clone(), valid.to_string())];
    while cases.len() < CASES {
        let mut document = valid.clone();
        for _ in 0..rng.usize(1..4) {
            // The envelope has been damaged elsewhere.
            mutate(&mut document["subject"]["content"], &mut rng);
        }
        let text = spell(&document, &mut rng).replace(['\n', '\r'], " ");
        cases.push((document, text));
    }
    let mut asker = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", "asker"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", workspace().join("target/future"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = asker.stdin.take().unwrap();
    let mut lines = String::new();
    for (_, text) in &cases {
        lines += text;
        lines.push('\n');
    }
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = asker.wait_with_output().unwrap();
    assert!(output.status.success(), "the crate compiles and runs");
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), CASES);
    let mut accepted = 0;
    for (answer, (document, _)) in answers.lines().zip(&cases) {
        let expected = peer.is_valid(document);
        accepted += usize::from(expected);
        let expected = [expected.to_string().as_str(); 4].join(" ");
        assert_eq!(answer, expected, "{document}");
    }
    assert!(
        (CASES / 20..CASES * 9 / 10).contains(&accepted),
        "{accepted}"
    );
}
