//! Finds the kinds of events that have a type: by a hash table that the compiler makes.

use crate::generated::{CUSTOM_EVENTS, EVENTS, OPEN_EVENTS};
use crate::validate::table::{Schema, Values};
use crate::{CdEvent, Event, KnownKind, Release};

/// What every custom event's type begins with.
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// How many slots the table has: enough that most types find theirs at once.
const SLOTS: usize = 1024;

/// A kind of event that can be read and validated.
pub(crate) struct Entry {
    pub(crate) event_type: &'static str,
    pub(crate) schema_id: &'static str,
    pub(crate) release: Release,
    pub(crate) schema: &'static Schema,
    pub(crate) read: fn(&str) -> Result<CdEvent, serde_json::Error>,
}

impl Entry {
    /// The entry of a kind.
    pub(crate) const fn of<K: KnownKind>() -> Self {
        Self {
            event_type: K::EVENT_TYPE,
            schema_id: K::SCHEMA_ID,
            release: K::RELEASE,
            schema: K::SCHEMA,
            read: read::<K>,
        }
    }

    /// Returns whether the schema lets an event name that release, by that property. An event that
    /// names none is anybody's.
    fn accepts(&self, named: Named<'_>) -> bool {
        let property = |schema: &'static Schema, key: &str| {
            let mut properties = schema.target().object?.properties.iter();
            properties
                .find(|property| property.key == key)
                .map(|property| property.target)
        };
        if named.key.is_empty() {
            return true;
        }
        let context = property(self.schema, "context");
        let Some(schema) = context.and_then(|context| property(context, named.key)) else {
            return false;
        };
        match (schema.values, named.release) {
            (Some(Values::ConstText(text)), Some(release)) => text == release,
            (Some(Values::EnumTexts(texts)), Some(release)) => texts.contains(&release),
            _ => true,
        }
    }
}

/// Reads an event of one kind.
fn read<K: KnownKind>(text: &str) -> Result<CdEvent, serde_json::Error> {
    let event: Event<K> = serde_json::from_str(text)?;
    Ok(event.into())
}

static INDEX: [Slot; SLOTS] = index(EVENTS);

/// Where in [`EVENTS`] the entries of a type are: the first, and how many.
#[derive(Clone, Copy)]
struct Slot {
    first: u16,
    count: u16,
}

/// A table of entries that are sorted by type.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the assertion says that nothing is lost"
)]
const fn index(entries: &[Entry]) -> [Slot; SLOTS] {
    assert!(entries.len() <= SLOTS / 2, "the table must have more slots");
    let mut slots = [Slot { first: 0, count: 0 }; SLOTS];
    let mut first = 0;
    while first < entries.len() {
        let mut end = first + 1;
        while end < entries.len() && is_equal(entries[first].event_type, entries[end].event_type) {
            end += 1;
        }
        let mut slot = hash(entries[first].event_type);
        while slots[slot].count > 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = Slot {
            first: first as u16,
            count: (end - first) as u16,
        };
        first = end;
    }
    slots
}

/// Equality that the compiler can compute.
const fn is_equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// The slot of a type, by its last bytes, eight at a time: the first few are the same in all.
const fn hash(event_type: &str) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut bytes = event_type.as_bytes();
    let mut hash = bytes.len() as u64;
    while let Some((rest, last)) = bytes.split_last_chunk::<8>() {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*last)).wrapping_mul(SPREAD);
        bytes = rest;
    }
    (hash >> 32) as usize % SLOTS
}

/// The entries of a type, by release, oldest first.
fn of_type(event_type: &str) -> &'static [Entry] {
    let mut slot = hash(event_type);
    loop {
        let Slot { first, count } = INDEX[slot];
        let (first, count) = (usize::from(first), usize::from(count));
        let entries = EVENTS.get(first..first + count).unwrap_or_default();
        match entries.first() {
            None => return &[],
            Some(entry) if entry.event_type == event_type => return entries,
            Some(_) => slot = (slot + 1) % SLOTS,
        }
    }
}

/// The entry of a type in a release whose schemas leave the types open: its type is how that one
/// begins, with nothing or a version behind it.
fn of_open_type(event_type: &str, release: &str) -> Option<&'static Entry> {
    let mut parts = event_type.match_indices('.').map(|(index, _)| index);
    let end = parts.nth(3).unwrap_or(event_type.len());
    let name = &event_type[..end];
    let first = OPEN_EVENTS.partition_point(|entry| entry.event_type < name);
    let mut entries = OPEN_EVENTS[first..].iter();
    entries.find(|entry| entry.event_type == name && entry.release.as_str() == release)
}

/// The release that an event names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named<'a> {
    /// The property that names it; empty if there is none.
    pub(crate) key: &'static str,
    pub(crate) release: Option<&'a str>,
}

impl Named<'_> {
    /// Returns whether the release is newer than all that this crate knows.
    pub(crate) fn is_newer(&self) -> bool {
        let newest = Release::ALL.last().and_then(|it| version(it.as_str()));
        let named = self.release.and_then(version);
        named.is_some_and(|named| Some(named) > newest)
    }
}

/// The numbers of a release's name: two or three of them, and perhaps a name behind a hyphen.
fn version(release: &str) -> Option<[u64; 3]> {
    let (numbers, _) = release.split_once(['-', '+']).unwrap_or((release, ""));
    let mut numbers = numbers.split('.').map(|number| number.parse().ok());
    let version = [
        numbers.next()??,
        numbers.next()??,
        numbers.next().unwrap_or(Some(0))?,
    ];
    numbers.next().is_none().then_some(version)
}

/// Returns whether an event type is one that a kind of event can have, where its schema leaves the
/// type open.
pub(crate) fn is_of_kind(event_type: &str, kind: &str) -> bool {
    let rest = event_type.strip_prefix(kind);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || kind.ends_with('.'))
}

/// The members that name a release, of which every context has one.
pub(crate) const SPECVERSION: &str = "specversion";
pub(crate) const VERSION: &str = "version";

/// Finds the kind of event that the release and the type name, and whether it is of the release that
/// is named. If that is unknown, or doesn't have the type, it is of the newest release that has the
/// type, and whose schema lets an event name that release.
pub(crate) fn find(
    event_type: &str,
    named: Named<'_>,
    insisted: Option<Release>,
) -> Option<(&'static Entry, bool)> {
    let candidates = if event_type.starts_with(CUSTOM_PREFIX) {
        CUSTOM_EVENTS
    } else {
        of_type(event_type)
    };
    let wanted = insisted.map(Release::as_str).or(named.release);
    let is_wanted = |entry: &&Entry| Some(entry.release.as_str()) == wanted;
    let exact = candidates.iter().find(is_wanted);
    if let Some(entry) = exact.or_else(|| of_open_type(event_type, wanted?)) {
        return Some((entry, named.release == wanted));
    }
    if insisted.is_some() {
        return None;
    }
    let newest = candidates.iter().rfind(|entry| entry.accepts(named));
    newest.map(|entry| (entry, false))
}

/// The event types of a release, or of all of them.
pub(crate) fn known_types(release: Option<Release>) -> Vec<String> {
    let is_meant = |entry: &&Entry| release.is_none_or(|release| entry.release == release);
    // The newest of a name first: of several that are near, it is the likeliest.
    let entries = EVENTS.iter().rev().filter(is_meant);
    // Who may have any version lists as none.
    let open = OPEN_EVENTS
        .iter()
        .filter(|_| release.is_some())
        .filter(is_meant);
    let entries = entries.chain(open);
    entries.map(|entry| entry.event_type.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_by_its_type_and_release() {
        for entry in EVENTS {
            let release = entry.release.as_str();
            let named = Named {
                key: VERSION,
                release: Some(release),
            };
            let (found, is_exact) = find(entry.event_type, named, None).unwrap();
            assert!(std::ptr::eq(found, entry) && is_exact, "{release}");
            let cut = &entry.event_type[..entry.event_type.len() - 1];
            assert!(of_type(cut).is_empty(), "{cut}");
        }
        assert!(of_type("").is_empty());
    }

    #[test]
    fn a_release_is_newer_by_its_numbers() {
        let is_newer = |release| {
            let release = Some(release);
            Named { key: "", release }.is_newer()
        };
        for newer in ["99.0", "99.0.0", "99.1.0-draft", "0.100.0"] {
            assert!(is_newer(newer), "{newer}");
        }
        for other in [
            "", "draft", "0.0.9", "99", "99.0.0.0", "v99.0.0", "99.0.x", "-1.0.0",
        ] {
            assert!(!is_newer(other), "{other}");
        }
        for known in Release::ALL {
            assert!(!is_newer(known.as_str()), "{known}");
        }
    }

    #[test]
    fn few_types_share_a_slot() {
        let displaced = EVENTS.iter().filter(|entry| {
            let slot = INDEX[hash(entry.event_type)];
            EVENTS[usize::from(slot.first)].event_type != entry.event_type
        });
        assert!(displaced.count() * 10 < EVENTS.len());
    }
}
