//! The maintainers' commands: `cargo xtask` lists them.

mod cli;
mod commands;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use xtask::output;

use cli::{Arguments, Command};
#[cfg(feature = "docs")]
use commands::docs;
use commands::{acyclic, ci, codegen, completions, diff, import, lint, overview};
#[cfg(feature = "events")]
use commands::{fuzz, validate};

fn main() -> ExitCode {
    let Some(command) = Arguments::parse().command else {
        return print(&overview::overview(&Arguments::command()));
    };
    match command {
        Command::Acyclic => acyclic::run(),
        Command::Ci => ci::run(),
        Command::Codegen { check, schemas } => codegen::run(check, schemas.as_deref()),
        Command::Completions { shell } => {
            print(&completions::completions(shell, Arguments::command()))
        }
        Command::Diff {
            old,
            new,
            format,
            fail_on,
        } => diff::run(&old, &new, format, fail_on.is_some()),
        Command::Import {
            source,
            release,
            into,
            force,
        } => import::run(&source, release.as_ref(), into, force),
        Command::Lint {
            release,
            schemas,
            format,
            all,
        } => lint::run(release.as_ref(), schemas.as_deref(), format, all),
        #[cfg(feature = "events")]
        Command::Validate { format, files } => validate::run(format, &files),
        #[cfg(feature = "events")]
        Command::Fuzz { cases, seed } => fuzz::run(cases, seed),
        #[cfg(not(feature = "events"))]
        Command::Validate { .. } | Command::Fuzz { .. } => {
            rerun(&["--release", "--features", "events"])
        }
        #[cfg(feature = "docs")]
        Command::Docs(arguments) => docs::run(&arguments),
        #[cfg(not(feature = "docs"))]
        Command::Docs(_) => rerun(&["--features", "docs"]),
    }
}

fn print(text: &str) -> ExitCode {
    match output::print(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::tell(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Runs the same command with a feature. The features need `cdevents-generated`, which doesn't have
/// to compile for the other commands.
#[cfg(not(all(feature = "docs", feature = "events")))]
fn rerun(options: &[&str]) -> ExitCode {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let status = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .args(options)
        .args(["--manifest-path", manifest, "--"])
        .args(std::env::args_os().skip(1))
        .status();
    match status.map(|status| status.code()) {
        Ok(Some(code)) => u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from),
        Ok(None) => ExitCode::FAILURE,
        Err(error) => {
            output::tell(format_args!("error: cargo can't be run: {error}"));
            ExitCode::from(2)
        }
    }
}
