//! `cdevents schema`.

use cdevents_generated::{Release, schema, vocabulary};
use clap::Args;

use crate::failure::{Failure, SUCCESS};
use crate::output::print;

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
    let newest = || vocabulary::newest(event).map(|known| known.release());
    let schema = release.or_else(newest);
    let schema = schema.and_then(|release| schema::bundled(release, event));
    let schema = schema.ok_or_else(|| match release {
        Some(release) => format!("release {release} has no event `{event}`"),
        None => format!("no release has an event `{event}`"),
    })?;
    print(format_args!("{schema:#}\n"))?;
    Ok(SUCCESS)
}
