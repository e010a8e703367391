//! Reads the events of a message.

use std::collections::BTreeMap;

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoded, Decoder, Error, ErrorKind};
use cdevents_generated::partial::{self, Defaults};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::violations::{of_event, of_message};

/// What to do about an event that is no CloudEvent.
const NO_CLOUD_EVENT: &str = "expected a CloudEvent, found an event without the headers of one; \
                              `cdevents receive --plain` accepts it";

/// Reads the events of messages.
pub(super) struct Reader {
    is_plain: bool,
    defaults: Option<Defaults>,
}

/// The events of a message: the valid ones, and what is wrong with the others.
#[derive(Default)]
pub(super) struct Events {
    /// The valid events, one in each line.
    pub(super) lines: String,
    /// How many events are valid.
    pub(super) valid: u64,
    /// How many events are invalid.
    pub(super) invalid: u64,
    pub(super) violations: Vec<Value>,
    /// Whether there is no event, as far as one can tell.
    pub(super) is_no_event: bool,
}

impl Reader {
    /// Creates a reader. Defaults complete plain events, so they also accept them.
    pub(super) fn new(is_plain: bool, defaults: Option<Defaults>) -> Self {
        Self {
            is_plain: is_plain || defaults.is_some(),
            defaults,
        }
    }

    /// Reads the events of a message of any binding.
    pub(super) fn read<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        binding: Binding,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> Events {
        let is_plain = self.is_plain || binding == Binding::Nats;
        match Decoder::new(binding).decode(headers, body) {
            Ok(received) => sort(received.events),
            Err(error) if error.kind() == ErrorKind::NotACloudEvent => {
                if is_plain {
                    return self.plain(body);
                }

                let message = if is_event(body) {
                    NO_CLOUD_EVENT.to_owned()
                } else {
                    error.to_string()
                };
                let mut events = Events {
                    is_no_event: true,
                    ..Events::default()
                };
                events.reject(vec![json!({ "path": "", "message": message })]);
                events
            }
            Err(error) => sort(vec![Err(error)]),
        }
    }

    /// Reads an event that is the body of a message.
    fn plain(&self, body: &[u8]) -> Events {
        let event = match &self.defaults {
            Some(defaults) => defaults.complete(body).map(|completed| completed.event),
            None => CdEvent::from_slice(body).map_err(partial::Error::Event),
        };
        let mut events = Events::default();
        match event {
            Ok(event) => events.add(&event),
            Err(error) => events.reject(match &error {
                partial::Error::Event(error) => of_event(error),
                other => vec![json!({ "path": "", "message": other.to_string() })],
            }),
        }
        events
    }
}

fn sort(received: Vec<Result<Decoded, Error>>) -> Events {
    let mut events = Events::default();
    for event in received {
        match event {
            Ok(decoded) => events.add(&decoded.event),
            Err(error) => {
                let kinds = [ErrorKind::ContentType, ErrorKind::ContentEncoding];
                events.is_no_event = kinds.contains(&error.kind());
                events.reject(of_message(&error));
            }
        }
    }
    events
}

/// Returns whether a body may be an event without an envelope.
fn is_event(body: &[u8]) -> bool {
    let properties: BTreeMap<String, &RawValue> = serde_json::from_slice(body).unwrap_or_default();
    properties.contains_key("context")
}

impl Events {
    fn add(&mut self, event: &CdEvent) {
        self.lines.push_str(&event.to_json());
        self.lines.push('\n');
        self.valid += 1;
    }

    fn reject(&mut self, violations: Vec<Value>) {
        self.violations.extend(violations);
        self.invalid += 1;
    }

    /// Returns the first violation, for the user.
    pub(super) fn first_violation(&self) -> String {
        let Some(violation) = self.violations.first() else {
            return String::new();
        };
        let text = |key: &str| violation[key].as_str().unwrap_or_default();
        let place = [text("path"), text("attribute")].concat();
        let more = match self.violations.len() {
            1 => String::new(),
            count => format!(" ({} more)", count - 1),
        };
        let separator = if place.is_empty() { "" } else { ": " };
        format!("{place}{separator}{}{more}", text("message"))
    }
}
