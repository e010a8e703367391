//! A worker that takes events from NATS `JetStream`, as one of any number that share the work.
//!
//! ```sh
//! nats-server --jetstream --store_dir /var/lib/nats
//! cargo run --example nats_worker -- localhost:4222 worker-1.ndjson
//! cargo run --example nats_worker -- localhost:4222 worker-2.ndjson
//! nats pub cdevents.service.deployed "$(cat event.json)"
//! ```
//!
//! - **Valid** events are appended to the worker's file, and acknowledged once they are on the disk.
//! - **Invalid** events go to the subject `cdevents-dead` as they came, with their violations in the
//!   header `Cdevents-Violations`. They are not delivered again.
//! - What a worker held when it died is delivered to another one after the acknowledgment wait. So
//!   an event is handled at least once: consumers recognize repetitions by source and ID.
//! - `JetStream` stores everything in files, so a restart of the server loses nothing. Workers
//!   reconnect.
//! - SIGTERM and SIGINT let the worker finish the events in hand.

mod ndjson;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use async_nats::jetstream::consumer::{PullConsumer, pull};
use async_nats::jetstream::{self, AckKind, Message, context::PublishAckFuture, stream};
use async_nats::{Client, ConnectOptions};
use backon::{ExponentialBuilder, Retryable};
use cdevents_generated::validate::Violation;
use cdevents_generated::{CdEvent, Error};
use futures_util::StreamExt;
use ndjson::Ndjson;
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::block_in_place;
use tokio::time::{sleep, timeout};

const USAGE: &str = "usage: nats_worker SERVER FILE [ACK_WAIT_SECONDS]";

/// The stream of events, and the subjects that it takes.
const STREAM: &str = "cdevents";
const SUBJECTS: &str = "cdevents.>";
/// The stream and the subject of dead letters.
const DEAD_LETTERS: &str = "cdevents-dead";
/// The name that all workers share. The server gives each event to one of them.
const QUEUE_GROUP: &str = "workers";
/// How many events are written to the disk at once.
const BATCH: usize = 500;
/// The maximum size of the violations in a dead letter's header.
const MOST_REPORT_BYTES: usize = 8 * 1024;
/// What a dead letter's headers need at most.
const HEADER_BYTES: usize = 2 * MOST_REPORT_BYTES;

type Result<T> = std::result::Result<T, async_nats::Error>;

struct Arguments {
    server: String,
    file: PathBuf,
    ack_wait: Duration,
}

impl Arguments {
    fn from_env() -> Option<Self> {
        let mut arguments = env::args().skip(1);
        let server = arguments.next()?;
        let file = arguments.next()?.into();
        let seconds = arguments
            .next()
            .map_or(Some(30), |text| text.parse().ok())?;
        let ack_wait = Duration::from_secs(seconds);
        let is_complete = seconds > 0 && arguments.next().is_none();
        is_complete.then_some(Self {
            server,
            file,
            ack_wait,
        })
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let Some(arguments) = Arguments::from_env() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let mut stopping = stop_signal()?;
    let mut file = Ndjson::open(&arguments.file)
        .map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    let options = ConnectOptions::new().retry_on_initial_connect();
    let client = options.connect(&arguments.server).await?;
    let jetstream = jetstream::new(client.clone());
    // The server may start later than its workers.
    let consumer = (|| consumer(&jetstream, arguments.ack_wait))
        .retry(ExponentialBuilder::default().without_max_times())
        .notify(|error, _| eprintln!("warning: {error}"));
    let consumer = tokio::select! {
        consumer = consumer => consumer?,
        _ = stopping.wait_for(|stop| *stop) => return Ok(()),
    };
    println!("taking events from {SUBJECTS}");

    while !*stopping.borrow() {
        match take(&consumer).await {
            Ok(messages) => handle(messages, &client, &jetstream, &mut file).await?,
            Err(error) => {
                eprintln!("warning: {error}");
                sleep(Duration::from_millis(500)).await;
            }
        }
    }
    // Sends the last acknowledgments. Without a connection, the events are delivered again.
    timeout(Duration::from_secs(5), client.flush()).await??;
    Ok(())
}

/// Returns a value that becomes true when the process is asked to stop.
fn stop_signal() -> Result<watch::Receiver<bool>> {
    let (stop, stopping) = watch::channel(false);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stop.send_replace(true);
    });
    Ok(stopping)
}

/// Creates the streams and the consumer, unless they exist.
async fn consumer(jetstream: &jetstream::Context, ack_wait: Duration) -> Result<PullConsumer> {
    for (name, subjects) in [(STREAM, SUBJECTS), (DEAD_LETTERS, DEAD_LETTERS)] {
        let config = stream::Config {
            name: name.to_owned(),
            subjects: vec![subjects.to_owned()],
            storage: stream::StorageType::File,
            ..stream::Config::default()
        };
        jetstream.get_or_create_stream(config).await?;
    }
    let config = pull::Config {
        durable_name: Some(QUEUE_GROUP.to_owned()),
        ack_wait,
        // The server's default would limit how many workers can be busy at a time.
        max_ack_pending: -1,
        ..pull::Config::default()
    };
    let stream = jetstream.get_stream(STREAM).await?;
    Ok(stream.get_or_create_consumer(QUEUE_GROUP, config).await?)
}

/// Waits for an event, for a second at most, and takes those that are available with it. Nothing is
/// fetched in advance, so other workers don't wait for what a stopping worker holds.
async fn take(consumer: &PullConsumer) -> Result<Vec<Message>> {
    let fetch = consumer.fetch().max_messages(BATCH);
    let batch = fetch.expires(Duration::from_secs(1)).messages().await?;
    let messages: Vec<_> = batch.collect().await;
    // An error ends the batch. The messages before it still count.
    if let [Err(_)] = messages[..] {
        return messages.into_iter().collect();
    }
    Ok(messages.into_iter().flatten().collect())
}

/// Keeps the valid events and acknowledges them, and moves the invalid ones to the dead letters. An
/// event that is not acknowledged, because the server is gone, is delivered again.
///
/// # Errors
///
/// Fails if the file can't be written.
async fn handle(
    messages: Vec<Message>,
    client: &Client,
    jetstream: &jetstream::Context,
    file: &mut Ndjson,
) -> Result<()> {
    let mut lines = String::new();
    let mut valid = Vec::new();
    let mut dead = Vec::new();
    for message in messages {
        match CdEvent::from_slice(&message.payload) {
            Ok(event) => {
                lines.push_str(&event.to_json());
                lines.push('\n');
                valid.push(message);
            }
            Err(error) => {
                // All dead letters are sent before the first receipt is awaited.
                let receipt = bury(&message, &violations(&error), client, jetstream).await;
                dead.push((message, receipt));
            }
        }
    }
    block_in_place(|| file.append(lines.as_bytes()))?;
    for message in valid {
        warn(message.ack().await);
    }
    for (message, receipt) in dead {
        warn(close(&message, receipt).await);
    }
    Ok(())
}

/// Sends a message to the dead letters, with the violations.
async fn bury(
    message: &Message,
    violations: &Value,
    client: &Client,
    jetstream: &jetstream::Context,
) -> Result<PublishAckFuture> {
    let origin = message.info()?;
    let (name, sequence) = (origin.stream, origin.stream_sequence);
    let mut letter = jetstream::message::PublishMessage::build()
        // If this worker dies before it closes the message, the next one sends the same letter,
        // which the server then recognizes.
        .message_id(format!("{name}:{sequence}"))
        .header("Cdevents-Violations", violations.to_string())
        .header("Cdevents-Subject", message.subject.as_str())
        .header("Cdevents-Sequence", sequence.to_string());
    // A message of the maximum size has no room for headers. It remains in its stream.
    let room = client
        .server_info()
        .max_payload
        .saturating_sub(HEADER_BYTES);
    if message.payload.len() <= room {
        letter = letter.payload(message.payload.clone());
    }
    Ok(jetstream.send_publish(DEAD_LETTERS, letter).await?)
}

/// Closes an invalid event once its dead letter is stored.
async fn close(message: &Message, receipt: Result<PublishAckFuture>) -> Result<()> {
    receipt?.await?;
    message.ack_with(AckKind::Term).await
}

/// Returns the violations as JSON, which has no line breaks: as many as fit, and the number of all.
fn violations(error: &Error) -> Value {
    let mut all: Vec<_> = error
        .report()
        .into_iter()
        .flatten()
        .map(violation)
        .collect();
    // Input that isn't JSON has no report.
    if all.is_empty() {
        all.push(json!({ "path": error.instance_path(), "message": error.message() }));
    }
    let count = all.len();
    let mut room = MOST_REPORT_BYTES;
    let fitting = all.into_iter().map_while(|violation| {
        room = room.checked_sub(violation.to_string().len())?;
        Some(violation)
    });
    json!({ "count": count, "violations": fitting.collect::<Vec<_>>() })
}

fn violation(violation: &Violation) -> Value {
    json!({ "path": violation.instance_path(), "message": violation.message() })
}

fn warn(result: Result<()>) {
    if let Err(error) = result {
        eprintln!("warning: {error}");
    }
}
