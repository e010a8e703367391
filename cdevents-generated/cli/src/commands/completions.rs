//! `cdevents completions`.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use crate::failure::{Failure, SUCCESS};
use crate::output::print;

/// Prints a script that completes the command line in a shell.
///
/// Load it when the shell starts: `source <(cdevents completions bash)`, or in fish,
/// `cdevents completions fish | source`.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, mut command: Command) -> Result<u8, Failure> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, name, &mut script);
    print(String::from_utf8_lossy(&script))?;
    Ok(SUCCESS)
}
