//! The maintainers' commands: `cargo xtask --help`.

mod codegen;
#[cfg(feature = "docs")]
mod docs;
#[cfg(feature = "events")]
mod fuzz;
#[cfg(feature = "events")]
mod validate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The maintainers' commands of this workspace.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates the Rust of `cdevents-generated` from the JSON Schemas in `schemas/`.
    Codegen {
        /// Change nothing; fail if any generated file is stale, missing or orphaned.
        #[arg(long)]
        check: bool,
        /// Another folder of schemas: like `schemas/`, or a checkout of the specification, which
        /// takes the names and the corrections from `schemas/`.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
    },
    /// Validates events: a line a document, and its violations under it.
    ///
    /// A file holds a JSON document, an array of them, or one after the other, as NDJSON does. The
    /// exit status is 1 if any is invalid, and 2 if something can't be read.
    Validate {
        /// How the verdicts are written.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The files; `-` is the standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Compares the generated crate's answers with the `jsonschema` crate's on damaged events.
    Fuzz {
        /// How many events.
        #[arg(long, default_value_t = 100_000)]
        cases: usize,
        /// Where chance begins: the same seed makes the same events.
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
    /// Builds the documentation site.
    Docs(DocsArguments),
}

/// What `cargo xtask docs` takes.
#[derive(Args)]
struct DocsArguments {
    /// Open it in the browser.
    #[arg(long)]
    open: bool,
    /// Serve it on this machine, with the validator for the page to try.
    #[arg(long)]
    serve: bool,
    /// The port to serve it at; 0 is any that is free.
    #[arg(long, default_value_t = 0, requires = "serve")]
    port: u16,
    /// The folder of the pages, as Markdown. It is `cdevents-generated/docs` unless given.
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// The folder that the site is written into. It is `target/site` unless given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// How verdicts are written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Codegen { check, schemas } => codegen::run(check, schemas.as_deref()),
        Command::Validate { format, files } => events::validate(format, &files),
        Command::Fuzz { cases, seed } => events::fuzz(cases, seed),
        #[cfg(feature = "docs")]
        Command::Docs(arguments) => docs::run(&arguments),
        #[cfg(not(feature = "docs"))]
        Command::Docs(_) => again(&["--features", "docs"]),
    }
}

/// The commands that need the generated crate, which may be what has to be mended first.
mod events {
    use std::path::PathBuf;
    use std::process::ExitCode;

    use super::Format;

    #[cfg(feature = "events")]
    pub(super) fn validate(format: Format, files: &[PathBuf]) -> ExitCode {
        super::validate::run(format, files)
    }

    #[cfg(feature = "events")]
    pub(super) fn fuzz(cases: usize, seed: u64) -> ExitCode {
        super::fuzz::run(cases, seed)
    }

    #[cfg(not(feature = "events"))]
    pub(super) fn validate(_: Format, _: &[PathBuf]) -> ExitCode {
        super::again(&["--release", "--features", "events"])
    }

    #[cfg(not(feature = "events"))]
    pub(super) fn fuzz(_: usize, _: u64) -> ExitCode {
        super::again(&["--release", "--features", "events"])
    }
}

/// Runs the same command with a feature built in.
#[cfg(not(all(feature = "docs", feature = "events")))]
fn again(options: &[&str]) -> ExitCode {
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
            eprintln!("error: cargo can't be run: {error}");
            ExitCode::from(2)
        }
    }
}
