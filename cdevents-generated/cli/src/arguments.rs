//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{new, schema};
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
    /// Makes an event from flags, a template or answers.
    New(new::Arguments),
    /// Receives events over HTTP or NATS, and acknowledges those that it keeps.
    #[cfg(any(feature = "http", feature = "nats"))]
    Receive(receive::Arguments),
    /// Prints the JSON Schema of an event.
    Schema(schema::Arguments),
    /// Sends events as CloudEvents over HTTP or NATS.
    #[cfg(any(feature = "http", feature = "nats"))]
    Send(send::Arguments),
}
