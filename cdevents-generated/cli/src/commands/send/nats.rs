//! Publishes messages to NATS.

use std::time::Duration;

use async_nats::jetstream::context::GetStreamByNameErrorKind;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::{self, Context};
use async_nats::{Client, ConnectOptions, HeaderMap};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::delivery::{Transport, lines};
use super::headers::Headers;
use super::message::Outgoing;
use super::refusal::{Cause, Refusal};

/// Publishes messages to a subject.
pub(super) struct Nats {
    runtime: Runtime,
    server: String,
    subject: String,
    headers: Headers,
    timeout: Duration,
    connection: Option<Connection>,
}

/// A connection to a server.
struct Connection {
    client: Client,
    /// If a stream takes the subject, it has to confirm each message.
    stream: Option<Context>,
}

impl Nats {
    pub(super) fn new(
        server: &str,
        subject: &str,
        headers: Headers,
        timeout: Duration,
    ) -> Result<Self, String> {
        let is_part = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "*>".contains(c))
        };
        if !subject.split('.').all(is_part) {
            return Err(format!(
                "`{subject}` is no subject, such as `cdevents.service`"
            ));
        }
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self {
            runtime: runtime.map_err(|error| error.to_string())?,
            server: server.to_owned(),
            subject: subject.to_owned(),
            headers,
            timeout,
            connection: None,
        })
    }
}

impl Transport for Nats {
    fn send(&mut self, message: &Outgoing) -> Result<(), Refusal> {
        let mut headers = HeaderMap::new();
        for (name, value) in message.message.headers().chain(self.headers.iter()) {
            headers.append(name, value);
        }
        let sending = async {
            let connection = match self.connection.take() {
                Some(connection) => connection,
                None => Connection::open(&self.server, &self.subject).await?,
            };
            let connection = self.connection.insert(connection);
            connection.publish(&self.subject, headers, message).await
        };
        let sent = self
            .runtime
            .block_on(async { timeout(self.timeout, sending).await });
        sent.unwrap_or_else(|_| {
            Err(Refusal::new(
                Cause::Receiver,
                "the server did not answer in time",
            ))
        })
    }

    fn preview(&self, message: &Outgoing) -> String {
        let headers = message.message.headers().chain(self.headers.shown());
        format!("PUB {}\n{}", self.subject, lines(headers))
    }
}

impl Connection {
    async fn open(server: &str, subject: &str) -> Result<Self, Refusal> {
        let temporary =
            |error: &dyn std::error::Error| Refusal::new(Cause::Receiver, error.to_string());
        let options = ConnectOptions::new().name("cdevents send");
        let client = options
            .connect(server)
            .await
            .map_err(|error| temporary(&error))?;
        let context = jetstream::new(client.clone());
        let stream = match context.stream_by_subject(subject).await {
            Ok(_) => Some(context),
            Err(error) if error.kind() == GetStreamByNameErrorKind::NotFound => None,
            // The server has no JetStream.
            Err(_) => None,
        };
        Ok(Self { client, stream })
    }

    async fn publish(
        &self,
        subject: &str,
        headers: HeaderMap,
        message: &Outgoing,
    ) -> Result<(), Refusal> {
        let body = message.message.body();
        let limit = self.client.server_info().max_payload;
        if body.len() > limit {
            let reason = format!(
                "the message has {} bytes, and the server accepts {limit}",
                body.len()
            );
            return Err(Refusal::new(Cause::Message, reason));
        }
        let sent = match &self.stream {
            Some(context) => {
                let mut publication = PublishMessage::build()
                    .headers(headers)
                    .payload(body.to_vec().into());
                // The stream recognizes a message that arrives twice.
                if let Some(id) = &message.id {
                    publication = publication.message_id(id);
                }
                confirmed(context, subject, publication).await
            }
            None => self.handed_over(subject, headers, body).await,
        };
        sent.map_err(|error| Refusal::new(Cause::Receiver, error.to_string()))
    }

    /// Publishes a message without a stream, and waits until the server has it.
    async fn handed_over(
        &self,
        subject: &str,
        headers: HeaderMap,
        body: &[u8],
    ) -> Result<(), async_nats::Error> {
        let publishing =
            self.client
                .publish_with_headers(subject.to_owned(), headers, body.to_vec().into());
        publishing.await?;
        Ok(self.client.flush().await?)
    }
}

/// Publishes a message to a stream, and waits until the stream has it.
async fn confirmed(
    context: &Context,
    subject: &str,
    publication: PublishMessage,
) -> Result<(), async_nats::Error> {
    context
        .send_publish(subject.to_owned(), publication)
        .await?
        .await?;
    Ok(())
}
