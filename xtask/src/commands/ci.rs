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
    cargo("run --quiet --package xtask --locked -- acyclic"),
    cargo("clippy --workspace --all-targets --all-features --locked -- --deny warnings"),
    cargo("clippy --package cdevents-generated --no-default-features --locked -- --deny warnings"),
    cargo("run --quiet --package xtask --locked -- codegen --check"),
    cargo("run --quiet --package xtask --locked -- codegen"),
    cargo("run --quiet --package xtask --locked -- lint"),
];

/// What is run after.
const PROVING: &[Step] = &[
    cargo("test --workspace --locked"),
    cargo("test --package cdevents-generated --no-default-features --locked"),
    cargo("test --package cdevents-format-tests --features arbitrary-precision --locked"),
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
    let before = tree()?;
    GENERATING.iter().try_for_each(step)?;
    check_tree(&before, &tree()?)?;
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

/// What isn't as it is checked in, a line a file.
fn tree() -> Result<String, String> {
    output(Command::new("git").args(["status", "--porcelain", "--untracked-files=all"]))
}

/// Generating must have changed nothing, and made nothing. What was changed before is work that
/// isn't checked in yet.
fn check_tree(before: &str, after: &str) -> Result<(), String> {
    let before: BTreeSet<_> = before.lines().collect();
    let made = after.lines().filter(|line| !before.contains(line));
    let made: Vec<_> = made.collect();
    if made.is_empty() {
        return Ok(());
    }
    Err(format!(
        "generating changed what was there:\n{}",
        made.join("\n")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_generating_did_is_its_fault() {
        let before = " M README.md\n?? notes.md\n";
        assert_eq!(check_tree(before, before), Ok(()));
        // Another state of a file is a change, too.
        let after = " M README.md\n D notes.md\n?? docs/new.md\n";
        let error = check_tree(before, after).unwrap_err();
        let (_, made) = error.split_once('\n').unwrap();
        assert_eq!(made, " D notes.md\n?? docs/new.md");
    }

    #[test]
    fn no_step_changes_the_lock_file() {
        for step in GENERATING.iter().chain(PROVING) {
            let of_cargo = step.arguments.split(" -- ").next().unwrap();
            let is_locked = of_cargo.split(' ').any(|it| it == "--locked");
            // `fmt` reads no lock file, and knows no such option.
            let is_format = of_cargo.starts_with("fmt ");
            assert!(is_locked != is_format, "{}", step.arguments);
        }
    }
}
