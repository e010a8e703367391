//! The formats of strings: all that JSON Schema names, except `idn-email` and `idn-hostname`, which need tables
//! of Unicode, and `regex`, because the texts are not trusted and some take long to parse.

mod network;
mod pointer;
mod template;
mod time;

use std::net::{Ipv4Addr, Ipv6Addr};

use iri_string::types::{IriReferenceStr, IriStr};

use crate::value::timestamp::is_date_time;
use crate::value::uri::{is_uri, is_uri_reference};

/// A format that is asserted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `date`: RFC 3339.
    Date,
    /// `date-time`: RFC 3339.
    DateTime,
    /// `duration`: RFC 3339, appendix A.
    Duration,
    /// `email`: RFC 5321.
    Email,
    /// `hostname`: RFC 1123.
    Hostname,
    /// `ipv4`: RFC 2673.
    Ipv4,
    /// `ipv6`: RFC 4291.
    Ipv6,
    /// `iri`: RFC 3987.
    Iri,
    /// `iri-reference`: RFC 3987.
    IriReference,
    /// `json-pointer`: RFC 6901.
    JsonPointer,
    /// `relative-json-pointer`: the draft *Relative JSON Pointers*.
    RelativeJsonPointer,
    /// `time`: RFC 3339.
    Time,
    /// `uri`: RFC 3986.
    Uri,
    /// `uri-reference`: RFC 3986.
    UriReference,
    /// `uri-template`: RFC 6570.
    UriTemplate,
    /// `uuid`: RFC 4122.
    Uuid,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 16] = [
        Self::Date,
        Self::DateTime,
        Self::Duration,
        Self::Email,
        Self::Hostname,
        Self::Ipv4,
        Self::Ipv6,
        Self::Iri,
        Self::IriReference,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Time,
        Self::Uri,
        Self::UriReference,
        Self::UriTemplate,
        Self::Uuid,
    ];

    /// Returns the name in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Time => "time",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::UriTemplate => "uri-template",
            Self::Uuid => "uuid",
        }
    }

    /// Returns whether a text has this format.
    #[must_use]
    #[inline]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Date => time::is_date(text),
            Self::DateTime => is_date_time(text),
            Self::Duration => time::is_duration(text),
            Self::Email => network::is_email(text),
            Self::Hostname => network::is_hostname(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Iri => IriStr::new(text).is_ok(),
            Self::IriReference => IriReferenceStr::new(text).is_ok(),
            Self::JsonPointer => pointer::is_json_pointer(text),
            Self::RelativeJsonPointer => pointer::is_relative_json_pointer(text),
            Self::Time => time::is_time(text),
            Self::Uri => is_uri(text),
            Self::UriReference => is_uri_reference(text),
            Self::UriTemplate => template::is_uri_template(text),
            Self::Uuid => is_uuid(text),
        }
    }

    /// Describes the format for a message.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Date => "a date (such as `2026-03-20`)",
            Self::DateTime => "an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`)",
            Self::Duration => "a duration (such as `P1DT12H`)",
            Self::Email => "an email address (such as `alex@example.com`)",
            Self::Hostname => "a host name (such as `ci.example.com`)",
            Self::Ipv4 => "an IPv4 address (such as `192.0.2.1`)",
            Self::Ipv6 => "an IPv6 address (such as `2001:db8::7`)",
            Self::Iri => "an IRI (such as `https://example.com/ä`)",
            Self::IriReference => "an IRI reference (such as `/ä`)",
            Self::JsonPointer => "a JSON Pointer (such as `/build/number`)",
            Self::RelativeJsonPointer => "a relative JSON Pointer (such as `1/number`)",
            Self::Time => "a time with an offset (such as `14:27:05Z`)",
            Self::Uri => "a URI (such as `https://example.com/a`)",
            Self::UriReference => "a URI reference (such as `/ci/main` or `https://example.com/a`)",
            Self::UriTemplate => "a URI template (such as `/runs/{id}`)",
            Self::Uuid => "a UUID (such as `271069a8-fc18-44f1-b38f-9d70a1695819`)",
        }
    }
}

/// Returns whether a text is a UUID, of any version.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests;
