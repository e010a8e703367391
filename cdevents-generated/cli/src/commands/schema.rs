//! `cdevents schema`.

use cdevents_generated::vocabulary::KnownEvent;
use cdevents_generated::{Release, schema, vocabulary};
use clap::Args;

use crate::failure::{Failure, SUCCESS};
use crate::output::print;
use crate::suggest::unknown_event;

/// Prints the JSON Schema of an event, with everything that it refers to.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// An event type, such as `dev.cdevents.service.deployed.0.3.0`, or its subject and predicate,
    /// such as `service.deployed`; `custom` for custom events
    event: String,
    /// The release of the specification [default: the newest that has the event]
    #[arg(long)]
    release: Option<Release>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Arguments { event, release } = arguments;
    let newest = || vocabulary::newest(event).map(KnownEvent::release);
    let schema = release.or_else(newest);
    let schema = schema.and_then(|release| schema::bundled(release, event));
    let schema = schema.ok_or_else(|| unknown_event(event, *release))?;
    print(format_args!("{schema:#}\n"))?;
    Ok(SUCCESS)
}
