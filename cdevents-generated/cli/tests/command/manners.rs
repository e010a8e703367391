//! How every command behaves: closed pipes, colours and exit statuses.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn cdevents() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cdevents"))
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// Runs a command with a closed output.
fn unread(arguments: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = cdevents();
    let command = command.args(arguments).stdout(writer);
    let child = command.stderr(Stdio::piped()).spawn().expect("it runs");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_closed_pipe_is_silent() {
    let example = "../examples/0.5.1/build-started.json";
    for arguments in [
        &["--help"] as &[&str],
        &["--version"],
        &["completions", "bash"],
        &["diff", "0.4.1"],
        &["man"],
        &["schema", "build.started"],
        &["show", example],
        &["show", "--chain", example],
        &["upgrade", example],
        &["validate", "--verbose", example],
        &["validate", "--verbose", "--format", "junit", example],
        &["validate", "--format", "sarif", example],
    ] {
        let output = unread(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(errors(&output), "", "{arguments:?}");
    }
    // What was found is still true.
    let output = unread(&["validate", "Cargo.toml"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(errors(&output), "");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_ends_the_command_while_the_input_goes_on() {
    let mut command = cdevents();
    let command = command
        .arg("show")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("an input");
    drop(child.stdout.take());
    let event = crate::common::event("0.5.1", "build-started") + "\n";
    // The input never ends by itself.
    while input.write_all(event.as_bytes()).is_ok() {}
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(errors(&output), "");
}

#[test]
fn every_command_has_completions_and_a_man_page() {
    let help = cdevents().arg("--help").output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let commands: Vec<_> = commands
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"validate"), "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = cdevents()
            .args(["completions", shell])
            .output()
            .expect("it runs");
        let script = String::from_utf8(script.stdout).expect("UTF-8");
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = cdevents().args(["man", "--to"]).arg(folder.path()).output();
    assert_eq!(output.expect("it runs").status.code(), Some(0));
    for command in commands.iter().filter(|command| **command != "help") {
        let page = folder.path().join(format!("cdevents-{command}.1"));
        let page = std::fs::read_to_string(page).expect("a page");
        assert!(page.starts_with(".ie"), "{page}");
    }
}

#[test]
fn errors_have_colours_only_on_demand() {
    let run = |variables: &[(&str, &str)]| {
        let mut command = cdevents();
        command.args(["schema", "nothing.done"]);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        let output = command.envs(variables.iter().copied()).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        errors(&output)
    };
    assert!(run(&[]).starts_with("error: "), "{}", run(&[]));
    assert!(run(&[("CLICOLOR_FORCE", "1")]).starts_with("\u{1b}["));
    assert!(run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).starts_with("error: "));
}
