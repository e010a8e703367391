//! The maintainers' commands: `cargo xtask` lists them.

mod cli;
mod commands;
mod workspace;

#[cfg(not(all(feature = "docs", feature = "events")))]
use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use xtask::output;

use cli::{Arguments, Command};
#[cfg(feature = "events")]
use commands::fuzz;
use commands::{acyclic, ci, codegen, completions, diff, import, lint, overview};
#[cfg(feature = "docs")]
use commands::{docs, js};

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    // A command that compares or judges tells errors from its verdict by the exit status.
    let error_status = match command {
        Some(Command::Diff { .. } | Command::Lint { .. }) => 2,
        _ => 1,
    };
    let status = run(command).unwrap_or_else(|error| {
        output::tell(format_args!("error: {error}"));
        error_status
    });
    ExitCode::from(status)
}

/// Runs a command, and returns its exit status.
fn run(command: Option<Command>) -> Result<u8, String> {
    match command {
        None => print(&overview::overview(&Arguments::command())),
        Some(Command::Acyclic) => acyclic::run(),
        Some(Command::Ci) => ci::run(),
        Some(Command::Codegen {
            check,
            accept,
            schemas,
        }) => codegen::run(check, accept, schemas.as_deref()),
        Some(Command::Completions { shell }) => {
            print(&completions::completions(shell, Arguments::command()))
        }
        Some(Command::Diff {
            old,
            new,
            format,
            fail_on,
        }) => diff::run(&old, &new, format, fail_on.is_some()),
        Some(Command::Import {
            source,
            release,
            into,
            force,
        }) => import::run(&source, release.as_ref(), into, force),
        Some(Command::Lint {
            release,
            schemas,
            format,
            all,
            accept,
        }) => lint::run(release.as_deref(), schemas.as_deref(), format, all, accept),
        #[cfg(feature = "events")]
        Some(Command::Fuzz { cases, seed }) => fuzz::run(cases, seed),
        #[cfg(not(feature = "events"))]
        Some(Command::Fuzz { .. }) => rerun(&["--release", "--features", "events"]),
        #[cfg(feature = "docs")]
        Some(Command::Docs(arguments)) => docs::run(&arguments),
        #[cfg(feature = "docs")]
        Some(Command::Js) => js::run(),
        #[cfg(not(feature = "docs"))]
        Some(Command::Docs(_) | Command::Js) => rerun(&["--features", "docs"]),
    }
}

fn print(text: &str) -> Result<u8, String> {
    output::print(text).map(|()| 0)
}

/// Runs the same command with a feature. The features need `cdevents-generated`, which doesn't have
/// to compile for the other commands. On a terminal, cargo shows what it builds.
#[cfg(not(all(feature = "docs", feature = "events")))]
fn rerun(options: &[&str]) -> Result<u8, String> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let quiet = (!std::io::stderr().is_terminal()).then_some("--quiet");
    let status = std::process::Command::new(env!("CARGO"))
        .arg("run")
        .args(quiet)
        .args(options)
        .args(["--manifest-path", manifest, "--"])
        .args(std::env::args_os().skip(1))
        .status();
    let status = status.map_err(|error| format!("cargo cannot be run: {error}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.unwrap_or(1))
}
