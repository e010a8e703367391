//! CloudEvents around events.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cdevents_generated::cloudevents::{Binding, Decoder, Error, ErrorKind};
use serde_json::value::RawValue;

/// A CloudEvent in structured mode, which may have an event in it.
pub(crate) struct Envelope<'a> {
    text: &'a str,
    data: Option<&'a str>,
    base64: Option<&'a str>,
}

impl<'a> Envelope<'a> {
    /// Reads an envelope. Returns `None` if the text is something else.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let properties: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
        let is_envelope = !properties.contains_key("context")
            && properties.contains_key("specversion")
            && properties.contains_key("type");
        let get = |key| properties.get(key).map(|value| value.get());
        is_envelope.then(|| Self {
            text,
            data: get("data"),
            base64: get("data_base64").filter(|value| *value != "null"),
        })
    }

    /// Returns the text of the event.
    pub(crate) fn event(&self) -> Option<Cow<'a, str>> {
        if let Some(data) = self.data {
            return Some(data.into());
        }
        let base64: String = serde_json::from_str(self.base64?).ok()?;
        let bytes = STANDARD.decode(base64).ok()?;
        Some(String::from_utf8(bytes).ok()?.into())
    }

    /// Returns where the event starts in the envelope, if it is not in base64.
    pub(crate) fn event_offset(&self) -> Option<usize> {
        Some(self.data?.as_ptr().addr() - self.text.as_ptr().addr())
    }

    /// Returns where the base64 is in the envelope.
    pub(crate) fn base64_range(&self) -> Option<Range<usize>> {
        let base64 = self.base64?;
        let start = base64.as_ptr().addr() - self.text.as_ptr().addr();
        Some(start..start + base64.len())
    }

    /// Returns what is wrong with the envelope around an event.
    pub(crate) fn problem(&self) -> Option<Error> {
        let headers = [("content-type", "application/cloudevents+json")];
        let decoder = Decoder::new(Binding::Http);
        let error = decoder.decode(headers, self.text.as_bytes()).err()?;
        // The event is judged by itself.
        (error.kind() != ErrorKind::InvalidEvent).then_some(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_event_is_found_in_either_property() {
        let envelope = |data: &str| format!(r#"{{"specversion": "1.0", "type": "a", {data}}}"#);
        let text = envelope(r#""data": {"a": 1}"#);
        let read = Envelope::read(&text).unwrap();
        assert_eq!(read.event().unwrap(), r#"{"a": 1}"#);
        let start = read.event_offset().unwrap();
        assert!(text[start..].starts_with(r#"{"a": 1}"#));

        let text = envelope(r#""data_base64": "e30=""#);
        let read = Envelope::read(&text).unwrap();
        assert_eq!(read.event().unwrap(), "{}");
        assert_eq!(&text[read.base64_range().unwrap()], r#""e30=""#);
        assert!(Envelope::read(&envelope(r#""context": {}"#)).is_none());
        assert!(Envelope::read("[]").is_none());
    }
}
