//! Receives events from NATS.

use std::time::Duration;

use async_nats::jetstream::consumer::{PullConsumer, pull};
use async_nats::jetstream::{self, AckKind};
use async_nats::{Client, ConnectOptions, HeaderMap, Message};
use cdevents_generated::cloudevents::Binding;
use futures_util::StreamExt as _;
use futures_util::future::join_all;
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::read::{Events, Reader};
use super::sink::Sink;
use super::stop::Stop;
use crate::failure::Failure;
use crate::output::{tell, tell_warning};

/// How many messages are taken from a stream at once.
const BATCH: usize = 100;
/// How long the server waits for more messages of a batch.
const EXPIRES: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(500);
/// How long the last acknowledgments may take.
const GRACE: Duration = Duration::from_secs(5);

struct Receiver {
    client: Client,
    reader: Reader,
    sink: Sink,
    stop: Stop,
}

/// Receives messages until the command is stopped.
pub(super) async fn receive(
    server: &str,
    subject: &str,
    reader: Reader,
    sink: Sink,
    stop: Stop,
) -> Result<(), Failure> {
    let options = ConnectOptions::new().name("cdevents receive");
    let client = options.connect(server).await;
    let client = client.map_err(|error| format!("{error}: no connection to the NATS server"))?;
    let receiver = Receiver {
        client,
        reader,
        sink,
        stop,
    };
    let received = match receiver.consumer(subject).await? {
        Some(consumer) => receiver.take(&consumer, subject).await,
        None => receiver.listen(subject).await,
    };
    // Sends the last acknowledgments. Without a connection, a stream delivers the events again.
    let _ = timeout(GRACE, receiver.client.flush()).await;
    received
}

impl Receiver {
    /// Returns a consumer of the stream that has the subject, if there is one. It outlives this
    /// process, so that nothing is lost or delivered twice after a restart.
    async fn consumer(&self, subject: &str) -> Result<Option<PullConsumer>, String> {
        let context = jetstream::new(self.client.clone());
        let Ok(name) = context.stream_by_subject(subject).await else {
            return Ok(None);
        };
        let stream = context.get_stream(&name).await;
        let stream = stream.map_err(|error| format!("stream `{name}`: {error}"))?;
        let consumer = consumer_name(subject);
        let config = pull::Config {
            durable_name: Some(consumer.clone()),
            filter_subject: subject.to_owned(),
            ..pull::Config::default()
        };
        let created = stream.get_or_create_consumer(&consumer, config).await;
        created
            .map(Some)
            .map_err(|error| format!("consumer `{consumer}` of stream `{name}`: {error}"))
    }

    /// Takes messages of a stream.
    async fn take(&self, consumer: &PullConsumer, subject: &str) -> Result<(), Failure> {
        let stream = &consumer.cached_info().stream_name;
        tell(format_args!(
            "taking events from {subject} of the stream `{stream}`"
        ));
        while !self.stop.is_stopped() {
            // Nothing is taken that `--count` would leave over.
            let most = self.sink.room(BATCH);
            let fetch = consumer.fetch().max_messages(most).expires(EXPIRES);
            let batch = match fetch.messages().await {
                Ok(messages) => messages.collect::<Vec<_>>().await,
                Err(error) => vec![Err(error.into())],
            };
            let (messages, errors): (Vec<_>, Vec<_>) = batch.into_iter().partition(Result::is_ok);
            join_all(
                messages
                    .into_iter()
                    .flatten()
                    .map(|message| self.take_one(message)),
            )
            .await;
            if let Some(Err(error)) = errors.into_iter().next() {
                tell_warning(error);
                sleep(PAUSE).await;
            }
        }
        Ok(())
    }

    async fn take_one(&self, message: jetstream::Message) {
        let mut events = self.read(&message);
        let closed = if !self.sink.keep(&mut events).await {
            message.ack_with(AckKind::Nak(None)).await
        } else if events.invalid > 0 {
            // It would be invalid again. The stream still has it.
            message.ack_with(AckKind::Term).await
        } else {
            message.ack().await
        };
        if let Err(error) = closed {
            tell_warning(error);
        }
    }

    /// Takes messages without a stream. Those that ask for a reply get the verdict.
    async fn listen(&self, subject: &str) -> Result<(), Failure> {
        let subscription = self.client.subscribe(subject.to_owned()).await;
        let mut messages = subscription.map_err(|error| format!("{subject}: {error}"))?;
        // From here on, the server has the subscription.
        self.client
            .flush()
            .await
            .map_err(|error| error.to_string())?;
        tell(format_args!("taking events from {subject}"));
        loop {
            tokio::select! {
                message = messages.next() => match message {
                    Some(message) => self.answer(message).await,
                    None => return Err("the NATS server closed the subscription".into()),
                },
                () = self.stop.clone().stopped() => return Ok(()),
            }
        }
    }

    async fn answer(&self, message: Message) {
        let mut events = self.read(&message);
        let is_kept = self.sink.keep(&mut events).await;
        let Some(reply) = message.reply else {
            return;
        };
        let verdict = json!({
            "kept": if is_kept { events.valid } else { 0 },
            "violations": events.violations,
        });
        let published = self.client.publish(reply, verdict.to_string().into()).await;
        if let Err(error) = published {
            tell_warning(error);
        }
    }

    fn read(&self, message: &Message) -> Events {
        let headers = message.headers.iter().flat_map(HeaderMap::iter);
        let headers =
            headers.flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        let events = self.reader.read(Binding::Nats, headers, &message.payload);
        if events.invalid > 0 {
            let first = events.first_violation();
            tell_warning(format_args!(
                "rejected an event of {}: {first}",
                message.subject
            ));
        }
        events
    }
}

/// Returns the name of the consumer for a subject. Names cannot have dots and wildcards.
fn consumer_name(subject: &str) -> String {
    let name = subject
        .replace('.', "_")
        .replace('*', "any")
        .replace('>', "all");
    format!("cdevents_receive_{name}")
}
