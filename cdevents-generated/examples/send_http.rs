//! Sends events over HTTP as CloudEvents, in their order, and tries again while the receiver is
//! unavailable.
//!
//! ```sh
//! cargo run --bin send_http -- http://localhost:8080 binary events.ndjson
//! my-tool | cargo run --bin send_http -- http://localhost:8080 batch
//! ```
//!
//! The input has one event in each line. The modes are `binary`, `structured` and `batch`. Connection
//! errors, timeouts, 429 and 5xx are tried again, later each time, or when `Retry-After` says so. An
//! event keeps its ID, so receivers recognize one that arrives twice. Other answers than 2xx are
//! final.
//!
//! The exit status is 0 if the receiver accepted every event, and 1 if not: standard error then has
//! each line that isn't a valid event, and each answer. For `https` URLs, add a feature such as
//! `rustls` to `reqwest`.

use std::env;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::process::ExitCode;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Encoder, Message};
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};

const USAGE: &str = "usage: send_http URL binary|structured|batch [FILE]";

/// How many events a batch has at most.
const BATCH: usize = 100;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the receiver may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The longest wait that a receiver can ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Clone, Copy, Eq, PartialEq)]
enum Mode {
    Binary,
    Structured,
    Batch,
}

struct Arguments {
    url: String,
    mode: Mode,
    file: Option<String>,
}

impl Arguments {
    fn from_env() -> Option<Self> {
        let mut arguments = env::args().skip(1);
        let url = arguments.next()?;
        let mode = match arguments.next()?.as_str() {
            "binary" => Mode::Binary,
            "structured" => Mode::Structured,
            "batch" => Mode::Batch,
            _ => return None,
        };
        let file = arguments.next();
        arguments
            .next()
            .is_none()
            .then_some(Self { url, mode, file })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(arguments) = Arguments::from_env() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether the receiver accepted every event.
async fn run(arguments: Arguments) -> Result<bool> {
    let client = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        // A redirected POST can become a GET without a body.
        .redirect(Policy::none())
        .build()?;
    let input: Box<dyn BufRead> = match &arguments.file {
        Some(file) => {
            let opened = File::open(file).map_err(|error| format!("{file}: {error}"))?;
            Box::new(BufReader::new(opened))
        }
        None => Box::new(io::stdin().lock()),
    };
    let mut sender = Sender {
        client,
        url: arguments.url,
        mode: arguments.mode,
        waiting: Vec::new(),
        are_accepted: true,
    };
    for (index, line) in input.split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match CdEvent::from_slice(&line) {
            Ok(event) => sender.add(event).await,
            Err(error) => sender.fail(format_args!("line {}: {error}", index + 1)),
        }
    }
    sender.send_waiting().await;
    Ok(sender.are_accepted)
}

struct Sender {
    client: Client,
    url: String,
    mode: Mode,
    /// The events of the next batch.
    waiting: Vec<CdEvent>,
    are_accepted: bool,
}

impl Sender {
    async fn add(&mut self, event: CdEvent) {
        let encoder = Encoder::new(Binding::Http);
        match self.mode {
            Mode::Binary => self.send(&encoder.binary(&event)).await,
            Mode::Structured => self.send(&encoder.structured(&event)).await,
            Mode::Batch => {
                self.waiting.push(event);
                if self.waiting.len() == BATCH {
                    self.send_waiting().await;
                }
            }
        }
    }

    /// Sends the batch that isn't full.
    async fn send_waiting(&mut self) {
        if !self.waiting.is_empty() {
            let message = Encoder::new(Binding::Http).batch(&self.waiting);
            self.waiting.clear();
            self.send(&message).await;
        }
    }

    async fn send(&mut self, message: &Message) {
        let sent = (|| try_once(&self.client, &self.url, message))
            .retry(
                ExponentialBuilder::default()
                    .with_jitter()
                    .with_max_times(6),
            )
            .when(Failure::is_temporary)
            .adjust(|failure, wait| wait.map(|wait| failure.retry_after().unwrap_or(wait)))
            .notify(|failure, wait| eprintln!("warning: {failure}; next try in {wait:.1?}"))
            .await;
        if let Err(failure) = sent {
            self.fail(format_args!("{failure}"));
        }
    }

    fn fail(&mut self, what: fmt::Arguments<'_>) {
        eprintln!("error: {what}");
        self.are_accepted = false;
    }
}

async fn try_once(
    client: &Client,
    url: &str,
    message: &Message,
) -> std::result::Result<(), Failure> {
    let mut request = client.post(url).body(message.body().to_vec());
    for (name, value) in message.headers() {
        request = request.header(name, value);
    }
    let answer = request.send().await.map_err(Failure::Unanswered)?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let seconds = answer.headers().get(RETRY_AFTER);
    let seconds = seconds.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    Err(Failure::Refused {
        status,
        retry_after: seconds.map(Duration::from_secs),
        body: answer.text().await.unwrap_or_default(),
    })
}

/// Why the receiver didn't accept a message.
enum Failure {
    Unanswered(reqwest::Error),
    Refused {
        status: StatusCode,
        retry_after: Option<Duration>,
        body: String,
    },
}

impl Failure {
    /// Returns whether the same message may be accepted later.
    fn is_temporary(&self) -> bool {
        match self {
            // Such as a wrong URL.
            Self::Unanswered(error) => !error.is_builder(),
            Self::Refused { status, .. } => {
                status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
            }
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Unanswered(_) => None,
            Self::Refused { retry_after, .. } => retry_after.map(|wait| wait.min(LONGEST_WAIT)),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered(error) => {
                write!(formatter, "{error}")?;
                // The error itself doesn't say why.
                let mut source = std::error::Error::source(error);
                while let Some(cause) = source {
                    write!(formatter, ": {cause}")?;
                    source = cause.source();
                }
                Ok(())
            }
            Self::Refused { status, body, .. } => write!(formatter, "{status} {}", body.trim()),
        }
    }
}
