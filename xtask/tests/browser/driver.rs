//! Starts a browser.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// How often `chromedriver` is started: the port that it finds for IPv4 may be in use for IPv6.
const ATTEMPTS: usize = 5;

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
        for _ in 0..ATTEMPTS {
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
            if let Some(port) = said(&mut child, "on port ", ".") {
                let port = port.parse().expect("a port");
                return Some(Self { child, port });
            }
            let _ = child.wait();
        }
        panic!("chromedriver doesn't start");
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

/// Returns what a process prints between two texts, in the first line with the first text. Returns
/// `None` if the process ends without that.
fn said(child: &mut Child, before: &str, behind: &str) -> Option<String> {
    let stdout = child.stdout.as_mut().expect("it is piped");
    BufReader::new(stdout).lines().find_map(|line| {
        let line = line.expect("text");
        let (_, rest) = line.split_once(before)?;
        Some(rest.split_once(behind)?.0.to_owned())
    })
}
