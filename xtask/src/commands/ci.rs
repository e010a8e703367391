//! `cargo xtask ci`.

use std::collections::BTreeSet;
use std::process::{Command, ExitStatus};
use std::time::Instant;

use serde_json::Value;

use crate::workspace::workspace;
use xtask::output::print_line;

/// The limit of dependencies of `cdevents-generated`, including itself.
const CRATES: usize = 20;

/// A feature that changes `serde_json` for all packages that are built with it, so it is tested apart.
const APART: &str = "cdevents-format-tests/arbitrary-precision";

/// A cargo command to run.
struct Step {
    arguments: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

const fn cargo(arguments: &'static str) -> Step {
    Step {
        arguments,
        environment: &[],
    }
}

/// The steps that must not change the working tree.
const GENERATE: &[Step] = &[
    cargo("fmt --all --check"),
    cargo("fmt --manifest-path cdevents-codegen/examples/custom-event/Cargo.toml --check"),
    cargo("run --quiet --package xtask --locked -- acyclic"),
    cargo("clippy --workspace --all-targets --all-features --locked -- --deny warnings"),
    cargo("clippy --package cdevents-generated --no-default-features --locked -- --deny warnings"),
    cargo("run --quiet --package xtask --locked -- codegen --check"),
    cargo("run --quiet --package xtask --locked -- codegen"),
    cargo("run --quiet --package xtask --locked -- lint"),
];

/// The main tests, which run with all features but [`APART`].
const TEST: Step = cargo("test --workspace --locked");

/// The test program that takes half of the time, and so runs beside the others.
const LARGEST: &str = "all";

/// Documents what `cargo doc` documents by default, and an example: with it, dependencies have the features
/// that tests need, with which clippy has already checked them.
const DOC: Step = Step {
    arguments: "doc --workspace --all-features --no-deps --locked --lib --bin cdevents --example corpus",
    environment: &[("RUSTDOCFLAGS", "--deny warnings")],
};

/// The steps beside the main tests. Cargo builds them one after the other, but many tests use one core.
const BESIDE: &[Step] = &[
    // Both packages share one build of the crate: without default features, and with `APART`.
    cargo(
        "test --package cdevents-format-tests --package cdevents-generated --no-default-features \
         --features cdevents-format-tests/arbitrary-precision --locked",
    ),
    DOC,
    cargo(
        "package --package cdevents-generated --package cdevents-codegen --locked --no-verify --quiet",
    ),
];

/// Runs all steps until one fails.
pub(crate) fn run() -> Result<u8, String> {
    let start = Instant::now();
    let before = tree()?;
    GENERATE.iter().try_for_each(step)?;
    check_tree(&before, &tree()?)?;
    let metadata = metadata()?;
    let features = features(&metadata);
    let features = ["--features", features.as_str()];
    let tests = [&features[..], &["--lib", "--bins"]].concat();
    let others = other_tests(&metadata);
    let tests = tests.into_iter().chain(others.iter().map(String::as_str));
    let tests: Vec<_> = tests.collect();
    let largest = [&features[..], &["--test", LARGEST]].concat();
    let docs = [&features[..], &["--doc"]].concat();
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| BESIDE.iter().try_for_each(step_in_one_piece));
        step_with(&TEST, &[&features[..], &["--no-run"]].concat())?;
        let more = scope.spawn(|| {
            step_in_one_piece_with(&TEST, &largest)?;
            step_in_one_piece_with(&TEST, &docs)
        });
        let tested = step_with(&TEST, &tests);
        let joined = [beside, more].map(|steps| {
            let joined = steps.join();
            joined.unwrap_or_else(|_| Err("a step panicked".to_owned()))
        });
        joined.into_iter().fold(tested, Result::and)
    })?;
    check_crates()?;
    print_line(format_args!(
        "\nall checks passed in {} s",
        start.elapsed().as_secs()
    ))?;
    Ok(0)
}

fn step(step: &Step) -> Result<(), String> {
    step_with(step, &[])
}

fn step_with(step: &Step, more: &[&str]) -> Result<(), String> {
    print_line(format_args!(
        "\n== cargo {} {}",
        step.arguments,
        more.join(" ")
    ))?;
    let start = Instant::now();
    let status = command(step).args(more).status().map_err(not_run)?;
    ended(step, status, start)
}

/// Runs a step, and prints its output at its end, so that it doesn't mix with that of others.
fn step_in_one_piece(step: &Step) -> Result<(), String> {
    step_in_one_piece_with(step, &[])
}

fn step_in_one_piece_with(step: &Step, more: &[&str]) -> Result<(), String> {
    let start = Instant::now();
    let output = command(step).args(more).output().map_err(not_run)?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let more = more.join(" ");
    print_line(format_args!("\n== cargo {} {more}\n{text}", step.arguments))?;
    ended(step, output.status, start)
}

fn command(step: &Step) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(step.arguments.split(' '));
    command.envs(step.environment.iter().copied());
    command.current_dir(root());
    command
}

fn ended(step: &Step, status: ExitStatus, start: Instant) -> Result<(), String> {
    if !status.success() {
        return Err(format!("`cargo {}` failed", step.arguments));
    }
    print_line(format_args!("({} s)", start.elapsed().as_secs()))
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_run(error: std::io::Error) -> String {
    format!("cargo cannot be run: {error}")
}

/// Returns the packages of the workspace.
fn metadata() -> Result<Vec<Value>, String> {
    let arguments = "metadata --no-deps --format-version 1 --locked";
    let metadata = output(Command::new(env!("CARGO")).args(arguments.split(' ')))?;
    let mut metadata: Value =
        serde_json::from_str(&metadata).map_err(|error| format!("`cargo metadata`: {error}"))?;
    let packages = metadata["packages"].as_array_mut().map(std::mem::take);
    Ok(packages.unwrap_or_default())
}

/// Returns the features of all packages but [`APART`], separated by commas.
fn features(packages: &[Value]) -> String {
    let features = packages.iter().flat_map(|package| {
        let name = package["name"].as_str().unwrap_or_default();
        let features = package["features"].as_object().into_iter().flatten();
        features.map(move |(feature, _)| format!("{name}/{feature}"))
    });
    let features: Vec<_> = features.filter(|feature| feature != APART).collect();
    features.join(",")
}

/// Returns arguments that select the test programs but [`LARGEST`].
fn other_tests(packages: &[Value]) -> Vec<String> {
    let targets = packages
        .iter()
        .filter_map(|package| package["targets"].as_array());
    let is_test = |target: &&Value| {
        target["kind"]
            .as_array()
            .is_some_and(|kinds| kinds.contains(&"test".into()))
    };
    let tests = targets.flatten().filter(is_test);
    let names: BTreeSet<_> = tests.filter_map(|test| test["name"].as_str()).collect();
    let names = names.into_iter().filter(|name| *name != LARGEST);
    names
        .flat_map(|name| ["--test".to_owned(), name.to_owned()])
        .collect()
}

/// Returns the uncommitted changes, a line for each file.
fn tree() -> Result<String, String> {
    output(Command::new("git").args(["status", "--porcelain", "--untracked-files=all"]))
}

/// Fails if generating has changed or created files. Changes from before are the user's.
fn check_tree(before: &str, after: &str) -> Result<(), String> {
    let before: BTreeSet<_> = before.lines().collect();
    let new = after.lines().filter(|line| !before.contains(line));
    let new: Vec<_> = new.collect();
    if new.is_empty() {
        return Ok(());
    }
    Err(format!(
        "generating changed files; commit the result of `cargo xtask codegen`:\n{}",
        new.join("\n")
    ))
}

fn check_crates() -> Result<(), String> {
    let tree =
        "tree --locked --edges normal --prefix none --no-dedupe --package cdevents-generated";
    let tree = output(Command::new(env!("CARGO")).args(tree.split(' ')))?;
    let crates: BTreeSet<_> = tree.lines().collect();
    if crates.len() <= CRATES {
        return Ok(());
    }
    let count = crates.len();
    Err(format!(
        "cdevents-generated has {count} dependencies, including itself; the limit is {CRATES}"
    ))
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.current_dir(root()).output();
    let output = output.map_err(|error| format!("{command:?} cannot be run: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} failed: {errors}"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the workspace's folder, as a path that isn't empty.
fn root() -> std::path::PathBuf {
    std::path::Path::new(".").join(workspace())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_changes_by_generating_are_reported() {
        let before = " M README.md\n?? notes.md\n";
        assert_eq!(check_tree(before, before), Ok(()));
        // A file with another state has changed, too.
        let after = " M README.md\n D notes.md\n?? docs/new.md\n";
        let error = check_tree(before, after).unwrap_err();
        let (_, made) = error.split_once('\n').unwrap();
        assert_eq!(made, " D notes.md\n?? docs/new.md");
    }

    #[test]
    fn every_package_is_tested_with_each_set_of_features() {
        let packages = metadata().unwrap();
        let features = features(&packages);
        let features: BTreeSet<_> = features.split(',').collect();
        for feature in ["cdevents-generated/testkit", "xtask/docs"] {
            assert!(features.contains(feature), "{features:?}");
        }
        assert!(!features.contains(APART), "{features:?}");
        let (package, _) = APART.split_once('/').unwrap();
        let words = [
            "test",
            package,
            "cdevents-generated",
            "--no-default-features",
            APART,
        ];
        let is_meant = |step: &Step| {
            words
                .iter()
                .all(|word| step.arguments.split(' ').any(|other| other == *word))
        };
        assert!(BESIDE.iter().any(is_meant), "{words:?}");
    }

    #[test]
    fn every_library_and_program_is_documented() {
        let words: Vec<_> = DOC.arguments.split(' ').collect();
        assert!(words.contains(&"--lib"));
        for package in metadata().unwrap() {
            let targets = package["targets"].as_array().unwrap();
            let is_lib =
                |target: &&Value| target["kind"] != json!(["bin"]) && target["doc"] == true;
            let lib = targets.iter().find(is_lib).map(|target| &target["name"]);
            // By default, cargo doesn't document a program that is named like its library.
            let is_program = |target: &&Value| {
                target["kind"] == json!(["bin"])
                    && target["doc"] == true
                    && Some(&target["name"]) != lib
            };
            for program in targets.iter().filter(is_program) {
                let name = program["name"].as_str().unwrap();
                assert!(
                    words.windows(2).any(|pair| pair == ["--bin", name]),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn no_step_changes_the_lock_file() {
        for step in GENERATE.iter().chain([&TEST]).chain(BESIDE) {
            let of_cargo = step.arguments.split(" -- ").next().unwrap();
            let is_locked = of_cargo.split(' ').any(|word| word == "--locked");
            // `fmt` has no such option.
            let is_format = of_cargo.starts_with("fmt ");
            assert!(is_locked != is_format, "{}", step.arguments);
        }
    }

    #[test]
    fn the_other_tests_are_all_but_the_largest() {
        let tests = other_tests(&metadata().unwrap());
        assert!(tests.iter().any(|name| name == "allocations"), "{tests:?}");
        assert!(tests.iter().all(|name| name != LARGEST), "{tests:?}");
    }
}
