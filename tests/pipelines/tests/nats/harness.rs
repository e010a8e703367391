//! A NATS server and workers.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_nats::jetstream::{self, Context, stream};
use cdevents_generated::CdEvent;
use cdevents_pipeline_tests::events;
use cdevents_pipeline_tests::process::{Process, are_installed, free_port};
use futures_util::StreamExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

/// The program of the example.
pub(crate) const WORKER: &str = env!("CARGO_BIN_EXE_nats_worker");

/// How long the server waits for an acknowledgment, in seconds.
pub(crate) const ACK_WAIT: &str = "2";

/// A server whose streams are in a folder of its own.
pub(crate) struct Server {
    process: Process,
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
}

impl Server {
    /// Starts a server, if it is installed.
    pub(crate) fn start(test: &str) -> Option<Self> {
        if !are_installed(&["nats-server"], test) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let process = start(port, folder.path());
        Some(Self {
            process,
            port,
            folder,
        })
    }

    pub(crate) fn stop(&mut self) {
        self.process.terminate();
    }

    /// Starts the server again, with its streams and its port.
    pub(crate) fn start_again(&mut self) {
        self.process = start(self.port, self.folder.path());
    }

    pub(crate) fn url(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub(crate) async fn connect(&self) -> Context {
        let options = async_nats::ConnectOptions::new().retry_on_initial_connect();
        jetstream::new(options.connect(self.url()).await.unwrap())
    }
}

fn start(port: u16, folder: &Path) -> Process {
    let port = port.to_string();
    let store = folder.join("store");
    let arguments = [
        "--addr",
        "127.0.0.1",
        "--port",
        &port,
        "--jetstream",
        "--store_dir",
    ];
    let arguments = arguments.iter().map(|argument| (*argument).into());
    let arguments: Vec<PathBuf> = arguments.chain([store]).collect();
    Process::start("nats-server", arguments)
}

/// A worker, and the file to which it appends events.
pub(crate) struct Worker {
    pub(crate) process: Process,
    pub(crate) file: PathBuf,
}

impl Worker {
    /// Starts a worker and waits until it takes events.
    pub(crate) fn start(server: &Server, name: &str) -> Self {
        let file = server.folder.path().join(name);
        let mut process = Self::start_with(server, &file);
        process.said("taking events from ");
        Self { process, file }
    }

    pub(crate) fn start_with(server: &Server, file: &Path) -> Process {
        let url = server.url();
        let arguments = [Path::new(&url), file, Path::new(ACK_WAIT)];
        Process::start(WORKER, arguments)
    }

    /// Returns how often each event is in the file, by ID.
    pub(crate) fn kept(&self) -> BTreeMap<String, usize> {
        let mut ids = BTreeMap::new();
        let lines = fs::read_to_string(&self.file).unwrap();
        // The file of a worker that was killed may end in the middle of a line.
        for line in lines
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
        {
            let event = CdEvent::from_slice(line.as_bytes()).unwrap();
            *ids.entry(event.id().to_owned()).or_default() += 1;
        }
        ids
    }

    /// Returns the size of the file.
    pub(crate) fn size(&self) -> u64 {
        fs::metadata(&self.file).map_or(0, |file| file.len())
    }
}

/// Publishes events, and repeats what the server didn't confirm. The server recognizes repetitions
/// by the event's ID.
pub(crate) async fn publish(jetstream: &Context, events: &[Value]) {
    for chunk in events.chunks(200) {
        let mut pending: Vec<&Value> = chunk.iter().collect();
        while !pending.is_empty() {
            let mut receipts = Vec::new();
            for event in pending {
                let message = jetstream::message::PublishMessage::build()
                    .message_id(events::id(event))
                    .payload(event.to_string().into());
                receipts.push((
                    event,
                    jetstream.send_publish("cdevents.test", message).await,
                ));
            }
            pending = Vec::new();
            for (event, receipt) in receipts {
                let is_stored = match receipt {
                    Ok(receipt) => receipt.await.is_ok(),
                    Err(_) => false,
                };
                if !is_stored {
                    pending.push(event);
                }
            }
        }
    }
}

/// Waits until a condition holds. A lost event fails a test by this limit, and doesn't hang it.
pub(crate) async fn wait_until(what: &str, holds: impl AsyncFn() -> bool) {
    const PATIENCE: Duration = Duration::from_secs(600);
    let waiting = async {
        while !holds().await {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = timeout(PATIENCE, waiting).await;
    assert!(waited.is_ok(), "waited too long until {what}");
}

/// Waits until every event of the stream is acknowledged or moved to the dead letters.
pub(crate) async fn wait_until_finished(jetstream: &Context) {
    wait_until("every event is handled", async || {
        unfinished(jetstream).await == Some(0)
    })
    .await;
}

/// Returns how many events of the stream are neither acknowledged nor moved to the dead letters.
async fn unfinished(jetstream: &Context) -> Option<u64> {
    let stream = jetstream.get_stream("cdevents").await.ok()?;
    let info = stream.consumer_info("workers").await.ok()?;
    Some(info.num_pending + info.num_ack_pending as u64)
}

/// Returns all dead letters.
pub(crate) async fn dead_letters(jetstream: &Context) -> Vec<jetstream::Message> {
    let stream = jetstream.get_stream("cdevents-dead").await.unwrap();
    let count = info(&stream).await;
    if count == 0 {
        return Vec::new();
    }
    let config = jetstream::consumer::pull::OrderedConfig::default();
    let consumer = stream.create_consumer(config).await.unwrap();
    let letters = consumer.messages().await.unwrap().take(count);
    letters.map(Result::unwrap).collect().await
}

async fn info(stream: &stream::Stream) -> usize {
    usize::try_from(stream.get_info().await.unwrap().state.messages).unwrap()
}
