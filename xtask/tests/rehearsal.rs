//! A rehearsal of the next release: a made-up one that has every kind of change is imported into a copy of the
//! repository with the maintainers' four commands. Then all tests of the copy must pass.

use std::fs;
use std::path::Path;
use std::process::Command;

use cdevents_generated::Release;
use cdevents_tests::{folders, nested, workspace};
use serde_json::{Value, json};

/// A checkout of the made-up release.
struct Checkout<'a> {
    folder: &'a Path,
    before: &'static str,
    name: String,
}

impl Checkout<'_> {
    /// Copies the newest release's schemas as they would be released: with other names of files, and with
    /// new versions of all events, because the links change.
    fn write(&self) {
        let Self { before, name, .. } = self;
        let own = workspace().join("schemas").join(before);
        folders::copy(&own, &self.folder.join("schemas"));
        for path in folders::contents(&self.folder.join("schemas")).into_keys() {
            if self.path(&path).is_file() {
                self.edit(&path, |schema| {
                    schema["x-owner"] = json!("working group");
                    if let Some(text) = event_type(schema) {
                        *schema
                            .pointer_mut("/properties/context/properties/type/const")
                            .unwrap() = next_version(&text).into();
                    }
                });
                self.replace(&path, &format!("/{before}/"), &format!("/{name}/"));
            }
        }
        self.change_links();
        self.change_events();
        self.add_others();
    }

    /// Lets each end of a link be a reference instead of the ID of an event, and adds a label.
    fn change_links(&self) {
        for path in folders::contents(&self.folder.join("schemas/links")).into_keys() {
            self.edit(&format!("links/{path}"), |link| {
                let Some(properties) = link.get_mut("properties").and_then(Value::as_object_mut)
                else {
                    return;
                };
                properties.insert("label".to_owned(), json!({ "type": "string" }));
                for (_, end) in properties
                    .iter_mut()
                    .filter(|(key, _)| key.as_str() != "tags")
                {
                    if let Some(ids) = end.get_mut("properties").and_then(Value::as_object_mut) {
                        let reference =
                            json!({ "type": "string", "format": "uri", "x-since": self.name });
                        ids.insert("reference".to_owned(), reference);
                        end.as_object_mut().unwrap().remove("required");
                        end["anyOf"] =
                            json!([{ "required": ["contextId"] }, { "required": ["reference"] }]);
                    }
                }
            });
        }
    }

    /// Renames a property, requires a new one, removes an event, and adds one of a new subject that has no
    /// description.
    fn change_events(&self) {
        self.replace("incident/reported.json", "ticketURI", "ticketURL");
        self.edit("testsuiterun/queued.json", |schema| {
            let content = schema
                .pointer_mut("/properties/subject/properties/content")
                .unwrap();
            content["properties"]["runner"] = json!({ "type": "string" });
            content["required"]
                .as_array_mut()
                .unwrap()
                .push(json!("runner"));
        });
        fs::remove_file(self.path("artifact/downloaded.json")).unwrap();
        fs::create_dir(self.folder.join("schemas/sandbox")).unwrap();
        fs::copy(
            self.path("service/deployed.json"),
            self.path("sandbox/opened.json"),
        )
        .unwrap();
        self.replace(
            "sandbox/opened.json",
            "service-deployed-event",
            "sandbox-opened-event",
        );
        self.edit("sandbox/opened.json", |schema| {
            let content = json!({
                "type": "object",
                "properties": {
                    "region": { "type": "string" },
                    "quota": { "type": "integer", "minimum": 1 },
                },
                "required": ["region"],
                "additionalProperties": false,
            });
            schema["properties"]["subject"]["properties"]["content"] = content;
            schema["properties"]["context"]["properties"]["type"]["const"] =
                json!("dev.cdevents.sandbox.opened.0.1.0-draft");
            schema.as_object_mut().unwrap().remove("description");
        });
    }

    /// Adds documents that are no schemas of events, some of them among the schemas.
    fn add_others(&self) {
        let write = |path: &str, value: &Value| {
            let path = self.folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, value.to_string()).unwrap();
        };
        let term = json!({ "$id": "/glossary/pipeline", "title": "Pipeline", "text": "Steps in an order." });
        write("schemas/glossary/pipeline.json", &term);
        write(
            "schemas/registry.json",
            &json!({ "events": ["sandbox.opened"] }),
        );
        write("package.json", &json!({ "name": "specification" }));
        write("conformance/sandbox_opened.json", &json!({ "context": {} }));
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.join("schemas").join(path)
    }

    fn edit(&self, path: &str, edit: impl FnOnce(&mut Value)) {
        let path = self.path(path);
        let mut schema = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        edit(&mut schema);
        fs::write(path, serde_json::to_string_pretty(&schema).unwrap()).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let path = self.path(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

/// Returns the event type that a schema requires.
fn event_type(schema: &Value) -> Option<String> {
    let text = schema.pointer("/properties/context/properties/type/const")?;
    text.as_str().map(str::to_owned)
}

/// Raises the minor version of an event type.
fn next_version(event_type: &str) -> String {
    let mut parts: Vec<_> = event_type.split('.').map(str::to_owned).collect();
    let minor: u32 = parts[5].parse().unwrap();
    parts[5] = (minor + 1).to_string();
    parts.join(".")
}

/// Returns the name of a draft of the next minor release.
fn next_release(newest: &str) -> String {
    let numbers: Vec<u32> = newest
        .split('.')
        .map(|number| number.parse().unwrap())
        .collect();
    format!("{}.{}.0-draft", numbers[0], numbers[1] + 1)
}

/// Copies all files that belong to the repository.
fn copy_repository(to: &Path) {
    let listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git")
        .args(listed)
        .current_dir(workspace())
        .output()
        .unwrap();
    for path in String::from_utf8(output.stdout).unwrap().lines() {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        // A file that was deleted is listed until that is committed.
        if workspace().join(path).exists() {
            fs::copy(workspace().join(path), target).unwrap();
        }
    }
}

/// Runs cargo in the copy, and prints what it prints.
fn run(root: &Path, arguments: &[&str]) {
    println!("\n$ cargo {}", arguments.join(" "));
    // Cargo doesn't tell packages of the copy from those of the repository, so they can't share a folder.
    let target = nested::target().join("rehearsal");
    let mut command = nested::cargo(root, arguments);
    let status = command.env("CARGO_TARGET_DIR", target).status().unwrap();
    assert!(status.success(), "cargo {}", arguments.join(" "));
}

#[test]
#[ignore = "it builds and tests the whole workspace, which takes a quarter of an hour"]
fn a_release_with_every_kind_of_change_needs_four_commands() {
    let folder = tempfile::tempdir().unwrap();
    let before = Release::ALL[Release::ALL.len() - 1].as_str();
    let checkout = Checkout {
        folder: &folder.path().join("specification"),
        before,
        name: next_release(before),
    };
    checkout.write();
    let root = &folder.path().join("repository");
    copy_repository(root);
    let source = checkout.folder.to_str().unwrap();
    run(root, &["xtask", "import", source]);
    run(root, &["xtask", "codegen", "--accept"]);
    run(root, &["xtask", "lint", "--accept", &checkout.name]);
    run(root, &["xtask", "diff", before, &checkout.name]);
    run(root, &["test", "--workspace", "--locked", "--no-fail-fast"]);
}
