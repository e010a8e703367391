//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{completions, diff, man, schema, show, upgrade, validate};

/// Makes, validates, converts, sends and receives CDEvents.
#[derive(Debug, Parser)]
#[command(name = "cdevents", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Completions(completions::Arguments),
    Diff(diff::Arguments),
    Man(man::Arguments),
    Schema(schema::Arguments),
    Show(show::Arguments),
    Upgrade(upgrade::Arguments),
    Validate(validate::Arguments),
}
