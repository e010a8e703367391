//! `cargo xtask` without a command.

use clap::Command;

/// Returns a list of the commands, with a line for each.
pub(crate) fn overview(command: &Command) -> String {
    let commands: Vec<_> = command
        .get_subcommands()
        .map(|command| {
            (
                command.get_name(),
                command.get_about().map(ToString::to_string),
            )
        })
        .collect();
    let width = commands.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    let lines = commands.into_iter().map(|(name, about)| {
        let about = about.unwrap_or_default();
        format!("  {name:width$}  {}\n", about.trim_end_matches([':', '.']))
    });
    let lines: Vec<_> = lines.collect();
    let about = command.get_about().map(ToString::to_string);
    format!(
        "{}\n\n{}\nRun `cargo xtask help COMMAND` for more about a command.\n",
        about.unwrap_or_default(),
        lines.concat(),
    )
}
