//! The release that an event names.

use crate::Release;

/// The properties that name a release. Every context has one of them.
pub(crate) const SPECVERSION: &str = "specversion";
pub(crate) const VERSION: &str = "version";

/// The release that an event names, whether it is known or not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NamedRelease<'a> {
    /// The property that names it; empty if there is none.
    pub(crate) property: &'static str,
    /// The name, if it is a string.
    pub(crate) name: Option<&'a str>,
}

impl NamedRelease<'_> {
    /// Returns whether the release is newer than all that this crate knows.
    pub(crate) fn is_newer(&self) -> bool {
        let newest = Release::ALL.last();
        let newest = newest.and_then(|newest| Version::parse(newest.as_str()));
        let named = self.name.and_then(Version::parse);
        named.is_some_and(|named| Some(named) > newest)
    }
}

/// The version of a release: two or three numbers. With a name after a hyphen, it comes before the
/// release itself.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Version {
    numbers: [u64; 3],
    is_out: bool,
}

impl Version {
    fn parse(release: &str) -> Option<Self> {
        let (numbers, rest) = match release.find(['-', '+']) {
            Some(index) => release.split_at(index),
            None => (release, ""),
        };
        let mut numbers = numbers.split('.').map(|number| number.parse().ok());
        let version = Self {
            numbers: [
                numbers.next()??,
                numbers.next()??,
                numbers.next().unwrap_or(Some(0))?,
            ],
            is_out: !rest.starts_with('-'),
        };
        numbers.next().is_none().then_some(version)
    }
}

#[cfg(test)]
mod tests;
