//! How every command behaves: closed pipes, colours and exit statuses.

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
    for arguments in [
        &["--help"] as &[&str],
        &["--version"],
        &["schema", "build.started"],
    ] {
        let output = unread(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(errors(&output), "", "{arguments:?}");
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
