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
        let newest = Release::ALL
            .last()
            .and_then(|newest| numbers(newest.as_str()));
        let named = self.name.and_then(numbers);
        named.is_some_and(|named| Some(named) > newest)
    }
}

/// Parses a release's name: two or three numbers, and optionally a name after a hyphen.
fn numbers(release: &str) -> Option<[u64; 3]> {
    let (numbers, _) = release.split_once(['-', '+']).unwrap_or((release, ""));
    let mut numbers = numbers.split('.').map(|number| number.parse().ok());
    let version = [
        numbers.next()??,
        numbers.next()??,
        numbers.next().unwrap_or(Some(0))?,
    ];
    numbers.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests;
