//! The properties that only some releases have: their keys, and the releases that have them.

use super::unsupported::{Refused, UnsupportedProperty};
use crate::json::keys::is_spelling;
use crate::read::entry::Entry;
use crate::read::find::entries;
use crate::validate::table::{self, Schema};
use crate::{EventTypeRef, Release};

/// A property that only some releases have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Property {
    ChainId,
    Links,
    SchemaUri,
    SubjectSource,
}

impl Property {
    /// Returns the key of the object that has the property, and the name of the property without the
    /// signs that releases spell differently.
    pub(crate) const fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::ChainId => ("context", "chainid"),
            Self::Links => ("context", "links"),
            Self::SchemaUri => ("context", "schemauri"),
            Self::SubjectSource => ("subject", "source"),
        }
    }

    /// Returns whether a key is a spelling of the property, such as `chainId` and `chain_id`.
    pub(crate) fn is_key(self, key: &str) -> bool {
        is_spelling(key, self.place().1)
    }

    /// Returns the property in the schema of an event.
    pub(crate) fn find_in(self, event: &'static Schema) -> Option<&'static table::Property> {
        let object = event.property(self.place().0)?;
        let mut properties = object.target.object?.properties.iter();
        properties.find(|property| self.is_key(property.key))
    }

    /// Returns the property in a release, or in the newest release that has it.
    pub(crate) fn in_release(self, release: Option<Release>) -> Option<&'static table::Property> {
        let entries = entries().filter(|entry| release.is_none_or(|only| entry.release == only));
        let found = entries.filter_map(|entry| Some((entry.release, self.find_in(entry.schema)?)));
        let newest = found.max_by_key(|(release, _)| *release);
        newest.map(|(_, property)| property)
    }

    /// Returns the key of the property in the newest release that has it.
    pub(crate) fn newest_key(self) -> &'static str {
        let property = self.in_release(None);
        property.map_or(self.place().1, |property| property.key)
    }

    /// Returns the first newer release in which an event has the property, or any event if this one
    /// never has it.
    fn since(self, event_type: EventTypeRef<'_>, release: Release) -> Option<Release> {
        let newer =
            |entry: &&Entry| entry.release > release && self.find_in(entry.schema).is_some();
        let newer = || entries().filter(newer);
        let same = newer().filter(|entry| Some(entry.kind()) == event_type.kind());
        let first = same.map(|entry| entry.release).min();
        first.or_else(|| newer().map(|entry| entry.release).min())
    }

    /// Returns the error for an event that can't have the property, or not with that value.
    pub(crate) fn refused(
        self,
        event_type: EventTypeRef<'_>,
        release: Option<Release>,
        refused: Refused,
    ) -> UnsupportedProperty {
        let own = release.and_then(|release| self.in_release(Some(release)));
        let key = own.map_or_else(|| self.newest_key(), |property| property.key);
        let since = match refused {
            Refused::NoPlace => release.and_then(|release| self.since(event_type, release)),
            Refused::Invalid(_) => None,
        };
        UnsupportedProperty::new(key, event_type, release, since, refused)
    }
}
