//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{completions, diff, man, new, schema, show, upgrade, validate};
#[cfg(feature = "network")]
use crate::commands::{receive, send};

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
    New(new::Arguments),
    #[cfg(feature = "network")]
    Receive(receive::Arguments),
    Schema(schema::Arguments),
    #[cfg(feature = "network")]
    Send(send::Arguments),
    Show(show::Arguments),
    Upgrade(upgrade::Arguments),
    Validate(validate::Arguments),
}
