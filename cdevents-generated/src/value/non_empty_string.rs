//! Strings that aren't empty.

use super::text::Text as _;
use super::text_macros::text_scalar;
use crate::Release;

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
    /// Wraps a literal, which the generator never leaves empty.
    pub(crate) fn known(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// Creates a unique ID: a random UUID (RFC 9562, version 4).
    #[cfg(feature = "now")]
    #[must_use]
    pub fn unique() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

impl From<Release> for NonEmptyString {
    fn from(release: Release) -> Self {
        // No release has an empty name.
        Self::wrap(release.as_str().to_owned())
    }
}
