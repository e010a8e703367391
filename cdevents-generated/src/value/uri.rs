//! URIs and URI references.

use iri_string::types::{UriReferenceStr, UriStr};

use super::non_empty_string::NonEmptyString;
use super::text::Text as _;
use super::text_macros::text_scalar;

/// Returns whether a text is a URI (RFC 3986).
#[inline]
pub(crate) fn is_uri(text: &str) -> bool {
    is_plain_web_address(text) || UriStr::new(text).is_ok()
}

/// Returns whether a text is a URI or a relative reference (RFC 3986).
#[inline]
pub(crate) fn is_uri_reference(text: &str) -> bool {
    is_plain_path(text) || is_plain_web_address(text) || UriReferenceStr::new(text).is_ok()
}

/// Returns whether a text is a path such as `/event/source/123`: the most common reference, which
/// needs no parser.
fn is_plain_path(text: &str) -> bool {
    text.bytes().all(is_plain) && !text.starts_with("//")
}

/// Returns whether a text is a host and a path, such as `https://example.com/a/b`: the most common
/// URI, which needs no parser.
fn is_plain_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    let rest = rest.or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.bytes().all(is_plain))
}

/// Whether each byte is a slash, or an unreserved character of RFC 3986.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        plain[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    plain
};

fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

text_scalar! {
    /// A URI (RFC 3986): absolute, with a scheme.
    ///
    /// ```
    /// use cdevents_generated::Uri;
    ///
    /// assert!("https://example.com/checkout".parse::<Uri>().is_ok());
    /// assert!("/checkout".parse::<Uri>().is_err());
    /// ```
    Uri, "a URI (such as `https://example.com/a`)",
    is_uri
}

text_scalar! {
    /// A URI or a relative reference (RFC 3986) of at least one character.
    ///
    /// ```
    /// use cdevents_generated::UriReference;
    ///
    /// assert!("https://example.com/checkout".parse::<UriReference>().is_ok());
    /// assert!("/ci/jenkins".parse::<UriReference>().is_ok());
    /// assert!("not a reference".parse::<UriReference>().is_err());
    /// assert!("".parse::<UriReference>().is_err());
    /// ```
    UriReference, "a URI reference that is not empty (such as `/ci/main` or `https://example.com/a`)",
    |text: &str| !text.is_empty() && is_uri_reference(text)
}

impl From<Uri> for UriReference {
    fn from(uri: Uri) -> Self {
        Self(uri.0)
    }
}

impl From<UriReference> for NonEmptyString {
    fn from(reference: UriReference) -> Self {
        // A reference has at least one character.
        Self::wrap(reference.0)
    }
}
