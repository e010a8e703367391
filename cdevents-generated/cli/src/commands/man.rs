//! `cdevents man`.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::failure::{Failure, SUCCESS};
use crate::output::print;

/// Prints the man page, or writes the pages of all commands to a folder.
///
/// Read it with `cdevents man | man -l -`.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A folder for the pages of all commands, such as `/usr/local/share/man/man1`
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<u8, Failure> {
    if let Some(folder) = &arguments.to {
        let written = clap_mangen::generate_to(command, folder);
        written.map_err(|error| format!("{}: cannot be written: {error}", folder.display()))?;
        return Ok(SUCCESS);
    }
    let mut page = Vec::new();
    let rendered = Man::new(command).render(&mut page);
    rendered.map_err(|error| error.to_string())?;
    print(String::from_utf8_lossy(&page))?;
    Ok(SUCCESS)
}
