//! Writing messages.

use std::collections::BTreeMap;
use std::fmt::Display;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::attributes;
use super::binding::{Binding, CONTENT_TYPE};
use super::media_type::{BATCH, EVENT, STRUCTURED};
use super::message::Message;
use crate::InvalidValue;
use crate::event::parts::Parts;
use crate::json::write::{push_key, push_string, separate};
use crate::traits::Envelope;

/// Writes events as messages of a binding.
///
/// Writing can't fail: a character that a header can't have is percent-encoded.
///
/// ```
/// use cdevents_generated::CdEvent;
/// use cdevents_generated::cloudevents::{Binding, Encoder};
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// let event = CdEvent::from_slice(json)?;
/// let encoder = Encoder::new(Binding::Http).extension("traceparent", "00-0af7651916cd43dd")?;
///
/// let message = encoder.binary(&event);
/// assert_eq!(message.header("ce-traceparent"), Some("00-0af7651916cd43dd"));
///
/// let message = encoder.structured(&event);
/// assert_eq!(message.header("content-type"), Some("application/cloudevents+json"));
///
/// let message = encoder.batch([&event, &event]);
/// assert_eq!(message.header("content-type"), Some("application/cloudevents-batch+json"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct Encoder {
    binding: Binding,
    pub(super) has_data_schema: bool,
    pub(super) is_base64: bool,
    pub(super) extensions: BTreeMap<String, String>,
}

impl Encoder {
    /// Creates an encoder for a binding.
    pub const fn new(binding: Binding) -> Self {
        Self {
            binding,
            has_data_schema: false,
            is_base64: false,
            extensions: BTreeMap::new(),
        }
    }

    /// Sets whether to write the attribute `dataschema`: the `$id` of the event's JSON Schema. An
    /// unknown event has none.
    pub fn data_schema(mut self, has_data_schema: bool) -> Self {
        self.has_data_schema = has_data_schema;
        self
    }

    /// Sets whether envelopes have the event as base64 in `data_base64`, and not as JSON in `data`.
    /// Binary mode has no envelope.
    pub fn base64(mut self, is_base64: bool) -> Self {
        self.is_base64 = is_base64;
        self
    }

    /// Adds an extension attribute: a string, a whole number or a Boolean. All of them are written
    /// as strings.
    ///
    /// # Errors
    /// Fails if the name has other characters than lower-case letters and digits, or if
    /// CloudEvents itself defines it.
    pub fn extension(
        mut self,
        name: impl Into<String>,
        value: impl Display,
    ) -> Result<Self, InvalidValue> {
        let name = name.into();
        attributes::extension_name(&name)?;
        self.extensions.insert(name, value.to_string());
        Ok(self)
    }

    /// Writes an event in binary mode: the body is the event, and headers have the attributes.
    #[must_use]
    pub fn binary(&self, event: &(impl Envelope + ?Sized)) -> Message {
        self.binary_of(event.parts())
    }

    // Functions that take the parts of an event aren't compiled for each type.
    fn binary_of(&self, event: Parts<'_>) -> Message {
        let attributes = attributes::of(event, self.has_data_schema);
        let attributes = attributes.map(|(name, value)| self.binding.header(name, &value));
        let extensions = self.extensions.iter();
        let extensions = extensions.map(|(name, value)| self.binding.header(name, value));
        let content_type = self.binding.data_content_type_header();
        let content_type = (content_type.to_owned(), EVENT.to_owned());
        let headers = attributes.chain(extensions).chain([content_type]);
        Message::new(headers.collect(), event.to_json().into_bytes())
    }

    /// Writes an event in structured mode: the body is a JSON envelope.
    #[must_use]
    pub fn structured(&self, event: &(impl Envelope + ?Sized)) -> Message {
        let mut json = String::new();
        self.write_envelope(event.parts(), &mut json);
        message(STRUCTURED, json)
    }

    /// Writes events in batch mode: the body is a JSON array of envelopes.
    ///
    /// The specification defines this mode for HTTP only, where the receiver has to ask for it. In
    /// Kafka and NATS, only receivers that know about it can read it, such as a
    /// [`Decoder`](super::Decoder).
    #[must_use]
    pub fn batch<'e, E: Envelope + ?Sized + 'e>(
        &self,
        events: impl IntoIterator<Item = &'e E>,
    ) -> Message {
        let mut json = String::from("[");
        for event in events {
            separate(&mut json);
            self.write_envelope(event.parts(), &mut json);
        }
        json.push(']');
        message(BATCH, json)
    }

    fn write_envelope(&self, event: Parts<'_>, json: &mut String) {
        json.push('{');
        for (name, value) in attributes::of(event, self.has_data_schema) {
            write_property(json, name, &value);
        }
        write_property(json, "datacontenttype", EVENT);
        for (name, value) in &self.extensions {
            write_property(json, name, value);
        }
        if self.is_base64 {
            push_key(json, "data_base64");
            push_string(json, &STANDARD.encode(event.to_json()));
        } else {
            push_key(json, "data");
            json.push_str(&event.to_json());
        }
        json.push('}');
    }
}

fn write_property(json: &mut String, name: &str, value: &str) {
    push_key(json, name);
    push_string(json, value);
}

fn message(content_type: &str, json: String) -> Message {
    let content_type = (CONTENT_TYPE.to_owned(), content_type.to_owned());
    Message::new(vec![content_type], json.into_bytes())
}
