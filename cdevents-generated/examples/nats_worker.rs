//! A worker that takes events from NATS JetStream, as one of any number that share the work.
//!
//! ```sh
//! nats-server --jetstream --store_dir /var/lib/nats
//! cargo run --bin nats_worker -- localhost:4222 worker-1.ndjson
//! cargo run --bin nats_worker -- localhost:4222 worker-2.ndjson
//! nats pub cdevents.service.deployed "$(cat event.json)"
//! ```
//!
//! An event is the body of a message, with or without the attributes of CloudEvents.
//!
//! - **Valid** events are appended to the worker's file, and acknowledged once they are on the disk.
//! - **Invalid** events go to the subject `cdevents-dead` as they came, with their violations in the
//!   header `Cdevents-Violations`. They are not delivered again.
//! - What a worker held when it died is delivered to another one after the acknowledgment wait. So
//!   an event is handled at least once: consumers recognize repetitions by source and ID.
//! - JetStream stores everything in files, so a restart of the server loses nothing. Workers
//!   reconnect.
//! - SIGTERM and SIGINT let the worker finish the events in hand.

mod shared;

use std::process::ExitCode;
use std::time::Duration;

use async_nats::jetstream::consumer::{PullConsumer, pull};
use async_nats::jetstream::{self, AckKind, Message, context::PublishAckFuture, stream};
use async_nats::{Client, ConnectOptions, HeaderMap};
use backon::{ExponentialBuilder, Retryable};
use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, ErrorKind, Received};
use futures_util::StreamExt;
use serde_json::{Value, json};
use shared::arguments::Arguments;
use shared::ndjson::Ndjson;
use shared::stop::Stop;
use shared::violations::{of_event, of_message};
use tokio::task::block_in_place;
use tokio::time::{sleep, timeout};

const USAGE: &str = "usage: nats_worker SERVER FILE [ACK_WAIT_SECONDS]";
/// How long the server waits for an acknowledgment by default.
const DEFAULT_SECONDS: u64 = 30;

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

#[tokio::main]
async fn main() -> ExitCode {
    let Some(arguments) = Arguments::from_env(DEFAULT_SECONDS) else {
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
    let stop = Stop::on_signals()?;
    let mut file = Ndjson::open(&arguments.file)
        .map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    let options = ConnectOptions::new().retry_on_initial_connect();
    let client = options.connect(&arguments.address).await?;
    let jetstream = jetstream::new(client.clone());
    // The server may start later than its workers.
    let consumer = (|| consumer(&jetstream, arguments.wait))
        .retry(ExponentialBuilder::default().without_max_times())
        .notify(|error, _| eprintln!("warning: {error}"));
    let consumer = tokio::select! {
        consumer = consumer => consumer?,
        () = stop.clone().asked_for() => return Ok(()),
    };
    println!("taking events from {SUBJECTS}");

    let stopping = tokio::spawn(stop.asked_for());
    while !stopping.is_finished() {
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
        match read(&message) {
            Ok(event) => {
                lines.push_str(&event.to_json());
                lines.push('\n');
                valid.push(message);
            }
            Err(violations) => {
                // All dead letters are sent before the first receipt is awaited.
                let receipt = bury(&message, report(violations), client, jetstream).await;
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

/// Reads an event, with or without the attributes of CloudEvents, or returns its violations.
fn read(message: &Message) -> std::result::Result<CdEvent, Vec<Value>> {
    let headers = message.headers.iter().flat_map(HeaderMap::iter);
    let headers = headers.flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    let decoded = Decoder::new(Binding::Nats).decode(headers, &message.payload);
    match decoded.and_then(Received::into_single) {
        Ok(decoded) => Ok(decoded.event),
        Err(error) if error.kind() == ErrorKind::NotACloudEvent => {
            CdEvent::from_slice(&message.payload).map_err(|error| of_event(&error))
        }
        Err(error) => Err(of_message(&error)),
    }
}

/// Sends a message to the dead letters, with the violations.
async fn bury(
    message: &Message,
    report: String,
    client: &Client,
    jetstream: &jetstream::Context,
) -> Result<PublishAckFuture> {
    let origin = message.info()?;
    let (name, sequence) = (origin.stream, origin.stream_sequence);
    let mut letter = jetstream::message::PublishMessage::build()
        // If this worker dies before it closes the message, the next one sends the same letter,
        // which the server then recognizes.
        .message_id(format!("{name}:{sequence}"))
        .header("Cdevents-Violations", report)
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
fn report(violations: Vec<Value>) -> String {
    let count = violations.len();
    let mut room = MOST_REPORT_BYTES;
    let fitting = violations.into_iter().map_while(|violation| {
        room = room.checked_sub(violation.to_string().len())?;
        Some(violation)
    });
    json!({ "count": count, "violations": fitting.collect::<Vec<_>>() }).to_string()
}

fn warn(result: Result<()>) {
    if let Err(error) = result {
        eprintln!("warning: {error}");
    }
}
