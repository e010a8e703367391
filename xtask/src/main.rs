//! The maintainers' commands: `cargo xtask` lists them.

mod commands;
mod output;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use cdevents_codegen::model::ReleaseName;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

#[cfg(feature = "docs")]
use commands::docs;
use commands::{acyclic, ci, codegen, completions, diff, import, lint, overview};

/// The maintainers' commands of this workspace.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Checks that no two files of a crate import each other, directly or through others.
    Acyclic,
    /// Proves all that CI proves: formatting, lints, that what is generated is checked in, tests, docs.
    Ci,
    /// Generates the Rust of `cdevents-generated` from the JSON Schemas in `schemas/`.
    Codegen {
        /// Change nothing; fail if any generated file is stale, missing or orphaned.
        #[arg(long)]
        check: bool,
        /// Another folder of schemas: like `schemas/`, or, with `--check`, a checkout of the
        /// specification, which takes the names and the corrections from `schemas/`.
        ///
        /// A folder without a `names.toml` of its own is refused without `--check`, since what is
        /// generated of all other releases would be deleted: `cargo xtask import DIR` takes it in.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
    },
    /// Says what changed in meaning between two releases, for producers and for consumers.
    ///
    /// The exit status is 0, or 1 if anything breaks under `--fail-on breaking`, and 2 if something
    /// can't be read.
    Diff {
        /// The older release: its name, such as `0.5.0`, or a folder with its schemas.
        ///
        /// What is a name is never read as a folder: of a folder `0.5.0`, write `./0.5.0`.
        old: String,
        /// The newer release, likewise.
        new: String,
        /// How the changes are written.
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
        /// When to fail.
        #[arg(long, value_enum)]
        fail_on: Option<FailOn>,
    },
    /// Takes a release of the specification into `schemas/`, from a checkout or an unpacked archive.
    ///
    /// Schemas are told by what they hold, put where they belong, and written as all others are.
    /// Unless every check holds, nothing changes.
    Import {
        /// The checkout.
        #[arg(value_name = "DIR")]
        source: PathBuf,
        /// The release: the name of its folder. Without it, the `$id`s say which it is.
        ///
        /// They must agree in any case. Only where a release isn't out yet, they may say more than
        /// its name: `0.6.0-draft` can be imported as `0.6.0`.
        #[arg(long, value_name = "X")]
        release: Option<ReleaseName>,
        /// Another folder of schemas than `schemas/`.
        #[arg(long, value_name = "SCHEMAS_DIR")]
        into: Option<PathBuf>,
        /// Replace the release's folder, if it is there and differs.
        #[arg(long)]
        force: bool,
    },
    /// Finds the specification's own faults in its schemas, as they were released.
    ///
    /// What is known stands in `schemas/lint.toml` or `schemas/corrections.toml`. The exit status is
    /// 1 if there is more, and 2 if something can't be read.
    Lint {
        /// Show only what is found in this release: `draft`, or a version such as `0.5.1`.
        release: Option<ReleaseName>,
        /// Another folder of schemas: like `schemas/`, or a checkout of the specification, which
        /// takes what is known from `schemas/`.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
        /// How the findings are written.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Show the known ones as well, with the reasons, and every place.
        #[arg(long)]
        all: bool,
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
    /// Prints completions for a shell.
    ///
    /// They are for a function `xtask`, which comes along for bash, zsh and fish and runs `cargo
    /// xtask`; in bash, for `cargo xtask` too. Source them where the shell starts:
    /// `source <(cargo xtask completions bash)`, and for fish, `cargo xtask completions fish | source`.
    Completions {
        /// The shell.
        shell: Shell,
    },
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

/// How verdicts and findings are written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

/// How changes are written.
#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// For people, on a terminal.
    Text,
    /// For people, as a page.
    Markdown,
    /// For programs: one JSON object.
    Json,
}

/// What a comparison fails on.
#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// A change that breaks producers or consumers.
    Breaking,
}

fn main() -> ExitCode {
    let Some(command) = Arguments::parse().command else {
        return printed(&overview::overview(&Arguments::command()));
    };
    match command {
        Command::Completions { shell } => {
            printed(&completions::completions(shell, Arguments::command()))
        }
        Command::Acyclic => acyclic::run(),
        Command::Ci => ci::run(),
        Command::Codegen { check, schemas } => codegen::run(check, schemas.as_deref()),
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
        Command::Validate { format, files } => events::validate(format, &files),
        Command::Fuzz { cases, seed } => events::fuzz(cases, seed),
        #[cfg(feature = "docs")]
        Command::Docs(arguments) => docs::run(&arguments),
        #[cfg(not(feature = "docs"))]
        Command::Docs(_) => again(&["--features", "docs"]),
    }
}

/// Prints a text, which is all that there is to do.
fn printed(text: &str) -> ExitCode {
    match output::print(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::tell(format_args!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// The commands that need the generated crate, which may be what has to be mended first.
mod events {
    use std::path::PathBuf;
    use std::process::ExitCode;

    use super::Format;

    #[cfg(feature = "events")]
    pub(super) fn validate(format: Format, files: &[PathBuf]) -> ExitCode {
        crate::commands::validate::run(format, files)
    }

    #[cfg(feature = "events")]
    pub(super) fn fuzz(cases: usize, seed: u64) -> ExitCode {
        crate::commands::fuzz::run(cases, seed)
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
