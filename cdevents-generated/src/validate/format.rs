//! The formats of strings.

use crate::value::timestamp::is_date_time;
use crate::value::uri::{is_uri, is_uri_reference};

/// A format that is asserted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `date-time`: RFC 3339.
    DateTime,
    /// `uri`: RFC 3986.
    Uri,
    /// `uri-reference`: RFC 3986.
    UriReference,
}

impl Format {
    /// Returns whether a text has this format.
    #[must_use]
    #[inline]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Uri => is_uri(text),
            Self::UriReference => is_uri_reference(text),
        }
    }

    /// Describes the format for a message.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::DateTime => "an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`)",
            Self::Uri => "a URI (such as `https://example.com/a`)",
            Self::UriReference => "a URI reference (such as `/ci/main` or `https://example.com/a`)",
        }
    }
}
