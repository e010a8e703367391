//! Starts a browser.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running `chromedriver`. Dropping it ends the browser, too.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts `chromedriver`. If it isn't installed, prints that the test is skipped.
    ///
    /// # Panics
    /// Panics if it doesn't start, or if it isn't installed and `CDEVENTS_BROWSER_TESTS` is `required`.
    pub(crate) fn start(test: &str) -> Option<Self> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let demand = std::env::var("CDEVENTS_BROWSER_TESTS").unwrap_or_default();
                assert!(demand != "required", "no chromedriver is installed");
                cdevents_tests::skipped(&format!("{test}: no chromedriver is installed"));
                return None;
            }
            Err(error) => panic!("chromedriver: {error}"),
        };
        let port = said(&mut child, "on port ", ".");
        let port = port.parse().expect("a port");
        Some(Self { child, port })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends the driver and its processes.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Returns what a process prints between two texts, in the first line with the first text.
fn said(child: &mut Child, before: &str, behind: &str) -> String {
    let stdout = child.stdout.as_mut().expect("it is piped");
    let found = BufReader::new(stdout).lines().find_map(|line| {
        let line = line.expect("text");
        let (_, rest) = line.split_once(before)?;
        Some(rest.split_once(behind)?.0.to_owned())
    });
    found.expect("it starts")
}
