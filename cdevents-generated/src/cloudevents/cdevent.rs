//! Reading an event from an HTTP message.

use super::binding::Binding;
use super::decoder::Decoder;
use super::error::Error;
use crate::CdEvent;

impl CdEvent {
    /// Reads the event of an HTTP message that carries one CloudEvent, in binary or structured mode.
    ///
    /// The headers are pairs of names and values, such as `&http::HeaderMap` has them. Their
    /// attributes must agree with the event; a [`Decoder`] can be tolerant, reads batches, and
    /// returns extension attributes too.
    ///
    /// ```
    /// use cdevents_generated::CdEvent;
    ///
    /// # let json = include_bytes!(concat!(
    /// #     env!("CARGO_MANIFEST_DIR"),
    /// #     "/examples/0.5.1/service-deployed.minimal.json"
    /// # ));
    /// # let sent = CdEvent::from_slice(json)?;
    /// # let (headers, body) = sent.to_http().into_parts();
    /// let event = CdEvent::from_http(headers, &body)?;
    /// assert_eq!(event, sent);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the message isn't a CloudEvent, if the event isn't valid, or if an attribute
    /// contradicts it: see [`ErrorKind`](super::ErrorKind).
    pub fn from_http<N: AsRef<str>, V: AsRef<[u8]>>(
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> Result<Self, Error> {
        let received = Decoder::new(Binding::Http).decode(headers, body)?;
        Ok(received.into_single()?.event)
    }
}
