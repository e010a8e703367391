//! `cdevents upgrade`.

use std::path::PathBuf;
use std::str::FromStr;

use cdevents_generated::upgrade::{Error, ErrorKind, Loss, Upgrade};
use cdevents_generated::{CdEvent, Json, Release};
use clap::{Args, ValueEnum};

use crate::failure::{Failure, NEGATIVE, SUCCESS};
use crate::input::{Place, each_event};
use crate::output::{Output, tell, tell_error};
use crate::style::{BOLD, NOTE};

/// Converts events to another release, newer or older.
///
/// Prints the events, one on each line, and on the standard error what was moved, changed, dropped or
/// filled in. The exit status is 1 if an event cannot be converted; the others are printed
/// nevertheless.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files, folders and globs; `-` is the standard input, which is also read if there are none
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The release to convert to [default: the newest]
    #[arg(long, value_name = "RELEASE")]
    to: Option<Release>,
    /// What happens to parts that the release has no place for
    #[arg(long, value_enum, default_value_t)]
    loss: LossArgument,
    /// The value of a property that the release requires and an event lacks: JSON, or else a string.
    /// With the name of an event before the pointer, only for that event
    #[arg(long, value_name = "[EVENT:]/POINTER=VALUE")]
    set: Vec<Answer>,
    /// Does not report what was changed
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum LossArgument {
    /// The event is not converted
    Refuse,
    /// They are dropped, and reported
    #[default]
    Report,
    /// They become part of the custom data, from where converting back restores them
    Keep,
}

impl From<LossArgument> for Loss {
    fn from(argument: LossArgument) -> Self {
        match argument {
            LossArgument::Refuse => Self::Refuse,
            LossArgument::Report => Self::Report,
            LossArgument::Keep => Self::Keep,
        }
    }
}

/// The value of a property.
#[derive(Clone, Debug)]
struct Answer {
    event: Option<String>,
    pointer: String,
    value: Json,
}

impl FromStr for Answer {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        let unusable = || {
            "expected a JSON Pointer and a value, such as \
             `/subject/content/environment={\"id\":\"test\"}`"
                .to_owned()
        };
        let (place, value) = argument.split_once('=').ok_or_else(unusable)?;
        let (event, pointer) = match place.split_once(':') {
            Some((event, pointer)) if !event.starts_with('/') => (Some(event.to_owned()), pointer),
            _ => (None, place),
        };
        if !pointer.starts_with('/') {
            return Err(unusable());
        }
        let value: Result<Json, _> = value
            .parse()
            .or_else(|_| serde_json::Value::from(value).to_string().parse());
        Ok(Self {
            event,
            pointer: pointer.to_owned(),
            value: value.map_err(|error| error.to_string())?,
        })
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let upgrade = match arguments.to {
        Some(release) => Upgrade::new(release),
        None => Upgrade::to_newest(),
    };
    let answers = &arguments.set;
    let upgrade = upgrade.loss(arguments.loss.into()).answers(|question| {
        let fits = |answer: &&Answer| {
            let of_event = answer
                .event
                .as_deref()
                .is_none_or(|event| event == question.event());
            of_event && answer.pointer == question.pointer()
        };
        answers.iter().find(fits).map(|answer| answer.value.clone())
    });
    let mut output = Output::open_plain();
    each_event(&arguments.files, &mut output, |output, place, bytes| {
        let event = match CdEvent::from_slice(bytes) {
            Ok(event) => event,
            Err(error) => {
                tell_error(format_args!("{place}: {error}"));
                return Ok(NEGATIVE);
            }
        };
        let upgraded = match upgrade.convert(event) {
            Ok(upgraded) => upgraded,
            Err(error) => {
                tell_failure(place, &error);
                return Ok(NEGATIVE);
            }
        };
        for note in upgraded.notes.iter().filter(|_| !arguments.quiet) {
            tell(format_args!(
                "{BOLD}{place}:{BOLD:#} {NOTE}note:{NOTE:#} {note}"
            ));
        }
        output.line(upgraded.event.to_json())?;
        Ok(SUCCESS)
    })
}

/// Reports why an event cannot be converted, and what to do.
fn tell_failure(place: &Place, error: &Error) {
    let release = error.release();
    match error.kind() {
        ErrorKind::Questions => {
            for question in error.questions() {
                tell_error(format_args!(
                    "{place}: release {release} requires {question}; pass `--set {}=VALUE`",
                    question.pointer()
                ));
            }
        }
        ErrorKind::Loss => {
            for loss in error.losses() {
                tell_error(format_args!(
                    "{place}: release {release} has no place for `{}`; drop it with `--loss report`, \
                     or keep it in the custom data with `--loss keep`",
                    loss.from_pointer().unwrap_or_default()
                ));
            }
        }
        _ => tell_error(format_args!("{place}: {error}")),
    }
}
