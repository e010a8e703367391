//! What a message had.

use std::collections::BTreeMap;

use super::binding::Mode;
use super::error::{Error, ErrorKind};
use super::problem::Problem;
use crate::CdEvent;

/// The events of a message.
#[derive(Debug)]
#[non_exhaustive]
pub struct Received {
    /// How the message carried the events.
    pub mode: Mode,
    /// The events, in their order: one in binary and structured mode, any number in a batch. An
    /// event of a batch that can't be read doesn't affect the others; its error has its index.
    pub events: Vec<Result<Decoded, Error>>,
}

/// An event, and what came with it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Decoded {
    /// The event.
    pub event: CdEvent,
    /// The extension attributes, by name.
    pub extensions: BTreeMap<String, String>,
    /// What is wrong with the attributes: always empty unless the decoder is
    /// [tolerant](super::Decoder::tolerant).
    pub problems: Vec<Problem>,
}

impl Received {
    /// Returns the only event.
    ///
    /// # Errors
    /// Fails if the message is a batch without events, or with more than one; and with the error of
    /// the only event of a batch, if it can't be read.
    pub fn into_single(self) -> Result<Decoded, Error> {
        let count = self.events.len();
        let mut events = self.events.into_iter();
        match (events.next(), events.next()) {
            (Some(event), None) => event,
            _ => Err(Error::new(
                ErrorKind::NotSingle,
                format!(
                    "expected one event, found a batch of {count}; read batches with \
                     `cloudevents::Decoder`"
                ),
            )),
        }
    }
}
