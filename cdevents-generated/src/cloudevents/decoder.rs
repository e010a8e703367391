//! Reading messages.

use std::collections::BTreeMap;

use super::binding::{Binding, CONTENT_TYPE, Mode};
use super::body;
use super::envelope::{is_batch, is_envelope};
use super::error::{Error, ErrorKind};
use super::headers::Headers;
use super::media_type::ContentType;
use super::problem::Problem;
use super::received::{Decoded, Received};
use crate::CdEvent;
use crate::json::wording::quoted;

/// What to do about a message in binary mode whose body is an envelope.
const BINARY_ENVELOPE: &str = "the headers already have the attributes, so send the event without \
                               it, or with the content type `application/cloudevents+json`";

/// Reads the events of messages of a binding.
///
/// The headers decide on the mode: a content type of CloudEvents means structured mode or batch
/// mode, and attributes in headers mean binary mode. The attributes only describe the event, which
/// has the same data itself. Every attribute that contradicts it is an error, unless the decoder is
/// [tolerant](Self::tolerant). `subject` and `time` may be missing, since some senders leave them
/// out; so may be the content type, except in HTTP.
///
/// ```
/// use cdevents_generated::CdEvent;
/// use cdevents_generated::cloudevents::{Binding, Decoder, Encoder, Mode};
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// # let event = CdEvent::from_slice(json)?;
/// # let (headers, body) = Encoder::new(Binding::Kafka).batch([&event, &event]).into_parts();
/// let received = Decoder::new(Binding::Kafka).decode(headers, &body)?;
/// assert_eq!(received.mode, Mode::Batch);
/// for event in received.events {
///     match event {
///         Ok(decoded) => println!("{} {:?}", decoded.event.id(), decoded.extensions),
///         Err(error) => println!("event {:?}: {error}", error.index()),
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct Decoder {
    binding: Binding,
    is_tolerant: bool,
}

impl Decoder {
    /// Creates a decoder for a binding. It is strict.
    pub const fn new(binding: Binding) -> Self {
        Self {
            binding,
            is_tolerant: false,
        }
    }

    /// Returns what is wrong with attributes beside the event, in [`Decoded::problems`], and not as
    /// an error. The event itself must still be valid.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    /// use cdevents_generated::cloudevents::{Binding, Decoder, Encoder};
    ///
    /// # let json = include_bytes!(concat!(
    /// #     env!("CARGO_MANIFEST_DIR"),
    /// #     "/examples/0.5.1/service-deployed.minimal.json"
    /// # ));
    /// # let event = CdEvent::from_slice(json)?;
    /// let mut headers = Encoder::new(Binding::Http).binary(&event).into_parts().0;
    /// headers.retain(|(name, _)| name != "ce-subject");
    /// headers.push(("ce-subject".to_owned(), "checkout".to_owned()));
    /// let decoder = Decoder::new(Binding::Http);
    /// assert!(decoder.decode(headers.clone(), &event.to_vec()).is_err());
    ///
    /// let received = decoder.tolerant().decode(headers, &event.to_vec())?;
    /// let decoded = received.into_single()?;
    /// assert_eq!(decoded.event, event);
    /// let [problem] = decoded.problems.as_slice() else { unreachable!() };
    /// assert_eq!((problem.attribute(), problem.value()), ("subject", Some("checkout")));
    /// assert_eq!(problem.event_value(), Some(event.subject_id()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tolerant(mut self) -> Self {
        self.is_tolerant = true;
        self
    }

    /// Reads the events of a message, given its headers as pairs of names and values, in any order
    /// and any case.
    ///
    /// # Errors
    /// Fails if the message has no event, or if the only one can't be read. An event of a batch has
    /// an error of its own in [`Received::events`].
    pub fn decode<N: AsRef<str>, V: AsRef<[u8]>>(
        &self,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> Result<Received, Error> {
        let headers = Headers::read(self.binding, headers);
        if let Some(encoding) = &headers.content_encoding {
            return Err(Error::new(
                ErrorKind::ContentEncoding,
                format!(
                    "expected a body that isn't compressed, found the content encoding {}; \
                     decompress it first, and remove the header",
                    quoted(encoding)
                ),
            ));
        }
        let mode = self.mode(&headers, body)?;
        let events = match mode {
            Mode::Binary => vec![Ok(self.binary(headers, body)?)],
            Mode::Structured => vec![Ok(self.structured(headers, body)?)],
            Mode::Batch => body::batch(body, |source| self.enveloped(Headers::default(), source))?,
        };
        Ok(Received { mode, events })
    }

    fn mode(&self, headers: &Headers, body: &[u8]) -> Result<Mode, Error> {
        let content_type = headers.content_type.as_deref();
        match content_type.map(ContentType::of) {
            Some(ContentType::Structured) => return Ok(Mode::Structured),
            Some(ContentType::Batch) => return Ok(Mode::Batch),
            Some(ContentType::OtherFormat) => {
                return Err(Error::new(
                    ErrorKind::ContentType,
                    format!(
                        "expected the content type `application/cloudevents+json` or \
                         `application/cloudevents-batch+json`, found {}; ask the sender for JSON",
                        quoted(content_type.unwrap_or_default())
                    ),
                ));
            }
            Some(ContentType::Json | ContentType::Other) | None => {}
        }
        if headers.attributes.has_any() {
            return Ok(Mode::Binary);
        }
        let text = std::str::from_utf8(body).unwrap_or_default();
        // Servers before NATS 2.2 have no headers, so that their messages are always structured.
        if self.binding == Binding::Nats && content_type.is_none() && is_envelope(text) {
            return Ok(Mode::Structured);
        }
        Err(self.not_a_cloud_event(headers, text))
    }

    fn not_a_cloud_event(&self, headers: &Headers, text: &str) -> Error {
        let specversion = format!("{}specversion", self.binding.prefix());
        let advice = match &headers.foreign {
            Some((name, binding)) => {
                format!(
                    "found `{name}`; read it with `Binding::{}`",
                    binding.variant()
                )
            }
            None if is_envelope(text) => "the body is an envelope, so its content type must be \
                 `application/cloudevents+json`"
                .to_owned(),
            None if is_batch(text) => "the body is a batch, so its content type must be \
                 `application/cloudevents-batch+json`"
                .to_owned(),
            None => "parse an event without CloudEvents attributes with `CdEvent::from_slice`"
                .to_owned(),
        };
        let found = match &headers.content_type {
            Some(content_type) => format!("the content type {}", quoted(content_type)),
            None => "neither".to_owned(),
        };
        Error::new(
            ErrorKind::NotACloudEvent,
            format!(
                "expected a CloudEvent, by a header `{specversion}` or a content type of \
                 CloudEvents, found {found}; {advice}"
            ),
        )
    }

    fn binary(&self, mut headers: Headers, body: &[u8]) -> Result<Decoded, Error> {
        let content_type = headers.content_type.take();
        let header = self.binding.data_content_type_header();
        if let Some(content_type) = content_type.filter(|_| header == CONTENT_TYPE) {
            headers
                .attributes
                .add("datacontenttype", CONTENT_TYPE, Ok(content_type.into()));
        }
        let attributes = &mut headers.attributes;
        let event = match body::event(body, BINARY_ENVELOPE) {
            Ok(event) => event,
            Err(error) => return Err(error.with_problems(std::mem::take(&mut attributes.problems))),
        };
        attributes.compare(&event);
        attributes.require(self.binding.prefix(), &event);
        if self.binding == Binding::Http {
            attributes.require_content_type(CONTENT_TYPE);
        }
        let (extensions, problems) = headers.attributes.into_parts();
        self.finish("", event, extensions, problems)
    }

    fn structured(&self, headers: Headers, body: &[u8]) -> Result<Decoded, Error> {
        let source = body::Source::whole(body)?;
        self.enveloped(headers, &source)
    }

    /// Reads the event of an envelope. Headers may repeat its attributes.
    fn enveloped(&self, mut headers: Headers, source: &body::Source<'_>) -> Result<Decoded, Error> {
        let (mut attributes, event) = source.read()?;
        attributes.compare(&event);
        attributes.require("", &event);
        headers.attributes.compare(&event);
        let (extensions, mut problems) = attributes.into_parts();
        problems.extend(headers.attributes.problems);
        let prefix = source.prefix();
        self.finish(&prefix, event, extensions, problems)
            .map_err(|error| error.with_index(source.index()))
    }

    pub(super) fn finish(
        &self,
        prefix: &str,
        event: CdEvent,
        extensions: BTreeMap<String, String>,
        problems: Vec<Problem>,
    ) -> Result<Decoded, Error> {
        if problems.is_empty() || self.is_tolerant {
            return Ok(Decoded {
                event,
                extensions,
                problems,
            });
        }
        Err(Error::of_attributes(prefix, problems))
    }
}
