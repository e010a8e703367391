//! The command `cdevents`: makes, validates, converts, sends and receives CDEvents.

mod arguments;
mod commands;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use commands::schema;

/// The exit status if a command fails. A command that judges returns 1 for its verdict.
const ERROR: u8 = 2;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Schema(arguments) => schema::run(&arguments),
    };
    let status = result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ERROR
    });
    ExitCode::from(status)
}
