//! Compiles modules that `cdevents_codegen::custom` generates, all in one crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use cdevents_tests::{nested, workspace};

/// Asserts that modules, given by name, compile as one crate without warnings. The crate's name
/// must be unique, because tests run in parallel.
#[track_caller]
pub(crate) fn assert_compiles(name: &str, modules: &BTreeMap<String, String>) {
    assert_passes("check", name, modules);
}

/// Asserts that modules compile without warnings, those of clippy included.
#[track_caller]
pub(crate) fn assert_passes_clippy(name: &str, modules: &BTreeMap<String, String>) {
    assert_passes("clippy", name, modules);
}

#[track_caller]
fn assert_passes(command: &str, name: &str, modules: &BTreeMap<String, String>) {
    let workspace = workspace().canonicalize().unwrap();
    let root = nested::target().join("custom-cases").join(name);
    let source = root.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).unwrap();
    }
    fs::create_dir_all(&source).unwrap();
    // A string in TOML needs `/`, on Windows too.
    let generated = workspace.join("cdevents-generated");
    let generated = generated.to_str().unwrap().replace('\\', "/");
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ncdevents-generated = {{ path = {generated:?} }}\n\n\
         [lints.rust]\nwarnings = \"deny\"\n",
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    // Includes the modules as a program does: privately, and without using them.
    let mut main = String::from("//! Generated modules.\n\n");
    for (module, text) in modules {
        fs::write(source.join(format!("{module}.rs")), text).unwrap();
        writeln!(main, "mod {module} {{\n    include!(\"{module}.rs\");\n}}").unwrap();
    }
    fs::write(source.join("main.rs"), main + "\nfn main() {}\n").unwrap();
    let output = nested::cargo(&root, &[command, "--quiet"])
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
