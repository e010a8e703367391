//! Messages of one event or several.

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Encoder, Message};
use clap::ValueEnum;

/// How a message carries events.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(super) enum Mode {
    /// The body is the event, and headers have the attributes
    #[default]
    Binary,
    /// The body is an envelope with the attributes and the event
    Structured,
    /// The body is an array of envelopes
    Batch,
}

/// A message to send.
pub(super) struct Outgoing {
    pub(super) message: Message,
    /// What the message has, for the user.
    pub(super) label: String,
    /// What tells the message from all others, if it has one event.
    pub(super) id: Option<String>,
}

/// Makes messages of events.
pub(super) struct Packer {
    encoder: Encoder,
    mode: Mode,
    batch_size: usize,
    /// The events of the next batch.
    waiting: Vec<CdEvent>,
}

impl Packer {
    pub(super) fn new(binding: Binding, mode: Mode, batch_size: usize) -> Self {
        Self {
            encoder: Encoder::new(binding),
            mode,
            batch_size,
            waiting: Vec::new(),
        }
    }

    /// Adds an event, and returns a message if one is complete.
    pub(super) fn add(&mut self, event: CdEvent) -> Option<Outgoing> {
        let message = match self.mode {
            Mode::Binary => self.encoder.binary(&event),
            Mode::Structured => self.encoder.structured(&event),
            Mode::Batch => {
                self.waiting.push(event);
                let is_full = self.waiting.len() >= self.batch_size;
                return if is_full { self.rest() } else { None };
            }
        };
        Some(Outgoing {
            message,
            label: format!("event `{}`", event.id()),
            id: Some(format!("{} {}", event.source(), event.id())),
        })
    }

    /// Returns the batch that is not full.
    pub(super) fn rest(&mut self) -> Option<Outgoing> {
        let events = std::mem::take(&mut self.waiting);
        let (first, last) = (events.first()?, events.last()?);
        Some(Outgoing {
            message: self.encoder.batch(&events),
            label: format!(
                "{} events, `{}` to `{}`",
                events.len(),
                first.id(),
                last.id()
            ),
            id: None,
        })
    }
}
