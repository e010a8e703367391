//! The command `cdevents`: makes, validates, converts, sends and receives CDEvents.

mod arguments;
mod commands;
mod failure;
mod output;
mod style;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use commands::{new, schema};
#[cfg(any(feature = "http", feature = "nats"))]
use commands::{receive, send};
use failure::{ERROR, Failure, SUCCESS};

fn main() -> ExitCode {
    let status = match run(Arguments::parse().command) {
        Ok(status) => status,
        Err(Failure::ClosedPipe) => SUCCESS,
        Err(Failure::Error(error)) => {
            output::tell_error(error);
            ERROR
        }
    };
    ExitCode::from(status)
}

/// Runs a command, and returns its exit status.
fn run(command: Command) -> Result<u8, Failure> {
    match command {
        Command::New(arguments) => new::run(&arguments),
        #[cfg(any(feature = "http", feature = "nats"))]
        Command::Receive(arguments) => receive::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        #[cfg(any(feature = "http", feature = "nats"))]
        Command::Send(arguments) => send::run(&arguments),
    }
}
