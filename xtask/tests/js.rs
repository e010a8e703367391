//! The npm package, in Node.

#[path = "common/command.rs"]
mod command;
#[path = "common/wasm.rs"]
mod wasm;

use std::path::Path;
use std::process::{Command, Output};

use command::xtask;
use serde_json::Value;
use wasm::can_build_validator;

/// Builds the package and returns its folder.
fn built() -> String {
    let output = xtask("js").output().expect("xtask runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    printed.lines().next().expect("a folder").to_owned()
}

/// Runs a tool of Node. If it isn't installed, prints that the test is skipped.
fn run(command: &mut Command, test: &str) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            let tool = command.get_program().display().to_string();
            cdevents_tests::skipped(&format!("{test}: {tool} cannot be run: {error}"));
            None
        }
    }
}

#[test]
fn the_package_validates_and_upgrades_in_node() {
    if !can_build_validator("package in Node") {
        return;
    }
    let tests = cdevents_tests::workspace().join("cdevents-generated/js/tests");
    let mut node = Command::new("node");
    node.arg("--test").arg(tests.join("package.test.mjs"));
    node.env("CDEVENTS_JS", built());
    if let Some(output) = run(&mut node, "package in Node") {
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{printed}");
        assert!(printed.contains("pass"), "{printed}");
    }
}

#[test]
fn the_package_has_only_what_is_needed() {
    if !can_build_validator("packed files") {
        return;
    }
    let mut npm = Command::new("npm");
    npm.args(["pack", "--dry-run", "--json", "--offline"]);
    npm.current_dir(built());
    let Some(output) = run(&mut npm, "packed files") else {
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let packed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packed = packed.as_array().map_or(&packed, |all| &all[0]);
    let files = packed["files"].as_array().expect("files");
    let mut names: Vec<_> = files
        .iter()
        .map(|file| file["path"].as_str().expect("a path"))
        .collect();
    names.sort_unstable();
    let expected = [
        "LICENSE",
        "README.md",
        "browser.js",
        "functions.js",
        "index.d.ts",
        "module.js",
        "module_bg.wasm",
        "node.js",
        "package.json",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_package_has_the_version_of_the_crate() {
    let folder = cdevents_tests::workspace().join("cdevents-generated/js/package");
    let text = std::fs::read(Path::new(&folder).join("package.json")).expect("a file");
    let package: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
}
