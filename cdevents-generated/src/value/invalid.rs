//! The error of every conversion to a checked type.

use std::borrow::Cow;
use std::fmt;

use crate::json::wording::shortened;

/// The error for a value that its type doesn't allow.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
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

    /// Returns a description of a valid value, which reads well after "expected".
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// Returns the invalid value.
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
