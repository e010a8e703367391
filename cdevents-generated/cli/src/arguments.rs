//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{completions, man, new, schema, show, upgrade, validate};
#[cfg(any(feature = "http", feature = "nats"))]
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
    Man(man::Arguments),
    New(new::Arguments),
    #[cfg(any(feature = "http", feature = "nats"))]
    Receive(receive::Arguments),
    Schema(schema::Arguments),
    #[cfg(any(feature = "http", feature = "nats"))]
    Send(send::Arguments),
    Show(show::Arguments),
    Upgrade(upgrade::Arguments),
    Validate(validate::Arguments),
}
