//! The examples of `cdevents-generated` as programs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// The examples' programs by name.
static PROGRAMS: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();

/// Returns the program of an example, built with the current sources.
///
/// # Panics
/// Panics if the examples don't compile, or if there is no such example.
#[must_use]
pub fn program(name: &str) -> &'static Path {
    let programs = PROGRAMS.get_or_init(|| match std::env::var_os("CDEVENTS_BUILT_EXAMPLES") {
        Some(_) => built(),
        None => build(),
    });
    programs.get(name).expect("an example of this name")
}

/// Returns the programs next to this test, which cargo has built if it runs all tests of the package.
fn built() -> BTreeMap<String, PathBuf> {
    let test = std::env::current_exe().expect("the path of this test");
    let folder = test.parent().and_then(Path::parent).expect("a folder");
    let programs = ["nats_worker", "receive_http", "send_http"];
    programs
        .into_iter()
        .map(|name| (name.to_owned(), folder.join("examples").join(name)))
        .collect()
}

/// Builds the examples in the same profile as this test: cargo builds them itself only if it runs all
/// tests of the package.
fn build() -> BTreeMap<String, PathBuf> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--offline", "--package", "cdevents-pipeline-tests"]);
    command.args(["--examples", "--message-format", "json"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    // Cargo sets these for tests. Build scripts that read them, such as that of `ring`, would run
    // again, and so would everything that depends on them.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    let output = command.output().expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the examples: {errors}");
    let messages = String::from_utf8(output.stdout).expect("UTF-8");
    let messages = messages
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    messages
        .filter(|message: &Value| message["target"]["kind"][0] == "example")
        .filter_map(|message| {
            let name = message["target"]["name"].as_str()?.to_owned();
            Some((name, message["executable"].as_str()?.into()))
        })
        .collect()
}
