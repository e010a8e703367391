//! The command `cdevents`: makes, validates, converts, sends and receives CDEvents.

mod arguments;
mod commands;
mod failure;
mod input;
mod output;
mod show;
mod style;
mod suggest;
mod validate;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use commands::{completions, diff, man, new, schema, upgrade};
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
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::New(arguments) => new::run(&arguments),
        #[cfg(feature = "network")]
        Command::Receive(arguments) => commands::receive::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        #[cfg(feature = "network")]
        Command::Send(arguments) => commands::send::run(&arguments),
        Command::Show(arguments) => commands::show::run(&arguments),
        Command::Upgrade(arguments) => upgrade::run(&arguments),
        Command::Validate(arguments) => commands::validate::run(arguments),
    }
}
