//! `cdevents send`: sends events as CloudEvents, and tries again while the receiver is unavailable.

mod delivery;
mod headers;
mod http;
mod message;
mod nats;
mod refusal;

use std::path::PathBuf;
use std::time::Duration;

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::Binding;
use clap::Args;

use crate::failure::{Failure, NEGATIVE, SUCCESS};
use crate::input::each_event;
use crate::output::{Output, tell_error};
use delivery::{Delivery, Transport};
use headers::Headers;
use http::Http;
use message::{Mode, Packer};
use nats::Nats;

/// Sends events as CloudEvents over HTTP or NATS.
///
/// Each event is validated before it is sent. Connection errors, timeouts, 408, 429 and 5xx are tried
/// again, later each time, or when `Retry-After` says so. An event keeps its ID, so that receivers
/// recognize one that arrives twice.
///
/// The exit status is 0 if every event was valid and accepted, 1 if one was not, and 2 for an error,
/// such as a receiver that remains unavailable.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files, folders and globs; `-` is the standard input, which is also read if there are none
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
    /// The NATS server. A user and a password, or a token, can be part of the URL
    #[arg(
        long,
        value_name = "URL",
        default_value = "localhost:4222",
        env = "NATS_URL",
        hide_env_values = true
    )]
    nats_server: String,
    /// How events become messages
    #[arg(long, value_enum, default_value_t)]
    mode: Mode,
    /// How many events a batch has at most
    #[arg(long, value_name = "N", default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
    batch_size: u32,
    /// How often a message is tried again
    #[arg(long, value_name = "N", default_value_t = 5)]
    retries: usize,
    /// How long the receiver may take to answer
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Adds a header to each message
    #[arg(long, value_name = "NAME=VALUE", value_parser = headers::literal)]
    header: Vec<(String, String)>,
    /// Adds a header with the value of an environment variable, such as a token
    #[arg(long, value_name = "NAME=VARIABLE", value_parser = headers::literal)]
    header_env: Vec<(String, String)>,
    /// Prints the messages, and sends nothing. Values from the environment are not printed
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Target {
    /// Sends requests to a URL
    #[arg(long, value_name = "URL")]
    http: Option<String>,
    /// Publishes messages to a subject. If a stream of JetStream takes it, the stream has to confirm
    /// each message
    #[arg(long, value_name = "SUBJECT")]
    nats: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let (binding, transport) = transport(arguments)?;
    let batch_size = usize::try_from(arguments.batch_size).unwrap_or(usize::MAX);
    let mut packer = Packer::new(binding, arguments.mode, batch_size);
    let mut delivery = Delivery::new(transport, arguments.retries, arguments.dry_run);
    let mut output = Output::open_plain();
    let mut status = each_event(&arguments.files, &mut output, |output, place, bytes| {
        let event = match CdEvent::from_slice(bytes) {
            Ok(event) => event,
            Err(error) => {
                tell_error(format_args!("{place}: {error}"));
                return Ok(NEGATIVE);
            }
        };
        match packer.add(event) {
            Some(message) => delivery.deliver(&message, output),
            None => Ok(SUCCESS),
        }
    })?;
    if let Some(message) = packer.rest() {
        status = status.max(delivery.deliver(&message, &mut output)?);
    }
    output.flush()?;
    Ok(status)
}

fn transport(arguments: &Arguments) -> Result<(Binding, Box<dyn Transport>), Failure> {
    let headers = Headers::new(&arguments.header, &arguments.header_env)?;
    let timeout = Duration::from_secs(arguments.timeout);
    match &arguments.target {
        Target {
            http: Some(url), ..
        } => Ok((Binding::Http, Box::new(Http::new(url, headers, timeout)?))),
        Target {
            nats: Some(subject),
            ..
        } => {
            let nats = Nats::new(&arguments.nats_server, subject, headers, timeout)?;
            Ok((Binding::Nats, Box::new(nats)))
        }
        // Clap requires one of them.
        Target { .. } => Err("expected `--http` or `--nats`".into()),
    }
}
