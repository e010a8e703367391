//! A receiver, and `curl`.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use cdevents_pipeline_tests::events;
use cdevents_pipeline_tests::process::{Process, are_installed};
use serde_json::Value;
use tempfile::TempDir;

/// The program of the example.
pub(crate) const RECEIVER: &str = env!("CARGO_BIN_EXE_receive_http");

/// The media types of structured and batch mode.
pub(crate) const STRUCTURED: &str = "Content-Type: application/cloudevents+json";
pub(crate) const BATCH: &str = "Content-Type: application/cloudevents-batch+json";

/// The maximum size of a body.
pub(crate) const MOST_BYTES: usize = 1024 * 1024;

/// A running receiver.
pub(crate) struct Receiver {
    pub(crate) process: Process,
    pub(crate) address: String,
    pub(crate) folder: TempDir,
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    body: String,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts a receiver with further arguments.
    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events.ndjson");
        let required = [Path::new("127.0.0.1:0"), &file].map(Path::as_os_str);
        let arguments = arguments.iter().map(OsStr::new);
        let mut process = Process::start(RECEIVER, required.into_iter().chain(arguments));
        let address = process.said("listening on ");
        Self {
            process,
            address,
            folder,
        }
    }

    /// Starts a receiver, if `curl` is installed.
    pub(crate) fn start_for_curl(test: &str) -> Option<Self> {
        are_installed(&["curl"], test).then(Self::start)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("events.ndjson")
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Returns the events in the file.
    pub(crate) fn kept(&self) -> Vec<Value> {
        let lines = fs::read_to_string(self.file()).unwrap();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub(crate) fn kept_ids(&self) -> Vec<String> {
        self.kept()
            .iter()
            .map(|event| events::id(event).to_owned())
            .collect()
    }

    /// Sends a body with `curl`.
    pub(crate) fn post(&self, headers: &[&str], body: &[u8]) -> Answer {
        let file = self.folder.path().join("body");
        fs::write(&file, body).unwrap();
        let data = format!("@{}", file.display());
        let headers = headers.iter().flat_map(|header| ["--header", header]);
        let arguments: Vec<_> = headers.chain(["--data-binary", &data]).collect();
        self.curl(&arguments)
    }

    /// Runs `curl` with arguments and the receiver's URL.
    pub(crate) fn curl(&self, arguments: &[&str]) -> Answer {
        let url = self.url();
        let is_url = arguments
            .last()
            .is_some_and(|last| last.starts_with("http:"));
        let url = (!is_url).then_some(url.as_str());
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--max-time", "60"])
            .args(arguments)
            .args(url)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        Answer::parse(&output.stdout)
    }

    /// Sends the bytes of a request, and returns what comes back.
    pub(crate) fn send_raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::parse(&answer)
    }

    /// Asserts that the receiver still works: that it keeps the next event, and nothing else since.
    pub(crate) fn assert_keeps_only_the_next(&self) {
        let before = self.kept_ids();
        let event = event("the next one");
        let answer = self.send_raw(&request(&binary(&event), event.to_string().as_bytes()));
        assert_eq!(answer.status, 202, "{answer:?}");
        let after = self.kept_ids();
        assert_eq!(after.last().unwrap(), "the next one");
        assert_eq!(after[..after.len() - 1], before);
    }
}

impl Answer {
    fn parse(answer: &[u8]) -> Self {
        let text = String::from_utf8_lossy(answer);
        // `curl` prints an interim answer, too.
        let text = text
            .strip_prefix("HTTP/1.1 100 Continue\r\n\r\n")
            .unwrap_or(&text);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).expect("a status");
        Self {
            status: status.parse().expect("a number"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn has_header(&self, header: &str) -> bool {
        self.head.lines().any(|line| line == header)
    }

    /// Returns the problem details.
    pub(crate) fn problem(&self) -> Value {
        assert!(
            self.has_header("content-type: application/problem+json"),
            "{self:?}"
        );
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], self.status, "{self:?}");
        assert_eq!(problem["type"], "about:blank", "{self:?}");
        for text in ["title", "detail"] {
            assert!(
                problem[text].as_str().is_some_and(|text| !text.is_empty()),
                "{self:?}"
            );
        }
        problem
    }

    /// Asserts the status of an error, and returns its violations.
    pub(crate) fn violations(&self, status: u16) -> Vec<Value> {
        assert_eq!(self.status, status, "{self:?}");
        self.problem()["violations"]
            .as_array()
            .expect("violations")
            .clone()
    }
}

/// Returns an event with an ID.
pub(crate) fn event(id: &str) -> Value {
    events::numbered(1, |_| id.to_owned()).next().unwrap()
}

/// Returns the envelope of an event, as a foreign client writes it.
pub(crate) fn envelope(event: &Value) -> Value {
    let context = &event["context"];
    serde_json::json!({
        "specversion": "1.0",
        "id": context["id"],
        "source": context["source"],
        "type": context["type"],
        "subject": event["subject"]["id"],
        "time": context["timestamp"],
        "datacontenttype": "application/json",
        "data": event,
    })
}

/// Returns the headers of an event in binary mode, as a foreign client writes them.
pub(crate) fn binary(event: &Value) -> Vec<String> {
    let envelope = envelope(event);
    let attributes = ["specversion", "id", "source", "type", "subject", "time"];
    let headers = attributes.map(|name| format!("ce-{name}: {}", encoded(&envelope[name])));
    let mut headers = headers.to_vec();
    headers.push("Content-Type: application/json".to_owned());
    headers
}

/// Percent-encodes what the HTTP binding of CloudEvents demands: a space, a double quote, a percent
/// sign, and whatever isn't printable ASCII.
fn encoded(value: &Value) -> String {
    let bytes = value.as_str().expect("a string").bytes();
    let encoded = bytes.map(|byte| match byte {
        b'"' | b'%' | 0..=b' ' | 0x7f.. => format!("%{byte:02X}"),
        _ => char::from(byte).to_string(),
    });
    encoded.collect()
}

/// Returns the bytes of a POST request.
pub(crate) fn request(headers: &[String], body: &[u8]) -> Vec<u8> {
    let mut request = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".to_vec();
    for header in headers {
        request.extend_from_slice(header.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    request.extend_from_slice(body);
    request
}
