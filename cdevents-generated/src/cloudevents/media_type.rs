//! Media types.

/// The media type of an event.
pub(super) const EVENT: &str = "application/cdevents+json";

/// The media type of an envelope in JSON.
pub(super) const STRUCTURED: &str = "application/cloudevents+json";

/// The media type of a JSON array of envelopes.
pub(super) const BATCH: &str = "application/cloudevents-batch+json";

/// What a content type says about a body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ContentType {
    /// An envelope in JSON.
    Structured,
    /// A JSON array of envelopes.
    Batch,
    /// Envelopes in another format than JSON.
    OtherFormat,
    /// JSON, such as an event.
    Json,
    /// Anything else.
    Other,
}

impl ContentType {
    /// Interprets a content type, without its parameters and in any case.
    pub(super) fn of(text: &str) -> Self {
        let essence = text.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        match essence.as_str() {
            STRUCTURED => Self::Structured,
            BATCH => Self::Batch,
            other if other.starts_with("application/cloudevents") => Self::OtherFormat,
            other => match other.split_once('/') {
                Some((kind, subtype))
                    if !kind.is_empty() && (subtype == "json" || subtype.ends_with("+json")) =>
                {
                    Self::Json
                }
                _ => Self::Other,
            },
        }
    }
}

#[cfg(test)]
mod tests;
