//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{new, schema};

/// Makes, validates, converts, sends and receives CDEvents.
#[derive(Debug, Parser)]
#[command(name = "cdevents", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes an event from flags, a template or answers.
    New(new::Arguments),
    /// Prints the JSON Schema of an event.
    Schema(schema::Arguments),
}
