//! Sends messages over HTTP.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::http::header::{HOST, RETRY_AFTER};
use ureq::http::{Response, StatusCode, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

use super::delivery::{Transport, lines};
use super::headers::Headers;
use super::message::Outgoing;
use super::refusal::{Cause, Refusal, summary};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How much of an answer is read.
const MOST_ANSWER_BYTES: u64 = 64 * 1024;

/// Sends messages over HTTP.
pub(super) struct Http {
    agent: Agent,
    url: Uri,
    headers: Headers,
}

impl Http {
    pub(super) fn new(url: &str, headers: Headers, timeout: Duration) -> Result<Self, String> {
        let wrong = || format!("`{url}` is no URL, such as `https://example.com/events`");
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let is_http = uri
            .scheme_str()
            .is_some_and(|scheme| ["http", "https"].contains(&scheme));
        if !is_http || uri.host().is_none_or(str::is_empty) {
            return Err(wrong());
        }
        // Certificates of a company are in the system's store.
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirected POST can become a GET without a body.
            .max_redirects(0)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(timeout))
            .tls_config(tls)
            .user_agent(concat!("cdevents/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            agent: config.new_agent(),
            url: uri,
            headers,
        })
    }
}

impl Transport for Http {
    fn send(&mut self, message: &Outgoing) -> Result<(), Refusal> {
        let mut request = self.agent.post(&self.url);
        for (name, value) in message.message.headers().chain(self.headers.iter()) {
            request = request.header(name, value);
        }
        match request.send(message.message.body()) {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(refusal(answer)),
            Err(error) => Err(unanswered(&error)),
        }
    }

    fn preview(&self, message: &Outgoing) -> String {
        let path = self.url.path_and_query().map_or("/", |path| path.as_str());
        let host = self
            .url
            .authority()
            .map_or("", |authority| authority.as_str());
        let headers = message.message.headers().chain(self.headers.shown());
        let headers = [(HOST.as_str(), host)].into_iter().chain(headers);
        format!("POST {path} HTTP/1.1\n{}", lines(headers))
    }
}

fn refusal(mut answer: Response<Body>) -> Refusal {
    let status = answer.status();
    let seconds = answer.headers().get(RETRY_AFTER);
    let seconds = seconds.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = answer.body_mut().with_config().limit(MOST_ANSWER_BYTES);
    let body = body.lossy_utf8(true).read_to_string().unwrap_or_default();
    let mut reason = format!("the receiver answered {status}");
    if status.is_redirection() {
        reason.push_str(", and redirects are not followed");
    }
    if !body.trim().is_empty() {
        reason = format!("{reason}: {}", summary(&body));
    }
    let is_temporary = status.is_server_error()
        || [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT].contains(&status);
    Refusal {
        reason,
        cause: if is_temporary {
            Cause::Receiver
        } else {
            Cause::Message
        },
        retry_after: seconds.map(Duration::from_secs),
    }
}

fn unanswered(error: &Error) -> Refusal {
    let cause = match error {
        // It is a certificate.
        Error::Io(error) if error.kind() == ErrorKind::InvalidData => Cause::Connection,
        Error::Timeout(_)
        | Error::Io(_)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Protocol(_) => Cause::Receiver,
        _ => Cause::Connection,
    };
    Refusal::new(cause, format!("no answer: {error}"))
}
