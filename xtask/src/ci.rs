//! `cargo xtask ci`: what CI proves.

use std::collections::BTreeSet;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::workspace::workspace;

/// How many crates `cdevents-generated` may be, itself included.
const CRATES: usize = 20;

/// A step: what it runs, and what it sets in the environment.
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

/// What is run before the tree is looked at.
const GENERATING: &[Step] = &[
    cargo("fmt --all --check"),
    cargo("fmt --manifest-path cdevents-codegen/examples/custom-event/Cargo.toml --check"),
    cargo("clippy --workspace --all-targets --all-features --locked -- --deny warnings"),
    cargo("clippy --package cdevents-generated --no-default-features --locked -- --deny warnings"),
    cargo("xtask codegen --check"),
    cargo("xtask codegen"),
    cargo("xtask lint"),
];

/// What is run after.
const PROVING: &[Step] = &[
    cargo("test --workspace --locked"),
    cargo("test --package cdevents-generated --no-default-features --locked"),
    cargo("test --package cdevents-generated --package xtask --all-features --locked"),
    Step {
        arguments: "doc --workspace --all-features --no-deps --locked",
        environment: &[("RUSTDOCFLAGS", "--deny warnings")],
    },
    cargo(
        "package --package cdevents-generated --package cdevents-codegen --locked --no-verify --quiet",
    ),
];

/// Runs all, until something fails.
pub(crate) fn run() -> ExitCode {
    let begun = Instant::now();
    match prove() {
        Ok(()) => {
            println!("\nall is well, after {} s", begun.elapsed().as_secs());
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn prove() -> Result<(), String> {
    GENERATING.iter().try_for_each(step)?;
    check_tree()?;
    PROVING.iter().try_for_each(step)?;
    check_crates()
}

fn step(step: &Step) -> Result<(), String> {
    println!("\n== cargo {}", step.arguments);
    let begun = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(step.arguments.split(' '))
        .envs(step.environment.iter().copied())
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => {
            println!("({} s)", begun.elapsed().as_secs());
            Ok(())
        }
        Ok(_) => Err(format!("`cargo {}` failed", step.arguments)),
        Err(error) => Err(format!("cargo can't be run: {error}")),
    }
}

/// Generating must have changed nothing, and made nothing.
fn check_tree() -> Result<(), String> {
    let changes = output(Command::new("git").args(["status", "--porcelain"]))?;
    if changes.is_empty() {
        return Ok(());
    }
    Err(format!("the tree is not as it was checked in:\n{changes}"))
}

fn check_crates() -> Result<(), String> {
    let tree = "tree --edges normal --prefix none --no-dedupe --package cdevents-generated";
    let tree = output(Command::new(env!("CARGO")).args(tree.split(' ')))?;
    let crates: BTreeSet<_> = tree.lines().collect();
    if crates.len() <= CRATES {
        return Ok(());
    }
    let count = crates.len();
    Err(format!(
        "cdevents-generated is {count} crates, itself included; {CRATES} is the limit"
    ))
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.current_dir(root()).output();
    let output = output.map_err(|error| format!("{command:?} can't be run: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} failed: {errors}"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A folder to run in; an empty path is none.
fn root() -> std::path::PathBuf {
    std::path::Path::new(".").join(workspace())
}
