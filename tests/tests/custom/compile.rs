//! Compiles modules that `cdevents_codegen::custom` generates, all in one crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cdevents_tests::{nested, workspace};
use serde_json::Value;

/// The library `cdevents-generated` with its default features, which is built once for all tests.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(library);

/// Asserts that modules, given by name, compile as one crate without warnings. `name` is that of a
/// folder and must be unique, because tests run in parallel.
#[track_caller]
pub(crate) fn assert_compiles(name: &str, modules: &BTreeMap<String, String>) {
    assert_passes("rustc", name, modules);
}

/// Asserts that modules compile without warnings, those of clippy included.
#[track_caller]
pub(crate) fn assert_passes_clippy(name: &str, modules: &BTreeMap<String, String>) {
    assert_passes("clippy-driver", name, modules);
}

/// Runs a compiler beside cargo. Cargo itself would let tests wait for each other, and would check the
/// library once more.
#[track_caller]
fn assert_passes(compiler: &str, name: &str, modules: &BTreeMap<String, String>) {
    let root = empty_folder(name);
    // Includes the modules as a program does: privately, and without using them.
    let mut main = String::from("//! Generated modules.\n\n");
    for (module, text) in modules {
        fs::write(root.join(format!("{module}.rs")), text).unwrap();
        writeln!(main, "mod {module} {{\n    include!(\"{module}.rs\");\n}}").unwrap();
    }
    fs::write(root.join("main.rs"), main + "\nfn main() {}\n").unwrap();
    let output = Command::new(Path::new(env!("CARGO")).with_file_name(compiler))
        .current_dir(&root)
        .args([
            "main.rs",
            "--edition=2024",
            "--emit=metadata",
            "--deny=warnings",
        ])
        .arg("-L")
        .arg(LIBRARY.parent().unwrap())
        .arg("--extern")
        .arg(format!("cdevents_generated={}", LIBRARY.display()))
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    let messages: String = messages.chars().take(6_000).collect();
    assert!(output.status.success(), "{name}: {messages}");
}

/// Asserts that a single module compiles without warnings.
#[track_caller]
pub(crate) fn assert_compiles_alone(name: &str, text: String) {
    assert_compiles(name, &BTreeMap::from([("module".to_owned(), text)]));
}

fn empty_folder(name: &str) -> PathBuf {
    let folder = nested::target().join("custom-cases").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Builds the library for a program that depends on it, and returns its file.
fn library() -> PathBuf {
    let root = empty_folder("library");
    let workspace = workspace().canonicalize().unwrap();
    // A string in TOML needs `/`, on Windows too.
    let generated = workspace.join("cdevents-generated");
    let generated = generated.to_str().unwrap().replace('\\', "/");
    let manifest = format!(
        "[package]\nname = \"custom-cases\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ncdevents-generated = {{ path = {generated:?} }}\n",
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    fs::create_dir(root.join("src")).unwrap();
    fs::write(root.join("src/lib.rs"), "").unwrap();
    let output = nested::cargo(&root, &["build", "--quiet", "--message-format=json"])
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    let mut artifacts = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let artifact = artifacts.find(|artifact| artifact["target"]["name"] == "cdevents_generated");
    let files = artifact.expect("an artifact")["filenames"].clone();
    let files = files.as_array().unwrap().iter().filter_map(Value::as_str);
    let mut files = files.map(PathBuf::from);
    files
        .find(|file| file.extension().is_some_and(|name| name == "rlib"))
        .unwrap()
}
