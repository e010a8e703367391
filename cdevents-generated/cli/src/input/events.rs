//! Reads one event after the other.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use super::envelope::Envelope;
use super::open::open;
use super::position::Position;
use super::sources::{Source, sources};
use super::split::{Batch, Splitter};
use crate::failure::{ERROR, Failure, SUCCESS};
use crate::output::{Output, tell_error};

/// Where an event is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) position: Position,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.position)
    }
}

/// Passes each event of some sources to a function, without the CloudEvent around it, and returns the
/// highest exit status: what the function returns, or that of a file that cannot be read.
///
/// The function may write to the output, which is flushed before more is read.
pub(crate) fn each_event(
    arguments: &[PathBuf],
    output: &mut Output,
    mut each: impl FnMut(&mut Output, &Place, &[u8]) -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let mut status = SUCCESS;
    for source in sources(arguments) {
        let read = source.map(|source| (source.to_string(), each_of(&source, output, &mut each)));
        match read {
            Ok((_, Ok(found))) => status = status.max(found),
            Ok((_, Err(End::Failure(failure)))) => return Err(failure),
            Ok((name, Err(End::Unreadable(error)))) => {
                tell_error(format_args!("{name}: cannot be read: {error}"));
                status = ERROR;
            }
            Err(error) => {
                tell_error(error);
                status = ERROR;
            }
        }
    }
    Ok(status)
}

/// Why a source is not read to its end.
enum End {
    Failure(Failure),
    Unreadable(std::io::Error),
}

fn each_of(
    source: &Source,
    output: &mut Output,
    each: &mut impl FnMut(&mut Output, &Place, &[u8]) -> Result<u8, Failure>,
) -> Result<u8, End> {
    let mut status = SUCCESS;
    let input = open(source, |file| Box::new(file)).map_err(End::Unreadable)?;
    let mut splitter = Splitter::new(input);
    while let Some(batch) = splitter.next_batch().map_err(End::Unreadable)? {
        let Batch { bytes, pieces } = batch;
        for piece in pieces {
            let place = Place {
                file: source.to_string(),
                position: piece.position,
            };
            let bytes = &bytes[piece.range];
            let found = match piece.problem {
                Some(problem) => {
                    tell_error(format_args!("{place}: {problem}"));
                    Ok(ERROR)
                }
                None => each(output, &place, &event(bytes)),
            };
            status = status.max(found.map_err(End::Failure)?);
        }
        output.flush().map_err(End::Failure)?;
    }
    Ok(status)
}

/// Takes the event out of the CloudEvent around it, if there is one.
fn event(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(bytes).ok();
    let event = text.and_then(|text| Envelope::read(text)?.event());
    match event {
        None => bytes.into(),
        Some(Cow::Borrowed(event)) => event.as_bytes().into(),
        Some(Cow::Owned(event)) => event.into_bytes().into(),
    }
}
