//! NATS: with and without a stream of JetStream.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use async_nats::Client;
use async_nats::jetstream::{self, stream};
use tempfile::TempDir;
use tokio::runtime::Builder;

use crate::harness::{EVENT, Process, Receiver, errors, event, is_installed, send};

const READY: &str = "taking events from ";

struct Server {
    _process: Process,
    _folder: TempDir,
    address: String,
}

impl Server {
    /// Starts a server with JetStream, if it is installed.
    fn start() -> Option<Self> {
        if !is_installed("nats-server") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        drop(listener);
        let mut command = Command::new("nats-server");
        command.args([
            "--addr",
            "127.0.0.1",
            "--port",
            &port,
            "--jetstream",
            "--store_dir",
        ]);
        command.arg(folder.path()).stdout(Stdio::null());
        let mut process = Process::start(command);
        process.said("Server is ready");
        let address = format!("127.0.0.1:{port}");
        Some(Self {
            _process: process,
            _folder: folder,
            address,
        })
    }

    /// Runs a client.
    fn client<T>(&self, run: impl AsyncFnOnce(Client) -> T) -> T {
        let runtime = Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            let client = async_nats::connect(&self.address).await;
            run(client.unwrap()).await
        })
    }

    /// Creates a stream that takes a subject.
    fn create_stream(&self, subject: &str) {
        let config = stream::Config {
            name: "events".to_owned(),
            subjects: vec![subject.to_owned()],
            ..stream::Config::default()
        };
        self.client(async |client| jetstream::new(client).create_stream(config).await.unwrap());
    }

    /// Returns how many messages of the stream the receiver has neither acknowledged nor rejected.
    fn unfinished(&self) -> u64 {
        self.client(async |client| {
            let stream = jetstream::new(client).get_stream("events").await.unwrap();
            let consumer = stream
                .consumer_info("cdevents_receive_cdevents_all")
                .await
                .unwrap();
            consumer.num_pending + consumer.num_ack_pending as u64
        })
    }

    fn send(&self, subject: &str, lines: &str) {
        let output = send(&["--nats", subject, "--nats-server", &self.address], lines);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(errors(&output), "");
    }
}

#[test]
fn a_stream_delivers_what_was_sent_before_and_after_the_receiver_ran() {
    let Some(server) = Server::start() else {
        return;
    };
    server.create_stream("cdevents.>");
    server.send(
        "cdevents.ci",
        &[event("a"), event("b"), event("c")].join("\n"),
    );
    // The stream recognizes an event that arrives twice.
    server.send("cdevents.ci", &event("c"));
    let arguments = ["--nats", "cdevents.>", "--nats-server", &server.address];
    let mut receiver = Receiver::start(&[&arguments[..], &["--count", "2"]].concat(), READY);
    assert_eq!(receiver.from, "cdevents.> of the stream `events`");
    assert_eq!(receiver.process.wait(), Some(0));
    assert_eq!(receiver.kept(), ["a", "b"]);

    assert_eq!(server.unfinished(), 1);

    server.client(async |client| {
        let invalid = EVENT.replace("/ci", "");
        client.publish("cdevents.ci", invalid.into()).await.unwrap();
        client.flush().await.unwrap();
    });
    server.send("cdevents.ci", &event("d"));
    receiver.start_again(&[&arguments[..], &["--count", "2"]].concat(), READY);
    receiver
        .process
        .said("rejected an event of cdevents.ci: /context/source: ");
    assert_eq!(receiver.process.wait(), Some(0));
    assert_eq!(receiver.kept(), ["a", "b", "c", "d"]);
    assert_eq!(server.unfinished(), 0);
}

#[test]
fn messages_arrive_without_a_stream_and_requests_get_the_verdict() {
    let Some(server) = Server::start() else {
        return;
    };
    let arguments = ["--nats", "cdevents.*", "--nats-server", &server.address];
    let mut receiver = Receiver::start(&arguments, READY);
    server.send("cdevents.ci", &event("a"));
    let replies = server.client(async |client| {
        let request = async |body: String| {
            let reply = client.request("cdevents.ci", body.into()).await.unwrap();
            String::from_utf8(reply.payload.to_vec()).unwrap()
        };
        [
            request(event("b")).await,
            request(EVENT.replace("/ci", "")).await,
        ]
    });
    assert_eq!(replies[0], r#"{"kept":1,"violations":[]}"#);
    assert!(
        replies[1].contains(r#""path":"/context/source""#),
        "{}",
        replies[1]
    );
    receiver
        .process
        .said("rejected an event of cdevents.ci: /context/source: ");
    receiver.process.signal("TERM");
    assert_eq!(receiver.process.wait(), Some(0));
    assert_eq!(receiver.kept(), ["a", "b"]);
}
