//! `cdevents receive`: receives events, and acknowledges those that it keeps.

mod http;
mod nats;
mod read;
mod sink;
mod stop;
mod target;
mod violations;

use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::Duration;

use cdevents_generated::UriReference;
use cdevents_generated::partial::Defaults;
use clap::Args;
use tokio::runtime::Builder;

use crate::failure::{Failure, SUCCESS};
use read::Reader;
use sink::{Keeping, Sink};
use stop::Stop;
use target::Target;

/// Receives events over HTTP or NATS, and acknowledges those that it keeps.
///
/// A request or message is acknowledged once its events are in the file and the file is on the disk, or
/// once they are written to the standard output. Invalid events are rejected with their violations: over
/// HTTP with the status 400, over NATS in the reply to a request. SIGINT and SIGTERM let the requests at
/// hand finish.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Address,
    /// The NATS server. A user and a password, or a token, can be part of the URL
    #[arg(
        long,
        value_name = "URL",
        default_value = "localhost:4222",
        env = "NATS_URL",
        hide_env_values = true
    )]
    nats_server: String,
    /// The file to which valid events are appended, one in each line [default: standard output]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Stops after so many events. A batch is kept as a whole
    #[arg(long, value_name = "N")]
    count: Option<NonZeroU64>,
    /// How long a request may take
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Also accepts events over HTTP that are not CloudEvents: a body of JSON with an event
    #[arg(long)]
    plain: bool,
    /// Completes plain events: the source of those without one. They also get an ID and the time
    #[arg(long, value_name = "URI")]
    source: Option<UriReference>,
    /// Completes plain events: an ID that is a digest of the event, so that an event that arrives
    /// twice has the same ID
    #[arg(long)]
    content_ids: bool,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Address {
    /// Listens for requests at an address, such as `localhost:8080`
    #[arg(long, value_name = "ADDRESS")]
    http: Option<String>,
    /// Takes messages of a subject, such as `cdevents.>`. If a stream of JetStream has it, the stream
    /// delivers again what is not acknowledged, also after a restart
    #[arg(long, value_name = "SUBJECT")]
    nats: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let keeper = runtime.block_on(receive(arguments))?;
    // Drops the connections of clients that are still sending. Nothing more waits to be kept then.
    drop(runtime);
    keeper.join().map_err(|_| "the events cannot be kept")??;
    Ok(SUCCESS)
}

/// Receives events until the command is stopped, and returns the thread that keeps them.
async fn receive(arguments: &Arguments) -> Result<Keeping, Failure> {
    let stop = Stop::on_signals().map_err(|error| error.to_string())?;
    let target = Target::open(arguments.to.as_deref())?;
    let (sink, keeper) = Sink::start(target, arguments.count, stop.clone());
    let reader = Reader::new(arguments.plain, defaults(arguments));
    serve(arguments, reader, sink, stop).await?;
    Ok(keeper)
}

async fn serve(
    arguments: &Arguments,
    reader: Reader,
    sink: Sink,
    stop: Stop,
) -> Result<(), Failure> {
    match &arguments.target {
        Address {
            http: Some(address),
            ..
        } => {
            let timeout = Duration::from_secs(arguments.timeout);
            http::receive(address, timeout, reader, sink, stop).await
        }
        Address {
            nats: Some(subject),
            ..
        } => nats::receive(&arguments.nats_server, subject, reader, sink, stop).await,
        // Clap requires one of them.
        Address { .. } => Err("expected `--http` or `--nats`".into()),
    }
}

/// Returns what completes events, if the command line asks for it.
fn defaults(arguments: &Arguments) -> Option<Defaults> {
    if arguments.source.is_none() && !arguments.content_ids {
        return None;
    }
    let defaults = Defaults::new().with_timestamp_now();
    let defaults = if arguments.content_ids {
        defaults.with_content_ids()
    } else {
        defaults.with_random_ids()
    };
    Some(match &arguments.source {
        Some(source) => defaults.with_source(source.clone()),
        None => defaults,
    })
}
