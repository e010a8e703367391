//! Runs the binary.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a command printed, and its exit status.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            output: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Returns the command without any colours.
pub(crate) fn cdevents(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cdevents"));
    command.env("NO_COLOR", "1").current_dir(folder);
    command
}

/// Runs the command in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_with_input(folder, arguments, b"")
}

/// Runs the command in a folder, with a standard input.
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = cdevents(folder);
    let command = command.args(arguments).stdin(Stdio::piped());
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut stdin = child.stdin.take().expect("an input");
    std::thread::scope(|scope| {
        // A command that ends early does not read everything.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output().expect("it ends").into()
    })
}

/// Returns a minimal event of the specification in one line.
pub(crate) fn event(release: &str, name: &str) -> String {
    let path = format!("../examples/{release}/{name}.minimal.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).expect("an example");
    let event: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    event.to_string()
}
