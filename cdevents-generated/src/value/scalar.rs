//! Strings that can't hold a wrong value.

use std::borrow::Cow;
use std::fmt;

use iri_string::types::{UriReferenceStr, UriStr};

use super::text_macros::text_scalar;
use crate::json::wording::shortened;

/// A value that its type doesn't allow.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidValue {
    expected: Cow<'static, str>,
    found: String,
}

impl InvalidValue {
    #[doc(hidden)]
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            found: found.into(),
        }
    }

    /// What would have been right, as words that fit behind "expected".
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The value that was given.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "invalid value {:?}, expected {}",
            shortened(&self.found),
            self.expected
        )
    }
}

impl std::error::Error for InvalidValue {}

text_scalar! {
    /// A string of at least one character.
    ///
    /// ```
    /// use cdevents_generated::NonEmptyString;
    ///
    /// let id: NonEmptyString = "service/checkout".parse()?;
    /// assert_eq!(id, "service/checkout");
    /// assert!("".parse::<NonEmptyString>().is_err());
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    NonEmptyString, "a string that is not empty", |text: &str| !text.is_empty()
}

impl NonEmptyString {
    /// Wraps a text that isn't empty, as the generator knows.
    pub(crate) fn known(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// An id that no other event has: a random UUID (RFC 9562, version 4).
    #[cfg(feature = "now")]
    #[must_use]
    pub fn unique() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

/// Is it a URI (RFC 3986)?
#[inline]
pub(crate) fn is_uri(text: &str) -> bool {
    is_plain_web_address(text) || UriStr::new(text).is_ok()
}

/// Is it a URI or a relative reference (RFC 3986)?
#[inline]
pub(crate) fn is_uri_reference(text: &str) -> bool {
    is_plain_path(text) || is_plain_web_address(text) || UriReferenceStr::new(text).is_ok()
}

/// The most frequent reference of all, `/event/source/123`, needs no parser.
fn is_plain_path(text: &str) -> bool {
    text.bytes().all(is_plain) && !text.starts_with("//")
}

/// Nor does the most frequent URI, `https://example.com/a/b`: a name, and a path.
fn is_plain_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    let rest = rest.or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.bytes().all(is_plain))
}

/// Is it a slash, or one of RFC 3986's unreserved characters?
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~')
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
