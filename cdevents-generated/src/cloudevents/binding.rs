//! The bindings and the content modes.

use super::percent;

/// A protocol binding of CloudEvents: how a protocol's headers carry an event's attributes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Binding {
    /// HTTP: headers such as `ce-id`, whose values are percent-encoded.
    Http,
    /// Kafka: headers such as `ce_id`, whose values are UTF-8.
    Kafka,
    /// NATS: headers such as `ce-id`, whose values are percent-encoded.
    Nats,
}

impl Binding {
    /// Returns how the name of an attribute's header begins.
    pub(super) const fn prefix(self) -> &'static str {
        match self {
            Self::Http | Self::Nats => "ce-",
            Self::Kafka => "ce_",
        }
    }

    /// Returns the name that is used in code.
    pub(super) const fn variant(self) -> &'static str {
        match self {
            Self::Http => "Http",
            Self::Kafka => "Kafka",
            Self::Nats => "Nats",
        }
    }

    /// Returns the name of the header with the media type of the data in binary mode.
    pub(super) const fn data_content_type_header(self) -> &'static str {
        match self {
            Self::Http | Self::Kafka => CONTENT_TYPE,
            // The NATS binding maps this attribute like any other.
            Self::Nats => "ce-datacontenttype",
        }
    }

    /// Returns whether header values are percent-encoded.
    pub(super) const fn is_percent_encoded(self) -> bool {
        match self {
            Self::Http | Self::Nats => true,
            Self::Kafka => false,
        }
    }

    /// Returns the header for an attribute.
    pub(super) fn header(self, attribute: &str, value: &str) -> (String, String) {
        let value = if self.is_percent_encoded() {
            percent::encode(value)
        } else {
            value.to_owned()
        };
        (format!("{}{attribute}", self.prefix()), value)
    }
}

/// The header with the media type of the body, in every binding.
pub(super) const CONTENT_TYPE: &str = "content-type";

/// How a message carries events.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Mode {
    /// The body is the event. Headers have the attributes.
    Binary,
    /// The body is a JSON envelope, which has the attributes, and the event in its `data`.
    Structured,
    /// The body is a JSON array of envelopes.
    Batch,
}
