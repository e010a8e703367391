//! Orders event types by name, and then by version number.

use std::cmp::Ordering;

use super::borrowed::EventTypeRef;
use super::custom::CustomEventType;
use super::owned::EventType;
use super::parts::Parts;

/// Implements the order of event types.
macro_rules! order {
    ($(#[$docs:meta])* $name:ty) => {
        $(#[$docs])*
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                compare(self.as_str(), other.as_str())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
    };
}

order! {
    /// Orders by tool, subject, predicate and version, with all custom events last. Versions are
    /// ordered as in Semantic Versioning: `0.3.0` comes before `0.10.0`, and the pre-release
    /// `0.3.0-draft` before `0.3.0`. A type without a version comes before the same type with one.
    ///
    /// The order agrees with equality, which compares texts: versions that are equal as numbers, such
    /// as `0.3.0` and `0.03.0`, are ordered by text.
    EventType
}

order! {
    /// Orders like [`EventType`].
    EventTypeRef<'_>
}

order! {
    /// Orders like [`EventType`].
    CustomEventType
}

fn compare(one: &str, other: &str) -> Ordering {
    let (one_parts, other_parts) = (Parts::of(one), Parts::of(other));
    one_parts
        .name()
        .cmp(&other_parts.name())
        .then_with(|| compare_versions(one_parts.version, other_parts.version))
        // Only equal texts are equal event types.
        .then_with(|| one.cmp(other))
}

impl<'a> Parts<'a> {
    fn name(&self) -> (bool, Option<&'a str>, &'a str, &'a str) {
        (self.is_custom, self.tool, self.subject, self.predicate)
    }
}

/// Orders versions; the absent version comes first.
fn compare_versions(one: Option<&str>, other: Option<&str>) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else {
        return one.cmp(&other);
    };
    let (one, one_pre_release) = split_pre_release(one);
    let (other, other_pre_release) = split_pre_release(other);
    let pre_releases = || match (one_pre_release, other_pre_release) {
        (Some(one), Some(other)) => identifiers(one).cmp(identifiers(other)),
        // A pre-release comes before its release.
        (one, other) => other.is_some().cmp(&one.is_some()),
    };
    identifiers(one)
        .cmp(identifiers(other))
        .then_with(pre_releases)
}

fn split_pre_release(version: &str) -> (&str, Option<&str>) {
    match version.split_once('-') {
        Some((release, pre_release)) => (release, Some(pre_release)),
        None => (version, None),
    }
}

/// A part of a version. The derived order puts numbers before other texts, as Semantic Versioning
/// does.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
enum Identifier<'a> {
    /// Ordered by length before its digits: so a number of any length is ordered by value.
    Number {
        length: usize,
        digits: &'a str,
    },
    Text(&'a str),
}

fn identifiers(text: &str) -> impl Iterator<Item = Identifier<'_>> {
    text.split('.').map(|part| {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            let digits = part.trim_start_matches('0');
            let length = digits.len();
            Identifier::Number { length, digits }
        } else {
            Identifier::Text(part)
        }
    })
}
