//! A message, and how to change and read it.

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoded, Decoder, Encoder, Error, ErrorKind};

/// An event that names a schema of its own.
pub const JSON: &str = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci","timestamp":"2026-03-20T14:27:05Z","type":"dev.cdevents.build.started.0.3.0","schemaUri":"https://example.com/schema"},"subject":{"id":"b","content":{}}}"#;

/// The content type of an envelope.
pub const STRUCTURED: &str = "application/cloudevents+json";

/// The content type of a batch.
pub const BATCH: &str = "application/cloudevents-batch+json";

/// Headers, whose values may be any bytes.
pub type Headers = Vec<(String, Vec<u8>)>;

/// Returns the event of [`JSON`].
///
/// # Panics
/// Panics if it is not valid.
#[must_use]
pub fn event() -> CdEvent {
    JSON.parse().expect("a valid event")
}

/// Returns the headers of the event in binary mode.
#[must_use]
pub fn binary(binding: Binding) -> Headers {
    let headers = Encoder::new(binding).binary(&event()).into_parts().0;
    let headers = headers.into_iter();
    headers
        .map(|(name, value)| (name, value.into_bytes()))
        .collect()
}

/// Replaces a header, or adds one.
#[must_use]
pub fn with(headers: &[(String, Vec<u8>)], name: &str, value: impl AsRef<[u8]>) -> Headers {
    let mut headers = without(headers, name);
    headers.push((name.to_owned(), value.as_ref().to_vec()));
    headers
}

/// Removes a header.
#[must_use]
pub fn without(headers: &[(String, Vec<u8>)], name: &str) -> Headers {
    let others = headers.iter().filter(|(other, _)| other != name);
    others.cloned().collect()
}

/// Reads the only event of a message.
///
/// # Errors
/// Fails if the decoder does, or if there is no single event.
pub fn decode_by(
    decoder: &Decoder,
    headers: &[(String, Vec<u8>)],
    body: impl AsRef<[u8]>,
) -> Result<Decoded, Error> {
    let headers = headers.iter().map(|(name, value)| (name, value));
    decoder.decode(headers, body.as_ref())?.into_single()
}

/// Reads the only event of an HTTP message, strictly.
///
/// # Errors
/// Fails if the decoder does, or if there is no single event.
pub fn decode(headers: &[(String, Vec<u8>)], body: impl AsRef<[u8]>) -> Result<Decoded, Error> {
    decode_by(&Decoder::new(Binding::Http), headers, body)
}

/// Reads the event of an HTTP message in structured mode, strictly.
///
/// # Errors
/// Fails if the decoder does.
pub fn structured(body: impl AsRef<[u8]>) -> Result<Decoded, Error> {
    decode(&with(&Headers::new(), "content-type", STRUCTURED), body)
}

/// Returns an envelope whose attributes are right, with further properties.
#[must_use]
pub fn envelope(rest: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","id":"1","source":"/ci","type":"dev.cdevents.build.started.0.3.0"{rest}}}"#
    )
}

/// Asserts the kind and the message of an error, which is one line.
///
/// # Panics
/// Panics if there is no error, or another one.
#[expect(
    clippy::must_use_candidate,
    reason = "few tests need more of the error"
)]
#[track_caller]
pub fn assert_error(result: Result<Decoded, Error>, kind: ErrorKind, message: &str) -> Error {
    let error = result.expect_err(message);
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
    assert!(!error.to_string().contains('\n'));
    error
}
