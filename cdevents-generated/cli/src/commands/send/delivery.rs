//! Delivers messages in their order.

use std::thread::sleep;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};

use super::message::Outgoing;
use super::refusal::{Cause, Refusal};
use crate::failure::{Failure, NEGATIVE, SUCCESS};
use crate::output::{Output, tell_error, tell_warning};

/// The longest wait that a receiver can ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How messages are sent.
pub(super) trait Transport {
    fn send(&mut self, message: &Outgoing) -> Result<(), Refusal>;

    /// Returns what would be sent, without secrets and the body.
    fn preview(&self, message: &Outgoing) -> String;
}

/// Delivers messages, or prints them.
pub(super) struct Delivery {
    transport: Box<dyn Transport>,
    retries: usize,
    is_dry_run: bool,
}

impl Delivery {
    pub(super) fn new(transport: Box<dyn Transport>, retries: usize, is_dry_run: bool) -> Self {
        Self {
            transport,
            retries,
            is_dry_run,
        }
    }

    /// Delivers a message, and returns the exit status. A receiver that is unavailable is an error,
    /// because it makes no sense to go on.
    pub(super) fn deliver(
        &mut self,
        message: &Outgoing,
        output: &mut Output,
    ) -> Result<u8, Failure> {
        if self.is_dry_run {
            let preview = self.transport.preview(message);
            let body = String::from_utf8_lossy(message.message.body());
            output.line(format_args!("{preview}\n{body}\n"))?;
            return Ok(SUCCESS);
        }
        let Err(refusal) = self.send(message) else {
            return Ok(SUCCESS);
        };
        let error = format!("{}: {}", message.label, refusal.reason);
        if refusal.cause != Cause::Message {
            return Err(Failure::Error(error));
        }
        tell_error(error);
        Ok(NEGATIVE)
    }

    fn send(&mut self, message: &Outgoing) -> Result<(), Refusal> {
        let waits = ExponentialBuilder::default()
            .with_jitter()
            // Jobs that start at the same time should not try again at the same time.
            .with_jitter_seed(std::process::id().into())
            .with_min_delay(Duration::from_millis(500))
            .with_max_delay(LONGEST_WAIT)
            .with_max_times(self.retries);
        for wait in waits.build() {
            match self.transport.send(message) {
                Err(refusal) if refusal.cause == Cause::Receiver => {
                    let wait = refusal.retry_after.unwrap_or(wait).min(LONGEST_WAIT);
                    tell_warning(format_args!(
                        "{}: {}; next try in {wait:.1?}",
                        message.label, refusal.reason
                    ));
                    sleep(wait);
                }
                result => return result,
            }
        }
        self.transport.send(message)
    }
}

/// Returns headers as lines.
pub(super) fn lines<'h>(headers: impl IntoIterator<Item = (&'h str, &'h str)>) -> String {
    let headers = headers.into_iter();
    headers
        .map(|(name, value)| name.to_owned() + ": " + value + "\n")
        .collect()
}
