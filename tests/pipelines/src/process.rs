//! Servers and workers as processes.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

/// How long anything may take that a test waits for. It only limits how long a failure takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running process. Dropping it kills it.
pub struct Process {
    child: Child,
    errors: Option<JoinHandle<String>>,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status.
    pub status: ExitStatus,
    /// What the process wrote to its standard error.
    pub errors: String,
}

impl Process {
    /// Starts a program.
    ///
    /// # Panics
    /// Panics if the program doesn't start.
    pub fn start(
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Self {
        let mut command = Command::new(program);
        command.args(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stderr = child.stderr.take().expect("a pipe");
        // A process waits if nobody reads what it writes.
        let errors = thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        });
        Self {
            child,
            errors: Some(errors),
        }
    }

    /// Waits for a line on the standard output that starts with a prefix, and returns its rest. Can
    /// be called once.
    ///
    /// # Panics
    /// Panics if the process ends without that line.
    pub fn said(&mut self, prefix: &str) -> String {
        let stdout = self
            .child
            .stdout
            .take()
            .expect("a pipe that nobody has read yet");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let found = lines.find_map(|line| Some(line.strip_prefix(prefix)?.to_owned()));
        thread::spawn(move || lines.for_each(drop));
        let Some(found) = found else {
            let errors = self.errors.take().and_then(|errors| errors.join().ok());
            panic!(
                "no line starts with `{prefix}`: {}",
                errors.unwrap_or_default()
            );
        };
        found
    }

    /// Sends a signal, such as `TERM`.
    ///
    /// # Panics
    /// Panics if there is no such process.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(
            status.expect("`kill` starts").success(),
            "kill -s {name} {pid}"
        );
    }

    /// Waits until the process ends.
    ///
    /// # Panics
    /// Panics if it doesn't end.
    pub fn wait(&mut self) -> Ended {
        let mut status = None;
        wait_until("the process ends", || {
            status = self.child.try_wait().expect("a process");
            status.is_some()
        });
        let errors = self.errors.take().and_then(|errors| errors.join().ok());
        Ended {
            status: status.expect("a status"),
            errors: errors.unwrap_or_default(),
        }
    }

    /// Asks the process to end, and waits for it.
    pub fn terminate(&mut self) -> Ended {
        self.signal("TERM");
        self.wait()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until a condition holds.
///
/// # Panics
/// Panics if it never does.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        sleep(Duration::from_millis(10));
    }
}

/// Returns whether programs are installed. If one isn't, prints that the test is skipped.
///
/// # Panics
/// Panics if a program is missing and `CDEVENTS_PIPELINE_TESTS` is `required`.
#[must_use]
pub fn are_installed(programs: &[&str], test: &str) -> bool {
    let is_installed = |program: &&&str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    let Some(missing) = programs.iter().find(|program| !is_installed(program)) else {
        return true;
    };
    let demand = std::env::var("CDEVENTS_PIPELINE_TESTS").unwrap_or_default();
    assert!(demand != "required", "{test}: `{missing}` is not installed");
    cdevents_tests::skipped(&format!("{test}: `{missing}` is not installed"));
    false
}

/// Returns a port that is free.
///
/// # Panics
/// Panics if there is none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}
