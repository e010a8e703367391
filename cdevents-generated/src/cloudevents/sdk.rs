//! Conversions to and from the events of the crate `cloudevents-sdk`.

use ::cloudevents::event::{Data, EventBuilderV10, TryIntoTime as _, TryIntoUrl as _};
use ::cloudevents::{AttributesReader as _, AttributesWriter as _, EventBuilder as _};
use serde_json::Value;

use super::attributes;
use super::body;
use super::decoder::Decoder;
use super::encoder::Encoder;
use super::error::{Error, ErrorKind};
use super::incoming::{self, Incoming, schemas};
use super::media_type::EVENT;
use super::percent;
use super::received::Decoded;
use crate::json::tree::Node;
use crate::json::view::{JsonNumber as _, JsonValue, Properties as _, View};
use crate::traits::Envelope;
use crate::{CdEvent, Timestamp};

/// What to do about data that is an envelope.
const ENVELOPE: &str = "send the event in one envelope";

impl Encoder {
    /// Converts an event to one of the crate `cloudevents-sdk`. The binding doesn't matter.
    ///
    /// The data is JSON, or bytes if a `serde_json::Value` would change the digits of a number, or
    /// on [request](Self::base64). The time is left out if the crate can't express it: with more
    /// than nine digits after the point, or outside the years 0000 to 9999 in UTC.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    /// use cdevents_generated::cloudevents::{Binding, Encoder};
    /// use cloudevents::AttributesReader;
    ///
    /// # let json = include_bytes!(concat!(
    /// #     env!("CARGO_MANIFEST_DIR"),
    /// #     "/examples/0.5.1/service-deployed.minimal.json"
    /// # ));
    /// let event = CdEvent::from_slice(json)?;
    /// let encoder = Encoder::new(Binding::Http).data_schema(true).extension("sequence", 7)?;
    /// let sdk_event = encoder.sdk_event(&event);
    /// assert_eq!(sdk_event.subject(), Some(event.subject_id()));
    /// assert_eq!(CdEvent::try_from(&sdk_event)?, event);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sdk_event(&self, event: &(impl Envelope + ?Sized)) -> ::cloudevents::Event {
        let mut converted = required(event, data(event, self.is_base64));
        let time = event.timestamp().as_str().into_time().ok();
        converted.set_time(time.filter(|time| {
            let time = time.to_rfc3339().parse::<Timestamp>();
            time.is_ok_and(|time| time == *event.timestamp())
        }));
        for (name, value) in attributes::of(event.parts(), self.has_data_schema) {
            if name == "dataschema" {
                converted.set_dataschema(value.as_ref().into_url().ok());
            }
        }
        for (name, value) in &self.extensions {
            converted.set_extension(name, value.as_str());
        }
        converted
    }
}

/// Returns an event with what is always there.
fn required(event: &(impl Envelope + ?Sized), data: Data) -> ::cloudevents::Event {
    EventBuilderV10::new()
        .id(event.id())
        .source(event.source())
        .ty(event.event_type().to_string())
        .subject(event.subject_id())
        .data(EVENT, data)
        .build()
        // Only an empty source is an error.
        .expect("no event has an empty source")
}

/// Returns the data of an event: JSON if that keeps every digit, or else bytes.
fn data(event: &(impl Envelope + ?Sized), is_binary: bool) -> Data {
    let json = event.to_json();
    let value = serde_json::from_str(&json).ok();
    let value = value.filter(|value| {
        !is_binary && Node::parse(&json).is_ok_and(|node| has_same_digits(&node, value))
    });
    match value {
        Some(value) => Data::Json(value),
        None => Data::Binary(json.into_bytes()),
    }
}

/// Returns whether all numbers of a text are written with the same digits as those of its value.
fn has_same_digits(node: &Node<'_>, value: &Value) -> bool {
    match (node.view(), value.view()) {
        (View::Number(number), View::Number(other)) => number.text() == other.text(),
        (View::Array(items), View::Array(others)) => {
            let mut pairs = items.iter().zip(others);
            pairs.all(|(item, other)| has_same_digits(item, other))
        }
        (View::Object(properties), View::Object(others)) => {
            properties.iter().all(|(key, property)| {
                let other = others.get(key);
                other.is_some_and(|other| has_same_digits(property, other))
            })
        }
        _ => true,
    }
}

impl Decoder {
    /// Reads the event in one of the crate `cloudevents-sdk`. The binding doesn't matter.
    ///
    /// # Errors
    /// Fails if there is no data, if the event in it isn't valid, or if an attribute contradicts it.
    pub fn decode_sdk_event(&self, event: &::cloudevents::Event) -> Result<Decoded, Error> {
        let read = match event.data() {
            Some(Data::Json(Value::String(text))) => {
                let message = format!("data: {}", body::misplaced_text(text));
                return Err(Error::new(ErrorKind::Envelope, message));
            }
            Some(Data::Json(value)) => body::event(value.to_string().as_bytes(), ENVELOPE)?,
            Some(Data::String(text)) => body::event(text.as_bytes(), ENVELOPE)?,
            Some(Data::Binary(bytes)) => body::event(bytes, ENVELOPE)?,
            None => {
                let message = "missing data, which has the event";
                return Err(Error::new(ErrorKind::Envelope, message));
            }
        };
        let mut incoming = Incoming::default();
        for (name, value) in attributes_of(event, &read) {
            // The SDK doesn't decode the values of headers.
            let value = match percent::decode(&value) {
                Ok(decoded) => incoming::Value::or(value, decoded),
                Err(_) => value.into(),
            };
            incoming.add(name, name, Ok(value));
        }
        incoming.compare(&read);
        let (extensions, problems) = incoming.into_parts();
        self.finish("", read, extensions, problems)
    }
}

/// Returns the attributes of an event of the SDK, extensions included, as text.
fn attributes_of<'s>(
    event: &'s ::cloudevents::Event,
    read: &CdEvent,
) -> impl Iterator<Item = (&'s str, String)> {
    let data_schema = event.dataschema().and_then(|url| {
        // A URL may be spelled differently than the URI that it was parsed from.
        let is_same = |schema: &&str| schema.into_url().as_ref() == Ok(url);
        schemas(read).find(is_same).map(str::to_owned)
    });
    event.iter().map(move |(name, value)| match &data_schema {
        Some(schema) if name == "dataschema" => (name, schema.clone()),
        _ => (name, value.to_string()),
    })
}

/// Reads the event strictly. A [`Decoder`] can be tolerant, and returns the extension attributes.
impl TryFrom<&::cloudevents::Event> for CdEvent {
    type Error = Error;

    fn try_from(event: &::cloudevents::Event) -> Result<Self, Error> {
        let decoder = Decoder::new(super::Binding::Http);
        Ok(decoder.decode_sdk_event(event)?.event)
    }
}

/// Reads the event strictly. A [`Decoder`] can be tolerant, and returns the extension attributes.
impl TryFrom<::cloudevents::Event> for CdEvent {
    type Error = Error;

    fn try_from(event: ::cloudevents::Event) -> Result<Self, Error> {
        Self::try_from(&event)
    }
}
