//! `cdevents show`.

use std::path::PathBuf;

use cdevents_generated::CdEvent;
use clap::Args;

use crate::failure::{Failure, NEGATIVE, SUCCESS};
use crate::input::each_event;
use crate::output::{Output, tell_error, tell_warning};
use crate::show::{Chains, line};

/// Shows one line for each event, or the chains of events as trees.
///
/// A line has the time, the event, its subject, and what is most important of its content. Invalid
/// events are shown with a warning. In a tree, each event is below the one that it follows, with the
/// time between them.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files, folders and globs; `-` is the standard input, which is also read if there are none
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Shows chains as trees, by the chain IDs and links of the events
    #[arg(long)]
    chain: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let mut output = Output::open();
    let mut chains = Chains::default();
    let status = each_event(&arguments.files, &mut output, |output, place, bytes| {
        let (event, error) = match CdEvent::from_slice_tolerant(bytes) {
            Ok(read) => read,
            Err(error) => {
                tell_error(format_args!("{place}: {error}"));
                return Ok(NEGATIVE);
            }
        };
        if let Some(error) = error {
            tell_warning(format_args!("{place}: {error}"));
        }
        if arguments.chain {
            chains.add(&event);
        } else {
            output.line(line(&event))?;
        }
        Ok(SUCCESS)
    })?;
    if arguments.chain {
        output.write(chains)?;
    }
    output.flush()?;
    Ok(status)
}
