//! The command line.

use std::path::PathBuf;

use cdevents_codegen::model::ReleaseName;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use xtask::output::Format;

/// The maintainers' commands of this workspace.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Checks that no two files of a crate import each other, directly or through others.
    Acyclic,
    /// Runs everything that CI runs: formatting, lints, generated files, tests, docs and packages.
    Ci,
    /// Generates the Rust, the docs and the examples of `cdevents-generated` from `schemas/`.
    Codegen {
        /// Changes nothing, and fails if a generated file is stale, missing or orphaned.
        #[arg(long)]
        check: bool,
        /// Adds to `names.toml` and `upgrades.toml` what they lack, instead of asking for it: new words, new
        /// subjects in the stage `Other`, and questions to callers of `upgrade`. Review what it added.
        #[arg(long, conflicts_with = "check")]
        accept: bool,
        /// Another folder of schemas: one like `schemas/` or, with `--check`, a checkout of the
        /// specification, which uses the names and the corrections in `schemas/`.
        ///
        /// Generating from a folder without `names.toml` is refused without `--check`, because it
        /// would delete all other releases. Import it instead: `cargo xtask import DIR`.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
    },
    /// Shows what changed in meaning between two releases, and whom it breaks.
    ///
    /// The exit status is 0, or 1 if a change breaks users and `--fail-on breaking` is set, or 2 if a
    /// release cannot be read.
    Diff {
        /// The older release: a name such as `0.5.0`, or a folder of schemas.
        ///
        /// A name always means a release. Write `./0.5.0` for the folder `0.5.0`.
        old: String,
        /// The newer release: a name or a folder.
        new: String,
        /// The output format.
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
        /// The changes to fail on.
        #[arg(long, value_enum)]
        fail_on: Option<FailOn>,
    },
    /// Imports a release of the specification into `schemas/` from a checkout or an unpacked archive.
    ///
    /// Detects schemas by content and reports what is imported, skipped and removed. Changes nothing
    /// if a check fails.
    Import {
        /// The checkout.
        #[arg(value_name = "DIR")]
        source: PathBuf,
        /// The release. By default, the `$id`s name it.
        ///
        /// The `$id`s must name the same release, but may have a suffix if it isn't out yet:
        /// `0.6.0-draft` is a release of its own, or can be imported as `0.6.0`.
        #[arg(long, value_name = "VERSION")]
        release: Option<ReleaseName>,
        /// The folder of schemas to import into instead of `schemas/`.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// Replaces the release's folder if it exists and differs.
        #[arg(long)]
        force: bool,
    },
    /// Finds upstream bugs in the specification's schemas, as they were released.
    ///
    /// Known bugs are acknowledged in `schemas/lint.toml` or corrected by `schemas/corrections.toml`.
    /// The exit status is 1 if there are others, or 2 if a file cannot be read.
    Lint {
        /// Shows only the findings of this release: `draft`, or a version such as `0.5.1`.
        release: Option<String>,
        /// Another folder of schemas: one like `schemas/`, or a checkout of the specification, which
        /// uses the acknowledgements in `schemas/`.
        #[arg(long, value_name = "DIR")]
        schemas: Option<PathBuf>,
        /// The output format.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Also shows known findings with their reasons, and every location.
        #[arg(long)]
        all: bool,
        /// Acknowledges in `lint.toml` the bugs that are acknowledged in the release before.
        #[arg(long)]
        accept: bool,
    },
    /// Compares the verdicts of `cdevents-generated` with those of `jsonschema` on mutated events.
    Fuzz {
        /// How many events to compare.
        #[arg(long, default_value_t = 100_000)]
        cases: usize,
        /// Seed of the random number generator.
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
    /// Builds the documentation site, and serves or opens it.
    ///
    /// The site works on any static file server. Its page "Try an event" needs the WebAssembly target:
    /// `rustup target add wasm32-unknown-unknown`.
    Docs(DocsArguments),
    /// Builds the npm package in `target/js`: the validator for JavaScript, as WebAssembly.
    ///
    /// This needs the WebAssembly target: `rustup target add wasm32-unknown-unknown`.
    Js,
    /// Prints a completion script for a shell.
    ///
    /// The script completes `xtask`, a function that runs `cargo xtask`, in bash, zsh and fish; in
    /// bash it also completes `cargo xtask`. Load it when the shell starts:
    /// `source <(cargo --quiet xtask completions bash)`, or in fish,
    /// `cargo --quiet xtask completions fish | source`.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// The arguments of `cargo xtask docs`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Args)]
pub(crate) struct DocsArguments {
    /// Opens the site in the browser.
    #[arg(long)]
    pub(crate) open: bool,
    /// Serves the site on this machine.
    #[arg(long)]
    pub(crate) serve: bool,
    /// Builds the site without the validator behind the page "Try an event".
    #[arg(long)]
    pub(crate) no_validator: bool,
    /// The port to serve at; 0 means any free port.
    #[arg(long, default_value_t = 0, requires = "serve")]
    pub(crate) port: u16,
    /// The address that the site will have, with a slash at the end.
    #[cfg_attr(feature = "docs", arg(long, default_value = xtask::site::HOME, conflicts_with = "serve"))]
    #[cfg_attr(not(feature = "docs"), arg(long, default_value = "/"))]
    pub(crate) url: String,
    /// Also writes FILE.gz beside each file, for servers that send these, such as nginx with
    /// `gzip_static on`. Scripts and styles have the hash of their contents in their names, so browsers
    /// can keep them forever.
    #[arg(long)]
    pub(crate) gzip: bool,
    /// The folder of Markdown pages. [default: cdevents-generated/docs]
    #[arg(long, value_name = "DIR")]
    pub(crate) source: Option<PathBuf>,
    /// The folder of the site. [default: `site` in cargo's target folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// The output format of `cargo xtask diff`.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Text for a terminal.
    Text,
    /// A page.
    Markdown,
    /// One JSON object.
    Json,
}

/// The changes that a comparison fails on.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FailOn {
    /// Changes that break producers or consumers.
    Breaking,
}
