//! Receivers as processes, and a sender.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

use cdevents_generated::CdEvent;
use tempfile::TempDir;

/// How long anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A valid event without an environment.
pub(crate) const EVENT: &str = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci","type":"dev.cdevents.build.started.0.3.0","timestamp":"2026-03-20T14:27:05Z"},"subject":{"id":"b","content":{}}}"#;

/// Returns an event with an ID.
pub(crate) fn event(id: &str) -> String {
    EVENT.replacen(r#""id":"1""#, &format!(r#""id":"{id}""#), 1)
}

pub(crate) fn cdevents(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cdevents"));
    command.args(arguments);
    command
}

/// Sends lines of events.
pub(crate) fn send(arguments: &[&str], lines: &str) -> Output {
    let mut command = cdevents(&["send"]);
    command.args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A sender that ends early does not read everything.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A process that says on its standard error when it is ready. Dropping it kills it.
pub(crate) struct Process {
    child: Child,
    // Without a reader, the process could not write its warnings.
    errors: BufReader<ChildStderr>,
}

impl Process {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        Self { child, errors }
    }

    /// Waits for a line with a text, and returns what follows the text.
    pub(crate) fn said(&mut self, text: &str) -> String {
        let mut read = String::new();
        loop {
            let mut line = String::new();
            let length = self.errors.read_line(&mut line).unwrap();
            assert!(length > 0, "no line has `{text}`: {read}");
            if let Some((_, rest)) = line.split_once(text) {
                return rest.trim().to_owned();
            }
            read.push_str(&line);
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(status.unwrap().success());
    }

    /// Waits until the process ends, and returns its exit status.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "the process does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A receiver with a file.
pub(crate) struct Receiver {
    pub(crate) process: Process,
    /// What the receiver says that it takes events from.
    pub(crate) from: String,
    pub(crate) folder: TempDir,
}

impl Receiver {
    /// Starts a receiver over HTTP.
    pub(crate) fn http(arguments: &[&str]) -> Self {
        let arguments = [&["--http", "127.0.0.1:0"], arguments].concat();
        Self::start(&arguments, "listening on ")
    }

    pub(crate) fn start(arguments: &[&str], ready: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (process, from) = Self::run(arguments, ready, &folder.path().join("events.ndjson"));
        Self {
            process,
            from,
            folder,
        }
    }

    fn run(arguments: &[&str], ready: &str, file: &Path) -> (Process, String) {
        let mut command = cdevents(&["receive"]);
        command.args(arguments).arg("--to").arg(file);
        let mut process = Process::start(command);
        let from = process.said(ready);
        (process, from)
    }

    /// Starts the receiver again, after it has ended.
    pub(crate) fn start_again(&mut self, arguments: &[&str], ready: &str) {
        (self.process, self.from) = Self::run(arguments, ready, &self.file());
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("events.ndjson")
    }

    /// Returns the IDs of the events in the file.
    pub(crate) fn kept(&self) -> Vec<String> {
        let lines = fs::read_to_string(self.file()).unwrap();
        let lines = lines.lines();
        lines
            .map(|line| {
                CdEvent::from_slice(line.as_bytes())
                    .unwrap()
                    .id()
                    .to_owned()
            })
            .collect()
    }
}

/// Returns whether a program is installed. Otherwise, the test is skipped, unless the environment
/// demands that none is.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_installed = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let demand = std::env::var("CDEVENTS_PIPELINE_TESTS").unwrap_or_default();
    assert!(
        is_installed || demand != "required",
        "`{program}` is not installed"
    );
    if !is_installed {
        eprintln!("skipped: `{program}` is not installed");
    }
    is_installed
}
